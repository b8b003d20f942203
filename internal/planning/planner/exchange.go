package planner

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/sheets"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// maxSchedule bounds an uploaded schedule: a series with all its breakdowns is about 8 MB.
const maxSchedule = 24 << 20

func (s *service) exchangeRoutes(m *web.Mux) {
	web.File(m, "GET "+base+"/file", RightRead, s.boardFile, web.Summary("A board for other programs: Universal Schedule Standard, workbook or CSV"))
	web.Action(m, "POST /api/productions/{production}/board-files/read", rightEdit, s.readBoardFile, web.MaxBody(maxSchedule),
		web.Summary("What importing a schedule would make of it"))
	web.Command(m, "POST /api/productions/{production}/board-files", rightEdit, s.importBoard, web.MaxBody(maxSchedule),
		web.Summary("Import a schedule as a new board"))
}

type boardFileIn struct {
	boardIn
	Format string `query:"format" enum:"uss,xlsx,csv" doc:"uss when left out"`
}

var mediaTypes = map[sheets.Format]string{sheets.USS: "application/json", sheets.CSV: "text/csv; charset=utf-8",
	sheets.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

func (s *service) boardFile(_ context.Context, v graph.View, in boardFileIn) (web.Document, error) {
	b, err := s.Sheets(v, in.Board.ID)
	if err != nil {
		return web.Document{}, err
	}
	format := cmp.Or(sheets.Format(in.Format), sheets.USS)
	var out bytes.Buffer
	if err := sheets.Write(&out, format, b, 0); err != nil {
		return web.Document{}, err
	}
	return web.Document{Name: b.Boards[0].Name + "." + string(format), Type: mediaTypes[format], Body: out.Bytes()}, nil
}

// Sheets is a board with the breakdown of its scenes as scheduling programs know it: days, banners,
// boneyard, and a calendar on which every day has its date. Scenes without a strip lie in the
// boneyard. The ids of sheets are those of strips, or of scenes that have none.
func (p Planner) Sheets(v graph.View, boardID graph.ID) (sheets.Book, error) {
	rec, ok := graph.Get[production.Board](v, boardID)
	if !ok {
		return sheets.Book{}, fault.New(fault.NotFound, "board %s does not exist", boardID)
	}
	days, calendar, err := p.boards.Line(v, boardID)
	if err != nil {
		return sheets.Book{}, err
	}
	w := &bookWriter{v: v, seen: map[graph.ID]bool{}, needs: needsOf(v), category: map[string]bool{}}
	w.b = sheets.Book{Name: rec.Name, Boards: []sheets.Board{{ID: boardID.String(), Name: rec.Name}}}
	for _, d := range days {
		for _, s := range d.Strips {
			w.line(s.ID, d.Date, false)
		}
		if d.Break != "" {
			w.line(d.Break, d.Date, false)
		}
	}
	for id, s := range graph.Referring[production.Strip](v, boardID, "board") {
		if s.Boneyard {
			w.line(id.String(), civil.Date{}, true)
		}
	}
	w.rest()
	w.calendar(days, calendar)
	for _, c := range production.Categories() {
		if name := categoryName(c); w.category[name] {
			w.b.Categories = append(w.b.Categories, name)
		}
	}
	w.b.Categories = append([]string{sheets.Set, sheets.IntExt, sheets.DayNight, sheets.Location}, w.b.Categories...)
	return w.b, nil
}

// bookWriter turns records into sheets.
type bookWriter struct {
	v        graph.View
	b        sheets.Book
	seen     map[graph.ID]bool // scenes that have a strip
	needs    map[graph.ID]map[string][]string
	category map[string]bool
}

// categoryName is what scheduling programs call a category of the breakdown.
func categoryName(c production.Category) string {
	if c.Key == "character" {
		return sheets.Cast
	}
	return c.Plural
}

// needsOf lists what every scene needs, by category; sets are told by the heading.
func needsOf(v graph.View) map[graph.ID]map[string][]string {
	names := map[string]string{}
	for _, c := range production.Categories() {
		names[c.Key] = categoryName(c)
	}
	out := map[graph.ID]map[string][]string{}
	for _, u := range graph.All[production.Use](v) {
		e, ok := graph.Get[production.Element](v, u.Element.ID)
		if !ok || e.Category == "set" || u.Scene.IsZero() {
			continue
		}
		if out[u.Scene.ID] == nil {
			out[u.Scene.ID] = map[string][]string{}
		}
		list := out[u.Scene.ID]
		list[names[e.Category]] = append(list[names[e.Category]], e.Name)
	}
	for _, list := range out {
		for c := range list {
			slices.Sort(list[c])
			list[c] = slices.Compact(list[c])
		}
	}
	return out
}

// line adds one strip.
func (w *bookWriter) line(strip string, date civil.Date, unused bool) {
	id := graph.MustID(strip)
	r, ok := graph.Get[production.Strip](w.v, id)
	if !ok {
		return
	}
	sheet := sheets.Sheet{ID: strip, Elements: map[string][]string{}, Comments: r.Note}
	switch strips.Type(r.Type) {
	case strips.SceneStrip:
		sc, ok := graph.Get[production.Scene](w.v, r.Scene.ID)
		if !ok || sc.Omitted {
			return
		}
		w.seen[r.Scene.ID] = true
		w.scene(&sheet, r.Scene.ID, sc)
		if r.Part != "" {
			sheet.Number += " " + r.Part
		}
		if r.PartEighths > 0 {
			sheet.Minutes = strips.Strip{Type: strips.SceneStrip, Eighths: r.PartEighths, Scene: strips.Scene{Eighths: sc.LengthEighths, Minutes: sheet.Minutes}}.Duration()
			sheet.Eighths = r.PartEighths
		}
		if pl, ok := graph.Get[production.Place](w.v, r.Place.ID); ok {
			sheet.Elements[sheets.Location] = []string{pl.Name}
		}
	case strips.DayBreak:
		sheet.Kind, sheet.Date = sheets.KindDay, date
	default:
		sheet.Kind, sheet.Synopsis, sheet.Minutes = sheets.KindBanner, r.Text, r.BannerMin
	}
	w.put(sheet, unused)
}

func (w *bookWriter) put(sheet sheets.Sheet, unused bool) {
	to := &w.b.Boards[0].Strips
	if unused {
		to = &w.b.Boards[0].Unused
	}
	*to = append(*to, len(w.b.Scenes))
	w.b.Scenes = append(w.b.Scenes, sheet)
}

func (w *bookWriter) scene(sheet *sheets.Sheet, id graph.ID, sc production.Scene) {
	sheet.Number, sheet.Page, sheet.Heading = sc.Number, sc.Page, sc.Heading
	sheet.Eighths, sheet.Minutes, sheet.Synopsis = sc.LengthEighths, sc.EstimatedShootMin, sc.Synopsis
	for c, list := range w.needs[id] {
		sheet.Elements[c], w.category[c] = list, true
	}
	for _, e := range [...]struct{ category, name string }{{sheets.Set, sc.SetName}, {sheets.IntExt, sc.IntExt}, {sheets.DayNight, sc.TimeOfDay}} {
		if e.name != "" {
			sheet.Elements[e.category] = []string{e.name}
		}
	}
}

// sceneRecord is a scene with its id.
type sceneRecord struct {
	id graph.ID
	production.Scene
}

// scenesWithout lists the scenes of the script that are not among some, in script order.
func scenesWithout(v graph.View, some map[graph.ID]bool) []sceneRecord {
	var list []sceneRecord
	for id, sc := range graph.All[production.Scene](v) {
		if !some[id] && !sc.Omitted {
			list = append(list, sceneRecord{id, sc})
		}
	}
	slices.SortFunc(list, func(a, b sceneRecord) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.id.String(), b.id.String()))
	})
	return list
}

