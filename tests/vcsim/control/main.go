// Command vcctl drives a simulated vCenter: it makes things happen there and shows what did.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
)

type command struct {
	usage string
	run   func(ctx context.Context, args []string) error
}

var commands map[string]command

// Set here and not where it is declared: the commands themselves refer to it for their usage.
func init() {
	commands = map[string]command{
		"list":       {"list [-json]", list},
		"power":      {"power on|off|suspend|reset NAME...", power},
		"vm":         {"vm rename NAME NEWNAME", virtualMachine},
		"payloads":   {"payloads [-source HOST:PORT]   (what the Go connector sends for each event)", payloads},
		"post":       {"post CLASS|* [flags]   (post -help lists them)", post},
		"classes":    {"classes", classes},
		"collectors": {"collectors [-count N]   (makes event collectors and destroys them)", collectors},
		"events":     {"events [-json]", events},
		"tag":        {"tag category-create NAME | create -category C NAME | ls-attached NAME_OR_ID", tag},
		"specimens":  {"specimens [-seed N]   (events as XML and as govmomi prints them in JSON)", specimens},
		"sessions":   {"sessions [terminate]", sessions},
	}
}

func usage() {
	fmt.Fprint(os.Stderr, "usage: vcctl [-url URL] [-user NAME] [-pass PASSWORD] [-insecure] COMMAND\n",
		"       also set by GOVC_URL, GOVC_USERNAME, GOVC_PASSWORD, GOVC_INSECURE\ncommands:\n")
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(os.Stderr, "  %s\n", commands[name].usage)
	}
}

func main() {
	fs := newFlagSet("vcctl")
	fs.Usage = usage
	parse(fs, os.Args[1:])
	if fs.NArg() == 0 {
		usage()
		os.Exit(2)
	}
	chosen, known := commands[fs.Arg(0)]
	if !known {
		fmt.Fprintf(os.Stderr, "vcctl: no command %q\n", fs.Arg(0))
		usage()
		os.Exit(2)
	}
	if err := chosen.run(context.Background(), fs.Args()[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "vcctl %s: %s\n", fs.Arg(0), strings.TrimSpace(err.Error()))
		if _, wrong := err.(usageError); wrong {
			fmt.Fprintf(os.Stderr, "usage: vcctl %s\n", chosen.usage)
			os.Exit(2)
		}
		os.Exit(1)
	}
}
