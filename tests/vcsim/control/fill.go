package main

import (
	"reflect"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// samples are values for members whose class allows only some.
var samples = map[string]string{
	"ManagedEntityStatus":               "yellow",
	"VirtualMachineFaultToleranceState": "running",
	"TaskInfoState":                     "success",
}

// fill gives the members of an event's class plausible values; those of the base class Event are place's.
func fill(e types.BaseEvent, s scene) {
	fillStruct(reflect.ValueOf(e).Elem(), s, 0)
}

func fillStruct(value reflect.Value, s scene, depth int) {
	kind := value.Type()
	if subject, found := s[strings.TrimSuffix(kind.Name(), "EventArgument")]; found &&
		strings.HasSuffix(kind.Name(), "EventArgument") {
		fillArgument(value, subject)
		return
	}
	for i := 0; i < kind.NumField(); i++ {
		field := kind.Field(i)
		if field.Type == reflect.TypeOf(types.Event{}) {
			continue
		}
		// Below the event's own members only what its class demands: a whole VM specification is no sample.
		if depth > 0 && strings.Contains(field.Tag.Get("xml"), "omitempty") {
			continue
		}
		next := depth + 1
		if field.Anonymous {
			next = depth
		}
		fillValue(value.Field(i), field.Name, s, next)
	}
}

func fillArgument(value reflect.Value, subject entity) {
	for i := 0; i < value.NumField(); i++ {
		if value.Field(i).Type() == reflect.TypeOf(subject.ref) {
			value.Field(i).Set(reflect.ValueOf(subject.ref))
		}
	}
	value.FieldByName("Name").SetString(subject.name)
}

func fillValue(value reflect.Value, name string, s scene, depth int) {
	switch value.Kind() {
	case reflect.String:
		text, found := samples[value.Type().Name()]
		if !found {
			text = strings.ToLower(name[:1]) + name[1:]
		}
		value.SetString(text)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value.SetInt(1)
	case reflect.Ptr:
		if value.Type().Elem() != reflect.TypeOf(types.LocalizedMethodFault{}) {
			value.Set(reflect.New(value.Type().Elem()))
			fillValue(value.Elem(), name, s, depth)
		}
	case reflect.Slice:
		value.Set(reflect.MakeSlice(value.Type(), 1, 1))
		fillValue(value.Index(0), name, s, depth)
	case reflect.Interface:
		fillInterface(value, name, s, depth)
	case reflect.Struct:
		switch value.Interface().(type) {
		case time.Time:
			value.Set(reflect.ValueOf(time.Now().UTC()))
		case types.ManagedObjectReference:
			value.Set(reflect.ValueOf(s["ManagedEntity"].ref))
		default:
			fillStruct(value, s, depth)
		}
	}
}

func fillInterface(value reflect.Value, name string, s scene, depth int) {
	class := strings.TrimPrefix(value.Type().Name(), "Base")
	switch class {
	case "MethodFault":
		value.Set(reflect.ValueOf(&types.InvalidState{}))
	case "EntityEventArgument":
		class = "VmEventArgument"
		fallthrough
	default:
		kind, found := types.TypeFunc()(class)
		if !found {
			value.Set(reflect.ValueOf("value"))
			return
		}
		made := reflect.New(kind)
		fillValue(made.Elem(), name, s, depth)
		value.Set(made)
	}
}
