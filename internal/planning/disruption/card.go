package disruption

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/replan"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Card is a way out, computed for its reader from the branch and the main line as they are now.
type Card struct {
	ID       graph.ID `json:"id"`
	Branch   graph.ID `json:"branch"`
	Type     string   `json:"type" enum:"cover,swap,fit,push,split,least,best,own"`
	Title    string   `json:"title"`
	Question string   `json:"question"`
	Outcome  string   `json:"outcome" enum:"open,chosen,rejected,expired"`
	Chosen   bool     `json:"chosen,omitempty" doc:"Put up for approval"`
	// Stale says why the way cannot be brought home any more; the rest is empty then.
	Stale string `json:"stale,omitempty"`

	Cost      *production.Money `json:"cost,omitempty" doc:"Of the plan; absent without the right to deals"`
	DeltaCost *production.Money `json:"delta_cost,omitempty" doc:"Against the plan as it is"`
	Days      int               `json:"days" doc:"Days of work, of all units"`
	DeltaDays int               `json:"delta_days"`
	LastDay   civil.Date        `json:"last_day,omitzero"`
	DeltaLast int               `json:"delta_last" doc:"Calendar days by which the last day moves"`
	Kept      int               `json:"kept_percent" doc:"Share of the strips that were not hit and keep their day"`
	Moves     []Moved           `json:"moves" doc:"Strips that change their day"`
	Holds     []Hold            `json:"holds" doc:"People who wait longer than before"`
	Bought    []Broken          `json:"bought" doc:"Rules newly broken that can be bought, and soft ones"`
	Forbidden []Broken          `json:"forbidden" doc:"Rules newly broken that may not be: empty for a way that is offered"`
	Asks      []string          `json:"asks" doc:"What has to be granted first: permits, places and people on new dates"`
	Documents []string          `json:"documents" doc:"Papers to issue again"`
	Verdicts  []Verdict         `json:"verdicts"`
	Before    []PictureDay      `json:"before" doc:"The board where it changes, as it is"`
	After     []PictureDay      `json:"after"`
}

// Moved is a strip that changes its day.
type Moved struct {
	Number string     `json:"number"`
	Set    string     `json:"set"`
	From   civil.Date `json:"from,omitzero"`
	To     civil.Date `json:"to,omitzero"`
	Hit    bool       `json:"hit,omitempty"`
	Unit   string     `json:"unit,omitempty" doc:"Unit that shoots it, when it is another"`
}

// Hold is somebody who waits longer.
type Hold struct {
	Name string            `json:"name"`
	Days int               `json:"days" doc:"Working days between first and last work on which they do not work, more than before"`
	Cost *production.Money `json:"cost,omitempty" doc:"What they are paid more; absent without the right to deals"`
}

// Broken is a rule that is broken newly.
type Broken struct {
	Rule string            `json:"rule"`
	Date civil.Date        `json:"date,omitzero"`
	Text string            `json:"text"`
	Cost *production.Money `json:"cost,omitempty"`
}

// PictureDay is a day of the small picture of a board.
type PictureDay struct {
	Date    civil.Date     `json:"date"`
	Unit    string         `json:"unit,omitempty" doc:"Empty is the unit of the board"`
	Changed bool           `json:"changed,omitempty"`
	Strips  []PictureStrip `json:"strips"`
}

// PictureStrip is a strip of the small picture.
type PictureStrip struct {
	Number  string `json:"number"`
	IntExt  string `json:"int_ext"`
	Light   string `json:"light"`
	Minutes int    `json:"minutes"`
	Hit     bool   `json:"hit,omitempty"`
	Moved   bool   `json:"moved,omitempty"`
}

// errMaking says that the job has not made the branch of a way yet.
var errMaking = errors.New("the branch of the way is being made")

