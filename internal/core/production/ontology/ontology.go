// Package ontology maps the records of a production to entities of the MovieLabs
// Ontology for Media Creation and back, so that a production can leave as
// OMC-JSON, be worked on elsewhere, and come home.
//
// What OMC has a member for is written there; what it has none for goes to the
// entity's customData under the domain "backlot". Kinds without any OMC entity
// travel together in one Collection. Reading back what was written gives the same
// records. Entities of other programs become records where Backlot has a noun for
// them, and are kept whole beside them (production.Origin) in every case.
package ontology

import (
	"encoding/json"
	"strings"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Scope is the identifier scope of records of Backlot; the value is "kind/id".
const Scope = "backlot"

// restType is the collectionType of the entity that holds what OMC has no entity for.
const restType = "backlot.records"

func identifier(kind graph.Kind, id graph.ID) omc.Identifier {
	return omc.Identifier{Scope: Scope, Value: string(kind) + "/" + id.String()}
}

// parseIdentifier reads "kind/id".
func parseIdentifier(value string) (kind graph.Kind, id graph.ID, ok bool) {
	k, text, found := strings.Cut(value, "/")
	id, err := graph.ParseID(text)
	return graph.Kind(k), id, found && err == nil && !id.IsZero()
}

// own finds Backlot's identifier of an entity.
func own(e omc.Entity) (kind graph.Kind, id graph.ID, ok bool) {
	for _, x := range e.IDs() {
		if x.Scope == Scope {
			return parseIdentifier(x.Value)
		}
	}
	return "", graph.ID{}, false
}

// pair ties a field of a record to a member of an entity.
type pair struct{ field, path string }

// mapping says how one kind appears in OMC.
type mapping struct {
	entity string
	// moved fields live in OMC's own members and are read back from there.
	moved []pair
	// refs are moved references: one {identifier} at the path.
	refs []pair
	// lists are moved references that OMC keeps in a list of one.
	lists []pair
	// dress adds what helps other programs to understand the entity and is not
	// read back; the fields stay in customData.
	dress func(x *exporter, e omc.Entity, f fields)
}

// fields is a record as JSON members.
type fields map[string]any

func (f fields) text(name string) string { s, _ := f[name].(string); return s }

// mappingOf is the mapping of a record; ok is false for kinds that OMC has no
// entity for.
func mappingOf(kind graph.Kind, f fields) (mapping, bool) {
	switch kind {
	case "element":
		return elementMapping(f.text("category")), true
	case "party":
		return partyMapping(f.text("type")), true
	}
	m, ok := mappings[kind]
	return m, ok
}

var mappings = map[graph.Kind]mapping{
	"company":        {entity: "Organization", moved: []pair{{"name", "organizationName.fullName"}, {"legal_name", "organizationName.altName"}}},
	"title":          {entity: "CreativeWork", moved: []pair{{"name", "title.officialTitle"}, {"working_title", "title.workingTitle"}, {"logline", "description"}}, lists: []pair{{"company", "ProductionCompany"}}, dress: dressTitle},
	"season":         {entity: "CreativeWork", moved: []pair{{"number", "seasonNumber"}, {"name", "title.officialTitle"}}, lists: []pair{{"title", "Series"}}, dress: constant("creativeWorkType", "season")},
	"episode":        {entity: "CreativeWork", moved: []pair{{"number", "episodeSequence.houseSequence"}, {"name", "title.officialTitle"}}, lists: []pair{{"season", "Season"}}, dress: constant("creativeWorkType", "episode")},
	"shooting_block": {entity: "Collection", moved: []pair{{"name", "name"}}, dress: constant("collectionType", "shootingBlock")},
	"unit":           {entity: "Participant", moved: []pair{{"name", "name"}}, dress: constant("participantFC.functionalType", "productionUnit")},
	"department":     {entity: "Department", moved: []pair{{"name", "departmentName.fullName"}}, dress: constant("structuralType", "department")},
	"role":           {entity: "Role", moved: []pair{{"name", "roleType"}}},
	"engagement":     {entity: "Participant", refs: []pair{{"party", "ParticipantSC"}}, lists: []pair{{"role", "participantFC.Role"}}, dress: constant("participantFC.functionalType", "engagement")},
	"draft":          {entity: "Asset", moved: []pair{{"name", "name"}, {"version", "version.name"}}, dress: constant("assetFC.functionalType", "script")},
	"source":         {entity: "Asset", moved: []pair{{"name", "name"}}, dress: constant("assetFC.functionalType", "document")},
	"scene":          {entity: "NarrativeScene", moved: []pair{{"number", "sceneNumber"}, {"heading", "sceneName.fullName"}, {"synopsis", "description"}}, dress: dressScene},
	"story_day":      {entity: "Context", moved: []pair{{"label", "name"}}, dress: constant("contextType", "storyDay")},
	"use":            {entity: "Context", lists: []pair{{"scene", "featuresIn.NarrativeScene"}}, dress: dressUse},
	"state":          {entity: "Context", moved: []pair{{"name", "name"}, {"description", "description"}}, dress: dressState},
	"garment":        {entity: "NarrativeWardrobe", moved: []pair{{"name", "name"}}, dress: constant("narrativeType", "narrativeWardrobe")},
	"realisation":    {entity: "Depiction", moved: []pair{{"name", "name"}}, refs: []pair{{"element", "Depicts"}, {"engagement", "Depictor"}}, dress: dressRealisation},
	"item":           {entity: "Asset", moved: []pair{{"name", "name"}}, dress: constant("assetFC.functionalType", "physicalAsset")},
	"place":          {entity: "Location", moved: []pair{{"name", "name"}, {"address", "address.street"}, {"city", "address.locality"}, {"country", "address.country"}, {"latitude", "coordinates.latitude"}, {"longitude", "coordinates.longitude"}, {"notes", "description"}}},
	"board":          {entity: "Collection", moved: []pair{{"name", "name"}, {"note", "description"}}, dress: constant("collectionType", "schedule")},
	"strip":          {entity: "Task", dress: constant("taskFC.functionalType", "performScene")},
	"activity":       {entity: "Task", moved: []pair{{"name", "name"}, {"type", "taskFC.functionalType"}, {"note", "description"}}},
	"shoot_day":      {entity: "Context", moved: []pair{{"date", "contextProperties.shootDate"}, {"number", "contextProperties.shootDay"}, {"message", "description"}}, dress: constant("contextType", "shootDay")},
	"setup":          {entity: "Slate", moved: []pair{{"slate", "slateUID"}, {"description", "description"}}},
	"take":           {entity: "Slate", moved: []pair{{"note", "description"}}, dress: dressTake},
	"roll":           {entity: "Asset", moved: []pair{{"name", "name"}}, dress: constant("assetFC.functionalType", "capture.roll")},
	"clip":           {entity: "Asset", moved: []pair{{"name", "name"}}, dress: constant("assetFC.functionalType", "capture")},
	"capture":        {entity: "Asset", moved: []pair{{"name", "name"}, {"note", "description"}}, dress: constant("assetFC.functionalType", "capture.reference")},
	"asset":          {entity: "Asset", moved: []pair{{"name", "name"}, {"description", "description"}, {"type", "assetFC.functionalType"}}},
	"version":        {entity: "AssetSC", moved: []pair{{"number", "version.versionNumber"}, {"file_name", "structuralProperties.fileDetails.fileName"}, {"media_type", "structuralProperties.fileDetails.mediaType"}, {"comment", "version.description"}}, dress: constant("structuralType", "digital")},
	"timeline":       {entity: "Sequence", moved: []pair{{"name", "name"}}, dress: constant("sequenceType", "editorial")},
	"work_order":     {entity: "Sequence", moved: []pair{{"code", "name"}, {"description", "description"}}, dress: constant("sequenceType", "vfx")},
	"step":           {entity: "Task", moved: []pair{{"type", "taskFC.functionalType"}}},
}

func constant(path, value string) func(*exporter, omc.Entity, fields) {
	return func(_ *exporter, e omc.Entity, _ fields) { e.Set(path, value) }
}

func partyMapping(kind string) mapping {
	switch kind {
	case "person":
		return mapping{entity: "Person", moved: []pair{{"name", "personName.fullName"}, {"family_name", "personName.familyName"}, {"legal_name", "personName.contractualName"}}, dress: constant("structuralType", "person")}
	case "animal":
		return mapping{entity: "Participant", moved: []pair{{"name", "name"}}, dress: constant("participantFC.functionalType", "animal")}
	}
	return mapping{entity: "Organization", moved: []pair{{"name", "organizationName.fullName"}, {"legal_name", "organizationName.altName"}}, dress: constant("structuralType", "organization")}
}

// entityOf gives the entity type of each breakdown category.
var entityOf = func() map[string]string {
	out := map[string]string{}
	for _, c := range production.Categories() {
		out[c.Key] = c.OMC
	}
	return out
}()

// subtype is the member that says more about an element, and its value by category.
var subtype = map[string]struct{ member, value string }{
	"character": {"characterType", "character"}, "creature": {"characterType", "character"}, "background": {"characterType", "extra"},
	"prop": {"narrativeType", "narrativeProp"}, "weapon": {"narrativeType", "narrativeProp"}, "food": {"narrativeType", "narrativeProp"}, "graphics": {"narrativeType", "narrativeProp"},
	"vehicle": {"narrativeType", "narrativeVehicle"}, "set_dressing": {"narrativeType", "narrativeSetDressing"}, "greenery": {"narrativeType", "narrativeGreenery"},
	"animal": {"narrativeType", "narrativeObject"}, "livestock": {"narrativeType", "narrativeObject"}, "misc": {"narrativeType", "narrativeObject"},
	"set": {"narrativeType", "narrativeLocation"}, "wardrobe": {"narrativeType", "narrativeWardrobe"}, "makeup": {"narrativeType", "narrativeMakeup"},
	"music": {"narrativeType", "narrativeMusic"}, "sound": {"narrativeType", "narrativeSoundEffect"}, "sfx": {"effectType", "specialEffect"}, "vfx": {"effectType", "visualEffect"},
	"stunt": {"specialActionType", "stunt"}, "action": {"specialActionType", "specialAction"},
	"equipment": {"infrastructureFC.functionalType", "equipment"}, "camera": {"infrastructureFC.functionalType", "camera"},
	"security": {"participantFC.functionalType", "security"}, "labor": {"participantFC.functionalType", "labor"},
}

func elementMapping(category string) mapping {
	m := mapping{entity: entityOf[category], moved: []pair{{"name", "name"}, {"description", "description"}}}
	if m.entity == "" {
		m.entity = "NarrativeObject"
	}
	if m.entity == "Character" {
		m.moved[0].path = "characterName.fullName"
	}
	m.dress = func(_ *exporter, e omc.Entity, _ fields) { e.Set(subtype[category].member, subtype[category].value) }
	if subtype[category].member == "" {
		m.dress = nil
	}
	return m
}

func decodeFields(raw json.RawMessage) (fields, error) {
	var f fields
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	err := dec.Decode(&f)
	return f, err
}
