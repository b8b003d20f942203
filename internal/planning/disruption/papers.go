package disruption

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"backlot/film/strips"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func paperSize(v graph.View) documents.Size {
	for _, d := range graph.All[production.Draft](v) {
		if d.Paper == "us_letter" {
			return documents.Letter
		}
	}
	return documents.A4
}

// describeLedger is the delay ledger as a paper.
func (s *service) describeLedger(v graph.View, _ graph.ID) (documents.Document, error) {
	l := LedgerOf(v)
	return documents.Document{
		Meta: documents.Meta{Production: production.NameOf(v), Title: "Delay Ledger"}, Size: paperSize(v),
		Blocks: []documents.Block{
			documents.Grid{Columns: 3, Pairs: []documents.Pair{
				{Label: "Entries", Value: fmt.Sprint(l.Total.Entries)}, {Label: "Days lost", Value: fmt.Sprint(l.Total.Days)}, {Label: "Time lost within days", Value: clock(l.Total.Minutes)},
				{Label: "Cost", Value: cmp.Or(sums(l.Total.Cost), orWithheld(l.Costs))},
			}},
			documents.Heading{Level: 1, Text: "By cause"}, causeTable(l), documents.Heading{Level: 1, Text: "Entries"}, entryTable(l),
		},
	}, nil
}

func orWithheld(costs bool) string {
	if costs {
		return "–"
	}
	return "not for this reader"
}

// clock is minutes as people write them: "3 h 20 min".
func clock(min int) string {
	if min < 60 {
		return fmt.Sprintf("%d min", min)
	}
	return fmt.Sprintf("%d h %02d min", min/60, min%60)
}

// sums are amounts by currency in one line.
func sums(list []production.Money) string {
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = m.String()
	}
	return strings.Join(out, " + ")
}

