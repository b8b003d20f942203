package layout

import (
	"fmt"

	"backlot/film/pages"
	"backlot/film/screenplay"
)

// Agreement compares the scene lengths and pages a file states, which its writing
// program counted, with those measured here. Page counts belong to a layout, not to
// a script: the difference is reported, never corrected.
type Agreement struct {
	Scenes   int           `json:"scenes"` // that state a length
	Same     int           `json:"same"`   // with the same eighths
	Near     int           `json:"near"`   // within an eighth, the same included
	SamePage int           `json:"same_page"`
	Stated   pages.Eighths `json:"stated"` // sum over those scenes
	Measured pages.Eighths `json:"measured"`
	Differ   []Difference  `json:"differ"` // scenes that are not the same, in order
}

// Difference is one scene whose stated length or page is not the measured one.
type Difference struct {
	ID           string        `json:"id"`
	Number       string        `json:"number"`
	Stated       pages.Eighths `json:"stated"`
	Measured     pages.Eighths `json:"measured"`
	StatedPage   string        `json:"stated_page,omitempty"`
	MeasuredPage string        `json:"measured_page"`
}

// Agreement compares the result with what the script states; nil if the script
// states no lengths.
func (r Result) Agreement(s *screenplay.Script) *Agreement {
	a := &Agreement{Differ: []Difference{}}
	at := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != screenplay.SceneHeading || at >= len(r.Scenes) || r.Scenes[at].ID != b.ID {
			continue
		}
		sc := &r.Scenes[at]
		at++
		if b.Scene == nil || b.Scene.Length == 0 {
			continue
		}
		a.Scenes++
		a.Stated += b.Scene.Length
		a.Measured += sc.Eighths
		d := sc.Eighths - b.Scene.Length
		if d == 0 {
			a.Same++
		}
		if d >= -1 && d <= 1 {
			a.Near++
		}
		if b.Scene.Page == sc.Page {
			a.SamePage++
		}
		if d != 0 || b.Scene.Page != "" && b.Scene.Page != sc.Page {
			a.Differ = append(a.Differ, Difference{sc.ID, sc.Number, b.Scene.Length, sc.Eighths, b.Scene.Page, sc.Page})
		}
	}
	if a.Scenes == 0 {
		return nil
	}
	return a
}

// Finding says the comparison in a sentence; nil if all lengths agree.
func (a *Agreement) Finding() *screenplay.Finding {
	if a == nil || a.Same == a.Scenes {
		return nil
	}
	return &screenplay.Finding{Severity: screenplay.Info, Place: "scene lengths",
		Text: fmt.Sprintf("the file states %s pages for %d scenes, measured here %s: %d scenes equal, %d within an eighth", a.Stated, a.Scenes, a.Measured, a.Same, a.Near)}
}
