# Everything a person or CI runs. `make help` lists it.
.DEFAULT_GOAL := help
WASM := GOOS=js GOARCH=wasm go
EXEC := -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec"
# Programs of 32 bits are run where that is possible, and compiled elsewhere. Two tests of many long runs need not be.
RUN32 := test -skip "TestTheLeastToleranceIsWithinReach|TestRoundsExampleShowsBothSides"
BITS32 := GOOS=linux GOARCH=386 go $(if $(filter Linux-x86_64,$(shell uname -s)-$(shell uname -m)),$(RUN32),vet)
PORT ?= 8080
PREFIX ?= /usr/local
# Git does not answer root on somebody else's checkout, as in a container; Go then builds only if it need not name the commit.
ifeq ($(shell git rev-parse --git-dir 2>/dev/null),)
export GOFLAGS := $(strip $(shell go env GOFLAGS) -buildvcs=false)
endif

# Tests make much that soon is garbage. To collect it less often takes some memory and a fifth of their processor time away.
lint unit wasm conform: export GOGC ?= 400

# What .ci/tools had to bring from npm.
export PATH := $(CURDIR)/.cache/bin:$(PATH)

.PHONY: help play build install test test-all lint unit wasm check check-all conform conform-all proof proof-mutants golden bench fuzz tools

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

play: ## build the playground and serve it on 127.0.0.1 (PORT=8080)
	@.ci/tools node
	@mkdir -p .cache && go build -o .cache/kizami ./cmd/kizami
	@exec .cache/kizami play --port $(PORT)

build: ## one program with the page inside, which needs nothing else: .cache/kizami
	@.ci/tools node
	@go run ./cmd/kizami play --build-only
	CGO_ENABLED=0 go build -tags page -trimpath -ldflags='-s -w' -o .cache/kizami ./cmd/kizami

install: build ## the same, into PREFIX/bin (PREFIX=/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install .cache/kizami "$(DESTDIR)$(PREFIX)/bin/kizami"

test: ## every test, the core of the models and a tenth of the others, every property, a quarter of the live state graphs
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory --jobs 2 --output-sync wasm conform
	@echo "all of it holds; the proofs for every n are the business of make proof"

test-all: export KIZAMI_LONG := true
test-all: ## everything: also all models, all mutants of the proofs, larger networks, more cases (hours)
	@$(MAKE) --no-print-directory lint unit check-all wasm conform-all proof proof-mutants fuzz
	@echo "all of it holds"

lint: ## format, vet and staticcheck
	@.ci/gate lint sh -ec '\
	  test -z "$$(gofmt -l .)" || { echo "not formatted: $$(gofmt -l .)"; exit 1; }; \
	  go vet ./...; \
	  $(WASM) vet ./core/... ./learn/... ./wasm/...; \
	  go tool staticcheck ./...'

# What waits most begins first, so that the others fill its gaps.
unit: tools ## Go tests, native, with TLC, workerd and a real Chromium
	@.ci/gate unit go test -timeout 20m ./site/e2e ./tla/tlc ./...

# What is compiled for the page: package core with what stands on it, and the properties that judge it. The judges
# themselves, the driver of TLC and large tables are the business of unit.
wasm: tools ## the same results and digests under js/wasm on Node, and on 32 bits
	@.ci/gate wasm sh -ec '\
	  $(WASM) test -timeout 12m -short -skip "TestLuckTable|TestApproximationTable" $(EXEC) ./core ./core/simulate ./core/family ./core/approximation ./core/scenario ./core/stepsize ./conformance/property; \
	  $(WASM) test -run SameBits $(EXEC) ./learn; \
	  $(BITS32) ./core/strict ./core/scenario ./core/stepsize ./learn'

check: tools ## no record of TLC is stale; run it on the core of the models and, with each commit, on another tenth
	@.ci/gate check go run ./cmd/kizami check --seed "$$(git rev-parse HEAD^{tree} 2>/dev/null)"

check-all: tools ## run TLC on every model, also on those that take long, and record what it says
	@.ci/gate check-all go run ./cmd/kizami check --all

conform: tools ## model = core: properties, and with each commit another quarter of TLC's state graphs; unit compares all that are kept
	@.ci/gate conform go run ./cmd/kizami conform --quarter "$$(git rev-parse HEAD^{tree} 2>/dev/null || echo 1)" --cases 60 --traces 25

conform-all: tools ## the same with the graphs that take long and ten times as many cases
	@.ci/gate conform-all go run ./cmd/kizami conform --all --cases 1500

proof: ## the proofs for every n, checked by Coq, and the check of that check
	@.ci/tools coq
	@.ci/gate proof sh -ec '\
	  go run ./spec/proof/check; \
	  go vet -tags coq ./spec/proof/check; \
	  go test -tags coq -count 1 -timeout 10m ./spec/proof/check'

proof-mutants: ## break every definition of the proofs once: somebody must notice (some ten minutes on two cores)
	@.ci/tools coq
	@.ci/gate proof-mutants go run ./spec/proof/check -mutants

golden: ## write the golden files anew
	go test ./core -run 'TestStories|TestPlays|Table' -rewrite
	go test ./core/approximation -run Table -rewrite
	go test ./core/scenario -update
	go test ./tla/tlc -run "TestReadme|TestEachModule" -update
	go test ./conformance ./conformance/state ./conformance/trace -run 'TestTLCAndCoreSpan|TestFiveNodes|TestExampleTraces' -update
	go test ./conformance/mutant -run 'TestEveryMutantOf|TestEveryInvariantAndGuard' -update
	go run ./spec/proof/check -vectors
	go run ./cmd/kizami learn --example modes --plot learn/figure/modes.svg >/dev/null

bench: ## one table: the kit against its limits, scipy and tvopt (some three minutes)
	@go run ./cmd/bench

fuzz: ## fuzz the parsers for a while
	go test ./core -run '^$$' -fuzz FuzzParseMessage -fuzztime 30s
	go test ./core/scenario -run '^$$' -fuzz FuzzParse -fuzztime 30s
	go test ./learn -run '^$$' -fuzz FuzzParse -fuzztime 30s
	go test ./learn -run '^$$' -fuzz FuzzCSV -fuzztime 30s
	go test ./graphfile -run '^$$' -fuzz FuzzRead -fuzztime 30s
	go test ./wasm/door -run '^$$' -fuzz FuzzHandle -fuzztime 30s
	go test ./tla/tlc -run '^$$' -fuzz FuzzParseValue -fuzztime 30s
	go test ./core -run '^$$' -fuzz 'FuzzReceive$$' -fuzztime 30s
	go test ./core -run '^$$' -fuzz FuzzBracketMessage -fuzztime 30s
	go test ./core -run '^$$' -fuzz FuzzCarriedMessage -fuzztime 30s
	go test ./core -run '^$$' -fuzz FuzzCarriedState -fuzztime 30s
	go test ./core -run '^$$' -fuzz FuzzBracketReceive -fuzztime 30s
	go test ./conformance/trace -run '^$$' -fuzz FuzzParseMessageTrace -fuzztime 30s

tools:
	@.ci/tools node20 java maven chromium fonts python
