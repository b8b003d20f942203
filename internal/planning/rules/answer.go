package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Answer is the page of the rules.
type Answer struct {
	Packs    []PackItem   `json:"packs" doc:"In force"`
	Shipped  []Shipped    `json:"shipped" doc:"That come with Backlot and can be put in force"`
	Planner  []PlanRule   `json:"planner" doc:"Rules of the stripboard, and how they count here"`
	Waivers  []WaiverItem `json:"waivers"`
	Breaches []Breach     `json:"breaches" doc:"Days of the board that is shot on which a rule is broken"`
	Why      string       `json:"why,omitempty" doc:"Why some of the plan could not be judged"`
	// Quantities are what rules can limit, by key.
	Quantities []QuantityItem `json:"quantities"`
}

// QuantityItem is something a rule can limit.
type QuantityItem struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Least bool   `json:"least" doc:"The limit is the least, not the most"`
}

// PackItem is a pack in force.
type PackItem struct {
	ID           graph.ID   `json:"id"`
	Key          string     `json:"key"`
	Name         string     `json:"name"`
	Kind         string     `json:"kind" enum:"law,agreement,house"`
	Jurisdiction string     `json:"jurisdiction,omitempty"`
	From         civil.Date `json:"from,omitzero"`
	To           civil.Date `json:"to,omitzero"`
	Unit         graph.ID   `json:"unit,omitzero"`
	Rules        int        `json:"rules"`
	Edits        int        `json:"edits"`
	Engagements  int        `json:"engagements" doc:"How many engagements it binds"`
	Newer        string     `json:"newer,omitempty" doc:"Key of a later pack of the same agreement"`
	Problems     []string   `json:"problems"`
}

// Shipped is a pack that comes with Backlot.
type Shipped struct {
	Key          string     `json:"key"`
	Title        string     `json:"title"`
	Kind         string     `json:"kind" enum:"law,agreement,house"`
	Jurisdiction string     `json:"jurisdiction,omitempty"`
	From         civil.Date `json:"from,omitzero"`
	Rules        int        `json:"rules"`
	InForce      bool       `json:"in_force"`
}

// PlanRule is a rule of the stripboard.
type PlanRule struct {
	Key     string     `json:"key"`
	Text    string     `json:"text"`
	Mode    board.Mode `json:"mode" enum:"hard,buy,soft,off"`
	Usual   board.Mode `json:"usual" enum:"hard,buy,soft,off"`
	Weight  string     `json:"weight,omitempty"`
	From    civil.Date `json:"from,omitzero"`
	Reason  string     `json:"reason,omitempty"`
	By      string     `json:"by,omitempty"`
	Record  graph.ID   `json:"record,omitzero" doc:"The production's own edit"`
	Problem string     `json:"problem,omitempty"`
}

// WaiverItem is one exception.
type WaiverItem struct {
	ID        graph.ID   `json:"id"`
	Pack      string     `json:"pack"`
	Rule      string     `json:"rule"`
	Person    string     `json:"person,omitempty" doc:"Everybody when left out"`
	From      civil.Date `json:"from,omitzero"`
	To        civil.Date `json:"to,omitzero"`
	By        string     `json:"by"`
	Reason    string     `json:"reason"`
	Consent   string     `json:"consent,omitempty"`
	ConsentOn civil.Date `json:"consent_on,omitzero"`
	Problem   string     `json:"problem,omitempty"`
}

