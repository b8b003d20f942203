package adaptation

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// needsRight are the kinds of source that may not be filmed without a right.
// Research, archives and interviews are cleared where they are shown.
var needsRight = []string{"novel", "comic", "play", "article", "life_rights", "podcast", "film", "game"}

// TermRow is a term of the rights with what it means.
type TermRow struct {
	ID graph.ID `json:"id"`
	production.RightsTerm
	// InForce says that the right is held in its days: it was signed, taken or bought.
	InForce bool `json:"in_force"`
	// FromGrant says that it stands in an agreement only and is edited there; ID is
	// the agreement's.
	FromGrant bool `json:"from_grant"`
}

// termsOf lists the terms of a source by date. Agreements about it that have dates
// and no term of their own are listed too, for those who may read agreements.
func termsOf(v graph.View, src graph.ID) []TermRow {
	out := []TermRow{}
	covered := map[graph.ID]bool{}
	for id, t := range graph.Referring[production.RightsTerm](v, src, "source") {
		out = append(out, TermRow{ID: id, RightsTerm: t, InForce: holds(t)})
		covered[t.Grant.ID] = true
	}
	for id, g := range graph.Referring[production.Grant](v, src, "about") {
		if t, ok := termOfGrant(src, id, g); ok && !covered[id] {
			out = append(out, TermRow{ID: id, RightsTerm: t, InForce: holds(t), FromGrant: true})
		}
	}
	slices.SortStableFunc(out, func(a, b TermRow) int { return dateOf(a.RightsTerm).Compare(dateOf(b.RightsTerm)) })
	return out
}

func termOfGrant(src, id graph.ID, g production.Grant) (production.RightsTerm, bool) {
	kind, ok := map[string]string{"option": "option", "adaptation_right": "licence", "licence": "licence"}[g.Type]
	if !ok || g.From.IsZero() && g.To.IsZero() && g.ExerciseBy.IsZero() || g.RevokedAtMS != 0 {
		return production.RightsTerm{}, false
	}
	t := production.RightsTerm{Source: graph.To[production.Source](src), Grant: graph.To[production.Grant](id), Type: kind, Name: g.Name, From: g.From, Until: g.To, ActBy: g.ExerciseBy}
	if g.Status == "signed" || g.SignedAtMS != 0 {
		t.Done = cmp.Or(g.From, g.To)
	}
	return t, true
}

func dateOf(t production.RightsTerm) civil.Date { return cmp.Or(t.From, t.ActBy, t.Until, t.Done) }

// holds says whether a term gives the right: it was signed, taken or bought.
func holds(t production.RightsTerm) bool {
	switch t.Type {
	case "option", "extension", "purchase", "licence":
		return !t.Done.IsZero()
	}
	return false
}

// covers says whether a day lies in a term.
func covers(t production.RightsTerm, day civil.Date) bool {
	return !day.Before(t.From) && (t.Until.IsZero() || !day.After(t.Until))
}

// bought says whether a term is a purchase or licence that was made.
func bought(t TermRow) bool { return t.InForce && (t.Type == "purchase" || t.Type == "licence") }

// Point is one reason why photography may not begin, or may only if something is
// done first.
type Point struct {
	Severity graph.Severity `json:"severity"` // must: photography is blocked; warn: something is to be done first
	Text     string         `json:"text"`
	DecideBy civil.Date     `json:"decide_by"`
	Record   graph.ID       `json:"record"`
}

// pointsOf judges whether a source's rights allow photography on its first day.
func pointsOf(v graph.View, id graph.ID, src production.Source, terms []TermRow, start civil.Date) []Point {
	if src.PublicDomain || !slices.Contains(needsRight, src.Type) && len(terms) == 0 {
		return nil
	}
	var out []Point
	if p, ok := heldPoint(id, src, terms, start); ok {
		out = append(out, p)
	}
	for _, t := range terms {
		switch {
		case t.Type == "reversion" && t.Done.IsZero() && !start.IsZero() && t.Until.Before(start) && !t.Until.IsZero():
			out = append(out, Point{graph.Must, fmt.Sprintf("%s: the right goes back on %s, before photography starts on %s", t.Name, t.Until, start), t.Until, t.ID})
		case t.Type == "approval" && t.Done.IsZero():
			out = append(out, Point{graph.Warn, t.Name + " is not given yet", t.ActBy, t.ID})
		}
	}
	return append(out, paperPoint(v, id, start)...)
}

