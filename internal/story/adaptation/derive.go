package adaptation

import (
	"fmt"
	"slices"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// mapDerivation tells what a change of the script, the board or the text does to
// the source map.
var mapDerivation = graph.Derivation{
	Name:  "Source map",
	Reads: []graph.Kind{"scene", "adaptation", "passage", "source", "card_link"},
	Consequences: func(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
		var out []graph.Consequence
		for id, src := range graph.All[production.Source](before) {
			was, now := mapOf(before, id), mapOf(after, id)
			if len(was.passages) == 0 {
				continue
			}
			out = append(out, untold(after, src, was, now, c)...)
			out = append(out, reordered(src, was, now)...)
			out = append(out, lost(src, was, now)...)
		}
		return out, nil
	},
}

// untold finds the passages that no scene tells any more because their scene is
// omitted or deleted.
func untold(after graph.View, src production.Source, was, now mapping, c graph.Change) []graph.Consequence {
	verdicts := map[graph.ID]string{}
	for _, p := range now.passages {
		verdicts[p.ID] = p.Verdict
	}
	touched := map[graph.ID]bool{}
	for _, op := range c.Ops {
		touched[op.Record] = op.Kind == "scene"
	}
	byScene := map[graph.ID][]PassageRow{}
	for _, p := range was.passages {
		if p.Verdict == open || verdicts[p.ID] != open {
			continue
		}
		for _, l := range p.Links {
			if touched[l.Scene] && !l.Omitted {
				byScene[l.Scene] = append(byScene[l.Scene], p)
			}
		}
	}
	var out []graph.Consequence
	for _, sc := range was.scenes {
		list := byScene[sc.ID]
		if len(list) == 0 {
			continue
		}
		words := 0
		why := []graph.Step{{Record: sc.ID, Label: "Scene " + sc.Number}}
		for _, p := range list {
			words += p.Words
			if len(why) < 4 {
				why = append(why, graph.Step{Record: p.ID, Label: label(p.Passage)})
			}
		}
		gone := "is omitted"
		if _, ok := graph.Get[production.Scene](after, sc.ID); !ok {
			gone = "is deleted"
		}
		out = append(out, graph.Consequence{
			What: fmt.Sprintf("Scene %s %s: %s of %s (%s) told nowhere else now", sc.Number, gone, count(len(list), "passage"), src.Name, count(words, "word")),
			Why:  why, Who: []string{"Writer", "Producer"}, Severity: graph.Warn, Documents: []string{"Fidelity report"},
		})
	}
	return out
}

// reordered tells when more or fewer events stand out of the book's order.
func reordered(src production.Source, was, now mapping) []graph.Consequence {
	moved := func(m mapping) (out []Event) {
		for _, e := range m.events() {
			if e.Moved {
				out = append(out, e)
			}
		}
		return out
	}
	old, new := moved(was), moved(now)
	if len(old) == len(new) {
		return nil
	}
	var why []graph.Step
	for _, e := range new {
		if len(why) < 3 && !slices.ContainsFunc(old, func(o Event) bool { return o.Passage == e.Passage }) {
			why = append(why, graph.Step{Record: e.Passage, Label: e.Label})
		}
	}
	return []graph.Consequence{{
		What: fmt.Sprintf("%s of %s now stand out of the book's order instead of %d", count(len(new), "passage"), src.Name, len(old)),
		Why:  why, Who: []string{"Writer"}, Severity: graph.Info, Documents: []string{"Fidelity report"}, Automatic: true,
	}}
}

// lost tells which passages have no words in a new edition.
func lost(src production.Source, was, now mapping) []graph.Consequence {
	gone := map[graph.ID]bool{}
	for _, p := range was.passages {
		gone[p.ID] = p.Lost
	}
	var why []graph.Step
	n := 0
	for _, p := range now.passages {
		if was, known := gone[p.ID]; known && !was && p.Lost {
			if n++; n <= 3 {
				why = append(why, graph.Step{Record: p.ID, Label: label(p.Passage)})
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []graph.Consequence{{
		What: fmt.Sprintf("The words of %s are gone from the new edition of %s", count(n, "passage"), src.Name),
		Why:  why, Who: []string{"Writer", "Script editor"}, Severity: graph.Warn, Documents: []string{"Fidelity report"},
	}}
}

// rightsDerivation tells when a change of dates or papers means that photography
// may not begin, or may again.
var rightsDerivation = graph.Derivation{
	Name:  "Rights in the source",
	Reads: []graph.Kind{"title", "shoot_day", "rights_term", "grant", "title_item", "source"},
	Consequences: func(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
		var out []graph.Consequence
		was, now := photography(before), photography(after)
		for id, src := range graph.All[production.Source](after) {
			old, _ := graph.Get[production.Source](before, id)
			had := pointsOf(before, id, old, termsOf(before, id), was)
			has := pointsOf(after, id, src, termsOf(after, id), now)
			for _, p := range has {
				if slices.ContainsFunc(had, func(o Point) bool { return o.Text == p.Text }) {
					continue
				}
				out = append(out, graph.Consequence{What: p.Text, Why: whyRights(after, id, src, p), Who: []string{"Producer", "Legal"},
					Severity: p.Severity, DecideBy: dayText(p)})
			}
			if state(had) == "block" && state(has) == "clear" {
				out = append(out, graph.Consequence{What: fmt.Sprintf("The rights in %s allow photography now", src.Name), Who: []string{"Producer", "Legal"}, Severity: graph.Info, Automatic: true})
			}
		}
		return out, nil
	},
}

func whyRights(v graph.View, id graph.ID, src production.Source, p Point) []graph.Step {
	why := []graph.Step{{Record: id, Label: src.Name}}
	if p.Record != id && !p.Record.IsZero() {
		why = append(why, graph.Step{Record: p.Record, Label: v.Label(p.Record)})
	}
	return why
}

func dayText(p Point) string {
	if p.DecideBy.IsZero() {
		return ""
	}
	return p.DecideBy.String()
}
