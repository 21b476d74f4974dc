package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vapi/rest"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
)

// A simulator answers in milliseconds. Tests wait 60 s for vcctl, which then has said what it waited for.
const (
	callLimit     = 40 * time.Second
	farewellLimit = 5 * time.Second
)

type endpoint struct {
	url, user, pass string
	insecure        bool
}

var server = endpoint{
	url:      environment("GOVC_URL", "http://127.0.0.1:8989/sdk"),
	user:     environment("GOVC_USERNAME", "user"),
	pass:     environment("GOVC_PASSWORD", "pass"),
	insecure: environmentBool("GOVC_INSECURE"),
}

func environment(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func environmentBool(name string) bool {
	value, _ := strconv.ParseBool(os.Getenv(name))
	return value
}

func (e endpoint) credentials() *url.Userinfo { return url.UserPassword(e.user, e.pass) }

// vcenter is one logged-in session.
type vcenter struct {
	*vim25.Client
	sessions   *session.Manager
	properties *property.Collector
}

func connect(ctx context.Context) (*vcenter, error) {
	address, err := soap.ParseURL(server.url)
	if err != nil {
		return nil, fmt.Errorf("-url %q is not a URL, want one like http://127.0.0.1:8989/sdk", server.url)
	}
	address.User = nil
	transport := soap.NewClient(address, server.insecure)
	transport.UserAgent = "vcctl"
	transport.Timeout = callLimit
	client, err := vim25.NewClient(ctx, transport)
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", address, err)
	}
	client.RoundTripper = named{transport}
	v := &vcenter{client, session.NewManager(client), property.DefaultCollector(client)}
	if err := v.sessions.Login(ctx, server.credentials()); err != nil {
		return nil, fmt.Errorf("log in to %s as %q: %w", address, server.user, err)
	}
	return v, nil
}

// named says of a call that fails which one it was. Faults stay as they are: the library looks at their type.
type named struct{ soap.RoundTripper }

func (n named) RoundTrip(ctx context.Context, request, response soap.HasFault) error {
	err := n.RoundTripper.RoundTrip(ctx, request, response)
	if err == nil || soap.IsSoapFault(err) {
		return err
	}
	return fmt.Errorf("%s: %w", strings.TrimSuffix(reflect.TypeOf(request).Elem().Name(), "Body"), err)
}

func withVcenter(ctx context.Context, use func(*vcenter) error) error {
	v, err := connect(ctx)
	if err != nil {
		return err
	}
	err = use(v)
	// A vCenter that has just not answered is not waited for once more.
	ctx, cancel := context.WithTimeout(ctx, farewellLimit)
	defer cancel()
	_ = v.sessions.Logout(ctx)
	return err
}

func withRest(ctx context.Context, use func(*vcenter, *rest.Client) error) error {
	return withVcenter(ctx, func(v *vcenter) error {
		client := rest.NewClient(v.Client)
		if err := client.Login(ctx, server.credentials()); err != nil {
			return fmt.Errorf("log in to the REST API: %w", err)
		}
		defer func() { _ = client.Logout(ctx) }()
		return use(v, client)
	})
}
