package drafts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// SideChoices is what sides can be made for.
type SideChoices struct {
	Days  []DayChoice  `json:"days" doc:"Shooting days with scenes, by date"`
	Parts []PartChoice `json:"parts" doc:"Characters in the script, most scenes first"`
}

// DayChoice is a shooting day.
type DayChoice struct {
	ID     graph.ID `json:"id"`
	Title  string   `json:"title"`
	Scenes []string `json:"scenes" doc:"Numbers in shooting order"`
}

// PartChoice is a character with the scenes it is in.
type PartChoice struct {
	ID     graph.ID `json:"id"`
	Name   string   `json:"name"`
	Scenes int      `json:"scenes"`
	Lines  int      `json:"lines"`
}

func (s *service) sideChoices(_ context.Context, v graph.View, in draftIn) (SideChoices, error) {
	b, err := bookOf(v, in.Draft.ID)
	if err != nil {
		return SideChoices{}, err
	}
	out := SideChoices{Days: []DayChoice{}, Parts: []PartChoice{}}
	parts := partsOf(v)
	for _, c := range b.Characters() {
		if id, ok := parts[c.Name]; ok {
			out.Parts = append(out.Parts, PartChoice{id, c.Name, len(c.Scenes), c.Speeches})
		}
	}
	slices.SortStableFunc(out.Parts, func(a, b PartChoice) int { return cmp.Compare(b.Scenes, a.Scenes) })
	type dated struct {
		DayChoice
		date string
	}
	var days []dated
	for id, d := range graph.All[production.ShootDay](v) {
		look, err := s.boards.Day(v, id)
		if err != nil {
			return SideChoices{}, err
		}
		one := dated{DayChoice{ID: id, Scenes: []string{}}, d.Date.String()}
		for _, st := range look.Today.Strips {
			if st.Scene.Number != "" && !slices.Contains(one.Scenes, st.Scene.Number) {
				one.Scenes = append(one.Scenes, st.Scene.Number)
			}
		}
		if len(one.Scenes) > 0 {
			p := picker{v: v, day: d, shoot: look}
			one.Title = p.dayName()
			days = append(days, one)
		}
	}
	slices.SortFunc(days, func(a, b dated) int {
		return cmp.Or(strings.Compare(a.date, b.date), strings.Compare(a.ID.String(), b.ID.String()))
	})
	for _, d := range days {
		out.Days = append(out.Days, d.DayChoice)
	}
	return out, nil
}

// CopyChoices is who copies can be handed to.
type CopyChoices struct {
	People []PersonChoice `json:"people" doc:"Everybody engaged, by department"`
	Lists  []ListChoice   `json:"lists"`
}

// PersonChoice is somebody who may get a copy.
type PersonChoice struct {
	ID         graph.ID `json:"id"`
	Name       string   `json:"name"`
	Department string   `json:"department,omitempty"`
	Role       string   `json:"role,omitempty"`
	Account    bool     `json:"account" doc:"They sign in here: their copy has what they are cleared for"`
}

// ListChoice is a distribution list with how many are on it.
type ListChoice struct {
	ID     graph.ID `json:"id"`
	Name   string   `json:"name"`
	People int      `json:"people"`
}

func (s *service) copyChoices(_ context.Context, v graph.View, _ struct{}) (CopyChoices, error) {
	out := CopyChoices{People: []PersonChoice{}, Lists: []ListChoice{}}
	seen := map[graph.ID]bool{}
	for _, e := range graph.All[production.Engagement](v) {
		p, ok := graph.Get[production.Party](v, e.Party.ID)
		if !ok || seen[e.Party.ID] || p.Type == "animal" {
			continue
		}
		seen[e.Party.ID] = true
		d, _ := graph.Get[production.Department](v, e.Department.ID)
		role := ""
		if r, ok := graph.Get[production.Role](v, e.Role.ID); ok {
			role = r.Name
		} else if c, ok := graph.Get[production.Element](v, e.Character.ID); ok {
			role = c.Name
		}
		out.People = append(out.People, PersonChoice{e.Party.ID, p.Name, d.Name, role, !p.Account.IsZero()})
	}
	slices.SortFunc(out.People, func(a, b PersonChoice) int {
		return cmp.Or(strings.Compare(a.Department, b.Department), strings.Compare(a.Name, b.Name), strings.Compare(a.ID.String(), b.ID.String()))
	})
	for id, l := range graph.All[production.DistributionList](v) {
		if l.Document != "" && l.Document != "script" && l.Document != "revision_pages" {
			continue
		}
		on := map[graph.ID]bool{}
		onList(v, l, func(p graph.ID) { on[p] = true })
		out.Lists = append(out.Lists, ListChoice{id, l.Name, len(on)})
	}
	return out, nil
}
