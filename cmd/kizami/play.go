package main

import (
	"fmt"
	"net"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"kizami/site"
)

func newPlay() *cobra.Command {
	var port int
	var buildOnly bool
	command := &cobra.Command{
		Use:   "play",
		Short: "Serve the playground on this machine",
		Long: `play serves the playground on 127.0.0.1 only, and prints the address. Ctrl-C ends it.

A program that make build made has the page inside. Any other builds it from its sources: that needs Go, Node.js with npm and,
the first time, the network, and it runs inside the repository.`,
		Example: `  kizami play
  kizami play --port 9000
  kizami play --build-only`,
		Args: badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if port < 0 || port > 65535 {
				return badInput(fmt.Errorf("port %d: must be between 0 and 65535 (0 takes a free one)", port))
			}
			return play(cmd, port, buildOnly)
		},
	}
	command.Flags().IntVar(&port, "port", 8080, "the port to serve on; 0 takes a free one")
	command.Flags().BoolVar(&buildOnly, "build-only", false, "write the page to site/dist, with the brotli of its files, and do not serve it")
	return command
}

func play(cmd *cobra.Command, port int, buildOnly bool) error {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	if !buildOnly {
		if err := free(address); err != nil {
			return err
		}
	}
	page := site.Embedded()
	if page == nil || buildOnly {
		built, err := site.Build(ctx, site.Options{Packed: buildOnly, Progress: func(step string) {
			fmt.Fprintln(cmd.ErrOrStderr(), "building:", step)
		}})
		if err != nil {
			return interrupted(ctx, err)
		}
		if buildOnly {
			fmt.Fprintln(cmd.OutOrStdout(), built.Out)
			return nil
		}
		page = os.DirFS(built.Out)
	}
	return site.Serve(ctx, page, address, func(url string) {
		fmt.Fprintf(cmd.OutOrStdout(), "kizami is at %s (Ctrl-C ends it)\n", url)
	})
}

// free says early that the port is taken: building first would waste the reader's time.
func free(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("%s cannot be served on: it is taken or not allowed; choose another with --port", address)
	}
	return listener.Close()
}
