package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strconv"

	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vapi/rest"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
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
	client, err := vim25.NewClient(ctx, transport)
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", address, err)
	}
	v := &vcenter{client, session.NewManager(client), property.DefaultCollector(client)}
	if err := v.sessions.Login(ctx, server.credentials()); err != nil {
		return nil, fmt.Errorf("log in to %s as %q: %w", address, server.user, err)
	}
	return v, nil
}

func withVcenter(ctx context.Context, use func(*vcenter) error) error {
	v, err := connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = v.sessions.Logout(ctx) }()
	return use(v)
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
