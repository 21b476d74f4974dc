package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"time"

	"github.com/vmware/govmomi/event"
	"github.com/vmware/govmomi/vim25/types"
)

// historySize is what the simulator keeps; it is also the largest page that a vCenter gives.
const historySize = 1000

type eventLine struct {
	Key         int32     `json:"key"`
	Class       string    `json:"class"`
	EventTypeID string    `json:"eventTypeId,omitempty"`
	CreatedTime time.Time `json:"createdTime"`
	UserName    string    `json:"userName"`
	VM          string    `json:"vm,omitempty"`
	Message     string    `json:"message"`
}

func events(ctx context.Context, args []string) error {
	fs := newFlagSet("events")
	asJSON := fs.Bool("json", false, "one JSON object per line")
	if len(parseMixed(fs, args)) != 0 {
		return usageError("takes no argument")
	}
	return withVcenter(ctx, func(v *vcenter) error {
		found, err := event.NewManager(v.Client).QueryEvents(ctx, types.EventFilterSpec{MaxCount: historySize})
		if err != nil {
			return err
		}
		sort.Slice(found, func(i, j int) bool { return found[i].GetEvent().Key < found[j].GetEvent().Key })
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		for _, e := range found {
			line := describe(e)
			if *asJSON {
				err = out.Encode(line)
			} else {
				_, err = fmt.Printf("%d\t%s\t%s\t%s\n", line.Key, line.Class,
					line.CreatedTime.Format(time.RFC3339Nano), line.Message)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func describe(e types.BaseEvent) eventLine {
	base := e.GetEvent()
	value := reflect.ValueOf(e).Elem()
	line := eventLine{
		Key: base.Key, Class: value.Type().Name(), CreatedTime: base.CreatedTime,
		UserName: base.UserName, Message: base.FullFormattedMessage,
	}
	if id := value.FieldByName("EventTypeId"); id.IsValid() {
		line.EventTypeID = id.String()
	}
	if base.Vm != nil {
		line.VM = base.Vm.Vm.Value
	}
	return line
}
