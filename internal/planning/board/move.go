package board

import (
	"fmt"
	"slices"

	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// MoveIn says where strips go. They stand behind After in the order given; without After they
// stand first.
type MoveIn struct {
	Strips   []graph.ID `json:"strips" minItems:"1" maxItems:"2000" doc:"Strips to move, in the order they shall stand"`
	After    graph.ID   `json:"after,omitzero" doc:"Strip they stand behind; empty is the beginning"`
	Boneyard bool       `json:"boneyard,omitempty" doc:"Off the board, into the boneyard"`
}

// move puts strips somewhere else on their board. Only order keys change, so two people can move
// different strips at once.
func move(v graph.View, ids graph.IDs, board graph.ID, in MoveIn) (graph.Change, error) {
	all, err := known(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	var moved, line []Strip
	for _, id := range in.Strips {
		i := slices.IndexFunc(all, func(s Strip) bool { return s.ID == id })
		if i < 0 {
			return graph.Change{}, fault.At("body.strips", "strip %s is not on this board", id)
		}
		if slices.ContainsFunc(moved, func(s Strip) bool { return s.ID == id }) {
			return graph.Change{}, fault.At("body.strips", "strip %s is named twice: want each once", id)
		}
		moved = append(moved, all[i])
	}
	for _, s := range all {
		if s.Record.Boneyard == in.Boneyard && !slices.Contains(in.Strips, s.ID) {
			line = append(line, s)
		}
	}
	at, err := behind(line, in.After)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, movedCause(v, moved, in, line, at))
	fresh, pushed := orderKeys(line, at, len(moved))
	for i, s := range moved {
		graph.Update(e, s.ID, func(r *production.Strip) { r.Order, r.Boneyard = fresh[i], in.Boneyard })
	}
	rekey(e, line[at:], pushed)
	return e.Change()
}

// known lists the strips of a board, or says that there is no such board.
func known(v graph.View, board graph.ID) ([]Strip, error) {
	if _, ok := graph.Get[production.Board](v, board); !ok {
		return nil, fault.New(fault.NotFound, "board %s does not exist", board)
	}
	return stripsOf(v, board), nil
}

func behind(line []Strip, after graph.ID) (int, error) {
	if after.IsZero() {
		return 0, nil
	}
	i := slices.IndexFunc(line, func(s Strip) bool { return s.ID == after })
	if i < 0 {
		return 0, fault.At("body.after", "strip %s does not stand there: want one of this board that is not moved itself", after)
	}
	return i + 1, nil
}

// orderKeys gives n keys for strips put before line[at]. Strips behind that share the key before
// them (two people inserted at once) get new keys too, in pushed.
func orderKeys(line []Strip, at, n int) (fresh, pushed []string) {
	low := ""
	if at > 0 {
		low = line[at-1].Record.Order
	}
	end := at
	for end < len(line) && line[end].Record.Order <= low {
		end++
	}
	high := ""
	if end < len(line) {
		high = line[end].Record.Order
	}
	keys := make([]string, n+end-at)
	spread(keys, low, high)
	return keys[:n], keys[n:]
}

// spread fills keys evenly, so that a long move does not make long keys.
func spread(keys []string, low, high string) {
	if len(keys) == 0 {
		return
	}
	mid := len(keys) / 2
	keys[mid] = graph.Between(low, high)
	spread(keys[:mid], low, keys[mid])
	spread(keys[mid+1:], keys[mid], high)
}

func rekey(e *graph.Edit, line []Strip, keys []string) {
	for i, k := range keys {
		graph.Update(e, line[i].ID, func(r *production.Strip) { r.Order = k })
	}
}

// movedCause is the sentence of a move: "Move scene 12 to day 4".
func movedCause(v graph.View, moved []Strip, in MoveIn, line []Strip, at int) string {
	what := stripName(v, moved[0])
	if len(moved) > 1 {
		what = fmt.Sprintf("%d strips", len(moved))
	}
	if in.Boneyard {
		return "Put " + what + " into the boneyard"
	}
	day := 1
	for _, s := range line[:at] {
		if s.Record.Type == string(strips.DayBreak) {
			day++
		}
	}
	return fmt.Sprintf("Move %s to day %d of the board", what, day)
}

func stripName(v graph.View, s Strip) string {
	switch strips.Type(s.Record.Type) {
	case strips.SceneStrip:
		if sc, ok := graph.Get[production.Scene](v, s.Record.Scene.ID); ok {
			return "scene " + sc.Number
		}
		return "a scene"
	case strips.DayBreak:
		return "a day break"
	}
	return fmt.Sprintf("banner %q", s.Record.Text)
}

// PutIn adds a day break or a banner.
type PutIn struct {
	Type    string   `json:"type" enum:"day_break,banner"`
	After   graph.ID `json:"after,omitzero" doc:"Strip it stands behind; empty is the beginning"`
	Text    string   `json:"text,omitempty" maxLength:"200" doc:"Words of a banner, such as COMPANY MOVE"`
	Minutes int      `json:"minutes,omitempty" minimum:"0" maximum:"1440" doc:"Minutes a banner takes"`
}

func put(v graph.View, ids graph.IDs, board graph.ID, in PutIn) (graph.Change, error) {
	if in.Type == string(strips.BannerType) && in.Text == "" {
		return graph.Change{}, fault.At("body.text", "text is missing: a banner says something, such as COMPANY MOVE")
	}
	all, err := known(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	line := onBoard(all)
	at, err := behind(line, in.After)
	if err != nil {
		return graph.Change{}, err
	}
	cause := "Add a day break"
	if in.Text != "" {
		cause = fmt.Sprintf("Add banner %q", in.Text)
	}
	e := v.Edit(ids, cause)
	fresh, pushed := orderKeys(line, at, 1)
	graph.Add(e, production.Strip{Board: graph.To[production.Board](board), Type: in.Type, Order: fresh[0], Text: in.Text, BannerMin: in.Minutes})
	rekey(e, line[at:], pushed)
	return e.Change()
}

func onBoard(all []Strip) []Strip {
	return slices.DeleteFunc(slices.Clone(all), func(s Strip) bool { return s.Record.Boneyard })
}

// AddIn puts scenes without a strip on the board.
type AddIn struct {
	Scenes   []graph.ID `json:"scenes" minItems:"1" maxItems:"5000"`
	After    graph.ID   `json:"after,omitzero" doc:"Strip they stand behind; empty is the beginning"`
	Boneyard bool       `json:"boneyard,omitempty" doc:"Into the boneyard, to be placed later"`
}

func addScenes(v graph.View, ids graph.IDs, board graph.ID, in AddIn) (graph.Change, error) {
	all, err := known(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	line := slices.DeleteFunc(slices.Clone(all), func(s Strip) bool { return s.Record.Boneyard != in.Boneyard })
	at, err := behind(line, in.After)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Put %d scenes on the board", len(in.Scenes)))
	fresh, pushed := orderKeys(line, at, len(in.Scenes))
	for i, sc := range in.Scenes {
		if _, ok := graph.Get[production.Scene](v, sc); !ok {
			return graph.Change{}, fault.At("body.scenes", "scene %s does not exist", sc)
		}
		if slices.ContainsFunc(all, func(s Strip) bool { return s.Record.Scene.ID == sc }) || slices.Contains(in.Scenes[:i], sc) {
			return graph.Change{}, fault.New(fault.Conflict, "%s is on this board already: move its strip instead", v.Label(sc))
		}
		graph.Add(e, production.Strip{Board: graph.To[production.Board](board), Type: string(strips.SceneStrip), Order: fresh[i], Scene: graph.To[production.Scene](sc), Boneyard: in.Boneyard})
	}
	rekey(e, line[at:], pushed)
	return e.Change()
}

// StripIn changes what a strip says. Fields left out stay.
type StripIn struct {
	Text    *string   `json:"text,omitempty" maxLength:"200"`
	Minutes *int      `json:"minutes,omitempty" minimum:"0" maximum:"1440"`
	Note    *string   `json:"note,omitempty" maxLength:"2000"`
	Pinned  *bool     `json:"pinned,omitempty" doc:"Stays where it is when the board is arranged or sorted"`
	Place   *graph.ID `json:"place,omitempty" doc:"Where it is shot, when not the place of its set"`
}

func change(v graph.View, ids graph.IDs, strip graph.ID, in StripIn) (graph.Change, error) {
	s, ok := graph.Get[production.Strip](v, strip)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "strip %s does not exist", strip)
	}
	if in.Text != nil && s.Type != string(strips.BannerType) {
		return graph.Change{}, fault.At("body.text", "only banners have words: a scene is named by the script")
	}
	e := v.Edit(ids, "Change "+stripName(v, Strip{ID: strip, Record: s})+" on the board")
	graph.Update(e, strip, func(r *production.Strip) {
		set(&r.Text, in.Text)
		set(&r.BannerMin, in.Minutes)
		set(&r.Note, in.Note)
		set(&r.Pinned, in.Pinned)
		if in.Place != nil {
			r.Place = graph.To[production.Place](*in.Place)
		}
	})
	return e.Change()
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// remove deletes a banner or a day break. A scene goes into the boneyard instead: a scene that
// nobody schedules must stay visible.
func remove(v graph.View, ids graph.IDs, strip graph.ID) (graph.Change, error) {
	s, ok := graph.Get[production.Strip](v, strip)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "strip %s does not exist", strip)
	}
	name := stripName(v, Strip{ID: strip, Record: s})
	if s.Type == string(strips.SceneStrip) && s.Part == "" {
		if s.Boneyard {
			return graph.Change{}, fault.New(fault.Conflict, "%s is in the boneyard already: omit the scene in the script to be rid of it", name)
		}
		return move(v, ids, s.Board.ID, MoveIn{Strips: []graph.ID{strip}, Boneyard: true})
	}
	e := v.Edit(ids, "Remove "+name+" from the board")
	e.Delete(strip)
	return e.Change()
}

