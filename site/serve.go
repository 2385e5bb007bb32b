package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"kizami/wasm/api"
)

// Serve serves the built page, and the API below /api/, until the context ends; then it lets what is under way
// finish, for at most five seconds. addr must be on this machine: a loopback address with a port, 127.0.0.1:8080; port 0
// takes a free one. ready, when not nil, is told the address once the server answers there.
func Serve(ctx context.Context, page fs.FS, addr string, ready func(url string)) error {
	handler, err := Handler(page)
	if err != nil {
		return err
	}
	listener, err := listen(addr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(os.Stderr, "", 0),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	if ready != nil {
		ready("http://" + listener.Addr().String() + "/")
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}

// Handler returns the files of the built page as they are now, and the API below /api/.
func Handler(page fs.FS) (http.Handler, error) {
	pages, err := load(page)
	if err != nil {
		return nil, err
	}
	service := api.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			service.ServeHTTP(w, r)
			return
		}
		api.SetSecurityHeaders(w.Header())
		pages.serve(w, r)
	}), nil
}

func listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("address %q is not of the form 127.0.0.1:8080", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("address %s: the page is served on this machine only, on 127.0.0.1", addr)
	}
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %s of %s is taken: stop the program that uses it, or choose another port", port, host)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	return listener, nil
}

// load reads the whole page, so that what is served never changes under a reader and no path leads out of it.
func load(page fs.FS) (*files, error) {
	if _, err := fs.Stat(page, "index.html"); err != nil {
		return nil, fmt.Errorf("there is no built page: build it first (%w)", err)
	}
	all := &files{byPath: map[string]*file{}}
	err := fs.WalkDir(page, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(page, name)
		if err != nil {
			return err
		}
		all.add(name, data)
		return nil
	})
	return all, err
}
