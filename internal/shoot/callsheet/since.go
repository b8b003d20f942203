package callsheet

import (
	"cmp"
	"context"
	"slices"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Issued answers other slices' questions about sheets that are out; the house passes it to them.
type Issued struct{ s *service }

// NewIssued makes it of what the slice is made of.
func NewIssued(boards Boards, files Files) Issued {
	return Issued{&service{boards: boards, files: files}}
}

// Stale is a sheet that was out at some instant and says something else since.
type Stale struct {
	Day      graph.ID
	Name     string
	Was, Now int      // issues: the one that was out, and the latest since; 0 while there is none
	NowID    graph.ID // of the latest issue since
	Hash     string
	Changes  []string
	People   []Called // whose line on the sheet is another, new or gone, by name
	Same     int      // how many performers stand on it as before
	Everyone bool     // scenes, times or places of the whole unit are others
}

// Called is somebody on a sheet.
type Called struct {
	ID   graph.ID // of the party; zero when the sheet names nobody the production knows
	Name string
}

// Since lists the sheets that were out at a moment and hold no longer, by day:
// compared with the issue since, or with what would be published now. Like what is published, it
// is made of what everybody with the reader's rights may know.
func (i Issued) Since(ctx context.Context, v graph.View, at graph.Clock) ([]Stale, error) {
	var out []Stale
	for _, day := range everyDay(v) {
		d, _ := graph.Get[production.ShootDay](v, day)
		_, issues := issuesOf(v, day)
		was := slices.IndexFunc(issues, func(x issueOf) bool { return later(v, x.ID, at) }) - 1
		if was == -2 {
			was = len(issues) - 1
		}
		if was < 0 || d.Status == "wrapped" {
			continue
		}
		before, err := i.s.load(ctx, issues[was].Record.Hash)
		if err != nil {
			continue // an issue of before files were kept
		}
		one := Stale{Day: day, Name: before.Sheet.name(), Was: issues[was].Record.Revision}
		now, err := Compose(v.Uncleared(), i.s.boards, day)
		if err != nil {
			return nil, err
		}
		if last := len(issues) - 1; last > was {
			frozen, err := i.s.load(ctx, issues[last].Record.Hash)
			if err != nil {
				return nil, err
			}
			one.Now, one.NowID, one.Hash, now = issues[last].Record.Revision, issues[last].ID, issues[last].Record.Hash, frozen.Sheet
		}
		if one.Changes = Differences(before.Sheet, now); len(one.Changes) == 0 {
			continue
		}
		one.people(v, before.Sheet, now)
		out = append(out, one)
	}
	return out, nil
}

// later says whether a record was made after a moment.
func later(v graph.View, id graph.ID, at graph.Clock) bool {
	rec, _ := v.Record(id)
	return rec.Born.Ms > at.Ms || rec.Born.Ms == at.Ms && rec.Born.N > at.N
}

// everyDay lists all shoot days by date, also those that became days off: their sheets are out.
func everyDay(v graph.View) []graph.ID {
	type dated struct {
		id   graph.ID
		date civil.Date
	}
	var all []dated
	for id, d := range graph.All[production.ShootDay](v) {
		all = append(all, dated{id, d.Date})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.date.Compare(b.date) })
	out := make([]graph.ID, len(all))
	for i, d := range all {
		out[i] = d.id
	}
	return out
}

// people compares the lines of the performers. The crew has one call: when scenes or times of the unit
// change, that concerns everybody.
func (x *Stale) people(v graph.View, was, is Sheet) {
	x.Everyone = was.CrewCall != is.CrewCall || was.ShootingCall != is.ShootingCall || was.Base != is.Base || len(was.Strips) != len(is.Strips) ||
		slices.ContainsFunc(is.Strips, func(s Strip) bool {
			return !slices.ContainsFunc(was.Strips, func(o Strip) bool { return o.Scene == s.Scene && o.Banner == s.Banner })
		})
	names := map[string]bool{}
	scenes := func(s Sheet, number string) (out []string) {
		for _, st := range s.Strips {
			if slices.Contains(st.Cast, number) {
				out = append(out, st.Scene)
			}
		}
		return out
	}
	for _, r := range was.Cast {
		i := slices.IndexFunc(is.Cast, func(o CastRow) bool { return o.Number == r.Number && o.Actor == r.Actor })
		if i >= 0 && is.Cast[i] == r && slices.Equal(scenes(was, r.Number), scenes(is, r.Number)) {
			x.Same++
			continue
		}
		names[cmp.Or(r.Actor, r.Character)] = true
	}
	for _, r := range is.Cast {
		if !slices.ContainsFunc(was.Cast, func(o CastRow) bool { return o.Number == r.Number && o.Actor == r.Actor }) {
			names[cmp.Or(r.Actor, r.Character)] = true
		}
	}
	if x.Everyone {
		for _, g := range slices.Concat(was.Crew, is.Crew) {
			for _, r := range g.Rows {
				if r.Name != "" {
					names[r.Name] = true
				}
			}
		}
	}
	parties := map[string]graph.ID{}
	for id, p := range graph.All[production.Party](v) {
		parties[p.Name] = id
	}
	for name := range names {
		x.People = append(x.People, Called{parties[name], name})
	}
	slices.SortFunc(x.People, func(a, b Called) int { return cmp.Compare(a.Name, b.Name) })
}
