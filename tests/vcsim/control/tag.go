package main

import (
	"context"
	"fmt"
	"sort"

	"github.com/vmware/govmomi/vapi/rest"
	"github.com/vmware/govmomi/vapi/tags"
)

func tag(ctx context.Context, args []string) error {
	fs := newFlagSet("tag")
	category := fs.String("category", "", "category `name` or id of a new tag")
	plain := parseMixed(fs, args)
	if len(plain) != 2 {
		return usageError("want an operation and a name")
	}
	operation, name := plain[0], plain[1]
	return withRest(ctx, func(v *vcenter, client *rest.Client) error {
		manager := tags.NewManager(client)
		switch operation {
		case "category-create":
			return printID(manager.CreateCategory(ctx, &tags.Category{Name: name, Cardinality: "MULTIPLE"}))
		case "create":
			if *category == "" {
				return usageError("create needs -category")
			}
			return printID(manager.CreateTag(ctx, &tags.Tag{Name: name, CategoryID: *category}))
		case "ls-attached":
			return listAttached(ctx, v, manager, name)
		}
		return usageError(fmt.Sprintf("no operation %q", operation))
	})
}

func printID(id string, err error) error {
	if err == nil {
		fmt.Println(id)
	}
	return err
}

func listAttached(ctx context.Context, v *vcenter, manager *tags.Manager, nameOrID string) error {
	objects, err := manager.ListAttachedObjects(ctx, nameOrID)
	if err != nil {
		return err
	}
	vms, err := v.machines(ctx)
	if err != nil {
		return err
	}
	var lines []string
	for _, o := range objects {
		ref := o.Reference()
		name := ""
		if ref.Type == "VirtualMachine" {
			// A tag outlives the VM it is attached to.
			if vm, err := machine(vms, ref.Value); err == nil {
				name = vm.Name
			}
		}
		lines = append(lines, fmt.Sprintf("%s\t%s\t%s", ref.Type, ref.Value, name))
	}
	sort.Strings(lines)
	for _, line := range lines {
		fmt.Println(line)
	}
	return nil
}