// planTexts says what each rule of the stripboard asks for.
var planTexts = map[board.RuleID]string{
	board.Complete: "Every scene is shot once.", board.Calendar: "A unit shoots only on its own days.", board.UnitOf: "A scene is shot by the unit it is meant for.",
	board.Frozen: "Days that were shot or called stay as they are.", board.Pinned: "Pinned scenes stay on their day.", board.Availability: "People work only on days on which they can be had.",
	board.TwoPlaces: "Nobody is in two units on one day.", board.PlaceDates: "Places are used only on the days they can be had.", board.PlaceHours: "Work at a place keeps its hours of access.",
	board.Permit: "A permit covers every day at a place that needs one.", board.SetReady: "Sets are shot between ready and strike.", board.Light: "Exteriors have the light they play in.",
	board.Closed: "Nothing is planned where weather or a closed road stops work.", board.Precedence: "What must come first is shot first.", board.LongDay: "No day is longer than the ceiling.",
	board.Overtime: "A day ends within the hours that a day's pay covers.", board.CastRest: "Cast have their rest between two days.", board.CrewRest: "The crew has its rest between two days.",
	board.Row: "No more days running than agreed.", board.Minors: "Children keep the hours of their age.", board.GearTwice: "Gear is in one unit at a time.",
	board.CoverSet: "A day outside has an interior standing by.", board.MixedDay: "Day and night outside are not mixed on one day.", board.Returning: "A place that was left is not gone back to.",
}

func (s *service) answer(v graph.View) (Answer, error) {
	b, err := Read(v)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Packs: []PackItem{}, Shipped: []Shipped{}, Planner: planRules(v), Waivers: []WaiverItem{}, Quantities: quantities()}
	a.Breaches, a.Why = b.breaches(s.plans)
	shipped, err := worktime.Packs()
	if err != nil {
		return Answer{}, err
	}
	for _, f := range b.Packs {
		a.Packs = append(a.Packs, b.item(f, shipped))
	}
	for _, p := range shipped {
		used := slices.ContainsFunc(b.Packs, func(f Force) bool { return f.Pack.ID == p.ID })
		a.Shipped = append(a.Shipped, Shipped{p.ID, p.Title, p.Kind, p.Jurisdiction, p.From, len(p.Rules), used})
	}
	for _, w := range b.Waivers {
		a.Waivers = append(a.Waivers, WaiverItem{
			ID: w.ID, Pack: w.Waiver.Pack, Rule: w.Waiver.Rule, Person: w.Name, From: w.Waiver.From, To: w.Waiver.To, By: w.Waiver.By,
			Reason: w.Record.Reason, Consent: w.Record.Consent, ConsentOn: w.Record.ConsentOn, Problem: w.Problem,
		})
	}
	return a, nil
}

func (b Book) item(f Force, shipped []worktime.Pack) PackItem {
	p := PackItem{
		ID: f.ID, Key: f.Pack.ID, Name: f.Record.Name, Kind: f.Pack.Kind, Jurisdiction: cmp.Or(f.Pack.Jurisdiction, f.Record.Jurisdiction),
		From: f.Pack.From, To: f.Pack.To, Unit: f.Record.Unit.ID, Rules: len(f.Pack.Rules), Edits: len(f.Edits), Problems: []string{},
	}
	for _, e := range f.Edits {
		if e.Problem != "" {
			p.Problems = append(p.Problems, e.Problem)
		}
	}
	for _, e := range graph.All[production.Engagement](b.v) {
		if e.Status != "cancelled" && f.Binds(e) {
			p.Engagements++
		}
	}
	if f.Shipped != nil {
		for _, other := range shipped { // "de-tv-ffs-2018" and "de-tv-ffs-2025" are one agreement
			if series(other.ID) == series(f.Pack.ID) && other.ID != f.Pack.ID && other.From.After(f.Shipped.From) {
				p.Newer = other.ID
			}
		}
	}
	return p
}

// series is the key of a pack without its year.
func series(key string) string {
	i := strings.LastIndexByte(key, '-')
	if i < 0 || strings.Trim(key[i+1:], "0123456789") != "" {
		return key
	}
	return key[:i]
}