// words turns "cast_rest" into "Cast rest".
func words(s string) string {
	s = strings.ReplaceAll(s, "_", " ")
	if s == "" {
		return "–"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func causeTable(l Ledger) documents.Table {
	t := documents.Table{Name: "Causes", Columns: []documents.Column{{Title: "Cause"}, {Title: "Entries", Align: documents.Right}, {Title: "Days", Align: documents.Right}, {Title: "Minutes", Align: documents.Right}, {Title: "Cost", Align: documents.Right, Width: documents.Share(2)}}}
	g := documents.Group{}
	for _, c := range l.Causes {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(words(c.Cause)), documents.Count(c.Entries), documents.Count(c.Days), documents.Count(c.Minutes), documents.Text(sums(c.Cost))}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func entryTable(l Ledger) documents.Table {
	t := documents.Table{Name: "Entries", Size: 8, Columns: []documents.Column{
		{Title: "Date", Width: documents.Fixed(58)}, {Title: "Cause", Width: documents.Fixed(56)}, {Title: "What happened", Width: documents.Share(3)}, {Title: "Days", Width: documents.Fixed(30), Align: documents.Right},
		{Title: "Time", Width: documents.Fixed(56), Align: documents.Right}, {Title: "Scenes", Width: documents.Share(1)}, {Title: "Borne by", Width: documents.Fixed(58)},
		{Title: "Insurer", Width: documents.Share(1.2)}, {Title: "Evidence", Width: documents.Share(1.4)}, {Title: "Cost", Width: documents.Fixed(84), Align: documents.Right},
	}}
	g := documents.Group{}
	for _, e := range l.Entries {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{
			documents.Day(e.Date, "2 Jan 2006"), documents.Text(words(e.Cause)), documents.Text(e.Text), documents.Count(e.LostDays), {Text: clock(e.LostMin), Value: e.LostMin},
			documents.Text(strings.Join(e.Scenes, ", ")), documents.Text(words(e.BorneBy)), documents.Text(insurer(e)), documents.Text(names(e.Evidence)), documents.Text(sums(e.Sum)),
		}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func insurer(e Entry) string {
	var out []string
	if e.Status != "none" {
		out = append(out, words(e.Status))
	}
	if e.Claim != "" {
		out = append(out, "claim "+e.Claim)
	}
	if e.NoticedMS == 0 && !e.NoticeBy.IsZero() {
		out = append(out, "notice by "+e.NoticeBy.Format("2 Jan 2006"))
	}
	return strings.Join(out, ", ")
}

func names(list []EvidenceItem) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = e.Name
	}
	return strings.Join(out, "; ")
}

// describeClaim is the claim file of a disruption: what happened and when, what proves it, the board
// before and after, and what it cost, as far as the reader may know.
func (s *service) describeClaim(v graph.View, id graph.ID) (documents.Document, error) {
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok {
		return documents.Document{}, fault.New(fault.NotFound, "no disruption %s", id)
	}
	place, _ := graph.Get[production.Place](v, d.Place.ID)
	by, _ := graph.Get[production.Party](v, d.ReportedBy.ID)
	dates := d.From.Format("Monday 2 January 2006")
	if !d.To.IsZero() && d.To != d.From {
		dates += " to " + d.To.Format("Monday 2 January 2006")
	}
	doc := documents.Document{
		Meta: documents.Meta{Production: production.NameOf(v), Title: "Claim File", Subtitle: d.Name, Notice: "Confidential. For the insurer and those named in the policy."}, Size: paperSize(v),
		Blocks: []documents.Block{
			documents.Grid{Columns: 2, Pairs: pairs("Event", words(d.Type), "Dates", dates, "Window", window(d), "Place", place.Name, "Known from", d.Source, "Reported by", by.Name)},
		},
	}
	if d.Text != "" {
		doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: d.Text})
	}
	doc.Blocks = append(doc.Blocks, documents.Heading{Level: 1, Text: "Timeline"}, timelineTable(timelineOf(v, id, d, s.zone(v, d))), documents.Heading{Level: 1, Text: "Evidence"}, evidenceTable(append(evidenceOf(v, id), evidenceOfDelays(v, id)...), s.zone(v, d)))
	doc.Blocks = append(doc.Blocks, s.boards(v, d)...)
	return documents.Document{Meta: doc.Meta, Size: doc.Size, Blocks: append(doc.Blocks, costBlocks(v, id)...)}, nil
}

func pairs(list ...string) []documents.Pair {
	var out []documents.Pair
	for i := 0; i+1 < len(list); i += 2 {
		if list[i+1] != "" {
			out = append(out, documents.Pair{Label: list[i], Value: list[i+1]})
		}
	}
	return out
}

func window(d production.Disruption) string {
	if d.WindowToMin == 0 {
		return ""
	}
	at := func(m int) string {
		next := ""
		if m >= 1440 {
			next = "+1"
		}
		return fmt.Sprintf("%02d:%02d%s", m/60%24, m%60, next)
	}
	return at(d.WindowFromMin) + " to " + at(d.WindowToMin)
}

// zone is the time zone of the crew of a disruption's board.
func (s *service) zone(v graph.View, d production.Disruption) *time.Location {
	b, _ := graph.Get[production.Board](v, d.Board.ID)
	u, _ := graph.Get[production.Unit](v, b.Unit.ID)
	if z, err := time.LoadLocation(u.TimeZone); err == nil {
		return z
	}
	return time.UTC
}

// Moment is one line of the timeline of a disruption.
type Moment struct {
	AtMS int64  `json:"at_ms"`
	What string `json:"what"`
	Who  string `json:"who,omitempty"`
	at   string
}

// timelineOf tells what happened when, in order.
func timelineOf(v graph.View, id graph.ID, d production.Disruption, zone *time.Location) []Moment {
	party := func(p graph.Ref[production.Party]) string {
		rec, _ := graph.Get[production.Party](v, p.ID)
		return rec.Name
	}
	out := []Moment{}
	add := func(ms int64, who, format string, args ...any) {
		if ms != 0 {
			out = append(out, Moment{AtMS: ms, What: fmt.Sprintf(format, args...), Who: who, at: time.UnixMilli(ms).In(zone).Format("2 Jan 2006 15:04")})
		}
	}
	add(d.ReportedAtMS, party(d.ReportedBy), "Reported: %s", d.Name)
	for _, e := range graph.Referring[production.Evidence](v, id, "about") {
		add(e.MadeAtMS, party(e.By), "Evidence made: %s", e.Name)
		add(e.AtMS, party(e.By), "Evidence handed in: %s", e.Name)
	}
	for sid, sc := range graph.Referring[production.Scenario](v, id, "about") {
		if rec, ok := v.Record(sid); ok {
			add(rec.Born.Ms, "", "Way out worked out. %s", sc.Question)
		}
		for did, a := range graph.Referring[production.Decision](v, sid, "about") {
			if rec, ok := v.Record(did); ok && a.Answer != "withdrawn" {
				add(rec.Born.Ms, party(a.AskedBy), "%s asked to approve. %s", cmp.Or(party(a.Decider), "Somebody"), sc.Question)
				add(a.AnsweredAtMS, party(a.Decider), "%s. %s", map[string]string{"yes": "Approved", "no": "Refused", "changes": "Changes wanted"}[a.Answer], a.Reason)
			}
		}
	}
	add(d.DecidedAtMS, "", "The chosen way became the plan")
	for _, x := range graph.Referring[production.Delay](v, id, "disruption") {
		add(x.NoticedAtMS, "", "The insurer was told %s", x.ClaimNumber)
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return cmp.Or(cmp.Compare(a.AtMS, b.AtMS), strings.Compare(a.What, b.What)) })
	return out
}