// heldPoint is about the right itself: bought, under option, lapsed or missing.
func heldPoint(id graph.ID, src production.Source, terms []TermRow, start civil.Date) (Point, bool) {
	name := src.Name
	var last *TermRow // the option or extension in force that ends last
	for i := range terms {
		t := &terms[i]
		switch {
		case bought(*t) && (start.IsZero() || covers(t.RightsTerm, start)):
			return Point{}, false
		case bought(*t) && !start.IsZero() && start.After(t.Until):
			return Point{graph.Must, fmt.Sprintf("The right in %s ends on %s, %s before photography starts on %s", name, t.Until, daysText(start.Sub(t.Until)), start), t.Until, t.ID}, true
		case t.InForce && (t.Type == "option" || t.Type == "extension") && (last == nil || t.Until.IsZero() || t.Until.After(last.Until) && !last.Until.IsZero()):
			last = t
		}
	}
	if last == nil {
		return Point{graph.Must, fmt.Sprintf("No option, purchase or licence of %s is signed: photography must not begin without one", name), start, id}, true
	}
	by, record := nextAct(terms, last)
	switch {
	case start.IsZero() || last.Until.IsZero():
		return Point{graph.Warn, fmt.Sprintf("%s is under option and not bought: exercise the option before photography", name), by, record}, true
	case start.After(last.Until):
		return Point{graph.Must, fmt.Sprintf("The option on %s ends on %s, %s before photography starts on %s%s", name, last.Until, daysText(start.Sub(last.Until)), start, wayOut(terms, last)), by, record}, true
	}
	return Point{graph.Warn, fmt.Sprintf("Photography starts on %s under an option on %s that is not exercised; it runs to %s", start, name, last.Until), by, record}, true
}

// openActs are the terms that could still keep the right: extensions not taken and
// purchases not made, by the day to act.
func openActs(terms []TermRow) []TermRow {
	var out []TermRow
	for _, t := range terms {
		if t.Done.IsZero() && (t.Type == "extension" || t.Type == "purchase") {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b TermRow) int { return actDay(a).Compare(actDay(b)) })
	return out
}

func actDay(t TermRow) civil.Date { return cmp.Or(t.ActBy, t.From, t.Until) }

// nextAct is the first day by which something must be done to keep the right.
func nextAct(terms []TermRow, last *TermRow) (civil.Date, graph.ID) {
	for _, t := range openActs(terms) {
		if !t.ActBy.IsZero() {
			return t.ActBy, t.ID
		}
	}
	return last.Until, last.ID
}

// wayOut names what would keep the right.
func wayOut(terms []TermRow, last *TermRow) string {
	acts := openActs(terms)
	text := ""
	for i, t := range acts {
		if i == 0 {
			text = ": "
		} else {
			text += ", or "
		}
		what := "take " + t.Name
		if t.Type == "purchase" {
			what = "buy the right (" + t.Name + ")"
		}
		text += what + " by " + cmp.Or(t.ActBy, last.Until).String()
	}
	return text
}

// paperPoint counts the papers of the chain of title that photography waits for.
func paperPoint(v graph.View, src graph.ID, start civil.Date) []Point {
	missing, first := 0, ""
	for _, it := range titleOf(v, src) {
		if !it.CanWait && !inHand(it.TitleItem) {
			if missing++; first == "" {
				first = it.Name
			}
		}
	}
	switch missing {
	case 0:
		return nil
	case 1:
		return []Point{{graph.Must, "The chain of title lacks a paper before photography: " + first, start, src}}
	}
	return []Point{{graph.Must, fmt.Sprintf("The chain of title lacks %d papers before photography, among them: %s", missing, first), start, src}}
}

// inHand says whether a paper of the chain of title is there, or not called for.
func inHand(it production.TitleItem) bool {
	return it.Status == "signed" || it.Status == "recorded" || it.Status == "not_needed"
}

func daysText(n int) string { return count(n, "day") }

// photography is the first day of photography: that of the calendar of shooting
// days or the announced one, whichever is earlier; zero when there is neither.
func photography(v graph.View) (start civil.Date) {
	take := func(d civil.Date) {
		if !d.IsZero() && (start.IsZero() || d.Before(start)) {
			start = d
		}
	}
	for _, t := range graph.All[production.Title](v) {
		take(t.PhotographyStart)
	}
	for _, d := range graph.All[production.ShootDay](v) {
		if d.Type == "" || d.Type == "shoot" {
			take(d.Date)
		}
	}
	return start
}

// Alarm is a date of the rights that is coming, or was missed.
type Alarm struct {
	Term graph.ID   `json:"term"`
	Date civil.Date `json:"date"`
	Days int        `json:"days"` // from today; negative when it has passed
	// Level is "missed", "now", "soon", "ahead" or "later": inside the last, the
	// middle and the first of the source's alarm days, or before them.
	Level string `json:"level"`
	Text  string `json:"text"`
}

// dated is a date that still asks for something.
type dated struct {
	term  TermRow
	date  civil.Date
	field string // "act" or "until"
	text  string
}

