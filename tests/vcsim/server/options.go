package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

type options struct {
	listen           string
	tls              bool
	tlsCert          string
	tlsKey           string
	tlsWriteCert     string
	user             string
	pass             string
	sessionTimeout   time.Duration
	delay            int
	methodDelay      methodDelays
	instanceUUID     string
	maxCollector     int
	vms              int
	hosts            int
	exitOnStdinClose bool
	verbose          bool
	trace            bool
}

// methodDelays is a repeatable flag of the form Method=milliseconds.
type methodDelays map[string]int

func (m methodDelays) String() string { return "" }

func (m methodDelays) Set(text string) error {
	method, value, found := strings.Cut(text, "=")
	ms, err := strconv.Atoi(value)
	if !found || method == "" || err != nil || ms < 0 {
		return errors.New("want Method=milliseconds, such as CurrentTime=200")
	}
	m[method] = ms
	return nil
}

func parseOptions(args []string) (*options, error) {
	o := &options{methodDelay: methodDelays{}}
	fs := flag.NewFlagSet("vcsim", flag.ContinueOnError)
	fs.StringVar(&o.listen, "l", "127.0.0.1:8989", "`address:port` to listen on; port 0 takes a free one")
	fs.BoolVar(&o.tls, "tls", false, "serve https; without -tls-cert a self-signed certificate for 127.0.0.1 and localhost")
	fs.StringVar(&o.tlsCert, "tls-cert", "", "certificate `file` (PEM); implies -tls")
	fs.StringVar(&o.tlsKey, "tls-key", "", "key `file` (PEM) of -tls-cert")
	fs.StringVar(&o.tlsWriteCert, "tls-write-cert", "", "write the self-signed certificate to this `file`; implies -tls")
	fs.StringVar(&o.user, "user", "user", "the only user `name` that may log in")
	fs.StringVar(&o.pass, "pass", "pass", "the `password` of that user")
	fs.DurationVar(&o.sessionTimeout, "session-timeout", 0, "end sessions idle for this `duration`; 0 keeps them")
	fs.IntVar(&o.delay, "delay", 0, "delay each SOAP call by this many `ms`")
	fs.Var(o.methodDelay, "method-delay", "delay one method, `Method=ms`; may be repeated; adds to -delay")
	fs.StringVar(&o.instanceUUID, "instance-uuid", "", "about.instanceUuid; without it every simulator has the same `uuid`")
	fs.IntVar(&o.maxCollector, "max-collector", 1000, "`number` of event collectors, after which InvalidState")
	fs.IntVar(&o.vms, "vm", 2, "`number` of VMs per resource pool (there are two pools)")
	fs.IntVar(&o.hosts, "host", 3, "`number` of hosts in the cluster, beside one standalone host")
	fs.BoolVar(&o.exitOnStdinClose, "exit-on-stdin-close", false, "exit when standard input is closed")
	fs.BoolVar(&o.verbose, "v", false, "log what the simulator does on standard error")
	fs.BoolVar(&o.trace, "trace", false, "write all SOAP traffic to standard error, passwords included")
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	}
	if err == nil {
		if err = o.check(fs.Args()); err != nil {
			fmt.Fprintf(os.Stderr, "vcsim: %v\n", err)
		}
	}
	return o, err
}

func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q: every option is a flag, see -help", rest[0])
	case (o.tlsCert == "") != (o.tlsKey == ""):
		return errors.New("-tls-cert and -tls-key belong together: give both or neither")
	case o.tlsCert != "" && o.tlsWriteCert != "":
		return errors.New("-tls-write-cert is for the self-signed certificate: leave it out beside -tls-cert")
	case o.user == "" || o.pass == "":
		return errors.New("-user and -pass must not be empty")
	case o.delay < 0 || o.sessionTimeout < 0:
		return errors.New("-delay and -session-timeout must not be negative")
	case o.maxCollector < 1:
		return errors.New("-max-collector must be at least 1")
	case o.vms < 0 || o.hosts < 1:
		return errors.New("-vm must be at least 0 and -host at least 1")
	}
	o.tls = o.tls || o.tlsCert != "" || o.tlsWriteCert != ""
	return nil
}
