package outtakes

import (
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Need is somebody or something in a take whose leave the reel needs.
type Need struct {
	Type string `json:"type" enum:"performer,child,unknown,mark,music" doc:"unknown: a part nobody is known to play; mark: a thing with names, marks or art of others"`
	// Name of the person, or of the thing.
	Name string `json:"name"`
	// Part is what the person plays.
	Part    string   `json:"part,omitempty"`
	Element graph.ID `json:"element"`
	Party   graph.ID `json:"party,omitzero"`
	State   State    `json:"state" enum:"clear,missing,unknown" doc:"unknown: the reader may not know what has been granted"`
	// Why it is not clear.
	Why string `json:"why,omitempty" enum:"nothing,needed,asked,quoted,agreed,refused,expired,revoked,void,not_yet,other_use,guardian,sync,master"`
}

// State is whether something may be shown.
type State string

// The states.
const (
	Clear   State = "clear"
	Missing State = "missing"
	Unknown State = "unknown"
)

// heard and shown are the ways of being present that an audience notices.
func noticed(u production.Use) bool {
	switch u.Presence {
	case "", "on_camera", "voice_only", "photo":
		return true
	}
	return false
}

// engaged reports whether an engagement puts its party before the camera. Doubles are not meant to be recognised.
func engaged(g production.Engagement) bool {
	switch g.Capacity {
	case "stunt_double", "photo_double", "body_double", "stand_in", "handler":
		return false
	}
	switch g.Status {
	case "wanted", "offered", "cancelled":
		return false
	}
	return true
}

// inScene lists who and what the takes of a scene show, as the reader knows it, without what has been granted.
func inScene(v graph.View, scene graph.ID) []Need {
	var out []Need
	seen := map[graph.ID]bool{}
	for _, u := range graph.Referring[production.Use](v, scene, "scene") {
		e, ok := graph.Get[production.Element](v, u.Element.ID)
		if !ok || !noticed(u) || seen[u.Element.ID] {
			continue
		}
		seen[u.Element.ID] = true
		switch {
		case e.Category == "character" || e.Category == "background" || e.Category == "stunt":
			out = append(out, people(v, u.Element.ID, e)...)
		case e.Category == "music":
			out = append(out, Need{Type: "music", Name: e.Name, Element: u.Element.ID})
		case e.NeedsClearance:
			out = append(out, Need{Type: "mark", Name: e.Name, Element: u.Element.ID})
		}
	}
	order := []string{"performer", "child", "unknown", "mark", "music"}
	slices.SortStableFunc(out, func(a, b Need) int {
		if a.Type != b.Type {
			return slices.Index(order, a.Type) - slices.Index(order, b.Type)
		}
		return strings.Compare(a.Name+a.Part, b.Name+b.Part)
	})
	return out
}

// people are those who play a part.
func people(v graph.View, id graph.ID, e production.Element) []Need {
	var out []Need
	had := map[graph.ID]bool{}
	for _, g := range graph.Referring[production.Engagement](v, id, "character") {
		p, ok := graph.Get[production.Party](v, g.Party.ID)
		if !ok || !engaged(g) || had[g.Party.ID] {
			continue
		}
		had[g.Party.ID] = true
		n := Need{Type: "performer", Name: p.Name, Part: e.Name, Element: id, Party: g.Party.ID}
		if p.Minor {
			n.Type = "child"
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		out = append(out, Need{Type: "unknown", Name: e.Name, Element: id})
	}
	return out
}

// closedSet reports whether a scene is played on a closed set. Its footage is never for laughing at. The flags are read from
// the whole production, so that one the reader may not know keeps the takes away as well.
func closedSet(whole graph.View, scene graph.ID) bool {
	for _, f := range graph.Referring[production.ContentFlag](whole, scene, "scene") {
		if f.ClosedSet || f.Level != "mentioned" && (f.Type == "nudity" || f.Type == "simulated_sex" || f.Type == "sexual_violence") {
			return true
		}
	}
	return false
}