// cards reads the ways out of a disruption, those that can be chosen first. While the job makes their
// branches there are none: ways are compared when all of them are there.
func (s *service) cards(ctx context.Context, v graph.View, id graph.ID) ([]Card, error) {
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok {
		return nil, fault.New(fault.NotFound, "no disruption %s", id)
	}
	out := []Card{}
	for sid, sc := range graph.Referring[production.Scenario](v, id, "about") {
		c := Card{ID: sid, Branch: sc.BranchID, Type: cmp.Or(sc.Type, "own"), Title: titles[cmp.Or(sc.Type, "own")], Question: sc.Question, Outcome: cmp.Or(sc.Outcome, "open"), Chosen: d.Chosen.ID == sid}
		if c.Outcome == "expired" || c.Outcome == "rejected" {
			continue
		}
		if err := s.fill(ctx, v, d, &c); errors.Is(err, errMaking) {
			return []Card{}, nil
		} else if err != nil {
			if kind := fault.KindOf(err); kind != fault.Conflict && kind != fault.NotFound && kind != fault.Invalid {
				return nil, err
			}
			c.Stale = err.Error()
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Card) int {
		if (a.Stale == "") != (b.Stale == "") {
			return cmp.Compare(len(a.Stale), len(b.Stale))
		}
		if a.DeltaCost != nil && b.DeltaCost != nil {
			return cmp.Compare(a.DeltaCost.Minor, b.DeltaCost.Minor)
		}
		return cmp.Compare(a.DeltaDays, b.DeltaDays)
	})
	return out, nil
}

// worlds are the production without and with a way: the main line now and with the branch brought home;
// for a way that is the plan already, the main line as the branch found it, and the branch.
func (s *service) worlds(ctx context.Context, v graph.View, d production.Disruption, branch graph.ID) (before, after graph.View, found []graph.Consequence, err error) {
	if d.DecidedAtMS == 0 {
		after, found, err = s.Worlds.Weigh(ctx, v, branch)
		return v, after, found, err
	}
	if before, err = s.Worlds.Begun(ctx, v, branch); err != nil {
		return before, after, nil, err
	}
	after, err = s.Worlds.Beside(ctx, v, branch)
	return before, after, nil, err
}

// pair is a board without and with a way, judged.
type pair struct {
	c, c2    *board.Case
	was, is  *board.Board
	old, now check.Report
	hit      map[string]bool // numbers of strips that were hit
	priced   bool
	unit     string
	ill      string // name of who cannot work
}

func (s *service) pair(before, after graph.View, d production.Disruption) (*pair, error) {
	t, err := s.reading(before, d, civil.Date{})
	if err != nil {
		return nil, err
	}
	p := &pair{hit: map[string]bool{}, priced: may(before, production.RightDeals)}
	if p.c, p.was, err = s.together(before, d.Board.ID); err != nil {
		return nil, err
	}
	if p.c2, p.is, err = s.together(after, d.Board.ID); err != nil {
		return nil, err
	}
	if err := closeAs(p.c2, t); err != nil {
		return nil, err
	}
	if p.old, err = check.Board(p.c, p.was); err != nil {
		return nil, err
	}
	if p.now, err = check.Board(p.c2, p.is); err != nil {
		return nil, err
	}
	hit, err := t.stopped()
	if err != nil {
		return nil, err
	}
	for id, sc := range sceneIndex(t.c) {
		if hit[id] {
			p.hit[sc.Number] = true
		}
	}
	if t.event.New != nil {
		p.hit[t.event.New.Number] = true
	}
	if len(p.was.Days) > 0 {
		p.unit = p.was.Days[0].Unit
	}
	p.ill = t.ill()
	return p, nil
}

// closeAs writes into a case what the disruption makes impossible, so that a way is judged with it.
func closeAs(c *board.Case, t trouble) error {
	e := t.event
	if e.New != nil {
		return nil
	}
	now, err := replan.Apply(t.c, t.b, e)
	if err != nil {
		return fault.Mark(fault.Invalid, err)
	}
	c.Shut = now.Shut
	if i := slices.IndexFunc(c.People, func(p board.Person) bool { return p.ID == e.Person }); i >= 0 {
		j := slices.IndexFunc(now.People, func(p board.Person) bool { return p.ID == e.Person })
		c.People = slices.Clone(c.People)
		c.People[i].Away = now.People[j].Away
	}
	return nil
}

