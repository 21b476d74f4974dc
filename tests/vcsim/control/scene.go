package main

import (
	"context"
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

type entity struct {
	name string
	ref  types.ManagedObjectReference
}

// scene holds the objects that an event is about, by the prefix of their ...EventArgument class.
type scene map[string]entity

type inventory struct {
	vms      []mo.VirtualMachine
	entities []mo.ManagedEntity
}

func (v *vcenter) inventory(ctx context.Context) (*inventory, error) {
	vms, err := v.machines(ctx)
	if err != nil {
		return nil, err
	}
	all := &inventory{vms: vms}
	if err := v.retrieve(ctx, "ManagedEntity", []string{"name", "parent"}, &all.entities); err != nil {
		return nil, fmt.Errorf("list the inventory: %w", err)
	}
	return all, nil
}

// argumentKinds maps the managed types to the arguments that name them, most derived type first.
var argumentKinds = []struct{ managed, argument string }{
	{"Datacenter", "Datacenter"}, {"Datastore", "Datastore"}, {"DistributedVirtualSwitch", "Dvs"},
	{"VmwareDistributedVirtualSwitch", "Dvs"}, {"Folder", "Folder"}, {"ResourcePool", "ResourcePool"},
	{"Network", "Network"}, {"DistributedVirtualPortgroup", "Network"}, {"HostSystem", "Host"},
	{"ComputeResource", "ComputeResource"}, {"ClusterComputeResource", "ComputeResource"},
}

// scene places an event at the VM, on its host, or on the host asked for.
func (all *inventory) scene(vm *mo.VirtualMachine, host string) (scene, error) {
	s := scene{
		"Alarm":         {"Sample alarm", types.ManagedObjectReference{Type: "Alarm", Value: "alarm-1"}},
		"Profile":       {"Sample profile", types.ManagedObjectReference{Type: "HostProfile", Value: "hostprofile-1"}},
		"ScheduledTask": {"Sample task", types.ManagedObjectReference{Type: "ScheduledTask", Value: "schedule-1"}},
	}
	for _, kind := range argumentKinds {
		for _, e := range all.entities {
			if _, taken := s[kind.argument]; !taken && e.Self.Type == kind.managed {
				s[kind.argument] = entity{e.Name, e.Self}
			}
		}
	}
	if vm != nil {
		s["Vm"] = entity{vm.Name, vm.Self}
	}
	s["ManagedEntity"] = s["Vm"]
	return s, all.placeHost(s, vm, host)
}

func (all *inventory) placeHost(s scene, vm *mo.VirtualMachine, host string) error {
	wanted := s["Host"].ref
	if vm != nil && vm.Runtime.Host != nil {
		wanted = *vm.Runtime.Host
	}
	found := false
	for _, e := range all.entities {
		if e.Self.Type == "HostSystem" && (e.Name == host || e.Self.Value == host || host == "" && e.Self == wanted) {
			s["Host"], found = entity{e.Name, e.Self}, true
			for _, parent := range all.entities {
				if e.Parent != nil && parent.Self == *e.Parent {
					s["ComputeResource"] = entity{parent.Name, parent.Self}
				}
			}
		}
	}
	if host != "" && !found {
		return fmt.Errorf("no host %q in the inventory", host)
	}
	return nil
}
