package demo

import (
	"bytes"
	"fmt"
	"strings"

	"backlot/film/civil"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/post/cut"
)

// cutPiece is a line of an edit list: frames of a clip from its first, and what the cutting room wrote on it. A clip that
// begins with "=" is no clip of the production.
type cutPiece struct {
	clip       string
	in, length int64
	says       string
}

// cutOne is the first cut of the three kitchen scenes.
var cutOne = []cutPiece{
	{"A001C003", 30, 120, "VFX KL_004_0010 snow behind the window"}, {"A001C006", 24, 84, ""}, {"A001C010", 30, 96, ""}, {"A001C006", 110, 48, ""},
	{"A001C012", 26, 60, "VFX KL_004_0020 ink that dries"}, {"A001C010", 128, 40, ""}, {"A001C015", 24, 72, ""},
	{"=SLUG SCENE 9 MISSING", 0, 48, ""},
	{"A003C003", 30, 90, ""}, {"A003C007", 40, 132, ""}, {"A003C010", 28, 70, ""}, {"A003C012", 25, 66, "VFX KL_011_0010 salt on the comb"}, {"A003C007", 176, 50, ""},
	{"A002C002", 30, 110, "VFX KL_023_0010 sea beyond the door"}, {"A002C006", 40, 120, ""}, {"A002C009", 30, 90, ""}, {"A002C006", 162, 60, ""},
	{"A002C011", 24, 96, "VFX KL_023_0020 storm in the window"}, {"A002C009", 126, 60, ""}, {"=STOCK_FJORD_STORM", 480, 60, ""},
}

// cutTwo is the same after a week: the wide shot begins sooner than its plate, the ink is gone, Ada waits longer, the egg
// and the stock shot change, and the quarrel comes before the music box.
var cutTwo = []cutPiece{
	{"A001C003", 10, 146, "VFX KL_004_0010 snow behind the window"}, {"A001C006", 24, 84, ""}, {"A001C010", 30, 96, ""}, {"A001C006", 110, 56, ""},
	{"A001C010", 128, 40, ""}, {"A001C015", 24, 72, ""},
	{"=SLUG SCENE 9 MISSING", 0, 48, ""},
	{"A003C003", 30, 70, ""}, {"A003C007", 40, 132, ""}, {"A003C010", 28, 70, ""}, {"A003C012", 25, 52, "VFX KL_011_0010 salt on the comb"}, {"A003C007", 176, 50, ""},
	{"A002C002", 30, 110, "VFX KL_023_0010 sea beyond the door"}, {"A002C006", 40, 120, ""}, {"A002C013", 25, 40, "VFX KL_023_0030 the egg turns by itself"}, {"A002C009", 30, 90, ""}, {"A002C006", 162, 60, ""},
	{"A002C011", 20, 104, "VFX KL_023_0020 storm in the window"}, {"A002C009", 126, 60, ""},
}

// orderRow is an effects shot as it was ordered on the first cut: the plate is what the piece shows, with eight frames at each end.
type orderRow struct {
	code, scene, vendor, what, bid, due string
	piece                               int
	steps                               []production.Step
}

var orderRows = []orderRow{
	{"KL_004_0010", "4", "Tidevann VFX", "Snow behind the kitchen window, two storms deep", "68000.00 NOK", "2027-05-14", 0, []production.Step{{Type: "roto", Status: "approved", BidTenthDays: 20}, {Type: "fx", Status: "in_progress", BidTenthDays: 40, SpentTenthDays: 20}, {Type: "comp", Status: "waiting", BidTenthDays: 25}}},
	{"KL_004_0020", "4", "Papirlaget Animation", "The signature's ink dries as she watches", "31000.00 NOK", "2027-05-07", 4, []production.Step{{Type: "animation", Status: "approved", BidTenthDays: 30}, {Type: "comp", Status: "in_progress", BidTenthDays: 10, SpentTenthDays: 5}}},
	{"KL_011_0010", "11", "Papirlaget Animation", "Salt on the comb of the music box", "24000.00 NOK", "2027-05-21", 11, []production.Step{{Type: "paint", Status: "in_progress", BidTenthDays: 15, SpentTenthDays: 3}, {Type: "comp", Status: "waiting", BidTenthDays: 15}}},
	{"KL_023_0010", "23", "Tidevann VFX", "Open sea beyond the door, where the stage ends", "82000.00 NOK", "2027-05-28", 13, []production.Step{{Type: "matchmove", Status: "approved", BidTenthDays: 10}, {Type: "matte_painting", Status: "for_review", BidTenthDays: 40}, {Type: "comp", Status: "waiting", BidTenthDays: 30}}},
	{"KL_023_0020", "23", "Tidevann VFX", "Storm in the window behind Solveig", "54000.00 NOK", "2027-05-28", 17, []production.Step{{Type: "roto", Status: "approved", BidTenthDays: 15}, {Type: "comp", Status: "ready", BidTenthDays: 25}}},
}

