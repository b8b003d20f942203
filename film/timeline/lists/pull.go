package lists

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// Pull lists the parts of media a cut shows, each once and with handles, for the lab or the archive to pull. Parts that
// touch, handles included, are one.
func Pull(n *timeline.Node, handles int64) *Table {
	t := &Table{Title: "pull list", Columns: []string{"media", "reel", "in", "out", "frames", "shots", "file", "short"}}
	shots, _ := timeline.Shots(n)
	type part struct {
		from, to   int64
		head, tail int64 // how much of the handles is missing
		shots      int
		first      *timeline.Shot
	}
	by := map[string][]part{}
	for i := range shots {
		s := &shots[i]
		if s.Source.IsZero() || s.Node.Kind != timeline.Clip {
			continue
		}
		p := part{from: s.In - handles, to: s.Out + handles, shots: 1, first: s}
		if s.Head >= 0 && s.Head < handles {
			p.head = handles - s.Head
			p.from += p.head
		}
		if s.Tail >= 0 && s.Tail < handles {
			p.tail = handles - s.Tail
			p.to -= p.tail
		}
		if p.from < 0 { // before the first frame there is
			p.head, p.from = p.head-p.from, 0
		}
		by[s.Media] = append(by[s.Media], p)
	}
	names := make([]string, 0, len(by))
	for k := range by {
		names = append(names, k)
	}
	sort.Strings(names)
	frames := int64(0)
	for _, name := range names {
		parts := by[name]
		sort.SliceStable(parts, func(i, j int) bool { return parts[i].from < parts[j].from })
		for i := 0; i < len(parts); {
			p := parts[i]
			for i++; i < len(parts) && parts[i].from <= p.to; i++ {
				p.shots += parts[i].shots
				if parts[i].to > p.to {
					p.to, p.tail = parts[i].to, parts[i].tail
				}
			}
			c := code(p.first.Source, n.Drop() && p.first.Source == n.Rate())
			t.add(name, p.first.Reel, c.at(p.from), c.at(p.to), strconv.FormatInt(p.to-p.from, 10), strconv.Itoa(p.shots), p.first.URL,
				missing(p.head, p.tail))
			frames += p.to - p.from
		}
	}
	t.note("%d parts of %d media, %d frames, with %d frames of handles", len(t.Rows), len(names), frames, handles)
	return t
}

// missing says which handles a source has not.
func missing(head, tail int64) string {
	var out []string
	if head > 0 {
		out = append(out, strconv.FormatInt(head, 10)+" at the head")
	}
	if tail > 0 {
		out = append(out, strconv.FormatInt(tail, 10)+" at the tail")
	}
	return strings.Join(out, ", ")
}

// shotID finds the name of an effects shot in a text: words joined by underscores or hyphens with a number of at least
// two digits at the end, such as 117_GUD_0030 or dra_001_0001.
var shotID = regexp.MustCompile(`\b[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*[_-][0-9]{2,}[a-zA-Z]?\b`)

// VFX lists the effects shots of a cut: those with a marker or a list comment that begins with VFX, or that the pattern
// finds in a marker or the clip's name. Frames are counted with handles, as vendors bid them.
func VFX(n *timeline.Node, pattern *regexp.Regexp, handles int64) *Table {
	t := &Table{Title: "effects shots", Columns: []string{"shot", "what", "track", "in", "out", "media", "source in", "source out", "frames",
		"with handles", "handles", "speed"}}
	shots, r := timeline.Shots(n)
	c := code(r, n.Drop())
	total := int64(0)
	for i := range shots {
		s := &shots[i]
		text, ok := effect(s, pattern)
		if s.Audio || !ok {
			continue
		}
		id := shotID.FindString(text)
		if id == "" {
			id = s.Name
		}
		src := code(s.Source, n.Drop() && s.Source == r)
		shown := s.Out - s.In
		total += shown + 2*handles
		t.add(id, text, s.Track, c.at(s.Start), c.at(s.End), s.Media, src.at(s.In), src.at(s.Out), strconv.FormatInt(shown, 10),
			strconv.FormatInt(shown+2*handles, 10), left(s.Head)+"+"+left(s.Tail), speedText(s.Speed))
	}
	t.note("%d effects shots, %d frames with %d frames of handles at each end", len(t.Rows), total, handles)
	return t
}

