package offload

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/offload"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Card is a roll with all its copies, and whether it may be formatted.
type Card struct {
	ID        graph.ID   `json:"id"`
	Name      string     `json:"name"`
	Type      string     `json:"type"`
	Camera    string     `json:"camera,omitempty"`
	Day       graph.ID   `json:"day,omitzero"`
	Date      civil.Date `json:"date,omitzero"`
	Unit      string     `json:"unit,omitempty"`
	Status    string     `json:"status" enum:"in_camera,handed_over,copying,copied,verified,released"`
	Seal      string     `json:"seal,omitempty" doc:"Colour of the tape or number of the seal, as last seen"`
	Holder    string     `json:"holder,omitempty" doc:"Who has it, as far as it was written down"`
	Where     string     `json:"where,omitempty"`
	SizeBytes int64      `json:"size_bytes"`
	Clips     int        `json:"clips"`
	Matched   int        `json:"matched" doc:"Clips that belong to a take"`
	Copies    []Copy     `json:"copies"`
	Verdict   Verdict    `json:"verdict"`
	Faults    int        `json:"faults" doc:"What was found wrong with its clips"`
	// Alarm is what a copy that was lost or damaged means, in a sentence.
	Alarm string `json:"alarm,omitempty"`

	record production.Roll
	clips  []clipOf
}

// Copy is one copy of a card.
type Copy struct {
	ID         graph.ID `json:"id"`
	Medium     string   `json:"medium"`
	Label      string   `json:"label"`
	Path       string   `json:"path,omitempty"`
	Site       string   `json:"site,omitempty"`
	Status     string   `json:"status" enum:"copying,verified,damaged,erased" doc:"copying: it was begun and is not complete"`
	Files      int      `json:"files"`
	SizeBytes  int64    `json:"size_bytes"`
	VerifiedMS int64    `json:"verified_at_ms,omitempty"`
	ReadBack   string   `json:"read_back,omitempty"`
	Fault      string   `json:"fault,omitempty"`

	record production.StoredCopy
}

// Verdict says whether a card may be formatted and what to do until it may.
type Verdict struct {
	Safe    bool         `json:"safe"`
	Have    offload.Rule `json:"have"`
	Want    offload.Rule `json:"want"`
	Wanting []string     `json:"wanting" doc:"What is missing, each a sentence"`
	ToDo    []string     `json:"to_do" doc:"What to do about it"`
}

// Cards lists all rolls of the production, the latest day first, then by name.
func Cards(v graph.View) []Card {
	out := []Card{}
	for id := range graph.All[production.Roll](v) {
		if c, err := CardOf(v, id); err == nil {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Card) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Name, b.Name), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// CardOf reads one roll.
func CardOf(v graph.View, id graph.ID) (Card, error) {
	r, ok := graph.Get[production.Roll](v, id)
	if !ok {
		return Card{}, fault.New(fault.NotFound, "no card %s", id)
	}
	c := Card{ID: id, Name: r.Name, Type: r.Type, Camera: r.Camera, Status: cmp.Or(r.Status, "in_camera"), SizeBytes: r.SizeBytes, Copies: []Copy{}, record: r}
	if d, ok := graph.Get[production.ShootDay](v, r.Day.ID); ok {
		u, _ := graph.Get[production.Unit](v, d.Unit.ID)
		c.Day, c.Date, c.Unit = r.Day.ID, d.Date, u.Name
	}
	c.clips = clipsOf(v, id)
	for _, x := range c.clips {
		if c.Clips++; !x.Record.Take.IsZero() {
			c.Matched++
		}
		if r.SizeBytes == 0 {
			c.SizeBytes += x.Record.SizeBytes
		}
	}
	c.Copies = copiesOf(v, id)
	for _, step := range stepsOf(v, id) {
		c.Seal, c.Where, c.Holder = cmp.Or(step.Record.Seal, c.Seal), cmp.Or(step.Record.Where, c.Where), cmp.Or(step.Record.To, c.Holder)
	}
	for _, f := range judgeClips(v, c) {
		if f.Severity != offload.Note {
			c.Faults++
		}
	}
	c.judge(v)
	return c, nil
}

// copiesOf gives the copies of a roll, the card itself left out: it is not a copy of itself.
func copiesOf(v graph.View, roll graph.ID) []Copy {
	out := []Copy{}
	for id, s := range graph.Referring[production.StoredCopy](v, roll, "roll") {
		if s.Medium == "card" || s.Medium == "film" {
			continue
		}
		place, _ := graph.Get[production.Place](v, s.Site.ID)
		out = append(out, copyOf(id, s, place.Name))
	}
	slices.SortFunc(out, func(a, b Copy) int { return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Path, b.Path)) })
	return out
}

