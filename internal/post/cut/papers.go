package cut

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"backlot/film/timeline/lists"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// handles is how many frames a pull list and a count sheet give at each end.
const handles = 8

func paperSize(v graph.View) documents.Size {
	for _, d := range graph.All[production.Draft](v) {
		if d.Paper == "us_letter" {
			return documents.Letter
		}
	}
	return documents.A4
}

// wide is a paper turned sideways.
func wide(s documents.Size) documents.Size { return documents.Size{W: s.H, H: s.W} }

// listPaper is a list of film/timeline as a paper.
func listPaper(v graph.View, c *cut, title string, t *lists.Table) documents.Document {
	table := documents.Table{Name: title, Size: 7.5}
	for _, name := range t.Columns {
		table.Columns = append(table.Columns, documents.Column{Title: strings.ToUpper(name[:1]) + name[1:], Width: documents.Content(150)})
	}
	var g documents.Group
	for _, r := range t.Rows {
		row := documents.Row{}
		for _, cell := range r {
			one := documents.Text(cell)
			if n, err := strconv.Atoi(cell); err == nil {
				one.Value = n
			}
			row.Cells = append(row.Cells, one)
		}
		g.Rows = append(g.Rows, row)
	}
	table.Groups = []documents.Group{g}
	doc := documents.Document{Meta: documents.Meta{Production: production.NameOf(v), Title: title, Subtitle: c.line.Name}, Size: wide(paperSize(v)), Blocks: []documents.Block{table}}
	for _, n := range t.Notes {
		doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: n})
	}
	return doc
}

func changePaper(v graph.View, c *cut) (documents.Document, error) {
	if c.line.Previous.IsZero() {
		return documents.Document{Meta: documents.Meta{Production: production.NameOf(v), Title: "Change list", Subtitle: c.line.Name}, Size: wide(paperSize(v)),
			Blocks: []documents.Block{documents.Paragraph{Text: c.line.Name + " was made from no other version."}}}, nil
	}
	old, err := read(v, c.line.Previous.ID)
	if err != nil {
		return documents.Document{}, err
	}
	p := pairOf(old, c)
	doc := listPaper(v, c, "Change list", lists.Changes(p.result, false))
	doc.Meta.Subtitle = fmt.Sprintf("%s, was %s", c.line.Name, old.line.Name)
	doc.Blocks = append(doc.Blocks, documents.Heading{Level: 1, Text: "What it asks of others"}, rippleTable(ripples(v, p)))
	return doc, nil
}

