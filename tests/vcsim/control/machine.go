package main

import (
	"context"
	"fmt"

	"github.com/vmware/govmomi/object"
)

var powerOperations = map[string]func(*object.VirtualMachine, context.Context) (*object.Task, error){
	"on":      (*object.VirtualMachine).PowerOn,
	"off":     (*object.VirtualMachine).PowerOff,
	"suspend": (*object.VirtualMachine).Suspend,
	"reset":   (*object.VirtualMachine).Reset,
}

func power(ctx context.Context, args []string) error {
	plain := parseMixed(newFlagSet("power"), args)
	if len(plain) < 2 {
		return usageError("want an operation and at least one VM")
	}
	operation, known := powerOperations[plain[0]]
	if !known {
		return usageError(fmt.Sprintf("no operation %q, want on, off, suspend or reset", plain[0]))
	}
	return onMachines(ctx, plain[1:], operation)
}

func virtualMachine(ctx context.Context, args []string) error {
	plain := parseMixed(newFlagSet("vm"), args)
	if len(plain) != 3 || plain[0] != "rename" {
		return usageError("want: rename NAME NEWNAME")
	}
	rename := func(vm *object.VirtualMachine, ctx context.Context) (*object.Task, error) {
		return vm.Rename(ctx, plain[2])
	}
	return onMachines(ctx, plain[1:2], rename)
}

func onMachines(ctx context.Context, names []string,
	operation func(*object.VirtualMachine, context.Context) (*object.Task, error)) error {
	return withVcenter(ctx, func(v *vcenter) error {
		vms, err := v.machines(ctx)
		if err != nil {
			return err
		}
		for _, name := range names {
			found, err := machine(vms, name)
			if err != nil {
				return err
			}
			task, err := operation(object.NewVirtualMachine(v.Client, found.Self), ctx)
			if err == nil {
				err = task.Wait(ctx)
			}
			if err != nil {
				return fmt.Errorf("VM %q: %w", name, err)
			}
		}
		return nil
	})
}