// SplitIn cuts a scene strip in two, so that a scene can be shot on two days.
type SplitIn struct {
	Eighths pages.Eighths `json:"eighths" minimum:"1" doc:"Length of the first part in eighths of a page"`
}

func split(v graph.View, ids graph.IDs, strip graph.ID, in SplitIn) (graph.Change, error) {
	s, ok := graph.Get[production.Strip](v, strip)
	sc, known := graph.Get[production.Scene](v, s.Scene.ID)
	if !ok || !known {
		return graph.Change{}, fault.New(fault.NotFound, "strip %s does not exist or has no scene", strip)
	}
	whole := s.PartEighths
	if whole == 0 {
		whole = sc.LengthEighths
	}
	if in.Eighths >= whole {
		return graph.Change{}, fault.At("body.eighths", "eighths %d: want fewer than the %s pages of the strip", in.Eighths, whole)
	}
	line := onBoard(stripsOf(v, s.Board.ID))
	if s.Boneyard {
		line = slices.DeleteFunc(stripsOf(v, s.Board.ID), func(x Strip) bool { return !x.Record.Boneyard })
	}
	at, err := behind(line, strip)
	if err != nil {
		return graph.Change{}, err
	}
	parts := 0
	for _, x := range stripsOf(v, s.Board.ID) {
		if x.Record.Scene == s.Scene && x.Record.Part != "" {
			parts++
		}
	}
	e := v.Edit(ids, fmt.Sprintf("Split scene %s on the board", sc.Number))
	fresh, pushed := orderKeys(line, at, 1)
	first := max(parts, 1)
	graph.Update(e, strip, func(r *production.Strip) {
		r.PartEighths = in.Eighths
		if r.Part == "" {
			r.Part = fmt.Sprintf("pt %d", first)
		}
	})
	second := s
	second.Order, second.PartEighths, second.Part, second.Pinned = fresh[0], whole-in.Eighths, fmt.Sprintf("pt %d", first+1), false
	graph.Add(e, second)
	rekey(e, line[at:], pushed)
	return e.Change()
}
