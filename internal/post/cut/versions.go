package cut

import (
	"cmp"
	"slices"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/recut"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// VersionItem is a version of the cut in a list.
type VersionItem struct {
	ID         graph.ID  `json:"id"`
	Name       string    `json:"name"`
	Type       string    `json:"type"`
	Number     int       `json:"number"`
	Previous   graph.ID  `json:"previous,omitzero"`
	Rate       rate.Rate `json:"rate"`
	Start      string    `json:"start"`
	StartFrame int64     `json:"start_frame"`
	DropFrame  bool      `json:"drop_frame"`
	Length     int64     `json:"length"`
	LengthText string    `json:"length_text"`
	Format     string    `json:"format"`
	FileName   string    `json:"file_name"`
	AtMS       int64     `json:"at_ms"`
	Locked     bool      `json:"locked"`
	Note       string    `json:"note"`
}

func versionItem(v graph.View, id graph.ID, t production.Timeline) VersionItem {
	b := base(t)
	return VersionItem{ID: id, Name: t.Name, Type: t.Type, Number: t.Number, Previous: t.Previous.ID, Rate: t.Rate, Start: b.Format(t.StartFrames), StartFrame: t.StartFrames,
		DropFrame: t.DropFrame, Length: t.LengthFrames, LengthText: b.FormatLong(t.LengthFrames), Format: t.Format, FileName: t.FileName, AtMS: t.AtMS, Locked: t.Locked, Note: t.Note}
}

// versions lists the timelines, the latest first.
func versions(v graph.View) []VersionItem {
	out := []VersionItem{}
	for id, t := range graph.All[production.Timeline](v) {
		out = append(out, versionItem(v, id, t))
	}
	slices.SortStableFunc(out, func(a, b VersionItem) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), cmp.Compare(b.AtMS, a.AtMS), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// TrackPicture is a track as the timeline draws it.
type TrackPicture struct {
	ID    graph.ID      `json:"id"`
	Label string        `json:"label"`
	Name  string        `json:"name"`
	Type  string        `json:"type"`
	Items []ItemPicture `json:"items"`
}

// ItemPicture is a piece on a track.
type ItemPicture struct {
	ID     graph.ID `json:"id"`
	Type   string   `json:"type"`
	At     int64    `json:"at"` // frames from the first of the cut
	Length int64    `json:"length"`
	Name   string   `json:"name"`
	Media  string   `json:"media"`
	Clip   graph.ID `json:"clip,omitzero"`
	In     int64    `json:"in"` // source frame from the clip's first
	Scene  string   `json:"scene"`
	Take   string   `json:"take"` // such as 42A-3
	Temp   bool     `json:"temp"`
	Speed  float64  `json:"speed"`
}

// MarkerPicture is a marker as the timeline draws it.
type MarkerPicture struct {
	ID    graph.ID `json:"id"`
	At    int64    `json:"at"`
	Code  string   `json:"code"`
	Text  string   `json:"text"`
	Note  string   `json:"note"`
	Color string   `json:"color"`
	Track string   `json:"track"`
}

// Picture is a cut as the page shows it.
type Picture struct {
	VersionItem
	Tracks  []TrackPicture  `json:"tracks"`
	Markers []MarkerPicture `json:"markers"`
	Runtime Runtime         `json:"runtime"`
	Debts   []Debt          `json:"debts"`
	Music   Occupancy       `json:"music"`
	Rounds  []Round         `json:"rounds"`
}

func (s *service) picture(v graph.View, id graph.ID) (Picture, error) {
	c, err := read(v, id)
	if err != nil {
		return Picture{}, err
	}
	out := Picture{VersionItem: versionItem(v, id, c.line), Tracks: []TrackPicture{}, Markers: []MarkerPicture{}, Runtime: s.runtime(v, c), Debts: debts(v, c), Music: occupancy(v, c), Rounds: rounds(v, c)}
	for _, t := range c.tracks {
		p := TrackPicture{ID: t.id, Label: t.label, Name: t.Name, Type: t.Type, Items: []ItemPicture{}}
		for _, it := range t.items {
			p.Items = append(p.Items, itemPicture(v, it))
		}
		out.Tracks = append(out.Tracks, p)
	}
	for _, m := range markersOf(v, id) {
		out.Markers = append(out.Markers, MarkerPicture{m.id, m.AtFrames, c.code(m.AtFrames), m.Text, m.Note, m.Color, m.Track})
	}
	return out, nil
}

func itemPicture(v graph.View, it item) ItemPicture {
	p := ItemPicture{ID: it.id, Type: it.Type, At: it.StartFrames, Length: it.LengthFrames, Name: it.Name, Media: it.Media, In: it.SourceInFrames, Scene: sceneNumber(v, it.Scene.ID),
		Temp: it.Temp, Speed: 1}
	switch {
	case it.Freeze:
		p.Speed = 0
	case it.SpeedBP != 0:
		p.Speed = float64(it.SpeedBP) / 10000
	}
	if clip, ok := graph.Get[production.Clip](v, it.Clip.ID); ok {
		p.Clip = it.Clip.ID
		p.Take = takeName(v, clip.Take.ID)
	}
	return p
}

// takeName is what people call a take: 42A-3.
func takeName(v graph.View, id graph.ID) string {
	t, ok := graph.Get[production.Take](v, id)
	if !ok {
		return ""
	}
	set, _ := graph.Get[production.Setup](v, t.Setup.ID)
	return set.Slate + "-" + string(appendInt(nil, t.Number)) + t.Suffix
}

// seen is a stretch of the cut with the item that is seen in it.
type seen struct {
	item
	from, to int64
}

// picture lists what is seen, in order of the cut.
func (c *cut) seen() []seen {
	shots, _ := timeline.Shots(c.node)
	var list []*timeline.Shot
	for i := range shots {
		if !shots[i].Audio {
			list = append(list, &shots[i])
		}
	}
	var out []seen
	for _, p := range recut.Seen(list) {
		out = append(out, seen{c.items[c.of[p.Shot.Node]], p.From - c.line.StartFrames, p.To - c.line.StartFrames})
	}
	return out
}
