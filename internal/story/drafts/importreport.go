package drafts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ReadReport is what a file holds and what it would change, before anything is
// imported.
type ReadReport struct {
	Title      string        `json:"title"`
	Format     string        `json:"format"`
	Scenes     int           `json:"scenes"`
	Characters int           `json:"characters"`
	Cast       []string      `json:"cast"` // who speaks, most lines first
	Pages      int           `json:"pages"`
	Eighths    pages.Eighths `json:"eighths"`
	Notes      int           `json:"notes"` // in the file that did not come with an earlier one
	Tags       int           `json:"tags"`  // breakdown tags in the file
	Locked     bool          `json:"locked"`
	Findings   []FindingRow  `json:"findings"`
	Text       []ReadLine    `json:"text"` // every paragraph, as it was understood
	Next       bool          `json:"next"` // there is an earlier draft: scenes and tags will be carried over
	From       string        `json:"from,omitempty"`
	Changes    DraftChanges  `json:"changes"`
	Proposal   Proposal      `json:"proposal"`
}

// FindingRow is something a person should know about the file.
type FindingRow struct {
	screenplay.Finding
	Line int `json:"line,omitempty"` // of the file
	At   int `json:"at"`             // the paragraph it speaks of, or -1
}

// ReadLine is a paragraph as it was understood.
type ReadLine struct {
	Line int    `json:"line,omitempty"`
	Type string `json:"type"`
	Text string `json:"text"`
}

// DraftChanges counts what a draft changes against the one before. A scene can
// count more than once.
type DraftChanges struct {
	Same   bool           `json:"same"`   // nothing at all
	Counts map[string]int `json:"counts"` // scenes by kind of change: added, removed, edited, moved ...
	Kept   int            `json:"kept"`
	Scenes []ChangedScene `json:"scenes"`
}

// ChangedScene is a scene that is not as it was.
type ChangedScene struct {
	Number  string         `json:"number"`
	Heading string         `json:"heading"`
	Kinds   []compare.Kind `json:"kinds"`
	Text    string         `json:"text"`
}

// Proposal is what the draft would be called.
type Proposal struct {
	Version       string     `json:"version"`
	RevisionColor string     `json:"revision_color"`
	Date          civil.Date `json:"date,omitzero"`
	Paper         string     `json:"paper"` // "us_letter" or "a4"
}

// reportOf says what a script holds, and what it would change for the view.
func reportOf(v graph.View, script *screenplay.Script) ReadReport {
	scenes := script.Scenes()
	people := script.People(scenes)
	set := layout.Set(script, pageOptions(production.Draft{}))
	out := ReadReport{Title: orText(script.Title(), script.Name), Format: script.Format, Scenes: len(scenes), Characters: len(people),
		Cast: []string{}, Pages: len(set.Pages), Eighths: set.Eighths, Notes: newNotes(v, script), Tags: len(script.Tags), Locked: len(script.LockedPages) > 0,
		Findings: []FindingRow{}, Text: []ReadLine{}, Changes: DraftChanges{Counts: map[string]int{}, Scenes: []ChangedScene{}}}
	for _, p := range people {
		out.Cast = append(out.Cast, p.Name)
	}
	for i := range script.Blocks {
		b := &script.Blocks[i]
		text := b.Text
		if b.Type == screenplay.TitlePage {
			text = b.Key + ": " + b.Text
		}
		out.Text = append(out.Text, ReadLine{b.Line, string(b.Type), text})
	}
	for _, f := range slices.Concat(script.Findings, script.Misspelt()) {
		out.Findings = append(out.Findings, findingRow(script, f))
	}
	slices.SortStableFunc(out.Findings, func(a, b FindingRow) int { return cmp.Compare(grade(a.Severity), grade(b.Severity)) })
	if id, d, ok := Current(v); ok {
		out.Next, out.From = true, d.Version
		if before, err := Script(v, id); err == nil {
			out.Changes = draftChanges(compare.Drafts(before, script))
		}
	}
	out.Proposal = proposal(v, script, out.Changes)
	return out
}

func grade(s screenplay.Severity) int {
	return slices.Index([]screenplay.Severity{screenplay.Error, screenplay.Warning, screenplay.Info}, s)
}

