package cut

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/timeline/diff"
	"backlot/film/timeline/recut"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Departments that a change of the cut reaches, in the order of a comparison.
const (
	forVFX     = "vfx"
	forMusic   = "music"
	forSound   = "sound"
	forColour  = "colour"
	forTitles  = "titles"
	forCredits = "credits"
	forNotes   = "notes"
)

var departments = []string{forVFX, forMusic, forSound, forColour, forTitles, forCredits, forNotes}

// Ripple is one thing that a change of the cut brings about, with the record it comes from.
type Ripple struct {
	Department string         `json:"department" enum:"vfx,music,sound,colour,titles,credits,notes"`
	Type       string         `json:"type"` // such as lengthened, lost, new
	What       string         `json:"what"`
	Severity   graph.Severity `json:"severity" enum:"info,warn,must"`
	Record     graph.ID       `json:"record"`
	Kind       graph.Kind     `json:"kind"`
	Label      string         `json:"label"`
	Vendor     string         `json:"vendor"`
	VendorID   graph.ID       `json:"vendor_id,omitzero"`
	At         int64          `json:"at"`     // frame of the new cut, from 0; -1 when it is not in it
	Code       string         `json:"code"`   // its timecode, or that of the old cut
	Frames     int64          `json:"frames"` // longer, or shorter, in the cut
	Head       int64          `json:"head"`   // frames to send beyond those the vendor has
	Tail       int64          `json:"tail"`
	Cost       *RippleCost    `json:"cost,omitempty"`

	order *order // the work order it is about
	was   int64
	now   int64
}

// RippleCost is what a ripple costs, in parts.
type RippleCost struct {
	Added     production.Money `json:"added"`     // frames that were not bid
	Restarted production.Money `json:"restarted"` // work that is opened again
	Saved     production.Money `json:"saved"`     // work that need not be done
	Wasted    production.Money `json:"wasted"`    // work done for nothing; no part of the net
	Net       production.Money `json:"net"`
}

// RippleTotal sums a department in one currency.
type RippleTotal struct {
	Department string           `json:"department"`
	Ripples    int              `json:"ripples"`
	Net        production.Money `json:"net"`
	Wasted     production.Money `json:"wasted"`
}

func costOf(c recut.Cost, currency string) *RippleCost {
	m := func(n int64) production.Money { return production.Money{Minor: n, Currency: currency} }
	return &RippleCost{m(c.Added), m(c.Restarted), m(c.Saved), m(c.Wasted), m(c.Net())}
}

// ripples is everything that the difference of two cuts brings about, department by department, worst first.
func ripples(v graph.View, p *pair) []Ripple {
	out := []Ripple{}
	out = append(out, vfxRipples(v, p)...)
	out = append(out, musicRipples(v, p)...)
	out = append(out, soundRipples(v, p)...)
	out = append(out, colourRipples(v, p)...)
	out = append(out, titleRipples(v, p)...)
	out = append(out, creditRipples(v, p)...)
	out = append(out, noteRipples(v, p)...)
	rank := map[graph.Severity]int{graph.Must: 0, graph.Warn: 1, graph.Info: 2}
	slices.SortStableFunc(out, func(a, b Ripple) int {
		return cmp.Or(cmp.Compare(slices.Index(departments, a.Department), slices.Index(departments, b.Department)), cmp.Compare(rank[a.Severity], rank[b.Severity]))
	})
	return out
}

func totals(list []Ripple) []RippleTotal {
	out := []RippleTotal{}
	for _, r := range list {
		currency := ""
		if r.Cost != nil {
			currency = r.Cost.Net.Currency
		}
		k := slices.IndexFunc(out, func(t RippleTotal) bool {
			return t.Department == r.Department && (t.Net.Currency == currency || currency == "" || t.Net.Currency == "")
		})
		if k < 0 {
			k = len(out)
			out = append(out, RippleTotal{Department: r.Department})
		}
		out[k].Ripples++
		if r.Cost != nil {
			out[k].Net = production.Money{Minor: out[k].Net.Minor + r.Cost.Net.Minor, Currency: currency}
			out[k].Wasted = production.Money{Minor: out[k].Wasted.Minor + r.Cost.Wasted.Minor, Currency: currency}
		}
	}
	return out
}

