package fleet

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server inside this process, on 127.0.0.1 only.
type Server struct{ inside *server.Server }

// Serve starts a server on a port of 127.0.0.1, 0 for a free one.
func Serve(port int) (*Server, error) {
	if port == 0 {
		port = server.RANDOM_PORT
	}
	inside, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true, MaxPayload: 1 << 20})
	if err != nil {
		return nil, fmt.Errorf("the NATS server: %w", err)
	}
	inside.Start()
	if !inside.ReadyForConnections(10 * time.Second) {
		inside.Shutdown()
		return nil, errors.New("the NATS server is not ready after ten seconds")
	}
	return &Server{inside}, nil
}

// URL returns where clients connect to.
func (s *Server) URL() string { return s.inside.ClientURL() }

// Close ends the server, and waits for that.
func (s *Server) Close() {
	s.inside.Shutdown()
	s.inside.WaitForShutdown()
}
