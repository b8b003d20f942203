package room

import (
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

var consequenceKinds = []graph.Kind{"card", "card_link", "lane", "arc"}

// consequences tells what a change of the story does outside the room: to scenes that are planned, to
// storylines, to who writes what, and to the book it comes from.
func (s *service) consequences(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
	d := difference{was: newBook(before), is: newBook(after), plan: s.plan}
	d.touch(c)
	var out []graph.Consequence
	for _, id := range d.cards {
		old, had := d.was.cards[id]
		now, has := d.is.cards[id]
		lost := had && old.onBoard() && (!has || !now.onBoard())
		switch {
		case lost:
			out = append(out, d.dropped(old)...)
		case had && has && old.onBoard() && now.onBoard() && d.was.episodeOf(old) != d.is.episodeOf(now):
			out = append(out, d.moved(old, now)...)
		}
	}
	return append(out, d.gaps()...), nil
}

// difference is the room before and after a change.
type difference struct {
	was, is *book
	plan    Plan
	cards   []graph.ID // touched, in the order of the change
	days    map[graph.ID][]int
}

func (d *difference) touch(c graph.Change) {
	add := func(id graph.ID) {
		if !id.IsZero() && !slices.Contains(d.cards, id) {
			d.cards = append(d.cards, id)
		}
	}
	for _, op := range c.Ops {
		switch op.Kind {
		case "card":
			add(op.Record)
		case "lane":
			for _, one := range d.was.inLane(op.Record) {
				add(one.id)
			}
		}
	}
}

// planned reads the schedule only when a scene is asked about.
func (d *difference) planned(scene graph.ID) []int {
	if d.days == nil && d.plan != nil {
		d.days = d.plan.ShootingDays(d.is.v)
	}
	return d.days[scene]
}

// dropped says what hangs on a beat that leaves the board: its scenes that no other beat holds.
func (d *difference) dropped(c *card) []graph.Consequence {
	why := graph.Step{Record: c.id, Label: c.Name()}
	var out []graph.Consequence
	for _, id := range c.scenes {
		if d.stillHeld(id) {
			continue
		}
		s, ok := graph.Get[production.Scene](d.is.v, id)
		if !ok {
			continue
		}
		one := graph.Consequence{
			What: fmt.Sprintf("Scene %s is in the script and belongs to no beat any more", s.Number), Severity: graph.Warn, Who: []string{"Writers", "Script coordinator"},
			Why: []graph.Step{why, {Record: id, Label: d.is.v.Label(id)}},
		}
		if days := d.planned(id); len(days) > 0 {
			one.What = fmt.Sprintf("Scene %s is on the board for %s, and no beat asks for it any more", s.Number, dayWords(days))
			one.Who = []string{"1st assistant director", "Writers"}
			one.Documents = []string{"One-liner", "Shooting schedule"}
		}
		out = append(out, one)
	}
	return append(out, d.orphaned(c)...)
}

func dayWords(days []int) string {
	words := make([]string, len(days))
	for i, n := range days {
		words[i] = fmt.Sprint(n)
	}
	if len(words) == 1 {
		return "day " + words[0]
	}
	return "days " + strings.Join(words, ", ")
}

func (d *difference) stillHeld(scene graph.ID) bool {
	for _, c := range d.is.cards {
		if c.onBoard() && slices.Contains(c.scenes, scene) {
			return true
		}
	}
	return false
}

// orphaned lists assignments about a beat that is gone, and passages of a source that nothing stands for.
func (d *difference) orphaned(c *card) []graph.Consequence {
	var out []graph.Consequence
	why := graph.Step{Record: c.id, Label: c.Name()}
	for _, a := range d.assignmentsOf(c) {
		out = append(out, graph.Consequence{
			What:     fmt.Sprintf("%s is writing the %s of “%s”, due %s", d.was.nameOf(a.Writer.ID), a.Task, c.Name(), due(a)),
			Severity: graph.Warn, Who: []string{"Script coordinator"}, Why: []graph.Step{why},
		})
	}
	for _, p := range d.passagesOf(c) {
		out = append(out, graph.Consequence{
			What: fmt.Sprintf("%s of the source loses this beat", d.is.v.Label(p)), Severity: graph.Info, Who: []string{"Writers", "Legal"},
			Why: []graph.Step{why, {Record: p, Label: d.is.v.Label(p)}},
		})
	}
	return out
}

func due(a production.Assignment) string {
	if a.Due.IsZero() {
		return "without a date"
	}
	return a.Due.Format("Mon 2 Jan 2006")
}

// assignmentsOf lists what is still being written about a card or its scenes.
func (d *difference) assignmentsOf(c *card) []production.Assignment {
	var out []production.Assignment
	for _, about := range append([]graph.ID{c.id}, c.scenes...) {
		for _, a := range graph.Referring[production.Assignment](d.was.v, about, "about") {
			if a.Status != "accepted" && a.Status != "withdrawn" && a.Status != "delivered" {
				out = append(out, a)
			}
		}
	}
	return out
}

// passagesOf lists the passages a card comes from: as tied to it, and as the source map ties its scenes.
func (d *difference) passagesOf(c *card) []graph.ID {
	out := slices.Clone(c.passages)
	for _, s := range c.scenes {
		for _, a := range graph.Referring[production.Adaptation](d.was.v, s, "scene") {
			if !a.Passage.IsZero() && !slices.Contains(out, a.Passage.ID) {
				out = append(out, a.Passage.ID)
			}
		}
	}
	return out
}

// moved says what a beat takes along to another episode.
func (d *difference) moved(old, now *card) []graph.Consequence {
	from, to := d.is.v.Label(d.was.episodeOf(old)), d.is.v.Label(d.is.episodeOf(now))
	why := []graph.Step{{Record: now.id, Label: now.Name()}, {Record: d.is.episodeOf(now), Label: to}}
	var out []graph.Consequence
	if arcs := d.names(now.arcs); len(arcs) > 0 {
		out = append(out, graph.Consequence{
			What: fmt.Sprintf("%s moves with “%s” from %s to %s", strings.Join(arcs, ", "), now.Name(), from, to), Severity: graph.Info, Who: []string{"Writers"}, Why: why, Automatic: true,
		})
	}
	for _, id := range now.scenes {
		s, _ := graph.Get[production.Scene](d.is.v, id)
		if s.Episode.ID != d.is.episodeOf(now) {
			out = append(out, graph.Consequence{
				What: fmt.Sprintf("Scene %s stays in the script of %s", s.Number, from), Severity: graph.Warn, Who: []string{"Script coordinator", "1st assistant director"},
				Why: append(slices.Clone(why), graph.Step{Record: id, Label: d.is.v.Label(id)}),
			})
		}
	}
	for _, a := range d.assignmentsOf(now) {
		out = append(out, graph.Consequence{
			What:     fmt.Sprintf("%s is writing the %s of “%s”, due %s, now for %s", d.is.nameOf(a.Writer.ID), a.Task, now.Name(), due(a), to),
			Severity: graph.Warn, Who: []string{"Script coordinator"}, Why: why,
		})
	}
	for _, p := range d.passagesOf(now) {
		out = append(out, graph.Consequence{
			What: fmt.Sprintf("%s of the source is now told in %s", d.is.v.Label(p), to), Severity: graph.Info, Who: []string{"Writers", "Legal"},
			Why: append(slices.Clone(why), graph.Step{Record: p, Label: d.is.v.Label(p)}), Automatic: true,
		})
	}
	return out
}

func (d *difference) names(arcs []graph.ID) []string {
	var out []string
	for _, a := range arcs {
		out = append(out, d.is.v.Label(a))
	}
	return out
}

// gaps reports storylines that fall asleep by the change.
func (d *difference) gaps() []graph.Consequence {
	var out []graph.Consequence
	seasons := []graph.ID{{}}
	if d.is.series() {
		seasons = nil
		for _, e := range d.is.episodes {
			if !slices.Contains(seasons, e.Season.ID) {
				seasons = append(seasons, e.Season.ID)
			}
		}
	}
	for _, season := range seasons {
		old := sleeping(d.was, season)
		for _, g := range sleeping(d.is, season) {
			if slices.ContainsFunc(old, func(o sleep) bool { return o.arc == g.arc && o.Gap == g.Gap }) {
				continue
			}
			out = append(out, graph.Consequence{
				What: fmt.Sprintf("%s has no beat for %d %s, %s to %s", g.name, g.Columns, g.unit, g.From, g.To), Severity: graph.Warn, Who: []string{"Writers"},
				Why: []graph.Step{{Record: g.arc, Label: g.name}}, Automatic: true,
			})
		}
	}
	return out
}

type sleep struct {
	arc        graph.ID
	name, unit string
	Gap
}

func sleeping(b *book, season graph.ID) []sleep {
	s, err := b.narrow(scope{by: bySeason, season: season})
	if err != nil {
		return nil
	}
	columns, unit := b.columns(s), "columns"
	if b.series() {
		unit = "episodes"
	}
	empty := newEmptyLedger(b)
	var out []sleep
	for _, a := range b.arcs {
		row := b.row(columns, empty, func(c *card) bool { return slices.Contains(c.arcs, a.id) })
		row.markGaps(columns)
		for _, g := range row.Gaps {
			out = append(out, sleep{a.id, a.Name, unit, g})
		}
	}
	return out
}
