package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// pickOuttakes begins a gag reel: a laugh and a fluffed line, and who has signed for it so far.
func (b *builder) pickOuttakes(e *graph.Edit) {
	for _, g := range []struct{ name, status, scope string }{
		{"Ragnhild Moe", "signed", "gag reel at the wrap party and online"},
		{"Live Berntsen", "signed", "outtakes, with her mother's leave"},
		{"Marit Berntsen", "asked", "outtakes, for Live Berntsen"},
	} {
		grant := production.Grant{Type: "appearance_release", Name: "Outtakes, " + g.name, Grantor: b.party(g.name), Scope: g.scope, Status: g.status}
		if g.status == "signed" {
			grant.SignedAtMS = at(civil.MustParse("2027-04-02"), "10:00", "Europe/Oslo")
		}
		graph.Add(e, grant)
	}
	var laughs []production.OuttakePick
	for _, want := range []string{"laugh", "line"} {
		if id, c := b.gone(want); !id.IsZero() {
			laughs = append(laughs, production.OuttakePick{Clip: graph.To[production.Clip](id), LengthFrames: c.LengthFrames})
		}
	}
	orders := graph.Orders(len(laughs))
	for i, p := range laughs {
		p.Order = orders[i]
		graph.Add(e, p)
	}
}

// gone is the first clip, by name, of a take that went wrong for a reason.
func (b *builder) gone(reason string) (first graph.ID, clip production.Clip) {
	for id, c := range graph.All[production.Clip](b.view) {
		take, _ := graph.Get[production.Take](b.view, c.Take.ID)
		roll, _ := graph.Get[production.Roll](b.view, c.Roll.ID)
		if take.NGReason == reason && roll.Type == "camera" && c.LengthFrames > 0 && (first.IsZero() || c.Name < clip.Name) {
			first, clip = id, c
		}
	}
	return first, clip
}
