package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// event makes the n-th event to post.
func (o *postOptions) event(s scene, n int) (types.BaseEvent, error) {
	e, err := newEvent(o.class)
	if err != nil {
		return nil, err
	}
	if !o.bare {
		place(e, s, len(o.vms) > 0)
		fill(e, s)
		aboutVM(e, s)
	}
	message := strings.ReplaceAll(o.message, "{n}", strconv.Itoa(n))
	if message != "" {
		e.GetEvent().FullFormattedMessage = message
		_ = setMember(e, "Message", message) // few classes have one
	}
	for member, value := range map[string]string{"EventTypeId": o.typeID, "Severity": o.severity} {
		if value != "" {
			if err := setMember(e, member, value); err != nil {
				return nil, err
			}
		}
	}
	if err := setArguments(e, o.arguments); err != nil {
		return nil, err
	}
	for _, member := range o.members {
		if err := setMember(e, member[0], strings.ReplaceAll(member[1], "{n}", strconv.Itoa(n))); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func aboutVM(e types.BaseEvent, s scene) {
	switch e := e.(type) {
	case *types.EventEx:
		e.EventTypeId, e.Severity = "com.vmware.vcctl.sample", "info"
		e.ObjectType, e.ObjectId, e.ObjectName = s["Vm"].ref.Type, s["Vm"].ref.Value, s["Vm"].name
		e.Arguments = nil
	case *types.ExtendedEvent:
		e.EventTypeId, e.Data = "com.vmware.vcctl.sample", nil
	}
}

func setArguments(e types.BaseEvent, arguments pairs) error {
	for _, a := range arguments {
		switch e := e.(type) {
		case *types.EventEx:
			e.Arguments = append(e.Arguments, types.KeyAnyValue{Key: a[0], Value: a[1]})
		case *types.ExtendedEvent:
			e.Data = append(e.Data, types.ExtendedEventPair{Key: a[0], Value: a[1]})
		default:
			return fmt.Errorf("-argument: only EventEx and ExtendedEvent have arguments, use -set Member=value")
		}
	}
	return nil
}

func setMember(e types.BaseEvent, name, text string) error {
	member := reflect.ValueOf(e).Elem().FieldByName(name)
	class := reflect.TypeOf(e).Elem().Name()
	if !member.IsValid() {
		return fmt.Errorf("%s has no member %s (names begin with a capital)", class, name)
	}
	var err error
	want := ""
	switch member.Kind() {
	case reflect.String:
		member.SetString(text)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		var number int64
		want = fmt.Sprintf("a %d-bit number", member.Type().Bits())
		if number, err = strconv.ParseInt(text, 10, member.Type().Bits()); err == nil {
			member.SetInt(number)
		}
	case reflect.Bool:
		var truth bool
		want = "true or false"
		if truth, err = strconv.ParseBool(text); err == nil {
			member.SetBool(truth)
		}
	default:
		return fmt.Errorf("%s.%s is neither a text, a number nor a boolean", class, name)
	}
	if err != nil {
		return fmt.Errorf("%s.%s cannot be %q, want %s", class, name, text, want)
	}
	return nil
}