// frames writes a number of frames with its noun.
func frames(n int64) string {
	if n == 1 {
		return "1 frame"
	}
	return fmt.Sprintf("%d frames", n)
}

// soundRipples are the cues of sound whose picture changed under them.
func soundRipples(v graph.View, p *pair) []Ripple {
	kinds := map[string]string{"adr": "Line replacement", "foley": "Foley", "effect": "Effect", "ambience": "Ambience", "voice_over": "Voice over"}
	var out []Ripple
	for _, c := range cuesOf(v, p.old.id) {
		if name, ok := kinds[c.Type]; ok {
			if r, changed := cueRipple(p, c, forSound, name); changed {
				out = append(out, r)
			}
		}
	}
	return out
}

// cueRipple says what became of a cue of the old cut; false when it only stands earlier or later, or as it was.
func cueRipple(p *pair, c cue, department, name string) (Ripple, bool) {
	s := p.where.Stretch(c.StartFrames, c.StartFrames+max(c.LengthFrames, 1))
	r := Ripple{Department: department, Type: string(s.State), Record: c.id, Kind: "cue", Label: c.Number, At: s.From, Code: p.now.code(s.From), Severity: graph.Warn}
	what := fmt.Sprintf("%s %s", name, c.Number)
	switch s.State {
	case recut.Kept:
		return r, false
	case recut.Shifted:
		r.Severity = graph.Info
		r.What = fmt.Sprintf("%s moves with its picture, %s %s", what, frames(abs(s.From-c.StartFrames)), laterOr(s.From-c.StartFrames))
	case recut.Lost:
		r.At, r.Code, r.Frames, r.Severity = -1, p.old.code(c.StartFrames), -c.LengthFrames, graph.Must
		r.What = what + " has lost its picture"
	case recut.Torn:
		r.Severity, r.Frames = graph.Must, s.To-s.From-c.LengthFrames
		r.What = what + ": its picture plays in another order now; spot it again"
	case recut.Changed:
		r.Frames = s.To - s.From - c.LengthFrames
		r.What = fmt.Sprintf("%s: %s, now %s instead of %s", what, changedBy(s), frames(s.To-s.From), frames(c.LengthFrames))
	}
	return r, true
}

func changedBy(s recut.Stretch) string {
	switch {
	case s.Gone > 0 && s.Come > 0:
		return fmt.Sprintf("%s gone, %s came in", frames(s.Gone), frames(s.Come))
	case s.Gone > 0:
		return frames(s.Gone) + " gone"
	case s.Come > 0:
		return frames(s.Come) + " came in"
	}
	return "its picture runs at another speed"
}

func laterOr(n int64) string {
	if n < 0 {
		return "earlier"
	}
	return "later"
}

func abs(n int64) int64 { return max(n, -n) }

// colourRipples are the pictures nobody has graded: shots that came, and source frames that were not in the cut before.
func colourRipples(v graph.View, p *pair) []Ripple {
	var out []Ripple
	for _, r := range p.rows {
		if r.now == nil || r.Change.New.Audio || r.now.Type != "clip" {
			continue
		}
		one := Ripple{Department: forColour, Type: string(r.Kind), Severity: graph.Info, Record: r.now.id, Kind: "timeline_item", Label: r.now.Name, At: r.now.StartFrames, Code: p.now.code(r.now.StartFrames)}
		switch new := max(r.Head, 0) + max(r.Tail, 0); {
		case r.Kind == diff.Added && r.Split:
			continue // graded with the shot it was a part of
		case r.Kind == diff.Added:
			one.Severity, one.Frames = graph.Warn, r.now.LengthFrames
			one.What = fmt.Sprintf("%s is new to grade, %s", r.now.Name, frames(r.now.LengthFrames))
		case r.Kind == diff.Retimed:
			one.What = fmt.Sprintf("%s runs at %.4g %% now: render its grade again", r.now.Name, r.Change.New.Speed*100)
		case new > 0:
			one.Frames = new
			one.What = fmt.Sprintf("%s shows %s that were not in the cut: check the grade", r.now.Name, frames(new))
		default:
			continue
		}
		out = append(out, one)
	}
	return out
}

