package offload

import (
	"fmt"
	"path"
	"strings"

	"backlot/film/camera"
	"backlot/film/timeline"
)

// join puts what the lists on a card say of its clips onto them, by name, and reports what contradicts. What a file says
// itself goes before a list, and a list before one whose path comes later. A list that names other cards' clips is usual.
func (r *run) join(clips map[string]*Clip, lists map[string][]camera.Clip) {
	for _, f := range r.report.Files {
		for _, said := range lists[f.Path] {
			for _, clip := range r.named(said.Name, clips) {
				said.Name = "" // lists shorten names
				said.Source = f.Path
				if clip.Said == nil {
					clip.Said = &said
					continue
				}
				merged := camera.Merge(*clip.Said, said)
				clip.Said = &merged
			}
		}
	}
	for _, f := range r.report.Files {
		clip := clips[f.Path]
		if clip == nil || clip.Said == nil {
			continue
		}
		if clip.Lens == "" {
			clip.Lens = clip.Said.Lens
		}
		for _, found := range clip.Said.Findings {
			r.report.Findings = append(r.report.Findings, metadataFinding(f.Path, found))
		}
		clip.Said.Findings = nil
	}
}

// metadataFinding is a finding of a clip's metadata as one of the card. None is a fault: the footage is what it is.
func metadataFinding(path string, f timeline.Finding) Finding {
	out := Finding{Severity: Warning, Path: path, Message: f.Text}
	if f.Place != "" {
		out.Message = fmt.Sprintf("%s: %s", f.Place, f.Text)
	}
	if f.Level == timeline.Note {
		out.Severity = Note
	}
	return out
}

// named gives the clips a list means by a name: those of that name, with or without ending, or else the one whose longer
// name begins with it, for lists shorten A003C005_240612_R1AB to A003C005.
func (r *run) named(name string, clips map[string]*Clip) []*Clip {
	name = strings.ToUpper(strings.TrimSpace(name))
	if name == "" {
		return nil
	}
	var same, longer []*Clip
	for _, f := range r.report.Files {
		clip := clips[f.Path]
		if clip == nil {
			continue
		}
		base := strings.ToUpper(path.Base(f.Path))
		stem := strings.TrimSuffix(base, path.Ext(base))
		switch {
		case name == base || name == stem:
			same = append(same, clip)
		case len(name) >= 4 && strings.HasPrefix(stem, name+"_"):
			longer = append(longer, clip)
		}
	}
	if len(same) == 0 && len(longer) == 1 {
		return longer
	}
	return same
}
