package timeline

import (
	"net/url"
	"path"
	"sort"
	"strings"

	"backlot/film/rate"
)

// Shot is a clip of a cut where it stands: what a change list, a pull list and a count sheet are made of.
type Shot struct {
	Track  string // V1, A2: kind and number from the bottom
	Audio  bool
	Name   string
	Media  string // what is shown, so that two cuts mean the same by it; see Shots
	URL    string
	Reel   string
	In     int64 // first frame of the source
	Out    int64 // the frame after the last of the source, counting the speed
	Source rate.Rate
	Start  int64 // first frame in the cut
	End    int64 // the frame after the last in the cut
	Speed  float64
	Head   int64 // frames of the source before In; -1 when what there is of the source is not known
	Tail   int64 // frames of the source after Out; -1 likewise
	Node   *Node
}

// Length is how many frames of the cut a shot lasts.
func (s *Shot) Length() int64 { return s.End - s.Start }

// Shots lists what a timeline shows, in order of the cut and then of the tracks from the bottom, with the rate of the
// cut. What is switched off, gaps and black are left out. A nested stack counts as one shot of its own name.
//
// The media of a shot is the name of its file without folder and extension, for a cut is exported from many machines;
// where two files of the cut share that name, the whole address. A list's clip has its SOURCE FILE, else the reel's name
// with the reel, else the clip's name.
func Shots(t *Node) ([]Shot, rate.Rate) {
	r := t.Rate()
	if r.IsZero() {
		r = rate.R24
	}
	if t.Kind != Timeline || t.Tracks == nil {
		return nil, r
	}
	origin := int64(0)
	if t.Start != nil {
		origin = t.Start.FramesAt(r)
	}
	var out []Shot
	video, audio := 0, 0
	for _, track := range t.Tracks.Children {
		if track.Kind != Track {
			continue
		}
		s := Shot{Audio: track.TrackKind == Audio}
		if s.Audio {
			audio++
			s.Track = "A" + itoa(audio)
		} else {
			video++
			s.Track = "V" + itoa(video)
		}
		if !track.Disabled {
			out = appendTrack(out, track, s, origin, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	tellApart(out)
	return out, r
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func appendTrack(out []Shot, track *Node, like Shot, origin int64, r rate.Rate) []Shot {
	var at Time
	for _, c := range track.Children {
		if c.Kind == Transition {
			continue
		}
		from := at.FramesAt(r)
		at = at.Add(c.Duration())
		if c.Kind == Gap || c.Kind == Unknown || c.Disabled {
			continue
		}
		s := like
		s.Name, s.Node, s.Speed = c.Name, c, c.Speed()
		s.Start, s.End = origin+from, origin+at.FramesAt(r)
		if s.span(c) {
			out = append(out, s)
		}
	}
	return out
}

// span sets what of which source a shot shows; black shows nothing.
func (s *Shot) span(c *Node) bool {
	m := c.Shown()
	if m != nil && m.Schema == GeneratorReference && m.Generator == "black" {
		return false
	}
	s.identify(c, m)
	s.Head, s.Tail = -1, -1
	used := c.Trimmed()
	if used == nil {
		return true
	}
	s.Source = used.Start.Ratio()
	if s.Source.IsZero() {
		s.Source = used.Duration.Ratio()
	}
	s.In = used.Start.FramesAt(s.Source)
	length := used.Duration.Value
	if s.Speed != 1 && s.Speed != 0 {
		length *= max(s.Speed, -s.Speed)
	}
	s.Out = s.In + (Time{length, used.Duration.Rate}).FramesAt(s.Source)
	if s.Speed == 0 {
		s.Out = s.In + 1
	}
	if m != nil && m.Available != nil && m.Available.Duration.Value > 0 {
		s.Head = s.In - m.Available.Start.FramesAt(s.Source)
		s.Tail = m.Available.End().FramesAt(s.Source) - s.Out
	}
	return true
}

func (s *Shot) identify(c *Node, m *Media) {
	s.Reel = c.Metadata.Text("cmx_3600", "reel")
	if s.Reel == "" {
		s.Reel = c.Metadata.Text("ALE", "Tape")
	}
	file := c.Metadata.Text("cmx_3600", "source_file")
	switch {
	case c.Kind == Stack || c.Kind == Track:
		s.Media = "sequence " + c.Name
	case m != nil && m.Schema == GeneratorReference:
		s.Media = "generated " + m.Generator + " " + c.Name
	case m != nil && m.URL != "" && m.Sequence != nil:
		s.URL = m.URL
		s.Media = stem(m.Sequence.Prefix)
	case m != nil && m.URL != "":
		s.URL = m.URL
		s.Media = stem(m.URL)
	case file != "" && file != "(NULL)": // Avid writes (NULL) for a clip without one
		s.Media = stem(file)
	case c.Metadata.Text("cmx_3600", "reel_name") != "":
		s.Media = stem(c.Metadata.Text("cmx_3600", "reel_name"))
	case s.Reel != "":
		s.Media = strings.ToUpper(s.Reel)
	case m != nil && m.Name != "" && m.Name != "UNC Path":
		s.Media = stem(m.Name)
	default:
		s.Media = stem(c.Name)
	}
}

// stem is the name of a file without folder and extension, in capitals, for file systems do not agree about those.
func stem(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	s = path.Base(strings.ReplaceAll(s, `\`, "/"))
	if ext := path.Ext(s); len(ext) > 1 && len(ext) <= 5 && ext[1] > '9' && !strings.Contains(ext, " ") {
		s = strings.TrimSuffix(s, ext)
	}
	return strings.ToUpper(strings.TrimSpace(s))
}

// tellApart gives shots whose files share a name, but not an address, the address.
func tellApart(all []Shot) {
	first, doubled := map[string]string{}, map[string]bool{}
	for i := range all {
		if all[i].URL == "" {
			continue
		}
		if was, ok := first[all[i].Media]; ok && was != all[i].URL {
			doubled[all[i].Media] = true
		}
		first[all[i].Media] = all[i].URL
	}
	for i := range all {
		if all[i].URL != "" && doubled[all[i].Media] {
			all[i].Media = all[i].URL
		}
	}
}
