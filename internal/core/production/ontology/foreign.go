package ontology

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// idFrom derives a record's id from names, so that importing twice makes nothing
// twice. It is a UUID of version 8 (RFC 9562: custom).
func idFrom(parts ...string) graph.ID {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	id := graph.ID(sum[:16])
	id[6], id[8] = 0x80|id[6]&0x0f, 0x80|id[8]&0x3f
	return id
}

// foreign makes records of other programs' entities and keeps each entity whole.
func (im *importer) foreign(flat *omc.Document) error {
	type item struct {
		ent  omc.Entity
		kind graph.Kind
		id   graph.ID
	}
	var items []item
	scenes := 0
	for _, ent := range im.strange {
		first, _ := ent.ID("")
		it := item{ent: ent, kind: im.kindOf(ent)}
		if it.kind != "" {
			it.id = idFrom(ent.Type(), first.String())
			for _, x := range ent.IDs() {
				im.ids[x] = it.id
			}
		}
		if it.kind == "scene" {
			scenes++
		}
		items = append(items, it)
	}
	orders := graph.Orders(scenes)
	for _, it := range items {
		if it.kind != "" {
			f, err := im.strangeFields(it.ent, it.kind, orders)
			if err != nil {
				return err
			}
			if f == nil {
				it.id = graph.ID{}
			} else if err := im.add(it.kind, it.id, f); err != nil {
				return err
			}
		}
		if err := im.origin(it.ent, it.id); err != nil {
			return err
		}
	}
	return im.strangeUses(flat)
}

// origin keeps an entity as it was read.
func (im *importer) origin(ent omc.Entity, about graph.ID) error {
	b, err := json.Marshal(map[string]any(ent))
	if err != nil {
		return fmt.Errorf("%s %s: %w", ent.Type(), ent.Name(), err)
	}
	first, _ := ent.ID("")
	f := fields{"format": "omc", "scope": first.Scope, "value": first.Value, "entity_type": ent.Type(), "data": string(b)}
	if !about.IsZero() {
		f["about"] = about.String()
	}
	return im.add("origin", idFrom("origin", ent.Type(), first.String(), unnamed(ent, b)), f)
}

// unnamed tells entities without an identifier apart by their content.
func unnamed(ent omc.Entity, b []byte) string {
	if _, ok := ent.ID(""); ok {
		return ""
	}
	return string(b)
}

// kindOf is the noun for a foreign entity, or "" where Backlot has none.
func (im *importer) kindOf(ent omc.Entity) graph.Kind {
	if _, ok := ent.ID(""); !ok {
		return ""
	}
	switch ent.Type() {
	case "CreativeWork":
		if t := ent.Text("creativeWorkType"); t == "season" || t == "episode" {
			return "" // a season needs its series first; the entity is kept
		}
		return "title"
	case "Character", "NarrativeObject", "NarrativeLocation", "NarrativeWardrobe", "NarrativeStyling", "NarrativeAudio", "Effect", "SpecialAction", "NarrativeAction":
		return "element"
	case "NarrativeScene":
		return "scene"
	case "Person", "Organization":
		return "party"
	case "Department":
		return "department"
	case "Role":
		return "role"
	case "Location", "ProductionLocation":
		return "place"
	case "Asset":
		return "asset"
	}
	return ""
}

// strangeFields fills a record from a foreign entity; nil when what the noun
// cannot do without is missing.
func (im *importer) strangeFields(ent omc.Entity, kind graph.Kind, orders []string) (fields, error) {
	f := fields{}
	switch kind {
	case "element":
		f["category"] = categoryOf(ent)
	case "party":
		f["type"] = strings.ToLower(ent.Type())
	case "scene":
		f["order"] = orders[im.newScene]
		im.newScene++
		f["number"] = fmt.Sprint(im.newScene)
		readSlug(ent, f)
	case "place":
		f["type"] = "location"
	case "title":
		f["format"] = map[string]string{"movie": "feature", "tv": "series", "short": "short"}[ent.Text("creativeWorkCategory")]
		if f["format"] == "" {
			f["format"] = "feature"
		}
	case "asset":
		f["type"] = assetType(ent.Text("assetFC.functionalType"))
	}
	info, err := im.reg.Info(kind)
	if err != nil {
		return nil, err
	}
	m, _ := mappingOf(kind, f)
	for _, p := range m.moved {
		if kind == "asset" && p.field == "type" {
			continue
		}
		if x := typed(info, p.field, valueAt(ent, p.path)); x != nil {
			f[p.field] = x
		}
	}
	if _, has := f["name"]; !has && kind != "scene" {
		f["name"] = ent.Name()
	}
	return f, nil
}

