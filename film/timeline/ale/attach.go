package ale

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// reelColumns are the columns that name what a list calls a reel, the usual one first.
var reelColumns = []string{"Tape", "Reel", "Tape ID", "Camroll", "Camera Roll", "Labroll", "Soundroll"}

// shortReel is how many letters of a reel an edit list has (CMX 3600): a longer one is cut to them.
const shortReel = 8

// Attach gives the clips of a cut that have a reel and no file the row of the logs that holds what they show: of their reel,
// with their timecode. They get its columns, its file or name as their medium, and what there is of it, so that handles can
// be counted; a clip that has no name but its reel gets that too. It says how many clips it named, and finds fault with
// those that several rows hold.
//
// A list counts in the frames of its own rate. Codes are compared as clocks show them, so a list at 24 finds the rows of a
// log at 23.976.
func Attach(cut *timeline.Node, logs ...*timeline.Node) (named int, findings []timeline.Finding) {
	rows := rowsOf(logs)
	if len(rows) == 0 {
		return 0, nil
	}
	cut.Walk(func(n *timeline.Node) bool {
		reel := strings.ToUpper(cmp.Or(n.Metadata.Text("cmx_3600", "reel_name"), n.Metadata.Text("cmx_3600", "reel")))
		if n.Kind != timeline.Clip || reel == "" || n.Source == nil || hasFile(n) {
			return true
		}
		switch fits := holding(rows, reel, n); len(fits) {
		case 0:
		case 1:
			fits[0].give(n, reel)
			named++
		default:
			findings = append(findings, timeline.Finding{Level: timeline.Doubtful, Place: cmp.Or(n.Name, reel), Text: fmt.Sprintf("%d rows of the logs are of reel %s and hold its timecode, such as %s and %s; none is taken", len(fits), reel, fits[0].node.Name, fits[1].node.Name)})
		}
		return true
	})
	return named, findings
}

func hasFile(n *timeline.Node) bool {
	m := n.Shown()
	return m != nil && (m.URL != "" || m.Schema == timeline.GeneratorReference) || n.Metadata.Text("cmx_3600", "source_file") != ""
}

// logged is a row of a log with what finds it.
type logged struct {
	node  *timeline.Node
	row   map[string]string
	reels []string // in capitals
	from  int64
	to    int64 // the frame after the last
	rate  rate.Rate
}

func rowsOf(logs []*timeline.Node) []logged {
	var out []logged
	seen := map[string]bool{}
	for _, log := range logs {
		for _, n := range log.Children {
			if n.Kind != timeline.Clip || n.Source == nil || n.Source.Duration.Value <= 0 {
				continue
			}
			l := logged{node: n, rate: n.Source.Start.Ratio()}
			l.from = n.Source.Start.FramesAt(l.rate)
			l.to = l.from + n.Source.Duration.FramesAt(l.rate)
			n.Metadata.Into(&l.row, "ALE")
			for _, c := range reelColumns {
				if r := strings.ToUpper(l.row[c]); r != "" && !slices.Contains(l.reels, r) {
					l.reels = append(l.reels, r)
				}
			}
			l.reels = append(l.reels, strings.ToUpper(n.Name))
			key := fmt.Sprint(l.reels, l.from, l.to, l.rate)
			if !seen[key] { // the same row in two logs is one
				seen[key] = true
				out = append(out, l)
			}
		}
	}
	return out
}

// holding are the rows of a reel that hold what a clip shows; those that bear its very name before those that only begin
// with it. Of a clip at another speed the first frame counts.
func holding(rows []logged, reel string, clip *timeline.Node) []*logged {
	source := clip.Source
	from := source.Start.FramesAt(source.Start.Ratio())
	to := from + 1
	if clip.Speed() == 1 {
		to = from + max(source.Duration.FramesAt(source.Start.Ratio()), 1)
	}
	var whole, cut []*logged
	for i := range rows {
		l := &rows[i]
		if a, b := clocked(from, source.Start.Ratio(), l.rate), clocked(to, source.Start.Ratio(), l.rate); a < l.from || b > l.to {
			continue
		}
		if slices.Contains(l.reels, reel) {
			whole = append(whole, l)
		} else if len(reel) == shortReel && slices.ContainsFunc(l.reels, func(r string) bool { return strings.HasPrefix(r, reel) }) {
			cut = append(cut, l)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return cut
}

// clocked is a frame number of one rate as the number that has the same timecode at another.
func clocked(frame int64, from, to rate.Rate) int64 {
	if from.IsZero() || to.IsZero() || from.Nominal() == to.Nominal() {
		return frame
	}
	return frame * int64(to.Nominal()) / int64(from.Nominal())
}

// give makes a clip of a cut one of a row.
func (l *logged) give(n *timeline.Node, reel string) {
	n.Metadata = n.Metadata.With("ALE", l.row)
	if n.Name == "" || strings.EqualFold(n.Name, reel) || n.Name == n.Metadata.Text("cmx_3600", "event") {
		n.Name = l.node.Name
	}
	src := n.Source.Start.Ratio()
	m := timeline.Media{Schema: timeline.ExternalReference, Name: l.node.Name, URL: cmp.Or(l.row["Source File"], l.node.Name),
		Available: timeline.Between(clocked(l.from, l.rate, src), clocked(l.to, l.rate, src), src)}
	n.Show(m)
}
