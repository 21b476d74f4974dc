package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
)

func newModel(opts *options) (*simulator.Model, error) {
	model := simulator.VPX()
	model.Machine = opts.vms
	model.ClusterHost = opts.hosts
	model.DelayConfig.Delay = opts.delay
	model.DelayConfig.MethodDelay = opts.methodDelay
	if err := model.Create(); err != nil {
		model.Remove()
		return nil, fmt.Errorf("create the inventory: %w", err)
	}
	if opts.instanceUUID != "" {
		serviceInstance().Content.About.InstanceUuid = opts.instanceUUID
	}
	simulator.Map.EventManager().MaxCollector = int32(opts.maxCollector)
	completeEventInfo()
	return model, nil
}

func serviceInstance() *simulator.ServiceInstance {
	return simulator.Map.Get(vim25.ServiceInstance).(*simulator.ServiceInstance)
}

func instanceUUID() string {
	return serviceInstance().Content.About.InstanceUuid
}

func listen(model *simulator.Model, opts *options) (server *simulator.Server, err error) {
	service := model.Service
	// The library compares the user with its DefaultLogin by pointer and lets anyone in when they are
	// the same: a value of our own makes it check, even for the same user and password.
	service.Listen = &url.URL{Host: opts.listen, User: url.UserPassword(opts.user, opts.pass)}
	service.RegisterEndpoints = true
	service.ServeMux = http.NewServeMux()
	if opts.tls {
		pair, err := certificate(opts)
		if err != nil {
			return nil, err
		}
		service.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	}
	// The library panics when it cannot listen.
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("cannot serve on %s (is it in use? try another -l): %v", opts.listen, reason)
		}
	}()
	guardRestLogin(service.ServeMux, opts.user, opts.pass)
	server = service.NewServer()
	server.Config.Handler = serialised(server.Config.Handler)
	return server, nil
}
