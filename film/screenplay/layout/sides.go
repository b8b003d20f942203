package layout

import "backlot/film/screenplay"

// Sides keeps the pages on which one of the wanted scenes stands (by scene id),
// and crosses out every line of other scenes, as the pages are handed to those
// who work on a day or to one actor. Page and scene numbers stay as they are.
func (r Result) Sides(s *screenplay.Script, wanted map[string]bool) Result {
	scene := make([]string, len(s.Blocks))
	at := ""
	for i := range s.Blocks {
		if s.Blocks[i].Type == screenplay.SceneHeading {
			at = s.Blocks[i].ID
		}
		scene[i] = at
	}
	var kept []Page
	for _, p := range r.Pages {
		any := false
		lines := append([]Line(nil), p.Lines...)
		for i := range lines {
			l := &lines[i]
			if l.Index < 0 {
				continue
			}
			if wanted[scene[l.Index]] {
				any = true
			} else {
				l.Crossed = true
			}
		}
		if any {
			p.Lines = lines
			kept = append(kept, p)
		}
	}
	r.Pages, r.Title = kept, nil
	return r
}

// ScenesOf are the ids of the scenes in which a character (in capitals) appears.
func ScenesOf(scenes []screenplay.Scene, character string) map[string]bool {
	out := map[string]bool{}
	for i := range scenes {
		for _, c := range scenes[i].Characters {
			if c.Name == character {
				out[scenes[i].ID] = true
			}
		}
	}
	return out
}
