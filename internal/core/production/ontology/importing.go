package ontology

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"backlot/film/omc"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Summary is what an import found and made.
type Summary struct {
	Entities map[string]int `json:"entities"` // of the file, by type, wherever they stood
	Records  map[string]int `json:"records"`  // made, by kind
	Known    int            `json:"known"`    // records that were there already and stayed as they are
	Clashes  []string       `json:"clashes,omitempty"`
}

// Import adds the entities of a document to the edit as records. Records that the
// view has already are left as they are, so importing twice changes nothing. The
// document should be valid (omc.Validate) beforehand.
func Import(e *graph.Edit, v graph.View, doc *omc.Document) (Summary, error) {
	flat, clashes := doc.Flatten()
	im := &importer{edit: e, view: v, reg: v.Registry(), ids: map[omc.Identifier]graph.ID{}, sum: Summary{Entities: doc.Count(), Records: map[string]int{}}}
	for _, c := range clashes {
		im.sum.Clashes = append(im.sum.Clashes, fmt.Sprintf("%s: %s of %s differs from what stood before; the first was kept", c.Path, c.Member, c.ID))
	}
	im.known(flat)
	for _, ent := range flat.Entities {
		if err := im.entity(ent); err != nil {
			return im.sum, err
		}
	}
	return im.sum, im.foreign(flat)
}

type importer struct {
	edit     *graph.Edit
	view     graph.View
	reg      *graph.Registry
	ids      map[omc.Identifier]graph.ID
	strange  []omc.Entity // entities of other programs
	sum      Summary
	newScene int
}

// known gives ids to what carries ours.
func (im *importer) known(flat *omc.Document) {
	for _, ent := range flat.Entities {
		if _, id, ok := own(ent); ok {
			for _, x := range ent.IDs() {
				im.ids[x] = id
			}
		}
	}
}

func (im *importer) entity(ent omc.Entity) error {
	if ent.Type() == "Collection" && ent.Text("collectionType") == restType {
		return im.collection(ent)
	}
	kind, id, ok := own(ent)
	if !ok {
		im.strange = append(im.strange, ent)
		return nil
	}
	f := fields{}
	for _, c := range customOf(ent) {
		if c["namespace"] == string(kind) {
			value, _ := c["value"].(map[string]any)
			for name, x := range value {
				f[name] = x
			}
		}
	}
	m, mapped := mappingOf(kind, f)
	if !mapped {
		return fault.New(fault.Invalid, "entity %s: kind %q has no place in OMC", ent.Name(), kind)
	}
	info, err := im.reg.Info(kind)
	if err != nil {
		return err
	}
	for _, p := range m.moved {
		if x := typed(info, p.field, valueAt(ent, p.path)); x != nil {
			f[p.field] = x
		}
	}
	for _, p := range append(m.refs, m.lists...) {
		if to, ok := im.refAt(ent, p.path); ok {
			f[p.field] = to.String()
		}
	}
	return im.add(kind, id, f)
}

func (im *importer) collection(ent omc.Entity) error {
	for _, c := range customOf(ent) {
		value, _ := c["value"].(map[string]any)
		kind, _ := c["namespace"].(string)
		text, _ := value["id"].(string)
		id, err := graph.ParseID(text)
		f, ok := value["fields"].(map[string]any)
		if err != nil || id.IsZero() || !ok {
			return fault.New(fault.Invalid, "collection %s: an entry of %q has no id or fields", restType, kind)
		}
		if err := im.add(graph.Kind(kind), id, f); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) add(kind graph.Kind, id graph.ID, f fields) error {
	if _, exists := im.view.Record(id); exists {
		im.sum.Known++
		return nil
	}
	b, err := json.Marshal(map[string]any(f))
	if err != nil {
		return fmt.Errorf("%s %s: %w", kind, id, err)
	}
	im.edit.AddFields(kind, id, b)
	im.sum.Records[string(kind)]++
	return nil
}

// customOf lists our entries of an entity's customData.
func customOf(ent omc.Entity) []map[string]any {
	list, _ := ent["customData"].([]any)
	var out []map[string]any
	for _, x := range list {
		if m, ok := x.(map[string]any); ok && m["domain"] == Scope {
			out = append(out, m)
		}
	}
	return out
}

func valueAt(ent omc.Entity, path string) any {
	var v any = map[string]any(ent)
	for name := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}

// refAt reads the reference at a path, or the first of a list of them.
func (im *importer) refAt(ent omc.Entity, path string) (graph.ID, bool) {
	v := valueAt(ent, path)
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	m, ok := v.(map[string]any)
	if !ok {
		return graph.ID{}, false
	}
	for _, x := range omc.Entity(m).IDs() {
		if id, ok := im.ids[x]; ok {
			return id, true
		}
		if _, id, ok := parseIdentifier(x.Value); ok && x.Scope == Scope {
			return id, true
		}
	}
	return graph.ID{}, false
}

// typed turns a member's value into what the field stores: OMC lets numbers be
// text and text be numbers. nil is nothing to store.
func typed(info *graph.KindInfo, field string, v any) any {
	text := ""
	switch v := v.(type) {
	case string:
		text = v
	case json.Number:
		text = v.String()
	}
	if text == "" {
		return nil
	}
	for _, f := range info.Fields {
		if f.Name != field {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Int, reflect.Int64:
			if _, err := strconv.ParseInt(text, 10, 64); err != nil {
				return nil
			}
			return json.Number(text)
		case reflect.Float64:
			if _, err := strconv.ParseFloat(text, 64); err != nil {
				return nil
			}
			return json.Number(text)
		}
		return text
	}
	return nil
}

func newReader(s string) io.Reader { return strings.NewReader(s) }