func copyOf(id graph.ID, s production.StoredCopy, site string) Copy {
	return Copy{ID: id, Medium: s.Medium, Label: s.Label, Path: s.Path, Site: site, Status: cmp.Or(s.Status, "copying"), Files: s.Files,
		SizeBytes: s.SizeBytes, VerifiedMS: s.VerifiedAtMS, ReadBack: s.ReadBack, Fault: s.Fault, record: s}
}

// name is how people speak of a copy.
func (c Copy) name() string { return cmp.Or(c.Label, "a "+c.Medium) }

// report is the copy as the engine judges it. Sites are told apart by their names: two machines may
// have made a record of one place each. A copy that is not whole, was never verified or has
// something wrong with it does not count. A copy without a disk of its own on record is taken to
// lie on the disk of its label.
func (c Copy) report() offload.CopyReport {
	return offload.CopyReport{Media: c.Medium, Site: strings.ToLower(c.Site), Device: cmp.Or(c.record.Device, "label "+c.Label), Content: c.record.Hash,
		Complete: c.Status == "verified" && c.record.VerifiedAtMS > 0 && c.Fault == "", Verification: offload.Verification(c.ReadBack)}
}

// judge gives the verdict of a card from what is on record of its copies.
func (c *Card) judge(v graph.View) {
	rule, problems := RuleOf(v)
	var reports []offload.CopyReport
	var damaged, lost, open []Copy
	for _, x := range c.Copies {
		reports = append(reports, x.report())
		switch {
		case x.Status == "damaged":
			damaged = append(damaged, x)
		case x.Status == "erased":
			lost = append(lost, x)
		case x.Status == "copying" || x.Fault != "":
			open = append(open, x)
		}
	}
	e := rule.Judge(reports)
	c.Verdict = Verdict{Have: e.Have, Want: e.Want, Wanting: append([]string{}, e.Wanting...), ToDo: []string{}}
	for _, x := range damaged {
		c.Verdict.Wanting = append(c.Verdict.Wanting, fmt.Sprintf("the copy on %s is damaged", x.name()))
	}
	if c.record.Fault != "" {
		c.Verdict.Wanting = append(c.Verdict.Wanting, "the card itself was at fault: "+firstLine(c.record.Fault))
	}
	c.Verdict.Wanting = append(c.Verdict.Wanting, problems...)
	c.Verdict.Safe = len(c.Verdict.Wanting) == 0
	c.todo(damaged, open)
	c.alarm(damaged, lost)
}

// todo says what would make the card safe.
func (c *Card) todo(damaged, open []Copy) {
	say := func(format string, args ...any) {
		c.Verdict.ToDo = append(c.Verdict.ToDo, fmt.Sprintf(format, args...))
	}
	for _, x := range damaged {
		say("Put the copy on %s aside and copy %s again, from the card or from a copy that is whole", x.name(), c.Name)
	}
	for _, x := range open {
		say("Copy %s to %s once more: what is verified there is not copied again", c.Name, x.name())
	}
	if c.record.Fault != "" {
		say("Look at the card: %s; then copy it again", firstLine(c.record.Fault))
	}
	have, want := c.Verdict.Have, c.Verdict.Want
	if n := want.Copies - have.Copies; n > 0 {
		say("Make %d more %s on %s", n, plural(n, "copy", "copies"), plural(n, "a disk of its own", "disks of their own"))
	}
	if have.Media < want.Media {
		say("Put one of them on another kind of media than %s", kinds(c.Copies))
	}
	if have.Sites < want.Sites {
		say("Bring a copy to another place, and say where each is kept")
	}
}

// alarm says what it means that a copy was lost after others relied on it.
func (c *Card) alarm(damaged, lost []Copy) {
	if c.Verdict.Safe || len(damaged)+len(lost) == 0 && c.Status != "released" {
		return
	}
	var what []string
	for _, x := range damaged {
		what = append(what, fmt.Sprintf("the copy on %s is damaged", x.name()))
	}
	for _, x := range lost {
		what = append(what, fmt.Sprintf("the copy on %s is gone", x.name()))
	}
	if len(what) == 0 {
		what = append(what, "it was released with fewer copies than it takes")
	}
	left := fmt.Sprintf("%s depend on %s", count(c.Clips, "clip", "clips"), count(c.Verdict.Have.Copies, "other verified copy", "other verified copies"))
	if c.Clips == 1 {
		left = strings.Replace(left, "depend", "depends", 1)
	}
	may := c.Name + " may not be formatted"
	if c.Status == "released" {
		may = c.Name + " was released before, and may be formatted already"
	}
	c.Alarm = fmt.Sprintf("%s: %s; %s", may, strings.Join(what, ", "), left)
}

func kinds(list []Copy) string {
	var out []string
	for _, x := range list {
		if x.Status == "verified" {
			out = append(out, x.Medium)
		}
	}
	slices.Sort(out)
	return cmp.Or(strings.Join(slices.Compact(out), ", "), "the first")
}

func count(n int, one, many string) string { return fmt.Sprintf("%d %s", n, plural(n, one, many)) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