// datesOf are the dates of the terms that still matter: those of an option end with
// the extension that was taken or the purchase that was made.
func datesOf(terms []TermRow) []dated {
	owned := slices.ContainsFunc(terms, bought)
	latest := civil.Date{}
	for _, t := range terms {
		if t.InForce && t.Until.After(latest) {
			latest = t.Until
		}
	}
	var out []dated
	add := func(t TermRow, d civil.Date, field, text string) {
		if !d.IsZero() {
			out = append(out, dated{t, d, field, text})
		}
	}
	for _, t := range terms {
		done := !t.Done.IsZero()
		switch t.Type {
		case "option", "extension":
			switch {
			case owned:
			case !done:
				add(t, actDay(t), "act", t.Name+": last day to take it")
			case !t.Until.Before(latest):
				add(t, t.Until, "until", t.Name+": ends")
			}
		case "purchase", "licence":
			if done {
				add(t, t.Until, "until", t.Name+": ends")
			} else if !owned {
				add(t, actDay(t), "act", t.Name+": last day to exercise")
			}
		case "reversion":
			if !done {
				add(t, cmp.Or(t.Until, t.ActBy), "until", t.Name+": the right goes back unless photography has begun")
			}
		default:
			if !done {
				add(t, cmp.Or(t.ActBy, t.Until, t.From), "act", t.Name)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b dated) int { return a.date.Compare(b.date) })
	return out
}

// alarmsOf sets the dates against a day.
func alarmsOf(terms []TermRow, days []int, today civil.Date) []Alarm {
	out := []Alarm{}
	for _, d := range datesOf(terms) {
		left := d.date.Sub(today)
		out = append(out, Alarm{Term: d.term.ID, Date: d.date, Days: left, Level: level(left, days), Text: d.text})
	}
	return out
}

// level names how near a date is. days are most first; with one there is only
// "now", with two no "ahead".
func level(left int, days []int) string {
	if left < 0 {
		return "missed"
	}
	names := []string{"now", "soon", "ahead"}
	for i := range days {
		if left <= days[len(days)-1-i] {
			return names[min(i, 2)]
		}
	}
	return "later"
}

// TitleRow is a paper of the chain of title.
type TitleRow struct {
	ID graph.ID `json:"id"`
	production.TitleItem
	PartyName string `json:"party_name"`
	InHand    bool   `json:"in_hand"`
}

func titleOf(v graph.View, src graph.ID) []TitleRow {
	out := []TitleRow{}
	for id, it := range graph.Referring[production.TitleItem](v, src, "source") {
		out = append(out, TitleRow{id, it, v.Label(it.Party.ID), inHand(it)})
	}
	slices.SortStableFunc(out, func(a, b TitleRow) int { return cmp.Compare(a.Order, b.Order) })
	return out
}

// Agreement is a grant about the source with what it asks for.
type Agreement struct {
	ID graph.ID `json:"id"`
	production.Grant
	GrantorName string         `json:"grantor_name"`
	Conditions  []ConditionRow `json:"conditions"` // reserved rights, approvals, moral rights, payments
}

// ConditionRow is one obligation of an agreement.
type ConditionRow struct {
	ID graph.ID `json:"id"`
	production.Condition
}

func agreementsOf(v graph.View, src graph.ID) []Agreement {
	out := []Agreement{}
	for id, g := range graph.Referring[production.Grant](v, src, "about") {
		a := Agreement{ID: id, Grant: g, GrantorName: v.Label(g.Grantor.ID), Conditions: []ConditionRow{}}
		for cid, c := range graph.Referring[production.Condition](v, id, "grant") {
			a.Conditions = append(a.Conditions, ConditionRow{cid, c})
		}
		out = append(out, a)
	}
	return out
}

// Rights is what the production may do with a source, and until when.
type Rights struct {
	Name         string      `json:"name"`
	Type         string      `json:"type"`
	PublicDomain bool        `json:"public_domain"`
	Photography  civil.Date  `json:"photography"` // first day
	State        string      `json:"state"`       // clear, warn, block
	Points       []Point     `json:"points"`
	Alarms       []Alarm     `json:"alarms"`
	AlarmDays    []int       `json:"alarm_days"`
	Terms        []TermRow   `json:"terms"`
	Details      bool        `json:"details"` // the reader may know agreements and papers
	Agreements   []Agreement `json:"agreements"`
	Title        []TitleRow  `json:"title"`
}

// rightsOf judges the rights of a source; today comes from whoever asks.
func rightsOf(v graph.View, id graph.ID, src production.Source, today civil.Date) Rights {
	days, _ := src.Alarms() // checked when the source was written
	aud := v.Audience()
	r := Rights{Name: src.Name, Type: src.Type, PublicDomain: src.PublicDomain, Photography: photography(v), AlarmDays: days,
		Terms: termsOf(v, id), Details: aud.Has(production.RightConsent), Agreements: agreementsOf(v, id), Title: titleOf(v, id)}
	r.Points = append([]Point{}, pointsOf(v, id, src, r.Terms, r.Photography)...)
	r.Alarms = alarmsOf(r.Terms, days, today)
	r.State = state(r.Points)
	return r
}

func state(points []Point) string {
	out := "clear"
	for _, p := range points {
		if p.Severity == graph.Must {
			return "block"
		}
		out = "warn"
	}
	return out
}