func rippleTable(list []Ripple) documents.Table {
	t := documents.Table{Name: "Ripples", Size: 8, Columns: []documents.Column{{Title: "For", Width: documents.Fixed(52)}, {Title: "At", Width: documents.Fixed(62)}, {Title: "What", Width: documents.Share(4)},
		{Title: "From", Width: documents.Content(110)}, {Title: "Price", Width: documents.Content(90), Align: documents.Right}, {Title: "Spent for nothing", Width: documents.Content(90), Align: documents.Right}}}
	var g documents.Group
	for _, r := range list {
		price, wasted := "", ""
		if r.Cost != nil {
			price = r.Cost.Net.String()
			if r.Cost.Wasted.Minor > 0 {
				wasted = r.Cost.Wasted.String()
			}
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(r.Department), documents.Text(r.Code), documents.Text(r.What), documents.Text(r.Label), documents.Text(price), documents.Text(wasted)}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func pullPaper(v graph.View, c *cut) (documents.Document, error) {
	return listPaper(v, c, "Pull list", lists.Pull(c.node, handles)), nil
}

func markerPaper(v graph.View, c *cut) (documents.Document, error) {
	return listPaper(v, c, "Marker list", lists.Markers(c.node)), nil
}

func countPaper(v graph.View, c *cut) (documents.Document, error) {
	return listPaper(v, c, "VFX count sheet", countSheet(v, c, graph.ID{})), nil
}

// countSheet lists the effects shots of a cut as they are ordered, of all vendors or of one, and below those that are
// marked and not ordered.
func countSheet(v graph.View, c *cut, vendor graph.ID) *lists.Table {
	t := &lists.Table{Title: "effects shots", Columns: []string{"shot", "what", "vendor", "in", "out", "frames", "with handles", "handles left", "status", "due"}}
	markers := markersOf(v, c.id)
	orders := ordersOf(v)
	at := places(c, markers, orders)
	total, n := int64(0), 0
	for _, o := range orders {
		if len(at[o]) == 0 || !vendor.IsZero() && o.Vendor.ID != vendor {
			continue
		}
		for _, it := range at[o] {
			left := "?"
			if o.PlateLengthFrames > 0 {
				h, tl := o.given(nil).Left(it.SourceInFrames, it.SourceInFrames+it.SourceLengthFrames)
				left = fmt.Sprintf("%d+%d", h, tl)
			}
			with := it.SourceLengthFrames + o.HeadHandleFrames + o.TailHandleFrames
			total += with
			n++
			t.Rows = append(t.Rows, []string{o.Code, o.Description, o.vendor, c.code(it.StartFrames), c.code(it.end()), strconv.FormatInt(it.LengthFrames, 10), strconv.FormatInt(with, 10), left, strings.ReplaceAll(cmp.Or(o.Status, "waiting"), "_", " "), o.Due.String()})
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d effects shots, %d frames with handles", n, total))
	if !vendor.IsZero() {
		return t
	}
	for _, d := range debts(v, c) {
		if d.Type == "vfx_unordered" {
			for _, it := range d.Items {
				t.Notes = append(t.Notes, fmt.Sprintf("%s at %s is marked as an effect and has no work order", it.Label, it.Code))
			}
		}
	}
	return t
}

func musicPaper(v graph.View, c *cut) (documents.Document, error) {
	return listPaper(v, c, "Music occupancy", musicSheet(v, c)), nil
}

// musicSheet lists the music cues of a cut with how much of it they fill.
func musicSheet(v graph.View, c *cut) *lists.Table {
	t := &lists.Table{Title: "music", Columns: []string{"cue", "piece", "in", "out", "frames", "seconds", "usage", "status"}}
	o := occupancy(v, c)
	for _, q := range o.Cues {
		status := cmp.Or(q.Status, "spotted")
		if q.Temp {
			status += ", temporary"
		}
		t.Rows = append(t.Rows, []string{q.Number, q.Piece, q.Code, c.code(q.At + q.Length), strconv.FormatInt(q.Length, 10), seconds(c.line.Rate.FramesToMS(q.Length)), q.Usage, status})
	}
	if o.Whole > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d cues; music under %s of %s (%d.%d %%)", len(o.Cues), c.base.FormatLong(o.Frames), c.base.FormatLong(o.Whole), o.Frames*100/o.Whole, o.Frames*1000/o.Whole%10))
	}
	for _, s := range o.Over {
		t.Notes = append(t.Notes, "longer than licensed: "+s)
	}
	return t
}

// cueSheet lists the cues of some types.
func cueSheet(v graph.View, c *cut, types ...string) *lists.Table {
	t := &lists.Table{Title: "cues", Columns: []string{"cue", "type", "in", "out", "frames", "scene", "character", "text", "reason", "status"}}
	for _, q := range cuesOf(v, c.id) {
		for _, want := range types {
			if q.Type == want {
				t.Rows = append(t.Rows, []string{q.Number, q.Type, c.code(q.StartFrames), c.code(q.StartFrames + q.LengthFrames), strconv.FormatInt(q.LengthFrames, 10), sceneNumber(v, q.Scene.ID), v.Label(q.Character.ID), q.Text, q.Reason, q.Status})
			}
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d cues", len(t.Rows)))
	return t
}

// runtimePaper is the cut's length by act and scene beside the script's.
func (s *service) runtimePaper(v graph.View, c *cut) (documents.Document, error) {
	r := s.runtime(v, c)
	time := func(sec int) documents.Cell { return documents.Cell{Text: clock(sec), Value: sec} }
	cutTime := func(n int64) documents.Cell {
		if n == 0 {
			return documents.Cell{}
		}
		return time(int((c.line.Rate.FramesToMS(n) + 500) / 1000))
	}
	columns := []documents.Column{{Title: "Scene", Width: documents.Fixed(40)}, {Title: "What", Width: documents.Share(4)}, {Title: "Script", Width: documents.Fixed(46), Align: documents.Right},
		{Title: "Cut", Width: documents.Fixed(46), Align: documents.Right}, {Title: "Forecast", Width: documents.Fixed(52), Align: documents.Right}, {Title: "Takes", Width: documents.Share(3)}}
	t := documents.Table{Name: "Scenes", Columns: columns}
	for i, a := range r.Acts {
		g := documents.Group{Title: cmp.Or(a.Name, "Script"), Total: &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{{}, documents.Text(fmt.Sprintf("%d of %d scenes are cut", a.InCut, a.Scenes)), time(a.Script), cutTime(a.Cut), time(a.Forecast), {}}}}
		for _, sc := range r.Scenes {
			if sc.Act == i {
				var takes []string
				for _, u := range sc.Takes {
					takes = append(takes, u.Name)
				}
				g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(sc.Number), documents.Text(sc.Heading), time(sc.Script), cutTime(sc.Cut), time(sc.Forecast), documents.Text(strings.Join(takes, ", "))}})
			}
		}
		t.Groups = append(t.Groups, g)
	}
	pairs := []documents.Pair{{Label: "Cut", Value: c.base.FormatLong(r.Cut)}, {Label: "Script", Value: clock(r.Script)}, {Label: "Forecast", Value: clock(r.Forecast)}}
	if r.Target > 0 {
		pairs = append(pairs, documents.Pair{Label: "Wanted", Value: clock(r.Target)})
	}
	return documents.Document{Meta: documents.Meta{Production: production.NameOf(v), Title: "Runtime sheet", Subtitle: c.line.Name}, Size: paperSize(v),
		Blocks: []documents.Block{documents.Grid{Columns: 3, Pairs: pairs}, t}}, nil
}

// clock is seconds as people read them: 1:05:09.
func clock(sec int) string {
	if sec >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", sec/3600, sec/60%60, sec%60)
	}
	return fmt.Sprintf("%d:%02d", sec/60, sec%60)
}
