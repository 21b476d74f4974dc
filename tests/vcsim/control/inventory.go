package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"
)

// retrieve fills list with every object of the kind and the members asked for.
func (v *vcenter) retrieve(ctx context.Context, kind string, members []string, list interface{}) error {
	root, err := view.NewManager(v.Client).CreateContainerView(ctx, v.ServiceContent.RootFolder, []string{kind}, true)
	if err != nil {
		return err
	}
	defer func() { _ = root.Destroy(ctx) }()
	return root.Retrieve(ctx, []string{kind}, members, list)
}

func (v *vcenter) machines(ctx context.Context) ([]mo.VirtualMachine, error) {
	var vms []mo.VirtualMachine
	members := []string{"name", "runtime.powerState", "runtime.host"}
	if err := v.retrieve(ctx, "VirtualMachine", members, &vms); err != nil {
		return nil, fmt.Errorf("list the VMs: %w", err)
	}
	sort.Slice(vms, func(i, j int) bool { return vms[i].Name < vms[j].Name })
	return vms, nil
}

// machine finds a VM by its exact name or by the value of its reference.
func machine(vms []mo.VirtualMachine, name string) (*mo.VirtualMachine, error) {
	for i := range vms {
		if vms[i].Name == name || vms[i].Self.Value == name {
			return &vms[i], nil
		}
	}
	return nil, fmt.Errorf("no VM %q: see vcctl list", name)
}

func list(ctx context.Context, args []string) error {
	fs := newFlagSet("list")
	asJSON := fs.Bool("json", false, "one JSON object per line")
	if len(parseMixed(fs, args)) != 0 {
		return usageError("takes no argument")
	}
	return withVcenter(ctx, func(v *vcenter) error {
		vms, err := v.machines(ctx)
		if err != nil {
			return err
		}
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		for _, vm := range vms {
			state := string(vm.Runtime.PowerState)
			if !*asJSON {
				fmt.Printf("%s\t%s\t%s\n", vm.Name, vm.Self.Value, state)
				continue
			}
			line := struct {
				Name       string `json:"name"`
				Reference  string `json:"reference"`
				PowerState string `json:"powerState"`
			}{vm.Name, vm.Self.Value, state}
			if err := out.Encode(line); err != nil {
				return err
			}
		}
		return nil
	})
}