// clipBegins finds a clip by how its name begins.
func (b *builder) clipBegins(name string) (graph.ID, production.Clip) {
	for id, c := range graph.All[production.Clip](b.view) {
		if strings.HasPrefix(c.Name, name) {
			return id, c
		}
	}
	b.missing = append(b.missing, "clip "+name)
	return graph.ID{}, production.Clip{}
}

// editList writes pieces as the cutting room's list, from 01:00:00:00.
func (b *builder) editList(title string, pieces []cutPiece) ([]byte, rate.Rate) {
	r := rate.Of(24000, 1001)
	base, err := timecode.Of(r, false)
	if err != nil {
		panic("demo: " + err.Error())
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "TITLE: %s\nFCM: NON-DROP FRAME\n", title)
	at := int64(3600 * 24)
	for i, p := range pieces {
		name, from := strings.TrimPrefix(p.clip, "="), int64(0)
		if name == p.clip {
			var c production.Clip
			_, c = b.clipBegins(p.clip)
			name, from = c.Name, c.TimecodeStartFrames
		}
		fmt.Fprintf(&out, "%03d  %-8.8s V     C        %s %s %s %s\n* FROM CLIP NAME: %s\n", i+1, strings.ReplaceAll(p.clip, "=", ""), base.Format(from+p.in), base.Format(from+p.in+p.length), base.Format(at), base.Format(at+p.length), name)
		if p.says != "" {
			fmt.Fprintf(&out, "* %s\n", p.says)
		}
		at += p.length
	}
	return out.Bytes(), r
}

func (b *builder) importCut(e *graph.Edit, number int, pieces []cutPiece, date, note string) graph.ID {
	name := fmt.Sprintf("Kitchen, cut %d", number)
	list, r := b.editList(name, pieces)
	if len(b.missing) > 0 {
		return graph.ID{}
	}
	hash := ""
	if b.opts.Keep != nil {
		var err error
		if hash, err = b.opts.Keep(b.ctx, bytes.NewReader(list)); err != nil {
			e.Fail(err)
			return graph.ID{}
		}
	}
	id, err := cut.Import(e, b.view, list, fmt.Sprintf("kitchen-cut-%d.edl", number), hash, production.Timeline{Name: name, Type: "editors_cut", Number: number, Rate: r, Note: note, AtMS: at(civil.MustParse(date), "18:30", "Europe/Oslo")})
	if err != nil {
		e.Fail(err)
	}
	return id
}

// firstCut imports the first cut.
func (b *builder) firstCut(e *graph.Edit) {
	b.cutOne = b.importCut(e, 1, cutOne, "2027-03-12", "Everything that is shot of the kitchen, for the look of it")
}