// fill computes what a card says.
func (s *service) fill(ctx context.Context, v graph.View, d production.Disruption, c *Card) error {
	before, after, found, err := s.worlds(ctx, v, d, c.Branch)
	if fault.KindOf(err) == fault.NotFound {
		return errMaking
	}
	if err != nil {
		return err
	}
	p, err := s.pair(before, after, d)
	if err != nil {
		return err
	}
	if p.priced {
		c.Cost, c.DeltaCost = p.money(p.now.Cost.Total), p.money(p.now.Cost.Total-p.old.Cost.Total)
	}
	c.Days, c.DeltaDays = p.now.Days, p.now.Days-p.old.Days
	was, is := lastDay(p.was), lastDay(p.is)
	c.LastDay, c.DeltaLast = is, is.Sub(was)
	c.Moves, c.Kept = p.moves()
	c.Holds = p.holds()
	c.Bought, c.Forbidden, c.Asks = p.broken()
	c.Documents = []string{}
	for _, f := range found {
		for _, name := range f.Documents {
			if !slices.Contains(c.Documents, name) {
				c.Documents = append(c.Documents, name)
			}
		}
	}
	c.Verdicts = p.verdicts()
	c.Before, c.After = p.pictures(c.Moves)
	return nil
}

func (p *pair) money(minor int64) *production.Money {
	return &production.Money{Minor: minor, Currency: p.c2.Currency}
}

func lastDay(b *board.Board) civil.Date {
	var out civil.Date
	for _, d := range b.Days {
		if len(d.Scenes) > 0 && d.Date.After(out) {
			out = d.Date
		}
	}
	return out
}

// spot is where a strip stands.
type spot struct {
	unit string
	date civil.Date
	set  string
}

// spots finds every strip by its number, which a splinter unit keeps while its strip is another.
func spots(c *board.Case, b *board.Board) map[string]spot {
	scenes := sceneIndex(c)
	out := map[string]spot{}
	for _, day := range b.Days {
		for _, id := range day.Scenes {
			if sc := scenes[id]; sc != nil {
				out[sc.Number] = spot{day.Unit, day.Date, sc.Set}
			}
		}
	}
	return out
}

// moves lists strips that change their day, and the share of the others, in percent, that keep it.
func (p *pair) moves() ([]Moved, int) {
	was, is := spots(p.c, p.was), spots(p.c2, p.is)
	out := []Moved{}
	rest, kept := 0, 0
	for number, at := range is {
		old, stood := was[number]
		if !p.hit[number] {
			rest++
		}
		if stood && old.date == at.date && old.unit == at.unit {
			if !p.hit[number] {
				kept++
			}
			continue
		}
		m := Moved{Number: number, Set: at.set, From: old.date, To: at.date, Hit: p.hit[number]}
		if at.unit != p.unit {
			m.Unit = splinterName
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Moved) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(a.Number, b.Number))
	})
	if rest == 0 {
		return out, 100
	}
	return out, kept * 100 / rest
}

// waits counts for each person the days of a case between first and last work on which they do not
// work.
func waits(c *board.Case, b *board.Board) map[string]int {
	scenes := sceneIndex(c)
	works := map[string]map[civil.Date]bool{}
	for _, day := range b.Days {
		for _, id := range day.Scenes {
			for _, who := range scenes[id].Cast {
				if works[who] == nil {
					works[who] = map[civil.Date]bool{}
				}
				works[who][day.Date] = true
			}
		}
	}
	out := map[string]int{}
	for who, days := range works {
		var first, last civil.Date
		for d := range days {
			if first.IsZero() || d.Before(first) {
				first = d
			}
			if d.After(last) {
				last = d
			}
		}
		span := map[civil.Date]bool{}
		for _, d := range c.Days {
			if !d.Date.Before(first) && !d.Date.After(last) {
				span[d.Date] = true
			}
		}
		out[who] = len(span) - len(days)
	}
	return out
}

