package main

import (
	"context"
	"fmt"

	"github.com/vmware/govmomi/event"
	"github.com/vmware/govmomi/vim25/types"
)

// collectors makes event collectors, changes their page and gives them back, as clients do that come and go.
func collectors(ctx context.Context, args []string) error {
	fs := newFlagSet("collectors")
	count := fs.Int("count", 1, "`number` of collectors, one after the other")
	if len(parseMixed(fs, args)) != 0 {
		return usageError("takes no argument")
	}
	return withVcenter(ctx, func(v *vcenter) error {
		manager := event.NewManager(v.Client)
		for i := 0; i < *count; i++ {
			collector, err := manager.CreateCollectorForEvents(ctx, types.EventFilterSpec{})
			if err == nil {
				err = collector.SetPageSize(ctx, 100)
			}
			if err == nil {
				err = collector.Destroy(ctx)
			}
			if err != nil {
				return err
			}
		}
		fmt.Printf("made and destroyed %d collectors\n", *count)
		return nil
	})
}
