package outtakes

import (
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// granted is what has been given, by who gave it and by what it is about.
type granted struct {
	shown  bool // the reader may know grants
	today  civil.Date
	by, on map[graph.ID][]production.Grant
	tracks map[string][]graph.ID // music by its name
	guards map[graph.ID]graph.ID // the guardian of a child
}

func grantedIn(v graph.View, today civil.Date) *granted {
	a := v.Audience()
	g := &granted{shown: a.All || a.Has(production.RightConsent), today: today, by: map[graph.ID][]production.Grant{}, on: map[graph.ID][]production.Grant{},
		tracks: map[string][]graph.ID{}, guards: map[graph.ID]graph.ID{}}
	if !g.shown {
		return g
	}
	for _, x := range graph.All[production.Grant](v) {
		if !x.Grantor.ID.IsZero() {
			g.by[x.Grantor.ID] = append(g.by[x.Grantor.ID], x)
		}
		if !x.About.ID.IsZero() {
			g.on[x.About.ID] = append(g.on[x.About.ID], x)
		}
	}
	for id, t := range graph.All[production.Track](v) {
		name := strings.ToLower(t.Name)
		g.tracks[name] = append(g.tracks[name], id)
	}
	for id, p := range graph.All[production.Party](v) {
		if !p.Guardian.ID.IsZero() {
			g.guards[id] = p.Guardian.ID
		}
	}
	return g
}

// judge says of each need whether it is met. The list is changed in place; the state of all is what is wrong with the
// worst of them.
func (g *granted) judge(needs []Need) State {
	all := Clear
	for i := range needs {
		n := &needs[i]
		n.State, n.Why = Unknown, ""
		if g.shown {
			n.State, n.Why = g.state(*n)
		}
		switch {
		case n.State == Missing:
			all = Missing
		case n.State == Unknown && all == Clear:
			all = Unknown
		}
	}
	return all
}

// state is where a need stands. Showing a performer's mistakes is a use of its own, so a release must name outtakes; a
// child's guardian signs too; music wants the song and the recording.
func (g *granted) state(n Need) (State, string) {
	switch n.Type {
	case "performer", "child":
		why := g.best(g.by[n.Party], releases, true)
		if why != "" {
			return Missing, why
		}
		if n.Type == "child" {
			guardian := g.guards[n.Party]
			if guardian.IsZero() || g.best(g.by[guardian], releases, true) != "" {
				return Missing, "guardian"
			}
		}
	case "unknown": // background often signs for the part: a release about it
		if why := g.best(g.on[n.Element], releases, true); why != "" {
			return Missing, why
		}
	case "mark":
		if why := g.best(g.on[n.Element], licences, false); why != "" {
			return Missing, why
		}
	case "music":
		about := append([]graph.ID{n.Element}, g.tracks[strings.ToLower(n.Name)]...)
		for _, side := range []struct{ kind, why string }{{"sync_licence", "sync"}, {"master_licence", "master"}} {
			why := side.why
			for _, id := range about {
				if g.best(g.on[id], map[string]bool{side.kind: true}, false) == "" {
					why = ""
				}
			}
			if why != "" {
				return Missing, why
			}
		}
	}
	return Clear, ""
}

// The types of grants that clear people, and those that clear things.
var (
	releases = map[string]bool{"release": true, "appearance_release": true, "consent": true}
	licences = map[string]bool{"clearance": true, "licence": true, "release": true, "archive_licence": true}
)

// near is how near to signed the states of a grant are, for saying the most hopeful.
var near = map[string]int{"nothing": 0, "void": 1, "refused": 2, "revoked": 3, "expired": 4, "other_use": 5, "needed": 6, "asked": 7, "quoted": 8, "agreed": 9, "not_yet": 10}

// best is "" when one of the grants holds today, or else why the most hopeful of them does not. Refusing or revoking after
// another grant was signed ends that too: people may change their minds.
func (g *granted) best(all []production.Grant, kinds map[string]bool, outtakes bool) string {
	why, held := "nothing", int64(-1)
	var ended int64
	for _, x := range all {
		if !kinds[x.Type] {
			continue
		}
		got := g.holds(x, outtakes)
		if got == "" {
			held = max(held, x.SignedAtMS)
		} else if near[got] >= near[why] {
			why = got
		}
		if got == "revoked" {
			ended = max(ended, x.RevokedAtMS)
		}
	}
	if held >= 0 && (ended == 0 || held > ended) {
		return ""
	}
	if held >= 0 {
		return "revoked"
	}
	return why
}

// holds is "" for a grant that is in force today, and for outtakes where they must be named.
func (g *granted) holds(x production.Grant, outtakes bool) string {
	switch {
	case x.RevokedAtMS != 0 || x.Status == "revoked":
		return "revoked"
	case x.Status == "":
		return "needed"
	case x.Status != "signed":
		return x.Status
	case !x.To.IsZero() && x.To.Before(g.today):
		return "expired"
	case !x.From.IsZero() && g.today.Before(x.From):
		return "not_yet"
	case outtakes && !namesOuttakes(x):
		return "other_use"
	}
	return ""
}

// namesOuttakes reports whether a grant says that mistakes may be shown.
func namesOuttakes(x production.Grant) bool {
	says := func(s string) bool {
		s = strings.ToLower(s)
		for _, word := range []string{"outtake", "out-take", "gag reel", "blooper"} {
			if strings.Contains(s, word) {
				return true
			}
		}
		return false
	}
	for act, yes := range x.Acts {
		if yes && says(act) {
			return true
		}
	}
	return says(x.Scope)
}