// rest adds the scenes that the board has no strip of.
func (w *bookWriter) rest() {
	for _, sc := range scenesWithout(w.v, w.seen) {
		sheet := sheets.Sheet{ID: sc.id.String(), Elements: map[string][]string{}}
		w.scene(&sheet, sc.id, sc.Scene)
		w.put(sheet, true)
	}
}

// calendar makes one on which the days of the board fall on their dates: what the unit does not
// work, and what the board leaves out, is off.
func (w *bookWriter) calendar(days []strips.Dated, works strips.Calendar) {
	if len(days) == 0 || days[0].Date.IsZero() {
		return
	}
	on := map[civil.Date]bool{}
	var weekday [7]bool
	for _, d := range days {
		on[d.Date], weekday[d.Date.Weekday()] = true, true
	}
	first, last := days[0].Date, days[len(days)-1].Date
	c := sheets.Calendar{ID: "calendar-" + w.b.Boards[0].ID, Name: w.b.Name, DaysOff: []int{}}
	event := func(d civil.Date, effect string) {
		c.Events = append(c.Events, sheets.Event{ID: effect + "-" + d.String(), Date: d.String() + "T00:00:00.000Z", Effect: effect})
	}
	event(first, sheets.EffectStart)
	for d := range weekday {
		if !weekday[d] && !works.Shoots(civil.Of(2023, 1, 1+d)) { // a Sunday
			c.DaysOff = append(c.DaysOff, d)
		}
	}
	for d := first; !d.After(last); d = d.AddDays(1) {
		if !on[d] && !slices.Contains(c.DaysOff, int(d.Weekday())) {
			event(d, sheets.EffectDayOff)
		}
	}
	w.b.Calendars = []sheets.Calendar{c}
	w.b.Boards[0].Calendar = c.ID
}
