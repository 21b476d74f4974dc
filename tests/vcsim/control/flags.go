package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// usageError is a mistake on the command line, not in what it asked for.
type usageError string

func (e usageError) Error() string { return string(e) }

// newFlagSet has the connection's flags, which may stand before or after the command.
func newFlagSet(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.StringVar(&server.url, "url", server.url, "vCenter `URL`")
	fs.StringVar(&server.user, "user", server.user, "user `name` to log in with")
	// Not -pass's value as its default: the usage text would show it.
	fs.Func("pass", "`password` to log in with", func(text string) error {
		server.pass = text
		return nil
	})
	fs.BoolVar(&server.insecure, "insecure", server.insecure, "do not check vCenter's certificate")
	return fs
}

func parse(fs *flag.FlagSet, args []string) {
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	} else if err != nil {
		os.Exit(2)
	}
}

// parseMixed lets flags and other arguments stand in any order, up to "--".
func parseMixed(fs *flag.FlagSet, args []string) []string {
	var plain []string
	for {
		parse(fs, args)
		rest := fs.Args()
		if len(rest) == 0 {
			return plain
		}
		if ended := len(args) > len(rest) && args[len(args)-len(rest)-1] == "--"; ended {
			return append(plain, rest...)
		}
		plain, args = append(plain, rest[0]), rest[1:]
	}
}

// pairs is a repeatable flag of the form key=value.
type pairs [][2]string

func (p *pairs) String() string { return "" }

func (p *pairs) Set(text string) error {
	key, value, found := strings.Cut(text, "=")
	if !found || key == "" {
		return errors.New("want key=value")
	}
	*p = append(*p, [2]string{key, value})
	return nil
}

// texts is a repeatable flag.
type texts []string

func (t *texts) String() string { return "" }

func (t *texts) Set(text string) error {
	*t = append(*t, text)
	return nil
}

// rate is a number of things per second, with or without "/s".
type rate float64

func (r *rate) String() string { return fmt.Sprint(float64(*r)) }

func (r *rate) Set(text string) error {
	value, err := strconv.ParseFloat(strings.TrimSuffix(text, "/s"), 64)
	if err != nil || value <= 0 {
		return errors.New("want a positive number of events per second, such as 50 or 0.5/s")
	}
	*r = rate(value)
	return nil
}