func timelineTable(list []Moment) documents.Table {
	g := documents.Group{}
	for _, m := range list {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(m.at), documents.Text(strings.TrimSpace(m.What)), documents.Text(m.Who)}})
	}
	return documents.Table{Name: "Timeline", Columns: []documents.Column{{Title: "When", Width: documents.Fixed(96)}, {Title: "What", Width: documents.Share(3)}, {Title: "Who", Width: documents.Share(1)}}, Groups: []documents.Group{g}}
}

func evidenceOfDelays(v graph.View, id graph.ID) []EvidenceItem {
	var out []EvidenceItem
	for did := range graph.Referring[production.Delay](v, id, "disruption") {
		out = append(out, evidenceOf(v, did)...)
	}
	return out
}

func evidenceTable(list []EvidenceItem, zone *time.Location) documents.Table {
	g := documents.Group{}
	for i, e := range list {
		made := ""
		if e.MadeAtMS != 0 {
			made = time.UnixMilli(e.MadeAtMS).In(zone).Format("2 Jan 2006 15:04")
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Count(i + 1), documents.Text(e.Name), documents.Text(cmp.Or(e.File, e.Source)), documents.Text(made), documents.Text(e.By)}})
	}
	if len(list) == 0 {
		g.Rows = append(g.Rows, documents.Row{Banner: true, Cells: []documents.Cell{documents.Text("None was handed in yet.")}})
	}
	return documents.Table{Name: "Evidence", Columns: []documents.Column{{Title: "No.", Width: documents.Fixed(28), Align: documents.Right}, {Title: "What it shows", Width: documents.Share(2)}, {Title: "File or source", Width: documents.Share(2)}, {Title: "Made", Width: documents.Fixed(92)}, {Title: "Handed in by", Width: documents.Share(1)}}, Groups: []documents.Group{g}}
}

// boards are the days of the board that the decision changed, before and after; nothing before a
// decision.
func (s *service) boards(v graph.View, d production.Disruption) []documents.Block {
	sc, ok := graph.Get[production.Scenario](v, d.Chosen.ID)
	if !ok || d.DecidedAtMS == 0 || s.Worlds == nil {
		return nil
	}
	c := Card{ID: d.Chosen.ID, Branch: sc.BranchID}
	if err := s.fill(context.Background(), v, d, &c); err != nil {
		return []documents.Block{documents.Heading{Level: 1, Text: "The plan"}, documents.Paragraph{Text: "The board before and after cannot be shown: " + err.Error() + "."}}
	}
	out := []documents.Block{documents.Heading{Level: 1, Text: "The plan before and after"}, documents.Paragraph{Text: sc.Question + ". " + predicted(c) + "."}, boardTable(c)}
	out = append(out, documents.Heading{Level: 1, Text: "Rules"})
	for _, x := range c.Verdicts {
		out = append(out, documents.Paragraph{Text: words(x.Topic) + ": " + x.Text})
	}
	return out
}

