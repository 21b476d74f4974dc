package main

import (
	"encoding/base64"
	"math"
	"math/rand"
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

type fullness int

const (
	bare   fullness = iota // no member is set
	sparse                 // some are
	full                   // all are, down to a depth at which no event would end
)

// maker makes values of the API's types at random, the same for the same seed.
type maker struct {
	*rand.Rand
	fullness fullness
	depth    int
	left     int // values; an event has an end
}

func (m *maker) pointer(kind reflect.Type) reflect.Value {
	made := reflect.New(kind)
	m.fill(made.Elem())
	return made
}

// wanted tells whether a value that may be missing is there.
func (m *maker) wanted() bool {
	m.left--
	switch {
	case m.fullness == bare || m.left < 0 || m.depth > 12:
		return false
	case m.fullness == full && m.depth <= 3:
		return true
	}
	return m.Float64() < []float64{1, 0.6, 0.5, 0.4, 0.3}[min(m.depth, 4)]
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func (m *maker) fill(value reflect.Value) {
	m.depth++
	defer func() { m.depth-- }()
	switch value.Kind() {
	case reflect.Struct:
		m.fillStruct(value)
	case reflect.Ptr:
		if m.wanted() {
			value.Set(m.pointer(value.Type().Elem()))
		}
	case reflect.Slice:
		m.fillSlice(value)
	case reflect.Interface:
		m.fillInterface(value)
	default:
		if m.wanted() {
			m.fillSimple(value)
		}
	}
}

func (m *maker) fillStruct(value reflect.Value) {
	if value.Type() == reflect.TypeOf(time.Time{}) {
		if m.wanted() {
			value.Set(reflect.ValueOf(m.time()))
		}
		return
	}
	for i := 0; i < value.NumField(); i++ {
		if value.Type().Field(i).Anonymous {
			m.depth-- // no level of its own
			m.fill(value.Field(i))
			m.depth++
		} else {
			m.fill(value.Field(i))
		}
	}
}

func (m *maker) fillSlice(value reflect.Value) {
	if !m.wanted() {
		return
	}
	if value.Type().Elem().Kind() == reflect.Uint8 {
		value.SetBytes([]byte(base64.StdEncoding.EncodeToString([]byte(m.text()))))
		return
	}
	length := 1 + m.Intn(3)
	items := reflect.MakeSlice(value.Type(), 0, length)
	for i := 0; i < length; i++ {
		item := reflect.New(value.Type().Elem()).Elem()
		m.fill(item)
		// The library's encoder leaves out items that are empty or zero.
		if item.Kind() == reflect.Struct || !item.IsZero() {
			items = reflect.Append(items, item)
		}
	}
	if items.Len() > 0 {
		value.Set(items)
	}
}

func (m *maker) fillInterface(value reflect.Value) {
	if !m.wanted() {
		return
	}
	if value.NumMethod() == 0 {
		value.Set(m.anything())
		return
	}
	value.Set(m.pointer(m.derived(value.Type())))
}

var derivedTypes = map[reflect.Type][]string{}

// derived chooses one of the types that a member of that interface can hold.
func (m *maker) derived(base reflect.Type) reflect.Type {
	if _, known := derivedTypes[base]; !known {
		derivedTypes[base] = namesWhere(func(name string, kind reflect.Type) bool {
			return kind.Name() == name && reflect.PtrTo(kind).Implements(base)
		})
	}
	names := derivedTypes[base]
	return registry[names[m.Intn(len(names))]]
}

func (m *maker) anything() reflect.Value {
	values := []interface{}{
		"", int8(0), int16(0), int32(0), int64(0), false, float32(0), float64(0), time.Time{}, []byte{1},
		types.ManagedObjectReference{}, types.ManagedEntityStatus(""), types.ArrayOfString{}, types.ArrayOfInt{},
		types.ArrayOfLong{}, types.ArrayOfAnyType{}, types.ArrayOfManagedObjectReference{},
		types.ArrayOfVirtualDevice{}, types.ArrayOfManagedEntityStatus{}, types.VmEventArgument{}, types.NoDiskSpace{},
	}
	made := reflect.New(reflect.TypeOf(values[m.Intn(len(values))])).Elem()
	m.fill(made)
	if made.Kind() == reflect.Slice && made.IsNil() {
		made.SetBytes([]byte("AA=="))
	}
	return made
}

func (m *maker) fillSimple(value reflect.Value) {
	switch value.Kind() {
	case reflect.String:
		value.SetString(m.text())
	case reflect.Bool:
		value.SetBool(m.Intn(2) == 1)
	case reflect.Float32, reflect.Float64:
		value.SetFloat(m.real(value.Type().Bits()))
	case reflect.Uint8:
		value.SetUint(uint64(m.Intn(256)))
	default:
		bits := value.Type().Bits()
		value.SetInt(int64(m.Uint64()) >> (64 - bits) >> m.Intn(bits))
	}
}

func (m *maker) real(bits int) float64 {
	if m.Intn(3) == 0 {
		return float64(m.Intn(2000) - 1000)
	}
	value := (m.Float64() - 0.5) * math.Pow(10, float64(m.Intn(60)-30))
	if bits == 32 {
		return float64(float32(value))
	}
	return value
}

func (m *maker) time() time.Time {
	zone := []int{0, 3600, -5 * 3600, 5*3600 + 1800, -9*3600 - 1800}[m.Intn(5)]
	fraction := m.Int63n(1e9)
	fraction -= fraction % []int64{1, 1000, 1000000, 1000000000}[m.Intn(4)]
	return time.Unix(m.Int63n(4e9)-1e9, fraction).In(time.FixedZone("", zone))
}

var pieces = []string{
	"web-1", "DC0", " ", "<b>", "&amp;", "\"", "'", "\\", "/", "\n", "\r", "\t", "\u2028", "\u2029", "é", "日本", "😀",
	"]]>", "{}", "\x7f", "\u0085", "com.vmware.", "%41", "a b", "0", "-1",
}

func (m *maker) text() string {
	text := ""
	for i := m.Intn(5); i >= 0; i-- {
		text += pieces[m.Intn(len(pieces))]
	}
	return text
}
