package web

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Example is a path and a body with which a route can be called. value gives the
// text of each parameter, by its Name and Kind, and "" for none; a required
// parameter without one gets a value that fits its schema. Body is nil for routes
// without one.
func (m *Mux) Example(r Route, value func(Param) string) (path string, body json.RawMessage) {
	path = strings.ReplaceAll(r.Path, "{$}", "")
	query := url.Values{}
	for _, p := range r.Params {
		text := value(p)
		if text == "" && p.Required {
			text = plainText(m.example(p.Schema, 0))
		}
		switch {
		case p.In == "path":
			path = strings.NewReplacer("{"+p.Name+"}", url.PathEscape(text), "{"+p.Name+"...}", text).Replace(path)
		case text != "":
			query.Set(p.Name, text)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	if r.Body != nil {
		body, _ = json.Marshal(m.example(r.Body, 0)) // plain values always marshal
	}
	return path, body
}

func plainText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	text, _ := json.Marshal(v) // plain values always marshal
	return string(text)
}

// maxExample bounds how deep an example of a schema that contains itself goes.
const maxExample = 6

// example is the smallest value that fits a schema.
func (m *Mux) example(s *huma.Schema, depth int) any {
	if s != nil && s.Ref != "" {
		s = m.schemas.SchemaFromRef(s.Ref)
	}
	switch {
	case s == nil || depth > maxExample:
		return nil
	case s.Default != nil:
		return s.Default
	case len(s.Enum) > 0:
		return s.Enum[0]
	}
	switch s.Type {
	case huma.TypeObject:
		out := map[string]any{}
		for _, name := range s.Required {
			out[name] = m.example(s.Properties[name], depth+1)
		}
		return out
	case huma.TypeArray:
		return []any{}
	case huma.TypeInteger, huma.TypeNumber:
		if s.Minimum != nil {
			return *s.Minimum
		}
		return 1
	case huma.TypeBoolean:
		return false
	case huma.TypeString:
		return exampleText(s)
	}
	return map[string]any{}
}

func exampleText(s *huma.Schema) string {
	switch s.Format {
	case "uuid":
		return "0192f0c1-2b3c-7d4e-8f50-112233445566"
	case "date-time":
		return "2027-03-01T06:00:00Z"
	case "date":
		return "2027-03-01"
	}
	n := 1
	if s.MinLength != nil {
		n = max(n, *s.MinLength)
	}
	return strings.Repeat("x", n)
}