func boardTable(c Card) documents.Table {
	t := documents.Table{Name: "Board", Columns: []documents.Column{{Title: "Date", Width: documents.Fixed(88)}, {Title: "Unit", Width: documents.Fixed(72)}, {Title: "Before"}, {Title: "After"}}}
	type key struct{ date, unit string }
	rows := map[key][2][]PictureStrip{}
	var order []key
	for side, list := range [][]PictureDay{c.Before, c.After} {
		for _, day := range list {
			k := key{day.Date.String(), day.Unit}
			r, known := rows[k]
			if !known {
				order = append(order, k)
			}
			r[side] = day.Strips
			rows[k] = r
		}
	}
	slices.SortFunc(order, func(a, b key) int { return cmp.Or(strings.Compare(a.date, b.date), strings.Compare(a.unit, b.unit)) })
	g := documents.Group{}
	for _, k := range order {
		row := documents.Row{Cells: []documents.Cell{documents.Text(k.date), documents.Text(k.unit)}}
		for side := range 2 {
			list := rows[k][side]
			text := make([]string, len(list))
			cell := documents.Cell{}
			for i, st := range list {
				text[i] = st.Number
				if st.Moved || st.Hit {
					cell.Style.Bold = true
				}
				cell.Fill = stripFill(st)
			}
			cell.Text = cmp.Or(strings.Join(text, ", "), "–")
			row.Cells = append(row.Cells, cell)
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	return t
}

// stripFill is the colour of a strip on paper.
func stripFill(st PictureStrip) documents.Colour {
	c, err := documents.Hex(strips.Classic.Of(strips.Scene{IntExt: st.IntExt, Time: st.Light}).Colour)
	if err != nil {
		return 0
	}
	return c
}

// costBlocks are the costs of the delays of a disruption, for those who may know them.
func costBlocks(v graph.View, id graph.ID) []documents.Block {
	out := []documents.Block{documents.Heading{Level: 1, Text: "Cost"}}
	if !may(v, production.RightMoney) {
		return append(out, documents.Paragraph{Text: "What it cost is not for this reader."})
	}
	t := documents.Table{Name: "Cost", Columns: []documents.Column{{Title: "What"}, {Title: "How it is known", Width: documents.Share(2)}, {Title: "Borne by"}, {Title: "Amount", Align: documents.Right}}}
	g := documents.Group{}
	var total []production.Money
	for did, d := range graph.Referring[production.Delay](v, id, "disruption") {
		e := entryOf(v, did, d)
		for _, c := range e.Costs {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(words(c.Type)), documents.Text(c.Source), documents.Text(words(e.BorneBy)), documents.Text(c.Amount.String())}})
			total = plus(total, c.Amount)
		}
	}
	g.Total = &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{{Text: "Together", Span: 3}, documents.Text(cmp.Or(sums(total), "–"))}}
	t.Groups = []documents.Group{g}
	return append(out, t)
}

// claimZip writes the claim file with everything that belongs to it: the paper as PDF and workbook, and the
// evidence as it was handed in.
func (s *service) claimZip(ctx context.Context, v graph.View, id graph.ID, w io.Writer) error {
	doc, err := s.describeClaim(v, id)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, format := range []documents.Format{documents.AsPDF, documents.AsXLSX} {
		f, err := documents.Render(doc, format, documents.Recipient{})
		if err != nil {
			return err
		}
		part, err := z.Create("claim." + string(format))
		if err != nil {
			return err
		}
		if _, err := part.Write(f.Body); err != nil {
			return err
		}
	}
	about := []graph.ID{id}
	for did := range graph.Referring[production.Delay](v, id, "disruption") {
		about = append(about, did)
	}
	n := 0
	for _, of := range about {
		for _, e := range graph.Referring[production.Evidence](v, of, "about") {
			n++
			if e.FileHash == "" {
				continue
			}
			if err := s.evidenceFile(ctx, z, fmt.Sprintf("evidence/%02d %s", n, safeName(cmp.Or(e.FileName, e.Name))), e.FileHash); err != nil {
				return fmt.Errorf("evidence %q: %w", e.Name, err)
			}
		}
	}
	return z.Close()
}

func (s *service) evidenceFile(ctx context.Context, z *zip.Writer, name, hash string) error {
	r, err := s.Files.Open(ctx, hash)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // it was only read
	part, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(part, r)
	return err
}

// safeName is a file name that stays in its folder on every system.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, s)
	return strings.TrimLeft(s, ". ")
}
