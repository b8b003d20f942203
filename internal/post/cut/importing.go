package cut

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/ale"
	"backlot/film/timeline/cutfile"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// maxList bounds an uploaded list: base64 adds a third.
const maxList = 90 << 20

// sent is a file as it comes: in the request, or uploaded before.
type sent struct {
	Name    string `json:"name" minLength:"1" doc:"File name; its ending helps to tell the format"`
	Content []byte `json:"content,omitempty" doc:"The file, base64"`
	File    string `json:"file,omitempty" doc:"Id of an uploaded file, instead of its content"`
}

// listFile is a list as a page sends it.
type listFile struct {
	sent
	Rate     string `json:"rate,omitempty" doc:"Frames a second of a list that does not say: 24, 24000/1001"`
	Sequence int    `json:"sequence,omitempty" minimum:"0" doc:"Which of several timelines in the file, from 0"`
	Logs     []sent `json:"logs,omitempty" maxItems:"20" doc:"Avid logs (ALE) that say which clip a reel and timecode of the list is"`
}

// opened is a list that was read.
type opened struct {
	format   cutfile.Format
	node     *timeline.Node
	names    []string // of all timelines in the file
	findings []timeline.Finding
	hash     string
	drop     bool     // codes count drop-frame
	logged   int      // pieces that the logs named
	id       graph.ID // of the version; zero: a new one
	tell     tell
}

// open reads the list. One that does not say its rate, as an edit list, is counted at the rate of the production where that
// has the codes the list has: 24 may be 23.976.
func (f listFile) open(v graph.View) (*opened, error) {
	var o cutfile.Options
	if f.Rate != "" {
		r, err := rate.Parse(f.Rate)
		if err != nil {
			return nil, fault.At("body.rate", "%w", err)
		}
		o.Rate = r
	}
	file, err := cutfile.Parse(f.Content, f.Name, o)
	if err != nil {
		return nil, fault.At("body.content", "%w", err)
	}
	if file.Format == cutfile.ALE {
		return nil, fault.At("body.content", "%s lists clips and is no cut: want a timeline such as an OTIO, an EDL, an AAF or an XML, and this beside it as a log", f.Name)
	}
	if r := usualRate(v); f.Rate == "" && file.Format == cutfile.EDL && !r.IsZero() && len(file.Root.Timelines()) > 0 {
		if guessed := file.Root.Timelines()[0].Rate(); guessed != r && guessed.Nominal() == r.Nominal() {
			if file, err = cutfile.Parse(f.Content, f.Name, cutfile.Options{Rate: r}); err != nil {
				return nil, fault.At("body.content", "%w", err)
			}
			file.Findings = append(file.Findings, timeline.Finding{Level: timeline.Note, Text: "a list has no frame rate; counted at " + r.String() + ", as this production is"})
		}
	}
	out := &opened{format: file.Format, findings: file.Findings}
	list := file.Root.Timelines()
	for _, n := range list {
		out.names = append(out.names, n.Name)
	}
	if f.Sequence >= len(list) {
		if len(list) == 0 {
			return nil, fault.At("body.content", "%s holds no timeline", f.Name)
		}
		return nil, fault.At("body.sequence", "%s holds %d timelines: want one of 0 to %d", f.Name, len(list), len(list)-1)
	}
	out.node = list[f.Sequence]
	if err := out.attach(f.Logs); err != nil {
		return nil, err
	}
	out.drop = out.format == cutfile.EDL && dropLine.Match(f.Content) || strings.EqualFold(out.node.Metadata.Text("fcp_xml", "timecode", "displayformat"), "DF")
	return out, nil
}