// findingRow finds the paragraph that a finding speaks of: the last that begins on
// its line or before, or the one whose text its place is.
func findingRow(s *screenplay.Script, f screenplay.Finding) FindingRow {
	row := FindingRow{Finding: f, At: -1}
	_, after, ok := cutLast(f.Place, ":")
	line, err := strconv.Atoi(after)
	if !ok || err != nil {
		row.At = slices.IndexFunc(s.Blocks, func(b screenplay.Block) bool {
			return b.Type == screenplay.Character && screenplay.ParseCue(b.Text).Name == f.Place
		})
		return row
	}
	row.Line = line
	for i := range s.Blocks {
		if at := s.Blocks[i].Line; at > 0 && at <= line {
			row.At = i
		}
	}
	return row
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func newNotes(v graph.View, script *screenplay.Script) int {
	known := fileNotesKnown(v)
	count := 0
	for _, n := range fileNotes(script) {
		if hash := n.digest(); known[hash] > 0 {
			known[hash]--
		} else {
			count++
		}
	}
	return count
}

func draftChanges(r compare.Result) DraftChanges {
	out := DraftChanges{Same: r.Same(), Counts: map[string]int{}, Kept: r.Kept, Scenes: []ChangedScene{}}
	for _, s := range r.Scenes {
		for _, k := range s.Kinds {
			out.Counts[string(k)]++
		}
		out.Scenes = append(out.Scenes, ChangedScene{s.Number, s.Heading, s.Kinds, s.Text})
	}
	return out
}

// ladder is the usual order of revision papers. A production's own comes before it.
var ladder = []string{"white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry", "tan", "gray", "ivory"}

// proposal names the draft: the revision that the file itself names; the next colour
// of the ladder for a revision of locked or coloured pages, or one that leaves most
// scenes as they were; white for a new draft.
func proposal(v graph.View, s *screenplay.Script, c DraftChanges) Proposal {
	_, current, next := Current(v)
	out := Proposal{RevisionColor: "white", Date: draftDate(s), Paper: orText(current.Paper, "us_letter")}
	if n := len(s.Revisions); n > 0 {
		name := strings.ToLower(s.Revisions[n-1].Name + " " + s.Revisions[n-1].Page)
		for _, color := range ladder {
			if strings.Contains(name, color) {
				out.RevisionColor, out.Version = color, s.Revisions[n-1].Name
				return out
			}
		}
	}
	changed := 0
	for _, sc := range c.Scenes {
		if !slices.Equal(sc.Kinds, []compare.Kind{compare.Moved}) {
			changed++
		}
	}
	if !next || !current.Locked && orText(current.RevisionColor, "white") == "white" && c.Kept < 2*changed {
		return out
	}
	steps := ladderOf(v)
	at := slices.Index(steps, current.RevisionColor)
	color := steps[(at+1)%len(steps)]
	out.RevisionColor, out.Version = color, strings.ToUpper(color[:1])+color[1:]+" revision"
	return out
}

// ladderOf is the production's ladder of revision papers, as far as they are papers
// we know.
func ladderOf(v graph.View) []string {
	type step struct{ order, color string }
	var own []step
	for _, c := range graph.All[production.RevisionColor](v) {
		if name := strings.ToLower(c.Name); slices.Contains(ladder, name) {
			own = append(own, step{c.Order, name})
		}
	}
	if len(own) < 2 {
		return ladder
	}
	slices.SortFunc(own, func(a, b step) int { return cmp.Compare(a.order, b.order) })
	var out []string
	for _, s := range own {
		out = append(out, s.color)
	}
	return out
}

// draftDate reads the date on the title page, where it is written in a form that
// has one meaning.
func draftDate(s *screenplay.Script) civil.Date {
	text := strings.TrimSpace(orText(s.TitleField("draft date"), s.TitleField("date")))
	for _, form := range []string{"2006-01-02", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "2.1.2006"} {
		if t, err := time.Parse(form, text); err == nil {
			if d, err := civil.Parse(t.Format("2006-01-02")); err == nil {
				return d
			}
		}
	}
	return civil.Date{}
}