// effect is what a shot says of its effect.
func effect(s *timeline.Shot, pattern *regexp.Regexp) (string, bool) {
	var texts []string
	for _, m := range s.Node.Markers {
		texts = append(texts, strings.TrimSpace(m.Name+" "+m.Comment))
	}
	var comments []string
	s.Node.Metadata.Into(&comments, "cmx_3600", "comments")
	texts = append(texts, comments...)
	for _, text := range texts {
		if strings.HasPrefix(strings.ToUpper(text), "VFX") {
			return strings.TrimSpace(strings.TrimLeft(text[3:], " :-")), true
		}
		if pattern != nil && pattern.MatchString(text) {
			return text, true
		}
	}
	if pattern != nil && pattern.MatchString(s.Name) {
		return s.Name, true
	}
	return "", false
}

// Music lists the music of a cut: the sound on tracks, or of media or names, that the pattern finds. Pieces of one cue that
// touch are one use.
func Music(n *timeline.Node, pattern *regexp.Regexp) *Table {
	t := &Table{Title: "music", Columns: []string{"cue", "track", "in", "out", "length", "seconds"}}
	shots, r := timeline.Shots(n)
	c := code(r, n.Drop())
	tracks := soundTracks(n)
	var uses []timeline.Shot
	for i := range shots {
		s := shots[i]
		if !s.Audio || !pattern.MatchString(tracks[s.Track]) && !pattern.MatchString(s.Media) && !pattern.MatchString(s.Name) {
			continue
		}
		joined := false
		for k := range uses {
			if u := &uses[k]; u.Media == s.Media && s.Start <= u.End && s.End >= u.Start {
				u.End, joined = max(u.End, s.End), true
				break
			}
		}
		if !joined {
			uses = append(uses, s)
		}
	}
	cues := map[string]int64{}
	sum, reach := int64(0), int64(-1)<<62
	for _, u := range uses {
		cues[u.Media] += u.Length()
		t.add(u.Media, u.Track, c.at(u.Start), c.at(u.End), c.long(u.Length()), seconds(u.Length(), r))
		if from := max(u.Start, reach); u.End > from {
			sum += u.End - from
			reach = u.End
		}
	}
	for _, k := range sortedKeys(cues) {
		t.note("%s: %s (%s s)", k, c.long(cues[k]), seconds(cues[k], r))
	}
	if whole := runs(shots); whole > 0 {
		t.note("%d cues; music under %s of %s (%.1f %%)", len(cues), c.long(sum), c.long(whole), 100*float64(sum)/float64(whole))
	}
	return t
}

func seconds(frames int64, r rate.Rate) string {
	return strconv.FormatFloat(float64(r.FramesToMS(frames))/1000, 'f', 1, 64)
}

func sortedKeys(m map[string]int64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// soundTracks are the names of the sound tracks by their number.
func soundTracks(n *timeline.Node) map[string]string {
	out := map[string]string{}
	count := 0
	if n.Tracks == nil {
		return out
	}
	for _, t := range n.Tracks.Children {
		if t.Kind == timeline.Track && t.TrackKind == timeline.Audio {
			count++
			out["A"+strconv.Itoa(count)] = t.Name
		}
	}
	return out
}

// runs is how long a cut is from its first shot to its last.
func runs(shots []timeline.Shot) int64 {
	if len(shots) == 0 {
		return 0
	}
	from, to := shots[0].Start, shots[0].End
	for i := range shots {
		from, to = min(from, shots[i].Start), max(to, shots[i].End)
	}
	return to - from
}
