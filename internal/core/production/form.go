package production

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"backlot/internal/core/graph"
)

// FormField describes one field of a kind to a form, a table heading or the manual.
type FormField struct {
	Name     string     `json:"name"`  // JSON name
	Title    string     `json:"title"` // label
	Doc      string     `json:"doc"`   // help text
	Input    string     `json:"input" enum:"text,integer,number,boolean,date,instant,money,rate,eighths,reference,set,map,id"`
	Unit     string     `json:"unit,omitempty"`  // "minutes", "frames" ... for plain numbers
	Ref      graph.Kind `json:"ref,omitempty"`   // kind a reference points at; "*" is any
	Owner    bool       `json:"owner,omitempty"` // the record cannot be known without what this refers to
	Required bool       `json:"required,omitempty"`
	Enum     []string   `json:"enum,omitempty"` // the closed list of values
	Min      *float64   `json:"min,omitempty"`
	Max      *float64   `json:"max,omitempty"`
}

//go:embed fielddoc.json
var fieldDocJSON []byte

// fieldDocs maps kind, then field name, to help text; "" is the kind itself.
var fieldDocs = sync.OnceValue(func() map[graph.Kind]map[string]string {
	var docs map[graph.Kind]map[string]string
	if err := json.Unmarshal(fieldDocJSON, &docs); err != nil {
		panic("production: fielddoc.json: " + err.Error())
	}
	return docs
})

// KindDoc says what a kind is for, in one or two sentences, or "" for an unknown kind.
func KindDoc(k graph.Kind) string { return fieldDocs()[k][""] }

// Form describes the fields of a kind in the order they are declared, from its
// struct tags and doc comments.
func Form(info *graph.KindInfo) []FormField {
	docs := fieldDocs()[info.Kind]
	byName := map[string]rule{}
	for _, r := range rulesOf(info.Type) {
		byName[r.name] = r
	}
	out := make([]FormField, 0, len(info.Fields))
	for _, f := range info.Fields {
		r := byName[f.Name]
		ff := FormField{Name: f.Name, Title: f.Tag.Get("title"), Doc: docs[f.Name], Ref: f.Ref, Owner: f.Owner, Required: r.required, Enum: r.enum, Min: r.min, Max: r.max}
		ff.Input, ff.Unit = inputOf(f)
		if ff.Title == "" {
			ff.Title = human(trimUnit(f.Name))
		}
		out = append(out, ff)
	}
	return out
}

// units are the endings of field names that carry a unit, longest first.
var units = [...]struct{ suffix, unit string }{
	{"_thousandths", "thousandths"}, {"_hundredths", "hundredths"}, {"_millionths", "millionths"},
	{"_tenth_days", "tenths of a day"}, {"_tenth_deg", "tenths of a degree"}, {"_tenth_mm", "tenths of a millimetre"},
	{"_eighths", "eighths of a page"}, {"_frames", "frames"}, {"_seconds", "seconds"}, {"_minutes", "minutes"}, {"_percent", "%"},
	{"_bytes", "bytes"}, {"_years", "years"}, {"_days", "days"}, {"_at_ms", "instant"}, {"_min", "minutes"}, {"_ms", "milliseconds"},
	{"_bp", "1/100 %"}, {"_m2", "m²"}, {"_cm", "cm"}, {"_mm", "mm"}, {"_km", "km"}, {"_kg", "kg"}, {"_px", "pixels"}, {"_db", "dB(A)"},
	{"_m", "m"}, {"_g", "g"}, {"_w", "W"}, {"_a", "A"}, {"_k", "K"}, {"_c", "°C"},
}

func unitOf(name string) (suffix, unit string) {
	if name == "at_ms" {
		return "", "instant"
	}
	for _, u := range units {
		if strings.HasSuffix(name, u.suffix) {
			return u.suffix, u.unit
		}
	}
	return "", ""
}

func trimUnit(name string) string {
	if name == "at_ms" {
		return "when"
	}
	suffix, _ := unitOf(name)
	return strings.TrimSuffix(name, suffix)
}

func inputOf(f graph.Field) (input, unit string) {
	switch {
	case f.Ref != "":
		return "reference", ""
	case f.Type == reflect.TypeFor[Date]():
		return "date", ""
	case f.Type == reflect.TypeFor[Money]():
		return "money", ""
	case f.Type == reflect.TypeFor[Rate]():
		return "rate", ""
	case f.Type == reflect.TypeFor[graph.ID]():
		return "id", ""
	}
	switch f.Type.Kind() {
	case reflect.Bool:
		return "boolean", ""
	case reflect.Map:
		if f.Type.Elem().Kind() == reflect.Bool {
			return "set", ""
		}
		return "map", ""
	case reflect.Float64:
		return "number", ""
	case reflect.Int, reflect.Int64:
		_, unit = unitOf(f.Name)
		switch unit {
		case "instant":
			return "instant", ""
		case "eighths of a page":
			return "eighths", ""
		}
		return "integer", unit
	}
	return "text", ""
}
