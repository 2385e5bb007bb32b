package fleet

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// KeyIn returns the public part of the key in a file, which only its owner may read. If there is no such file, it draws a key
// and writes it.
func KeyIn(file string) (public string, err error) {
	seed, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		if seed, err = newSeed(); err == nil {
			err = os.WriteFile(file, append(seed, '\n'), 0o600)
		}
	}
	if err != nil {
		return "", err
	}
	pair, err := parseKey(file, seed)
	if err != nil {
		return "", err
	}
	return pair.PublicKey()
}

func newSeed() ([]byte, error) {
	pair, err := nkeys.CreateUser()
	if err != nil {
		return nil, err
	}
	return pair.Seed()
}

func parseKey(file string, seed []byte) (nkeys.KeyPair, error) {
	pair, err := nkeys.FromSeed(bytes.TrimSpace(seed))
	if err != nil {
		return nil, fmt.Errorf("%s: it is no key: %w", file, err)
	}
	return pair, nil
}

// ServerConfig returns the configuration with which a NATS server lets in these nodes, known by their public keys, and nobody
// else: each publishes as itself only, and hears whom it should.
func ServerConfig(nodes []Neighbours, public []string) string {
	var b strings.Builder
	b.WriteString("# For a NATS server: include it in the server's own configuration, which also says where it listens, and with which TLS.\n")
	b.WriteString("max_payload: 1MB\nauthorization {\n  users: [\n")
	for j, n := range nodes {
		var publish []string
		for _, kind := range []Kind{Offer, Need, Fail, Over, Standing} {
			publish = append(publish, n.subject(kind, strconv.Itoa(n.Node)))
		}
		fmt.Fprintf(&b, "    { nkey: %s, permissions: { publish: [%s], subscribe: [%s] } } # node %d\n", public[j], quoted(publish), quoted(append(n.heard(), n.subject(Standing, "*"))), n.Node)
	}
	b.WriteString("  ]\n}\n")
	return b.String()
}

func quoted(list []string) string { return `"` + strings.Join(list, `", "`) + `"` }

// WithKey shows the seed in a file to servers.
func WithKey(file string) (nats.Option, error) {
	seed, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pair, err := parseKey(file, seed)
	if err != nil {
		return nil, err
	}
	public, err := pair.PublicKey()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return nats.Nkey(public, pair.Sign), nil
}

// WithAuthority talks TLS 1.3 only, to servers that one of the certificates in a PEM file vouches for.
func WithAuthority(file string) (nats.Option, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s: %w", file, errors.New("there is no certificate in it"))
	}
	return nats.Secure(&tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool}), nil
}