func quantities() []QuantityItem {
	var out []QuantityItem
	for key, q := range worktime.Quantities {
		out = append(out, QuantityItem{key, q.Label, q.Least})
	}
	slices.SortFunc(out, func(a, b QuantityItem) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// planRules are the rules of the stripboard with the production's own modes.
func planRules(v graph.View) []PlanRule {
	own := map[string]PlanRule{}
	for id, p := range graph.All[production.RulePack](v) {
		if p.Pack != plannerPack {
			continue
		}
		for rid, r := range graph.Referring[production.Rule](v, id, "pack") {
			x := PlanRule{Mode: board.Mode(r.Mode), Weight: r.Weight.String(), From: r.From, Reason: r.Reason, Record: rid}
			by, _ := graph.Get[production.Party](v, r.AgreedBy.ID)
			x.By = by.Name
			if _, twice := own[r.Key]; twice {
				x.Problem = "two records say how this rule counts; remove one"
			}
			own[r.Key] = x
		}
	}
	var out []PlanRule
	for _, key := range board.RuleIDs() {
		x := PlanRule{Key: string(key), Text: planTexts[key], Mode: board.DefaultRules[key].Mode, Usual: board.DefaultRules[key].Mode}
		if mine, ok := own[string(key)]; ok {
			mine.Key, mine.Text, mine.Usual, mine.Mode = x.Key, x.Text, x.Usual, cmp.Or(mine.Mode, x.Mode)
			x = mine
		}
		out = append(out, x)
	}
	return out
}

// PackPage is one pack with all its rules.
type PackPage struct {
	PackItem
	Title   string            `json:"title" doc:"As it comes with Backlot"`
	Note    string            `json:"note,omitempty"`
	Sources map[string]string `json:"sources,omitempty"`
	List    []RuleItem        `json:"list"`
	People  []string          `json:"people" doc:"Whom it binds, by name; the first hundred"`
}

// RuleItem is a rule with its sentence.
type RuleItem struct {
	ID       string            `json:"id"`
	Quantity string            `json:"quantity"`
	Label    string            `json:"label"`
	Sentence string            `json:"sentence"`
	Limit    string            `json:"limit,omitempty"`
	Was      string            `json:"was,omitempty" doc:"The pack's own limit, where the production changed it"`
	Severity worktime.Severity `json:"severity" enum:"block,price,warn,info"`
	Status   worktime.Status   `json:"status" enum:"V,P,U"`
	Citation string            `json:"citation,omitempty"`
	Source   []string          `json:"source" doc:"Addresses"`
	From     civil.Date        `json:"from,omitzero"`
	To       civil.Date        `json:"to,omitzero"`
	Amended  string            `json:"amended,omitempty"`
	Record   graph.ID          `json:"record,omitzero" doc:"The edit that made or changed it"`
	Reason   string            `json:"reason,omitempty"`
	Problem  string            `json:"problem,omitempty"`
}

// packPage shows a pack in force by the id of its record, or any that comes with Backlot by key.
func (s *service) packPage(v graph.View, key string) (PackPage, error) {
	b, err := Read(v)
	if err != nil {
		return PackPage{}, err
	}
	shipped, err := worktime.Packs()
	if err != nil {
		return PackPage{}, err
	}
	i := slices.IndexFunc(b.Packs, func(f Force) bool { return f.ID.String() == key || f.Pack.ID == key })
	if i < 0 {
		k := slices.IndexFunc(shipped, func(p worktime.Pack) bool { return p.ID == key })
		if k < 0 {
			return PackPage{}, fault.New(fault.NotFound, "rule pack %q: there is none of that key", key)
		}
		f := Force{Record: production.RulePack{Name: shipped[k].Title, Pack: key}, Shipped: &shipped[k], Pack: shipped[k]}
		return b.page(f, shipped, false), nil
	}
	return b.page(b.Packs[i], shipped, true), nil
}

func (b Book) page(f Force, shipped []worktime.Pack, inForce bool) PackPage {
	p := PackPage{PackItem: b.item(f, shipped), Title: f.Pack.Title, Note: f.Pack.Note, Sources: f.Pack.Sources, List: []RuleItem{}, People: []string{}}
	if !inForce {
		p.Engagements = 0
	}
	for _, r := range f.Pack.Rules {
		p.List = append(p.List, f.rule(r))
	}
	for _, e := range f.Edits {
		if e.Problem != "" {
			p.List = append(p.List, RuleItem{
				ID: e.Record.Key, Quantity: e.Record.Quantity, Sentence: e.Record.Text, Limit: e.Record.Value, Severity: worktime.Warn, Status: worktime.Unverified,
				Source: []string{}, From: e.Record.From, To: e.Record.To, Record: e.ID, Problem: e.Problem,
			})
		}
	}
	for _, e := range graph.All[production.Engagement](b.v) {
		if party, ok := graph.Get[production.Party](b.v, e.Party.ID); ok && inForce && e.Status != "cancelled" && f.Binds(e) && len(p.People) < 100 && !slices.Contains(p.People, party.Name) {
			p.People = append(p.People, party.Name)
		}
	}
	slices.Sort(p.People)
	return p
}

func (f Force) rule(r worktime.Rule) RuleItem {
	x := RuleItem{
		ID: r.ID, Quantity: r.Quantity, Label: worktime.Quantities[r.Quantity].Label, Sentence: sentence(r), Limit: r.Limit, Severity: r.Severity, Status: r.Status,
		Citation: r.Citation, Source: []string{}, From: r.From, To: r.To, Amended: r.Amended,
	}
	for _, id := range r.Source {
		x.Source = append(x.Source, f.Pack.Sources[id])
	}
	for _, e := range f.Edits {
		if base, _, _ := strings.Cut(r.ID, "-after-"); e.Problem == "" && e.Record.Key == base && (r.Amended != "" || !f.has(r.ID)) && e.Record.From == r.From {
			x.Record, x.Was, x.Reason = e.ID, e.Was, e.Record.Reason
		}
	}
	return x
}

// sentence says a rule with its numbers: what, how much, for whom.
func sentence(r worktime.Rule) string {
	q := worktime.Quantities[r.Quantity]
	var b strings.Builder
	switch {
	case r.Limit == "" || r.Quantity == "duty":
		b.WriteString(cmp.Or(r.Text, q.Label))
	case r.Quantity == "days.forbidden":
		fmt.Fprintf(&b, "No work on %s", strings.Join(r.Weekdays, ", "))
	case r.Quantity == "time.windows":
		fmt.Fprintf(&b, "Present only within %s", strings.Join(r.Windows, " or "))
	case q.Least:
		fmt.Fprintf(&b, "%s%s: at least %s", strings.ToUpper(q.Label[:1]), q.Label[1:], r.Limit)
	default:
		fmt.Fprintf(&b, "%s%s: at most %s", strings.ToUpper(q.Label[:1]), q.Label[1:], r.Limit)
	}
	if who := whom(r.Where); who != "" {
		b.WriteString(" (" + who + ")")
	}
	if r.Text != "" && r.Limit != "" {
		b.WriteString("; " + r.Text)
	}
	for _, x := range r.Relax {
		fmt.Fprintf(&b, "; %s: %s", x.Limit, x.Text)
	}
	return b.String()
}

// whom says to whom and when a rule applies.
func whom(w worktime.When) string {
	var parts []string
	parts = append(parts, w.Roles...)
	parts = append(parts, w.Engagements...)
	parts = append(parts, w.Formats...)
	parts = append(parts, w.Places...)
	if w.Age != "" {
		from, to, _ := strings.Cut(w.Age, "..")
		switch {
		case from == "":
			parts = append(parts, "under "+to)
		case to == "":
			parts = append(parts, "from "+from)
		default:
			parts = append(parts, "from "+from+" to under "+to)
		}
	}
	switch w.School {
	case "day":
		parts = append(parts, "on school days")
	case "off":
		parts = append(parts, "when school is off")
	}
	switch w.Eve {
	case "school":
		parts = append(parts, "before a school day")
	case "free":
		parts = append(parts, "before a day without school")
	}
	return strings.Join(parts, ", ")
}
