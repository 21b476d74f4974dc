package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"reflect"
	"sort"
	"strings"
	_ "unsafe" // for go:linkname

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// Every type of the API by its name. The library finds a type by its name but does not tell the names.
//
//go:linkname registry github.com/vmware/govmomi/vim25/types.t
var registry map[string]reflect.Type

// specimens prints, line by line, what was made, the XML that a vCenter would send for it, and the JSON that
// govmomi's struct prints. Nothing is sent anywhere.
func specimens(_ context.Context, args []string) error {
	fs := newFlagSet("specimens")
	seed := fs.Int64("seed", 1, "other `number`, other values")
	if len(parseMixed(fs, args)) != 0 {
		return usageError("takes no argument")
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, name := range eventNames() {
		for fullness := bare; fullness <= full; fullness++ {
			made := newMaker(*seed, name, fullness).pointer(registry[name]).Interface().(types.BaseEvent)
			if err := printSpecimen(out, name, made); err != nil {
				return err
			}
		}
	}
	// What can stand in a member of any type: each data type, and each list of them.
	for _, name := range dataNames() {
		made := newMaker(*seed, name, full).pointer(registry[name])
		argument := types.KeyAnyValue{Key: name, Value: made.Elem().Interface()}
		event := &types.EventEx{EventTypeId: name, Arguments: []types.KeyAnyValue{argument}}
		if err := printSpecimen(out, name, event); err != nil {
			return err
		}
	}
	return nil
}

func printSpecimen(out *bufio.Writer, name string, event types.BaseEvent) error {
	var asXML bytes.Buffer
	answer := struct {
		XMLName xml.Name          `xml:"ReadNextEventsResponse"`
		Events  []types.BaseEvent `xml:"returnval,typeattr"`
	}{Events: []types.BaseEvent{event}}
	if err := xml.NewEncoder(&asXML).Encode(answer); err != nil {
		return fmt.Errorf("%s as XML: %w", name, err)
	}
	asJSON, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("%s as JSON: %w", name, err)
	}
	_, err = fmt.Fprintf(out, "%s\x1f%s\x1f%s\n", name, asXML.Bytes(), asJSON)
	return err
}

func eventNames() []string {
	return namesWhere(func(name string, kind reflect.Type) bool {
		_, event := reflect.New(kind).Interface().(types.BaseEvent)
		return event && !strings.HasPrefix(name, "Base")
	})
}

// dataNames leaves out the arguments and answers of calls, and events, which no member holds.
func dataNames() []string {
	return namesWhere(func(name string, kind reflect.Type) bool {
		if kind.Kind() != reflect.Struct || kind.Name() != name {
			return false
		}
		_, event := reflect.New(kind).Interface().(types.BaseEvent)
		call := kind.NumField() > 0 && (kind.Field(0).Name == "This" || kind.Field(0).Name == "Returnval" ||
			kind.Field(0).Name == "Req" || kind.Field(0).Name == "Res")
		// One value and many bytes look alike to Go.
		return !event && !call && name != "ArrayOfByte" && name != "ManagedObjectReference"
	})
}

func namesWhere(wanted func(string, reflect.Type) bool) []string {
	var names []string
	for name, kind := range registry {
		if !isElement(name, kind) && wanted(name, kind) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// isElement tells that the name is not that of a type but of the element in which a call's fault comes.
func isElement(name string, kind reflect.Type) bool {
	fault, known := registry[strings.TrimSuffix(name, "Fault")]
	return known && fault != kind && kind.ConvertibleTo(fault)
}

func newMaker(seed int64, name string, fullness fullness) *maker {
	for _, c := range name {
		seed = seed*31 + int64(c)
	}
	return &maker{Rand: rand.New(rand.NewSource(seed*3 + int64(fullness))), fullness: fullness, left: 2000}
}
