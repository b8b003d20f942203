package conform

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"backlot/film/conform"
	"backlot/film/screenplay"
)

// fdxFacts are counts read straight from the XML of a Final Draft file.
type fdxFacts struct {
	ParagraphTypes map[string]int `json:"paragraph_types"`
	DualParagraphs int            `json:"dual_paragraphs"`
	SceneCount     int            `json:"scene_count"`
	First          []sceneFact    `json:"scenes_first_12"`
	Last           []sceneFact    `json:"scenes_last"`
	SumEighths     int            `json:"sum_eighths"`
	Revised        map[string]int `json:"revision_ids_on_text"`
	RevisionSets   [][]string     `json:"revision_sets"`
	Categories     []string       `json:"tag_categories"`
	LockedPages    int            `json:"locked_pages"`
	Notes          int            `json:"script_notes"`
	Summaries      int            `json:"summaries"`
	DistinctCues   int            `json:"distinct_cues"`
}

type sceneFact struct {
	Number  *string `json:"number"`
	Heading string  `json:"heading"`
	Length  *string `json:"length"`
	Page    *string `json:"page"`
}

func (r *runner) facts() error {
	raw, err := fs.ReadFile(r.dir, "expected/fdx-facts.json")
	if err != nil {
		return nil
	}
	var all struct{ Files map[string]fdxFacts }
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("expected/fdx-facts.json: %w", err)
	}
	for _, file := range conform.Keys(all.Files) {
		s, err := r.read(file)
		if err != nil {
			r.add(conform.Fail, "fdx-facts", file, err.Error())
			continue
		}
		want := all.Files[file]
		r.countFacts(file, s, want)
		r.sceneFacts(file, s, want)
	}
	return nil
}

// xmlName is the Final Draft name of a block as the file writes it.
func xmlName(b *screenplay.Block) string {
	if b.Kind != "" {
		return b.Kind
	}
	return map[screenplay.Type]string{
		screenplay.SceneHeading: "Scene Heading", screenplay.Action: "Action", screenplay.Character: "Character",
		screenplay.Dialogue: "Dialogue", screenplay.Parenthetical: "Parenthetical", screenplay.Transition: "Transition",
		screenplay.Lyrics: "Singing", screenplay.Centered: "Action",
	}[b.Type]
}

func (r *runner) countFacts(file string, s *screenplay.Script, want fdxFacts) {
	types, revised := map[string]int{}, map[string]int{}
	dual, notes, summaries, outer := 0, 0, 0, 0
	cues := map[string]bool{}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type == screenplay.TitlePage || b.Kept != nil && b.Kept.Origin != "" {
			if b.Kept != nil && b.Kept.Origin == "summary" {
				summaries++
			}
			continue
		}
		types[xmlName(b)]++
		if b.Kept != nil && b.Kept.Outer != "" {
			outer++
			types[attrType(b.Kept.Outer)]++
		}
		if b.Dual != "" {
			dual++
		}
		if b.Type == screenplay.Character {
			cues[screenplay.ParseCue(b.Text).Name] = true
		}
		for _, n := range b.Notes {
			if n.Type == screenplay.Note {
				notes++
			}
		}
		for _, run := range b.Runs {
			if run.Revision != "" {
				revised[run.Revision]++
			}
		}
	}
	r.check("fdx-facts", file+" paragraph types", differ(types, want.ParagraphTypes))
	r.check("fdx-facts", file+" revisions on text", differ(revised, want.Revised))
	var sets, cats []string
	for _, v := range s.Revisions {
		sets = append(sets, v.ID+" "+v.Name)
	}
	var wantSets []string
	for _, v := range want.RevisionSets {
		wantSets = append(wantSets, strings.Join(v, " "))
	}
	for _, c := range s.Categories {
		cats = append(cats, c.Name)
	}
	r.check("fdx-facts", file+" revision sets", unequal(sets, wantSets))
	r.check("fdx-facts", file+" tag categories", unequal(cats, want.Categories))
	got := map[string]int{"dual paragraphs": dual, "locked pages": len(s.LockedPages), "notes": notes, "summaries": summaries, "distinct cues": len(cues)}
	r.check("fdx-facts", file+" counts", differ(got, map[string]int{"dual paragraphs": want.DualParagraphs,
		"locked pages": want.LockedPages, "notes": want.Notes, "summaries": want.Summaries, "distinct cues": want.DistinctCues}))
}

// attrType is the paragraph type in the raw attributes of a dual dialogue's
// paragraph; without one it is General.
func attrType(raw string) string {
	_, rest, ok := strings.Cut(raw, `Type="`)
	if !ok {
		return "General"
	}
	name, _, _ := strings.Cut(rest, `"`)
	return name
}

func (r *runner) sceneFacts(file string, s *screenplay.Script, want fdxFacts) {
	var got []string
	sum := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != screenplay.SceneHeading {
			continue
		}
		length, page := "", ""
		if b.Scene != nil {
			page = b.Scene.Page
			sum += int(b.Scene.Length)
			if b.Scene.Length > 0 {
				length = b.Scene.Length.String()
			}
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%s", b.Number, strings.TrimSpace(b.Text), length, page))
	}
	counts := map[string]int{"scenes": len(got), "eighths": sum}
	r.check("fdx-facts", file+" scenes", differ(counts, map[string]int{"scenes": want.SceneCount, "eighths": want.SumEighths}))
	line := func(f sceneFact) string {
		v := func(p *string) string {
			if p == nil {
				return ""
			}
			return *p
		}
		return fmt.Sprintf("%s|%s|%s|%s", v(f.Number), strings.TrimSpace(f.Heading), v(f.Length), v(f.Page))
	}
	var wantLines, gotLines []string
	for i, f := range want.First {
		wantLines = append(wantLines, line(f))
		if i < len(got) {
			gotLines = append(gotLines, got[i])
		}
	}
	for i, f := range want.Last {
		wantLines = append(wantLines, line(f))
		if at := len(got) - len(want.Last) + i; at >= 0 {
			gotLines = append(gotLines, got[at])
		}
	}
	r.check("fdx-facts", file+" scene list", unequal(gotLines, wantLines))
}

// differ describes the first difference of two counts; zero is the same as none.
func differ(got, want map[string]int) string {
	for _, k := range conform.Keys(want) {
		if got[k] != want[k] {
			return fmt.Sprintf("%d %s; want %d", got[k], k, want[k])
		}
	}
	for _, k := range conform.Keys(got) {
		if got[k] != want[k] {
			return fmt.Sprintf("%d %s; want %d", got[k], k, want[k])
		}
	}
	return ""
}