// spotCut orders effects on the first cut, spots music and sound, and asks the director for notes.
func (b *builder) spotCut(e *graph.Edit) {
	begins := make([]int64, len(cutOne)+1)
	for i, p := range cutOne {
		begins[i+1] = begins[i] + p.length
	}
	line := graph.To[production.Timeline](b.cutOne)
	for _, o := range orderRows {
		p := cutOne[o.piece]
		clip, _ := b.clipBegins(p.clip)
		vendor := b.party(o.vendor)
		id := graph.Add(e, production.WorkOrder{Code: o.code, Type: "shot", Scene: b.scene(o.scene), Vendor: vendor, Description: o.what, CutInFrames: begins[o.piece], CutLengthFrames: p.length,
			HeadHandleFrames: 8, TailHandleFrames: 8, Rate: rate.Of(24000, 1001), Due: civil.MustParse(o.due), Status: "in_progress",
			Plate: graph.To[production.Clip](clip), PlateInFrames: p.in - 8, PlateLengthFrames: p.length + 16})
		cut.KeepOrder(e, b.view, id, vendor.ID)
		graph.Add(e, production.WorkPrice{Order: graph.To[production.WorkOrder](id), Type: "bid", Sum: money(o.bid)})
		orders := graph.Orders(len(o.steps))
		for i, s := range o.steps {
			s.Order, s.Seq = graph.To[production.WorkOrder](id), orders[i]
			graph.Add(e, s)
		}
	}
	pieces := map[string]graph.ID{}
	for id, t := range graph.All[production.Track](b.view) {
		pieces[t.Name] = id
	}
	for _, c := range []struct {
		number, kind, piece, scene, usage, text, reason string
		from, to                                        int64
		status                                          string
	}{
		{"1M1", "music", "Vår på Vestfjorden", "4", "VI", "", "The radio plays while they eat", begins[0], begins[3], "spotted"},
		{"1M2", "music", "Row In, Love", "11", "BI", "", "Under the music box, four notes at a time", begins[9] + 20, begins[13], "demo"},
		{"ADR101", "adr", "", "4", "", "Then he is tired today.", "The ladle is louder than the line", begins[2] + 10, begins[2] + 70, "spotted"},
		{"ADR104", "adr", "", "11", "", "My father keeps clocks.", "A truck", begins[8] + 6, begins[8] + 84, "spotted"},
		{"FOL12", "foley", "", "4", "", "The pen on the page", "Nothing was heard on the insert", begins[4], begins[5], "spotted"},
		{"FX7", "effect", "", "23", "", "Egg shell, close", "", begins[15], begins[16], "spotted"},
	} {
		q := production.Cue{Timeline: line, Number: c.number, Type: c.kind, StartFrames: c.from, LengthFrames: c.to - c.from, Scene: b.scene(c.scene), Text: c.text, Reason: c.reason, Usage: c.usage, Status: c.status}
		if c.piece != "" {
			q.Track = graph.To[production.Track](b.find("music", pieces, c.piece))
		}
		graph.Add(e, q)
	}
	round := graph.Add(e, production.NotesRound{Timeline: line, Name: "Director, round 1", From: b.party("Ylva Nordahl"), Due: civil.MustParse("2027-03-15"), AnswerDue: civil.MustParse("2027-03-19"), Status: "open"})
	b.cutNotes = nil
	for _, n := range []struct {
		at   int64
		text string
	}{
		{begins[0], "Begin with the empty room. I want to hear the stove before anybody speaks."}, {begins[4] + 20, "Do we need the ink? She has signed it; we saw."},
		{begins[14] + 40, "Krogh's egg: let me see it once."}, {begins[16], "He looks away too early. Another take?"},
	} {
		b.cutNotes = append(b.cutNotes, graph.Add(e, production.Note{About: graph.To[graph.Any](b.cutOne), Round: graph.To[production.NotesRound](round), By: b.party("Ylva Nordahl"), Text: n.text, AtFrames: n.at,
			AtMS: at(civil.MustParse("2027-03-14"), "21:10", "Europe/Oslo"), Status: "open"}))
	}
}

// secondCut imports the second cut, which answers three of the notes.
func (b *builder) secondCut(e *graph.Edit) {
	id := b.importCut(e, 2, cutTwo, "2027-03-19", "After the director's first round")
	for _, n := range b.cutNotes[:min(3, len(b.cutNotes))] {
		graph.Update(e, n, func(n *production.Note) { n.Status, n.AnsweredIn = "done", graph.To[production.Timeline](id) })
	}
}
