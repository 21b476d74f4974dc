package main

import (
	"context"
	"fmt"
	"time"

	"github.com/vmware/govmomi/event"
	"github.com/vmware/govmomi/vim25/mo"
)

type postOptions struct {
	class     string
	vms       texts
	host      string
	count     int
	rate      rate
	bare      bool
	message   string
	typeID    string
	severity  string
	arguments pairs
	members   pairs
}

func post(ctx context.Context, args []string) error {
	var o postOptions
	fs := newFlagSet("post")
	fs.Var(&o.vms, "vm", "`name` or reference of the event's VM; repeated: in turn; '*': all in turn")
	fs.StringVar(&o.host, "host", "", "`name` or reference of the event's host; the VM's own when unset")
	fs.IntVar(&o.count, "count", 1, "`number` of events")
	fs.Var(&o.rate, "rate", "`events` per second, such as 50/s; as fast as possible when unset")
	fs.BoolVar(&o.bare, "bare", false, "leave every optional argument unset")
	fs.StringVar(&o.message, "message", "", "message `text`; {n} becomes the event's number, from 1")
	fs.StringVar(&o.typeID, "type-id", "", "`eventTypeId` of an EventEx or ExtendedEvent")
	fs.StringVar(&o.severity, "severity", "", "`severity` of an EventEx: info, warning, error, user")
	fs.Var(&o.arguments, "argument", "`key=value` argument of an EventEx or ExtendedEvent; may be repeated")
	fs.Var(&o.members, "set", "`Member=value`: any text, number or boolean of the class; may be repeated")
	plain := parseMixed(fs, args)
	if len(plain) != 1 {
		return usageError("want one event class, or * for each of them: see vcctl classes")
	}
	if o.count < 1 {
		return usageError("-count must be at least 1")
	}
	classes := plain
	if plain[0] == "*" {
		classes = everyClass()
	}
	// A mistake shows before anything is posted, or vCenter asked.
	for _, o.class = range classes {
		if _, err := o.event(scene{}, 1); err != nil {
			return err
		}
	}
	return withVcenter(ctx, func(v *vcenter) error {
		scenes, err := o.scenes(ctx, v)
		for _, o.class = range classes {
			if err == nil {
				err = o.post(ctx, v, scenes)
			}
		}
		return err
	})
}

func (o *postOptions) post(ctx context.Context, v *vcenter, scenes []scene) error {
	manager := event.NewManager(v.Client)
	begin := time.Now()
	for n := 1; n <= o.count; n++ {
		if o.rate > 0 {
			time.Sleep(time.Until(begin.Add(time.Duration(float64(n-1) / float64(o.rate) * float64(time.Second)))))
		}
		e, err := o.event(scenes[(n-1)%len(scenes)], n)
		if err != nil {
			return err
		}
		if err := manager.PostEvent(ctx, e); err != nil {
			return fmt.Errorf("post %s number %d: %w", o.class, n, err)
		}
	}
	fmt.Printf("posted %d %s\n", o.count, o.class)
	return nil
}

// scenes are the places that the events take in turn.
func (o *postOptions) scenes(ctx context.Context, v *vcenter) ([]scene, error) {
	all, err := v.inventory(ctx)
	if err != nil {
		return nil, err
	}
	var chosen []*mo.VirtualMachine
	for _, name := range o.vms {
		if name == "*" {
			for i := range all.vms {
				chosen = append(chosen, &all.vms[i])
			}
			continue
		}
		vm, err := machine(all.vms, name)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, vm)
	}
	if len(chosen) == 0 && len(all.vms) > 0 {
		chosen = append(chosen, &all.vms[0])
	}
	if len(chosen) == 0 {
		chosen = append(chosen, nil)
	}
	var scenes []scene
	for _, vm := range chosen {
		s, err := all.scene(vm, o.host)
		if err != nil {
			return nil, err
		}
		scenes = append(scenes, s)
	}
	return scenes, nil
}
