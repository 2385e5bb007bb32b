package fleet

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server inside this process, on 127.0.0.1 only.
type Server struct{ inside *server.Server }

// Serve starts a server on a port of 127.0.0.1, 0 for a free one. It lets everybody in, or those whom the configuration in a
// file does ([ServerConfig]).
func Serve(port int, config string) (*Server, error) {
	options := &server.Options{}
	if config != "" {
		var err error
		if options, err = server.ProcessConfigFile(config); err != nil {
			return nil, err
		}
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	options.Host, options.Port, options.NoSigs, options.NoLog, options.MaxPayload = "127.0.0.1", port, true, true, 1<<20
	inside, err := server.NewServer(options)
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