// holds lists people who wait longer than before.
func (p *pair) holds() []Hold {
	was, is := waits(p.c, p.was), waits(p.c2, p.is)
	payWas, payIs := check.Pay(p.c, p.was), check.Pay(p.c2, p.is)
	out := []Hold{}
	for i := range p.c2.People {
		who := &p.c2.People[i]
		h := Hold{Name: who.Name, Days: is[who.ID] - was[who.ID]}
		if more := payIs[who.ID] - payWas[who.ID]; p.priced && more != 0 {
			h.Cost = p.money(more)
		}
		if h.Days > 0 || h.Cost != nil && h.Cost.Minor > 0 {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b Hold) int { return cmp.Or(b.Days-a.Days, cmp.Compare(a.Name, b.Name)) })
	return out
}

// broken lists the rules that the way breaks and the plan does not, and what has to be asked for.
func (p *pair) broken() (bought, forbidden []Broken, asks []string) {
	bought, forbidden, asks = []Broken{}, []Broken{}, []string{}
	for _, x := range worse(p.old, p.now) {
		if askable(x, p.ill) {
			asks = append(asks, sentence(x.Text))
		} else {
			forbidden = append(forbidden, p.one(x))
		}
	}
	left := map[breach]int{}
	for _, x := range p.old.Violations {
		left[breachOf(x)]++
	}
	for _, x := range p.now.Violations {
		if left[breachOf(x)]--; x.Mode != board.Hard && left[breachOf(x)] < 0 {
			bought = append(bought, p.one(x))
		}
	}
	return bought, forbidden, asks
}

func (p *pair) one(x check.Violation) Broken {
	out := Broken{Rule: string(x.Rule), Date: x.Date, Text: x.Text}
	if p.priced && x.Cost != 0 && x.Mode == board.Buy {
		out.Cost = p.money(x.Cost)
	}
	return out
}

// pictures are the days of the board on which the way changes something, and one on each side.
func (p *pair) pictures(moves []Moved) (before, after []PictureDay) {
	touched := map[civil.Date]bool{}
	moved := map[string]bool{}
	for _, m := range moves {
		touched[m.From], touched[m.To], moved[m.Number] = true, true, true
	}
	dates := map[civil.Date]bool{}
	for _, b := range []*board.Board{p.was, p.is} {
		for i, d := range b.Days {
			near := touched[d.Date] || i > 0 && touched[b.Days[i-1].Date] || i+1 < len(b.Days) && touched[b.Days[i+1].Date]
			dates[d.Date] = dates[d.Date] || near
		}
	}
	return p.picture(p.c, p.was, dates, touched, moved), p.picture(p.c2, p.is, dates, touched, moved)
}

func (p *pair) picture(c *board.Case, b *board.Board, dates, touched map[civil.Date]bool, moved map[string]bool) []PictureDay {
	scenes := sceneIndex(c)
	out := []PictureDay{}
	have := map[civil.Date]bool{}
	for _, day := range b.Days {
		if !dates[day.Date] {
			continue
		}
		one := PictureDay{Date: day.Date, Changed: touched[day.Date], Strips: []PictureStrip{}}
		if day.Unit != p.unit {
			one.Unit = splinterName
		}
		for _, id := range day.Scenes {
			sc := scenes[id]
			one.Strips = append(one.Strips, PictureStrip{Number: sc.Number, IntExt: sc.IntExt, Light: string(sc.Light), Minutes: sc.Minutes, Hit: p.hit[sc.Number], Moved: moved[sc.Number]})
		}
		have[day.Date] = true
		out = append(out, one)
	}
	for d, wanted := range dates {
		if wanted && !have[d] {
			out = append(out, PictureDay{Date: d, Changed: touched[d], Strips: []PictureStrip{}})
		}
	}
	slices.SortFunc(out, func(a, b PictureDay) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Unit, b.Unit))
	})
	return out
}

// count is a number with its word: "1 day", "3 days".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