func readSlug(ent omc.Entity, f fields) {
	list, _ := ent["slugline"].([]any)
	for _, x := range list {
		m, _ := x.(map[string]any)
		title, _ := m["title"].(string)
		text, _ := m["text"].(string)
		upper := strings.ToUpper(strings.Trim(text, ". "))
		switch strings.ToLower(title) {
		case "int/ext":
			if upper == "INT" || upper == "EXT" || upper == "INT/EXT" {
				f["int_ext"] = upper
			}
		case "time":
			if upper == "DAY" || upper == "NIGHT" || upper == "DAWN" || upper == "DUSK" {
				f["time_of_day"] = upper
			}
			f["time_as_written"] = text
		case "location":
			f["set_name"] = text
		}
	}
	for name, v := range f {
		if v == "" {
			delete(f, name)
		}
	}
}

// categoryOf is the breakdown category of a foreign narrative entity.
func categoryOf(ent omc.Entity) string {
	t := ent.Type()
	if t == "NarrativeAction" {
		t = "SpecialAction"
	}
	fallback := ""
	for _, c := range production.Categories() {
		if c.OMC != t {
			continue
		}
		if fallback == "" {
			fallback = c.Key
		}
		if s, ok := subtype[c.Key]; ok && ent.Text(s.member) == s.value {
			return c.Key
		}
	}
	switch t {
	case "NarrativeObject":
		return "prop"
	case "Effect":
		return "vfx"
	}
	return fallback
}

// assetType finds our word for a functional type such as "script.treatment".
func assetType(functional string) string {
	l := strings.ToLower(functional)
	for _, w := range []struct{ has, kind string }{
		{"storyboard", "storyboard"}, {"concept", "concept_art"}, {"artwork", "concept_art"}, {"script", "script"}, {"capture", "ocf"}, {"audio", "audio"}, {"texture", "texture"}, {"map", "texture"},
		{"material", "material"}, {"mtlx", "material"}, {"geo", "model"}, {"rig", "rig"}, {"matte", "matte_painting"}, {"proxy", "proxy"}, {"plate", "plate"}, {"comp", "comp"}, {"photo", "photo"}, {"lut", "lut"},
	} {
		if strings.Contains(l, w.has) {
			return w.kind
		}
	}
	return "document"
}

// strangeUses makes a use of every element that a foreign scene's contexts feature.
func (im *importer) strangeUses(flat *omc.Document) error {
	contexts := map[omc.Identifier]omc.Entity{}
	for _, ent := range flat.Entities {
		for _, id := range ent.IDs() {
			if ent.Type() == "Context" {
				contexts[id] = ent
			}
		}
	}
	for _, ent := range im.strange {
		if ent.Type() != "NarrativeScene" {
			continue
		}
		first, _ := ent.ID("")
		for _, ref := range ent.Refs() {
			if ctx, ok := contexts[ref.To]; ok {
				if err := im.featured(im.ids[first], ctx); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (im *importer) featured(scene graph.ID, ctx omc.Entity) error {
	for _, ref := range ctx.Refs() {
		if !strings.HasPrefix(ref.Path, "features.") && !strings.HasPrefix(ref.Path, "needs.") {
			continue
		}
		element, ok := im.ids[ref.To]
		if !ok {
			continue
		}
		id := idFrom("use", scene.String(), element.String())
		if _, made := im.ids[omc.Identifier{Scope: "use", Value: id.String()}]; made {
			continue
		}
		im.ids[omc.Identifier{Scope: "use", Value: id.String()}] = id
		if err := im.add("use", id, fields{"scene": scene.String(), "element": element.String(), "source": "import"}); err != nil {
			return err
		}
	}
	return nil
}