// attach gives the pieces that name a reel only the clips that logs know under it.
func (o *opened) attach(logs []sent) error {
	var rows []*timeline.Node
	for i, l := range logs {
		file, err := cutfile.Parse(l.Content, l.Name, cutfile.Options{})
		if err != nil {
			return fault.At(fmt.Sprintf("body.logs[%d].content", i), "%w", err)
		}
		if file.Format != cutfile.ALE {
			return fault.At(fmt.Sprintf("body.logs[%d].content", i), "%s is no log: want an Avid log (ALE), which begins with Heading", l.Name)
		}
		for _, one := range file.Findings {
			one.Place = strings.TrimSpace(l.Name + " " + one.Place)
			o.findings = append(o.findings, one)
		}
		rows = append(rows, file.Root)
	}
	named, findings := ale.Attach(o.node, rows...)
	o.logged, o.findings = named, append(o.findings, findings...)
	return nil
}

// usualRate is the rate of the latest cut, else the one the production is shot at.
func usualRate(v graph.View) rate.Rate {
	if _, t, ok := latest(v, graph.ID{}); ok {
		return t.Rate
	}
	for _, t := range graph.All[production.Title](v) {
		return t.FrameRate
	}
	return rate.Rate{}
}

// dropLine is the line of an edit list that says its codes count drop-frame.
var dropLine = regexp.MustCompile(`(?m)^FCM:\s*DROP`)

// addressOf is the address under which a file is kept: SHA-256, as core/files has it.
func addressOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

type readIn struct{ listFile }

// ListReport is what a list holds, before anything is imported.
type ListReport struct {
	Name       string             `json:"name"`
	Format     string             `json:"format"`
	Sequences  []string           `json:"sequences"` // names of the timelines in the file
	Rate       rate.Rate          `json:"rate"`
	Length     int64              `json:"length"` // frames
	LengthText string             `json:"length_text"`
	Start      string             `json:"start"`
	Tracks     []string           `json:"tracks"`
	Shots      int                `json:"shots"`
	Known      int                `json:"known"`  // shots whose clip was found
	Logged     int                `json:"logged"` // shots that the logs named
	Markers    int                `json:"markers"`
	Unresolved []Unresolved       `json:"unresolved"`
	Findings   []timeline.Finding `json:"findings"`
	// Same is the cut that was imported from this very file.
	Same     graph.ID `json:"same,omitzero"`
	SameName string   `json:"same_name,omitempty"`
	// Number and Previous are proposed.
	Number   int      `json:"number"`
	Previous graph.ID `json:"previous,omitzero"`
}

// Unresolved is a medium of a list that is no clip of the production.
type Unresolved struct {
	Media string `json:"media"`
	Reel  string `json:"reel"`
	Why   string `json:"why" enum:"unknown,ambiguous,timecode"`
	Shots int    `json:"shots"`
	First string `json:"first"` // timecode of the cut where it is first seen
}

// read says what a list holds.
func (s *service) read(ctx context.Context, in readIn) (ListReport, error) {
	if err := s.fetch(ctx, &in.listFile, nil); err != nil {
		return ListReport{}, err
	}
	return report(web.ViewOf(ctx), in.listFile, nil)
}

// report says what a list holds; tell may stop it.
func report(v graph.View, in listFile, tell tell) (ListReport, error) {
	if err := tell.say(0.1, readingList); err != nil {
		return ListReport{}, err
	}
	o, err := in.open(v)
	if err != nil {
		return ListReport{}, err
	}
	if err := tell.say(0.6, findingClips); err != nil {
		return ListReport{}, err
	}
	shots, r := timeline.Shots(o.node)
	line := lineOf(o, r)
	out := ListReport{Name: cmp.Or(o.node.Name, stem(in.Name)), Format: string(o.format), Sequences: o.names, Rate: r, Shots: len(shots), Length: length(o.node, r),
		Markers: len(marks(o.node, shots, r)), Logged: o.logged, Findings: append([]timeline.Finding{}, o.findings...), Tracks: []string{}}
	out.LengthText = base(line).FormatLong(out.Length)
	out.Start = base(line).Format(line.StartFrames)
	for _, t := range trackRows(o.node) {
		out.Tracks = append(out.Tracks, t.label)
	}
	shelf := newShelf(v)
	out.Unresolved = unresolved(shelf, shots, line)
	for i := range shots {
		if _, why := shelf.find(&shots[i]); why == "" {
			out.Known++
		}
		if err := tell.each(i, len(shots), 0.6, 1, findingClips); err != nil {
			return ListReport{}, err
		}
	}
	if id, t, ok := sameFile(v, addressOf(in.Content)); ok {
		out.Same, out.SameName = id, t.Name
	}
	if id, t, ok := latest(v, graph.ID{}); ok {
		out.Previous, out.Number = id, t.Number+1
	} else {
		out.Number = 1
	}
	return out, nil
}

