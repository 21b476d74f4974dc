package main

import (
	"context"
	_ "embed"
	"fmt"
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// The library finds a type by its name but does not tell the names.
//
//go:embed classes.txt
var classNames string

func classes(_ context.Context, args []string) error {
	if len(parseMixed(newFlagSet("classes"), args)) != 0 {
		return usageError("takes no argument")
	}
	for _, name := range everyClass() {
		fmt.Println(name)
	}
	return nil
}

func everyClass() []string {
	var known []string
	for _, name := range strings.Fields(classNames) {
		if _, err := newEvent(name); err == nil {
			known = append(known, name)
		}
	}
	return known
}

// newEvent makes an empty event of the class.
func newEvent(class string) (types.BaseEvent, error) {
	kind, known := types.TypeFunc()(class)
	if known {
		if e, ok := reflect.New(kind).Interface().(types.BaseEvent); ok {
			return e, nil
		}
	}
	return nil, fmt.Errorf("no event class %q: see vcctl classes", class)
}

// isA tells whether the event's class is, or derives from, the class.
func isA(e types.BaseEvent, class string) bool {
	kind := reflect.TypeOf(e).Elem()
	if kind.Name() == class {
		return true
	}
	base, found := kind.FieldByName(class)
	return found && base.Anonymous
}