// titleRipples are titles, captions and their cues that came, went or changed.
func titleRipples(v graph.View, p *pair) []Ripple {
	var out []Ripple
	for _, r := range p.rows {
		if it := r.any(); it.Type == "title" && r.Kind != diff.Same && r.Kind != diff.Shifted {
			one := Ripple{Department: forTitles, Type: string(r.Kind), Severity: graph.Warn, Record: it.id, Kind: "timeline_item", Label: it.Name, At: -1, What: fmt.Sprintf("Title %s is %s", it.Name, r.Kind)}
			if r.now != nil {
				one.At, one.Code = r.now.StartFrames, p.now.code(r.now.StartFrames)
			} else {
				one.Code = p.old.code(r.old.StartFrames)
			}
			out = append(out, one)
		}
	}
	for _, c := range cuesOf(v, p.old.id) {
		if c.Type == "title" || c.Type == "subtitle" {
			if r, changed := cueRipple(p, c, forTitles, map[string]string{"title": "Title", "subtitle": "Subtitle"}[c.Type]); changed && r.Severity != graph.Info {
				out = append(out, r)
			}
		}
	}
	return out
}

// creditRipples are the characters whose scenes have all left the cut: who plays them is owed a credit or a word.
func creditRipples(v graph.View, p *pair) []Ripple {
	old, now := scenesIn(p.old), scenesIn(p.now)
	left := map[graph.ID]bool{}
	for id := range old {
		if !now[id] {
			left[id] = true
		}
	}
	var out []Ripple
	for _, id := range sortedIDs(left) {
		out = append(out, Ripple{Department: forCredits, Type: "scene_lost", Severity: graph.Warn, Record: id, Kind: "scene", Label: sceneNumber(v, id), At: -1,
			What: fmt.Sprintf("Scene %s is no longer in the cut", sceneNumber(v, id))})
		for _, u := range graph.Referring[production.Use](v, id, "scene") {
			el, ok := graph.Get[production.Element](v, u.Element.ID)
			if !ok || el.Category != "character" || playsElsewhere(v, u.Element.ID, now) {
				continue
			}
			out = append(out, Ripple{Department: forCredits, Type: "character_lost", Severity: graph.Must, Record: u.Element.ID, Kind: "element", Label: el.Name, At: -1,
				What: fmt.Sprintf("%s was in the cut only in scene %s, which is gone: check the credit that was promised", el.Name, sceneNumber(v, id))})
		}
	}
	if d := p.now.line.LengthFrames - p.old.line.LengthFrames; d != 0 {
		out = append(out, Ripple{Department: forCredits, Type: "runtime", Severity: graph.Info, Record: p.now.id, Kind: "timeline", Label: p.now.line.Name, Frames: d,
			What: fmt.Sprintf("The cut runs %s %s: time the end roller again", frames(abs(d)), map[bool]string{true: "longer", false: "shorter"}[d > 0])})
	}
	return out
}

// scenesIn are the scenes whose picture is in a cut.
func scenesIn(c *cut) map[graph.ID]bool {
	out := map[graph.ID]bool{}
	for _, t := range c.tracks {
		if !t.picture() {
			continue
		}
		for _, it := range t.items {
			if !it.Scene.IsZero() {
				out[it.Scene.ID] = true
			}
		}
	}
	return out
}

func playsElsewhere(v graph.View, element graph.ID, scenes map[graph.ID]bool) bool {
	for _, u := range graph.Referring[production.Use](v, element, "element") {
		if scenes[u.Scene.ID] {
			return true
		}
	}
	return false
}

func sortedIDs(set map[graph.ID]bool) []graph.ID {
	out := make([]graph.ID, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return slices.Compare(a[:], b[:]) })
	return out
}

// noteRipples are open notes whose frames are gone: what they ask may be done, or forgotten.
func noteRipples(v graph.View, p *pair) []Ripple {
	var out []Ripple
	for _, n := range notesOf(v, p.old.id) {
		if n.Status != "open" && n.Status != "" || !n.ReplyTo.IsZero() {
			continue
		}
		if _, ok := p.where.Frame(n.AtFrames); !ok {
			out = append(out, Ripple{Department: forNotes, Type: "note_lost", Severity: graph.Info, Record: n.id, Kind: "note", Label: v.Label(n.id), At: -1, Code: p.old.code(n.AtFrames),
				What: fmt.Sprintf("The frame of the note %q is gone: answered?", v.Label(n.id))})
		}
	}
	return out
}