// unresolved lists the media that are no clips, the most used first.
func unresolved(shelf *shelf, shots []timeline.Shot, line production.Timeline) []Unresolved {
	at := map[string]int{}
	out := []Unresolved{}
	for i := range shots {
		s := &shots[i]
		if strings.HasPrefix(s.Media, "generated ") {
			continue
		}
		_, why := shelf.find(s)
		if why == "" {
			continue
		}
		k, ok := at[s.Media]
		if !ok {
			k = len(out)
			at[s.Media] = k
			out = append(out, Unresolved{Media: s.Media, Reel: s.Reel, Why: why, First: base(line).Format(s.Start)})
		}
		out[k].Shots++
	}
	slices.SortStableFunc(out, func(a, b Unresolved) int { return b.Shots - a.Shots })
	return out
}

// length is how long a timeline is in frames.
func length(n *timeline.Node, r rate.Rate) int64 {
	most := int64(0)
	if n.Tracks != nil {
		for _, t := range n.Tracks.Children {
			most = max(most, t.Duration().FramesAt(r))
		}
	}
	return most
}

func sameFile(v graph.View, hash string) (graph.ID, production.Timeline, bool) {
	for id, t := range graph.All[production.Timeline](v) {
		if t.FileHash == hash {
			return id, t, true
		}
	}
	return graph.ID{}, production.Timeline{}, false
}

// cutTypes are the timelines that are versions of the film.
var cutTypes = map[string]bool{"assembly": true, "editors_cut": true, "directors_cut": true, "producers_cut": true, "locked_cut": true, "reel": true}

// latest is the version of the film, or of an episode, with the highest number.
func latest(v graph.View, episode graph.ID) (id graph.ID, line production.Timeline, ok bool) {
	for i, t := range graph.All[production.Timeline](v) {
		if cutTypes[t.Type] && t.Episode.ID == episode && (!ok || t.Number >= line.Number) {
			id, line, ok = i, t, true
		}
	}
	return id, line, ok
}

type importIn struct {
	listFile
	Title    string                         `json:"title,omitempty" maxLength:"200" doc:"Name of the cut; left out: as the file says"`
	Type     string                         `json:"type,omitempty" enum:"assembly,editors_cut,directors_cut,producers_cut,locked_cut,reel,trailer,featurette" doc:"editors_cut when left out"`
	Number   int                            `json:"number,omitempty" minimum:"0" doc:"Left out: one more than the version before"`
	Previous graph.Ref[production.Timeline] `json:"previous,omitzero" doc:"Version it was made from; left out: the latest"`
	Alone    bool                           `json:"alone,omitempty" doc:"It was made from no other version"`
	Episode  graph.Ref[production.Episode]  `json:"episode,omitzero"`
	Note     string                         `json:"note,omitempty" maxLength:"2000" doc:"What is new in it"`
}

// add imports a version of the cut.
func (s *service) add(ctx context.Context, v graph.View, in importIn, now time.Time) (graph.Change, error) {
	if err := s.fetch(ctx, &in.listFile, nil); err != nil {
		return graph.Change{}, err
	}
	return s.addAs(ctx, v, graph.ID{}, in, now, nil)
}

