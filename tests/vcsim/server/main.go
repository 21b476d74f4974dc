// Command vcsim serves a simulated vCenter for the project's tests.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

func main() {
	opts, err := parseOptions(os.Args[1:])
	if err != nil {
		os.Exit(2)
	}
	if err := run(opts); err != nil {
		fmt.Fprintf(os.Stderr, "vcsim: %v\n", err)
		os.Exit(1)
	}
}

func run(opts *options) error {
	// The library logs each update and each fault; a test wants to see that only when asked for.
	log.SetOutput(io.Discard)
	if opts.verbose || opts.trace {
		log.SetOutput(os.Stderr)
	}
	simulator.Trace = opts.trace
	simulator.SessionIdleTimeout = opts.sessionTimeout

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)

	model, err := newModel(opts)
	if err != nil {
		return err
	}
	// The simulated datastores are real directories below TMPDIR.
	defer model.Remove()

	server, err := listen(model, opts)
	if err != nil {
		return err
	}
	endpoint := *server.URL
	endpoint.User = nil
	fmt.Printf("vcsim ready url=%s pid=%d instance-uuid=%s\n",
		endpoint.String(), os.Getpid(), instanceUUID())

	if opts.exitOnStdinClose {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop <- syscall.SIGTERM
		}()
	}
	<-stop
	// server.Close would wait for every long poll; a test that stops a vCenter means now.
	return server.Listener.Close()
}
