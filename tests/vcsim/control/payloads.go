package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/vmware/govmomi/event"
	"github.com/vmware/govmomi/vim25/types"
)

// outboundEvent is what the Go connector sends. This program knows it by itself, so that the connector under
// test can be compared with something that shares no code with it.
type outboundEvent struct {
	Topic                  string                        `json:"topic,omitempty"`
	Category               string                        `json:"category,omitempty"`
	Source                 string                        `json:"source"`
	UserName               string                        `json:"userName,omitempty"`
	CreatedTime            time.Time                     `json:"createdTime"`
	ObjectName             string                        `json:"objectName,omitempty"`
	ManagedObjectReference *types.ManagedObjectReference `json:"managedObjectReference,omitempty"`
}

func payloads(ctx context.Context, args []string) error {
	fs := newFlagSet("payloads")
	source := fs.String("source", "", "`host:port` that the payloads name as their source")
	if len(parseMixed(fs, args)) != 0 {
		return usageError("takes no argument")
	}
	return withVcenter(ctx, func(v *vcenter) error {
		manager := event.NewManager(v.Client)
		found, err := manager.QueryEvents(ctx, types.EventFilterSpec{MaxCount: historySize})
		if err != nil {
			return err
		}
		sort.Slice(found, func(i, j int) bool { return found[i].GetEvent().Key < found[j].GetEvent().Key })
		for _, e := range found {
			category, err := manager.EventCategory(ctx, e)
			if err != nil {
				return err
			}
			if category == "" { // not in the catalogue, which a real vCenter has whole
				category = "info"
			}
			text, err := json.Marshal(outbound(e, category, *source))
			if err != nil {
				return err
			}
			fmt.Printf("%d\t%s\t%s\n", e.GetEvent().Key, reflect.TypeOf(e).Elem().Name(), text)
		}
		return nil
	})
}

func outbound(e types.BaseEvent, category, source string) outboundEvent {
	base := e.GetEvent()
	out := outboundEvent{
		Topic: topic(reflect.TypeOf(e).Elem().Name()), Category: category, Source: source,
		UserName: base.UserName, CreatedTime: base.CreatedTime,
	}
	about := func(name string, ref *types.ManagedObjectReference) {
		out.ObjectName, out.ManagedObjectReference = name, ref
	}
	switch kind := e.(type) {
	case types.BaseAlarmEvent:
		alarm := kind.GetAlarmEvent().Alarm
		about(alarm.Name, &alarm.Alarm)
	case types.BaseDatastoreEvent:
		if datastore := kind.GetDatastoreEvent().Datastore; datastore != nil {
			about(datastore.Name, &datastore.Datastore)
		}
	case types.BaseHostEvent:
		if host := base.Host; host != nil {
			about(host.Name, &host.Host)
		}
	case types.BaseResourcePoolEvent:
		pool := kind.GetResourcePoolEvent().ResourcePool
		about(pool.Name, &pool.ResourcePool)
	case types.BaseVmEvent:
		if vm := base.Vm; vm != nil {
			about(vm.Name, &vm.Vm)
		}
	}
	return out
}

var (
	lowUp   = regexp.MustCompile(`([a-z0-9])([A-Z])`)
	upUpLow = regexp.MustCompile(`([A-Z])([A-Z][a-z])`)
)

func topic(class string) string {
	words := strings.ReplaceAll(class, "Event", "")
	if words == "" {
		words = class
	}
	words = upUpLow.ReplaceAllString(lowUp.ReplaceAllString(words, "$1.$2"), "$1.$2")
	return strings.ToLower(words)
}