// addAs imports a version under an id, or under a new one; tell may stop it.
func (s *service) addAs(ctx context.Context, v graph.View, id graph.ID, in importIn, now time.Time, tell tell) (graph.Change, error) {
	if err := tell.say(0.1, readingList); err != nil {
		return graph.Change{}, err
	}
	o, err := in.listFile.open(v)
	if err != nil {
		return graph.Change{}, err
	}
	o.id, o.tell = id, tell
	if o.hash, err = s.files.Keep(ctx, bytes.NewReader(in.Content)); err != nil {
		return graph.Change{}, err
	}
	if _, t, ok := sameFile(v, o.hash); ok {
		return graph.Change{}, fault.New(fault.Conflict, "this list is in the production already: %s", t.Name)
	}
	e := v.Edit(s.ids, "Import "+cmp.Or(in.Title, o.node.Name, in.Name))
	if _, err := land(e, v, in, o, now); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

// land makes the records of a version, and takes over what was spotted on the version before.
func land(e *graph.Edit, v graph.View, in importIn, o *opened, now time.Time) (graph.ID, error) {
	previous, was, ok := latest(v, in.Episode.ID)
	if in.Alone {
		previous, ok = graph.ID{}, false
	}
	if !in.Previous.IsZero() {
		if was, ok = graph.Get[production.Timeline](v, in.Previous.ID); !ok {
			return graph.ID{}, fault.At("body.previous", "no cut %s", in.Previous)
		}
		previous = in.Previous.ID
	}
	_, r := timeline.Shots(o.node)
	line := lineOf(o, r)
	line.Name, line.Type, line.Episode, line.Note = cmp.Or(in.Title, o.node.Name, in.Name), cmp.Or(in.Type, "editors_cut"), in.Episode, in.Note
	line.FileHash, line.FileName, line.AtMS = o.hash, in.Name, now.UnixMilli()
	line.Number = cmp.Or(in.Number, 1)
	if ok {
		line.Previous = graph.To[production.Timeline](previous)
		line.Number = cmp.Or(in.Number, was.Number+1)
	}
	next := write(e, v, o.id, line, o.node, o.tell)
	if !ok {
		return next.id, nil
	}
	if err := o.tell.say(0.9, comparing); err != nil {
		return graph.ID{}, err
	}
	old, err := read(v, previous)
	if err != nil {
		return graph.ID{}, err
	}
	carry(e, v, pairOf(old, next))
	return next.id, nil
}

// Import makes a version of the cut from a list, as the page does: for seeds and demos. The version before is the latest.
// hash is the address under which the caller keeps the list, or "".
func Import(e *graph.Edit, v graph.View, list []byte, name, hash string, as production.Timeline) (graph.ID, error) {
	in := importIn{listFile: listFile{sent: sent{Name: name, Content: list}, Rate: as.Rate.String()}, Title: as.Name, Type: as.Type, Number: as.Number, Episode: as.Episode, Note: as.Note}
	o, err := in.listFile.open(v)
	if err != nil {
		return graph.ID{}, err
	}
	o.hash = hash
	return land(e, v, in, o, time.UnixMilli(as.AtMS))
}

// lineOf is the record of a list, without its name.
func lineOf(o *opened, r rate.Rate) production.Timeline {
	line := production.Timeline{Rate: r, Format: string(o.format), LengthFrames: length(o.node, r)}
	if o.node.Start != nil {
		line.StartFrames = max(o.node.Start.FramesAt(r), 0)
	}
	line.DropFrame = o.drop && r.Den == 1001 && r.Nominal()%30 == 0
	return line
}

// trackRow is a track of a list on its way to a record.
type trackRow struct {
	node  *timeline.Node
	label string
	kind  string
}

func trackRows(n *timeline.Node) []trackRow {
	var out []trackRow
	video, audio := 0, 0
	if n.Tracks == nil {
		return nil
	}
	for _, t := range n.Tracks.Children {
		if t.Kind != timeline.Track {
			continue
		}
		row := trackRow{node: t}
		if t.TrackKind == timeline.Audio {
			audio++
			row.label, row.kind = label("A", audio), soundOf(t.Name)
		} else {
			video++
			row.label, row.kind = label("V", video), "video"
		}
		out = append(out, row)
	}
	return out
}

// sounds tell what a sound track carries by the words cutting rooms write.
var sounds = []struct {
	kind string
	in   *regexp.Regexp
}{
	{"adr", regexp.MustCompile(`(?i)\bADR`)}, {"dialogue", regexp.MustCompile(`(?i)\b(DX|DIA|DIALOG)`)}, {"music", regexp.MustCompile(`(?i)\b(MX|MUS)`)},
	{"foley", regexp.MustCompile(`(?i)\bFOL`)}, {"ambience", regexp.MustCompile(`(?i)\b(AMB|BG|ATMO)`)}, {"effects", regexp.MustCompile(`(?i)\b(FX|SFX|EFFECT)`)},
}

func soundOf(name string) string {
	for _, s := range sounds {
		if s.in.MatchString(name) {
			return s.kind
		}
	}
	return "audio"
}

// write makes the records of a timeline, under an id or a new one, and gives the cut as it will be read. When tell stops it,
// so does the edit.
func write(e *graph.Edit, v graph.View, id graph.ID, line production.Timeline, n *timeline.Node, tell tell) *cut {
	if id.IsZero() {
		id = graph.Add(e, line)
	} else {
		graph.AddAs(e, id, line)
	}
	c := &cut{id: id, line: line, base: base(line), of: map[*timeline.Node]graph.ID{}, items: map[graph.ID]item{}}
	shots, r := timeline.Shots(n)
	shelf := newShelf(v)
	rows := trackRows(n)
	at := map[string]int{}
	orders := graph.Orders(len(rows))
	for i, row := range rows {
		rec := production.TimelineTrack{Timeline: graph.To[production.Timeline](c.id), Name: cmp.Or(row.node.Name, row.label), Type: row.kind, Order: orders[i]}
		at[row.label] = i
		c.tracks = append(c.tracks, track{id: graph.Add(e, rec), TimelineTrack: rec, label: row.label})
		for _, d := range dissolves(row.node, r) {
			c.add(e, &c.tracks[i], d)
		}
	}
	for i := range shots {
		s := &shots[i]
		k, ok := at[s.Track]
		if it := itemOf(shelf, s, line.StartFrames, c.tracks[k].Name); ok && it.LengthFrames > 0 {
			c.add(e, &c.tracks[k], it)
		}
		if err := tell.each(i, len(shots), 0.5, 0.9, writingDown); err != nil {
			e.Fail(err)
			return c
		}
	}
	for _, m := range marks(n, shots, r) {
		m.Timeline = graph.To[production.Timeline](c.id)
		graph.Add(e, m)
	}
	c.build(v)
	return c
}

// add makes the record of an item on a track.
func (c *cut) add(e *graph.Edit, t *track, it production.TimelineItem) {
	it.Track = graph.To[production.TimelineTrack](t.id)
	one := item{graph.Add(e, it), it, t.label}
	t.items = append(t.items, one)
	c.items[one.id] = one
}

var (
	tempName  = regexp.MustCompile(`(?i)\btemp|_temp|^tmp`)
	slugName  = regexp.MustCompile(`(?i)\b(slug|scene missing|shot missing|missing)\b`)
	titleName = regexp.MustCompile(`(?i)\b(title|text|caption|card|credit|lower.?third|subtitle)`)
)

// itemOf is the record of a shot.
func itemOf(shelf *shelf, s *timeline.Shot, start int64, trackName string) production.TimelineItem {
	it := production.TimelineItem{Type: "clip", Name: s.Name, StartFrames: max(s.Start-start, 0), LengthFrames: s.Length(), Media: s.Media, Reel: s.Reel,
		SourceStartFrames: s.In, SourceLengthFrames: max(s.Out-s.In, 0), SourceRate: s.Source, Freeze: s.Speed == 0}
	if s.Speed != 1 && s.Speed != 0 {
		it.SpeedBP = int(s.Speed*10000 + 0.5*sign(s.Speed))
	}
	var comments []string
	s.Node.Metadata.Into(&comments, "cmx_3600", "comments")
	it.Note = strings.Join(comments, "\n")
	said := s.Name + " " + s.Media + " " + it.Note
	switch generated := strings.HasPrefix(s.Media, "generated "); {
	case slugName.MatchString(said):
		it.Type, it.Temp = "slug", true
	case generated && titleName.MatchString(said):
		it.Type = "title"
	case generated:
		it.Type = "generator"
	}
	it.Temp = it.Temp || tempName.MatchString(said) || tempName.MatchString(trackName)
	found, why := shelf.find(s)
	if why == "" {
		it.Clip = graph.To[production.Clip](found.id)
		it.SourceInFrames, it.SourceStartFrames = found.fromFirst(s)
	}
	if scene := shelf.scene(found.id, s); !scene.IsZero() {
		it.Scene = graph.To[production.Scene](scene)
	}
	if slate, take := loggedTake(s); why != "" && slate != "" {
		it.Note = strings.TrimSpace(it.Note + "\n" + strings.TrimSuffix("Scene "+slate+", take "+take, ", take "))
	}
	return it
}

func sign(f float64) float64 {
	if f < 0 {
		return -1
	}
	return 1
}

// dissolves are the transitions of a track as items: what they take of the clips before and after.
func dissolves(t *timeline.Node, r rate.Rate) []production.TimelineItem {
	var out []production.TimelineItem
	var at timeline.Time
	for _, c := range t.Children {
		if c.Kind != timeline.Transition {
			at = at.Add(c.Duration())
			continue
		}
		from := at.FramesAt(r) - c.InOffset.FramesAt(r)
		if n := c.InOffset.FramesAt(r) + c.OutOffset.FramesAt(r); n > 0 {
			out = append(out, production.TimelineItem{Type: "transition", Name: cmp.Or(c.Name, c.Shape), StartFrames: max(from, 0), LengthFrames: n})
		}
	}
	return out
}

// marks are the markers of a timeline with their places in it.
func marks(n *timeline.Node, shots []timeline.Shot, r rate.Rate) []production.Marker {
	var out []production.Marker
	put := func(at int64, track string, m *timeline.Marker) {
		text := cmp.Or(strings.TrimSpace(m.Name), strings.TrimSpace(m.Comment), "marker")
		one := production.Marker{AtFrames: max(at, 0), LengthFrames: max(m.Range.Duration.FramesAt(r), 0), Text: text, Color: strings.ToLower(m.Color), Track: track}
		if note := strings.TrimSpace(m.Comment); note != text {
			one.Note = note
		}
		out = append(out, one)
	}
	origin := int64(0)
	if n.Start != nil {
		origin = n.Start.FramesAt(r)
	}
	if n.Tracks != nil {
		for _, m := range n.Tracks.Markers {
			put(m.Range.Start.FramesAt(r), "", m)
		}
	}
	for i := range shots {
		s := &shots[i]
		for _, m := range s.Node.Markers {
			d := m.Range.Start.FramesAt(s.Source) - s.In
			if s.Speed > 0 && s.Speed != 1 {
				d = int64(float64(d)/s.Speed + 0.5)
			}
			put(s.Start-origin+timeline.Frames(d, s.Source).FramesAt(r), s.Track, m)
		}
	}
	return append(out, holes(n, r)...)
}

// holes are the markers on nothing: scenes that are missing, such as an assembly leaves.
func holes(n *timeline.Node, r rate.Rate) []production.Marker {
	var out []production.Marker
	for _, row := range trackRows(n) {
		var at timeline.Time
		for _, c := range row.node.Children {
			if c.Kind == timeline.Gap {
				for _, m := range c.Markers {
					out = append(out, production.Marker{AtFrames: max(at.FramesAt(r), 0), LengthFrames: c.Duration().FramesAt(r), Text: cmp.Or(m.Name, m.Comment, "marker"), Note: m.Comment,
						Color: strings.ToLower(m.Color)})
				}
			}
			if c.Kind != timeline.Transition {
				at = at.Add(c.Duration())
			}
		}
	}
	return out
}
