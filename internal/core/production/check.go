package production

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/fault"
)

// rule is what the tags of one field demand.
type rule struct {
	index    int
	name     string
	required bool
	enum     []string
	min, max *float64
	zone     bool
	order    bool
}

var rules sync.Map // reflect.Type -> []rule; a cache, filled on first use

// check enforces what the struct tags of noun v say: required, enum, minimum,
// maximum, format:"timezone" and the form of an order key.
func check[T any](v T) error {
	rv := reflect.ValueOf(v)
	for _, r := range rulesOf(rv.Type()) {
		if err := r.check(rv.Field(r.index)); err != nil {
			return err
		}
	}
	return nil
}

func rulesOf(t reflect.Type) []rule {
	if got, ok := rules.Load(t); ok {
		return got.([]rule)
	}
	var out []rule
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		r := rule{index: i, name: name, required: f.Tag.Get("required") == "true", zone: f.Tag.Get("format") == "timezone", order: name == "order"}
		if e := f.Tag.Get("enum"); e != "" {
			r.enum = strings.Split(e, ",")
		}
		r.min, r.max = bound(f.Tag.Get("minimum")), bound(f.Tag.Get("maximum"))
		if r.required || r.enum != nil || r.min != nil || r.max != nil || r.zone || r.order {
			out = append(out, r)
		}
	}
	rules.Store(t, out)
	return out
}

func bound(tag string) *float64 {
	if tag == "" {
		return nil
	}
	f, err := strconv.ParseFloat(tag, 64)
	if err != nil {
		panic("production: bound " + tag + " is not a number")
	}
	return &f
}

func (r rule) check(v reflect.Value) error {
	if v.IsZero() {
		if r.required {
			return fault.At(r.name, "%s is missing", r.name)
		}
		return nil // not set
	}
	if r.enum != nil && v.Kind() == reflect.String && !slices.Contains(r.enum, v.String()) {
		return fault.At(r.name, "%s %q: want one of %s", r.name, v.String(), strings.Join(r.enum, ", "))
	}
	if r.zone {
		if _, err := time.LoadLocation(v.String()); err != nil {
			return fault.At(r.name, "%s %q: want a time zone such as Europe/Oslo", r.name, v.String())
		}
	}
	if r.order {
		if err := checkOrder(v.String()); err != nil {
			return err
		}
	}
	return r.checkBounds(v)
}

func (r rule) checkBounds(v reflect.Value) error {
	var x float64
	switch {
	case v.CanInt():
		x = float64(v.Int())
	case v.CanFloat():
		x = v.Float()
	default:
		return nil
	}
	if r.min != nil && x < *r.min {
		return fault.At(r.name, "%s %v: want at least %v", r.name, x, *r.min)
	}
	if r.max != nil && x > *r.max {
		return fault.At(r.name, "%s %v: want at most %v", r.name, x, *r.max)
	}
	return nil
}

// period reports an end before its beginning.
func period(field string, from, to Date) error {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return fault.At(field, "%s %s: want a date on or after %s", field, to, from)
	}
	return nil
}

// interval reports an end instant before its beginning.
func interval(field string, from, to int64) error {
	if from != 0 && to != 0 && to < from {
		return fault.At(field, "%s: want an instant after the beginning (%d), not %d", field, from, to)
	}
	return nil
}

// checkOrder reports a key that graph.Between cannot have made.
func checkOrder(s string) error {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return fault.At("order", "order key %q: want letters and digits only, as graph.Between makes them", s)
		}
	}
	return nil
}
