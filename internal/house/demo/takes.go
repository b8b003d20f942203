package demo

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/story/drafts"
	script "backlot/testdata/demo"
)

// footage is the manifest of scripts/demo-media, as far as the log needs it.
type footage struct {
	Rate string `json:"rate"`
	Days []struct {
		Number int    `json:"number"`
		Date   string `json:"date"`
		Unit   string `json:"unit"`
	} `json:"days"`
	Setups []struct {
		Slate       string          `json:"slate"`
		Scene       string          `json:"scene"`
		Day         int             `json:"day"`
		Description string          `json:"description"`
		Type        string          `json:"type"`
		Lines       []footageSpeech `json:"lines"`
	} `json:"setups"`
	Takes []footageTake `json:"takes"`
	Rolls []struct {
		Name   string `json:"name"`
		Type   string `json:"type"`
		Camera string `json:"camera"`
		Day    int    `json:"day"`
	} `json:"rolls"`
	Clips  []footageClip  `json:"clips"`
	Sounds []footageSound `json:"sounds"`
	Faults []struct {
		Fault string `json:"fault"`
		Slate string `json:"slate"`
		Take  int    `json:"take"`
	} `json:"faults"`
}

type footageSpeech struct {
	Character string `json:"character"`
	Text      string `json:"text"`
}

type footageTake struct {
	Slate      string `json:"slate"`
	Day        int    `json:"day"`
	Number     int    `json:"number"`
	StartFrame int64  `json:"start_frame"`
	Frames     int64  `json:"frames"`
	Status     string `json:"status"`
	NGReason   string `json:"ng_reason"`
	Circled    bool   `json:"circled"`
	Complete   bool   `json:"complete"`
	Note       string `json:"note"`
}

type footageClip struct {
	Path            string `json:"path"`
	Roll            string `json:"roll"`
	Camera          string `json:"camera"`
	Slate           string `json:"slate"`
	Take            int    `json:"take"`
	StartFrame      int64  `json:"start_frame"`
	Frames          int64  `json:"frames"`
	Lens            string `json:"lens"`
	FocalTenthMM    int    `json:"focal_tenth_mm"`
	TStopHundredths int    `json:"t_stop_hundredths"`
	ISO             int    `json:"iso"`
	WhiteBalanceK   int    `json:"white_balance_k"`
	ShutterTenthDeg int    `json:"shutter_tenth_deg"`
	HeightMM        int    `json:"height_mm"`
	TiltTenthDeg    int    `json:"tilt_tenth_deg"`
	Filters         string `json:"filters"`
	Bytes           int64  `json:"bytes"`
}

type footageSound struct {
	Path        string   `json:"path"`
	Roll        string   `json:"roll"`
	Slate       string   `json:"slate"`
	Take        int      `json:"take"`
	StartSample int64    `json:"start_sample"`
	Samples     int64    `json:"samples"`
	SampleRate  int64    `json:"sample_rate"`
	Tracks      []string `json:"tracks"`
	Bytes       int64    `json:"bytes"`
}

// unmatched are the cards whose clips nobody has given to takes yet.
var unmatched = []string{"B002", "S002"}

// logger writes the footage into the log.
type logger struct {
	*builder
	e      *graph.Edit
	f      footage
	rate   production.Rate
	base   timecode.Base
	days   map[int]graph.ID
	dates  map[int]civil.Date
	rolls  map[string]graph.ID
	setups map[string]graph.ID
	takes  map[string]graph.ID // by "4A 3"
}

// logTakes logs the two days that scripts/demo-media shoots: setups, takes, cards, what each camera did, which lines
// are covered, and the files. One take has no file, and of the second day two cards wait to be matched.
func (b *builder) logTakes(e *graph.Edit) {
	l := &logger{builder: b, e: e, days: map[int]graph.ID{}, dates: map[int]civil.Date{}, rolls: map[string]graph.ID{}, setups: map[string]graph.ID{}, takes: map[string]graph.ID{}}
	if err := json.Unmarshal(script.Media, &l.f); err != nil {
		e.Fail(fmt.Errorf("read the manifest of the footage: %w", err))
		return
	}
	r, err := rate.Parse(l.f.Rate)
	if err == nil {
		l.base, err = timecode.Of(r, false)
	}
	if err != nil {
		e.Fail(err)
		return
	}
	l.rate = r
	for _, d := range l.f.Days {
		l.days[d.Number] = b.find("day", b.days, d.Date+" "+d.Unit)
		l.dates[d.Number] = civil.MustParse(d.Date)
	}
	graph.Update(e, b.title, func(t *production.Title) { t.SlateNumbering, t.FrameRate = "scene", r })
	for _, c := range l.f.Rolls {
		l.rolls[c.Name] = graph.Add(e, production.Roll{Name: c.Name, Type: c.Type, Camera: c.Camera, Day: graph.To[production.ShootDay](l.days[c.Day]), Status: "handed_over"})
	}
	for _, f := range l.f.Faults {
		if f.Fault == "take_without_clip" {
			l.missed(f.Slate, f.Take)
		}
	}
	l.addSetups()
	l.addClips()
}

// missed logs a take whose file never was: the camera was not running.
func (l *logger) missed(slate string, number int) {
	for i, t := range slices.Backward(l.f.Takes) {
		if t.Slate == slate {
			t.Number, t.StartFrame, t.Status, t.NGReason, t.Circled, t.Complete = number, t.StartFrame+2400, "good", "", false, true
			t.Note = "Camera A never rolled?"
			l.f.Takes = slices.Insert(l.f.Takes, i+1, t)
			return
		}
	}
}

// wall is when the clock on the wall showed a timecode of a day; the buttons are pressed a little late.
func (l *logger) wall(day int, frame int64) int64 {
	late := 300 + frame*37%600
	return at(l.dates[day], "00:00", "Europe/Oslo") + frame*1000/int64(l.base.Rate.Nominal()) + late
}

func (l *logger) addSetups() {
	for _, s := range l.f.Setups {
		id := l.ids.NewID()
		l.setups[s.Slate] = id
		cameras := map[string]bool{}
		var begin int64
		lastTake := 0
		for _, t := range l.f.Takes {
			if t.Slate == s.Slate {
				l.addTake(t, id)
				lastTake = t.Number
				if begin == 0 {
					begin = l.wall(t.Day, t.StartFrame)
				}
			}
		}
		standing := l.recordings(s.Slate, lastTake)
		for _, r := range standing {
			if r.Camera != "S" {
				cameras[r.Camera] = true
			}
			r.Setup, r.ClipName = graph.To[production.Setup](id), ""
			graph.Add(l.e, r)
		}
		graph.AddAs(l.e, id, production.Setup{
			Scene: l.scene(s.Scene), Day: graph.To[production.ShootDay](l.days[s.Day]), Slate: s.Slate, Description: s.Description, Type: s.Type,
			Cameras: cameras, StartAtMS: begin - 60_000, StruckAtMS: begin + 20*60_000,
		})
		l.line(id, s.Scene, s.Description, s.Lines)
	}
}

func (l *logger) addTake(t footageTake, setup graph.ID) {
	id := graph.Add(l.e, production.Take{
		Setup: graph.To[production.Setup](setup), Number: t.Number, AtMS: l.wall(t.Day, t.StartFrame), LengthMS: l.rate.FramesToMS(t.Frames) + 200 + t.StartFrame%400,
		Status: t.Status, NGReason: t.NGReason, Circled: t.Circled, Complete: t.Complete, Note: t.Note, By: l.party("Elise Thorkild"),
	})
	l.takes[fmt.Sprintf("%s %d", t.Slate, t.Number)] = id
	for _, r := range l.recordings(t.Slate, t.Number) {
		r.Setup, r.Take = graph.To[production.Setup](setup), graph.To[production.Take](id)
		graph.Add(l.e, r)
	}
}

// recordings are what the cameras and the recorder did on a take; on one that has no file, what they did before.
func (l *logger) recordings(slate string, number int) []production.Recording {
	var out []production.Recording
	for _, c := range l.f.Clips {
		if c.Slate == slate && c.Take == number {
			name, _, _ := strings.Cut(path.Base(c.Path), "_")
			out = append(out, production.Recording{
				Camera: c.Camera, Roll: graph.To[production.Roll](l.rolls[c.Roll]), ClipName: name, Lens: strings.TrimSuffix(c.Lens, fmt.Sprintf(" %d mm", c.FocalTenthMM/10)), FocalTenthMM: c.FocalTenthMM, TStopHundredths: c.TStopHundredths,
				ISO: c.ISO, WhiteBalanceK: c.WhiteBalanceK, ShutterTenthDeg: c.ShutterTenthDeg, Filters: c.Filters, HeightMM: c.HeightMM, TiltTenthDeg: c.TiltTenthDeg,
			})
		}
	}
	for _, s := range l.f.Sounds {
		if s.Slate == slate && s.Take == number {
			out = append(out, production.Recording{Camera: "S", Roll: graph.To[production.Roll](l.rolls[s.Roll]), Tracks: tracks(s.Tracks)})
		}
	}
	if len(out) == 0 && number > 1 {
		out = l.recordings(slate, number-1)
		for i := range out {
			out[i].ClipName = ""
		}
	}
	return out
}

func tracks(names []string) map[string]bool {
	out := map[string]bool{}
	for i, n := range names {
		out[fmt.Sprintf("%d %s", i+1, n)] = true
	}
	return out
}

func (l *logger) addClips() {
	take := func(roll, slate string, number int) graph.Ref[production.Take] {
		if slices.Contains(unmatched, roll) {
			return graph.Ref[production.Take]{}
		}
		return graph.To[production.Take](l.takes[fmt.Sprintf("%s %d", slate, number)])
	}
	folder := func(p string) string {
		_, rest, _ := strings.Cut(path.Dir(p), "/")
		return rest
	}
	for _, c := range l.f.Clips {
		graph.Add(l.e, production.Clip{
			Roll: graph.To[production.Roll](l.rolls[c.Roll]), Take: take(c.Roll, c.Slate, c.Take), Name: path.Base(c.Path), Path: folder(c.Path),
			TimecodeStartFrames: c.StartFrame, LengthFrames: c.Frames, Rate: l.rate, Lens: c.Lens, FocalTenthMM: c.FocalTenthMM, TStopHundredths: c.TStopHundredths,
			ISO: c.ISO, WhiteBalanceK: c.WhiteBalanceK, ShutterTenthDeg: c.ShutterTenthDeg, Filters: c.Filters, HeightMM: c.HeightMM, TiltTenthDeg: c.TiltTenthDeg,
			Format: "H.264 640 x 360", SizeBytes: c.Bytes,
		})
	}
	for _, s := range l.f.Sounds {
		frame := func(samples int64) int64 { return samples * int64(l.rate.Num) / (s.SampleRate * int64(l.rate.Den)) }
		graph.Add(l.e, production.Clip{
			Roll: graph.To[production.Roll](l.rolls[s.Roll]), Take: take(s.Roll, s.Slate, s.Take), Name: path.Base(s.Path), Path: folder(s.Path),
			SaidScene: s.Slate, SaidTake: fmt.Sprint(s.Take), Tracks: tracks(s.Tracks), TimecodeStartFrames: frame(s.StartSample), LengthFrames: frame(s.Samples), Rate: l.rate,
			Format: "BWF 48 kHz 24 bit", SizeBytes: s.Bytes,
		})
	}
}

// line draws the tramlines of a setup: from the first of its lines to the last, off camera where the one who speaks is
// not among those the description begins with. An insert has the paragraph that names what it shows.
func (l *logger) line(setup graph.ID, scene, description string, said []footageSpeech) {
	draft, _, ok := drafts.Current(l.view)
	if !ok {
		return
	}
	var blocks []production.Block
	var ids []graph.ID
	for _, id := range l.blocksOf(scene, draft) {
		b, _ := graph.Get[production.Block](l.view, id)
		ids, blocks = append(ids, id), append(blocks, b)
	}
	shown, subject, _ := strings.Cut(description, ",")
	from, to := len(blocks), -1
	off := make([]bool, len(blocks))
	named := slices.ContainsFunc(said, func(s footageSpeech) bool { return within(shown, s.Character) })
	for i, b := range blocks {
		for _, s := range said {
			if b.Type == "dialogue" && strings.Contains(b.Text, s.Text) {
				from, to = min(from, i), i
				off[i] = named && !within(shown, s.Character)
			}
		}
		word := subject[strings.LastIndexByte(subject, ' ')+1:]
		if len(said) == 0 && b.Type == "action" && word != "" && strings.Contains(strings.ToLower(b.Text), strings.ToLower(word)) {
			from, to = min(from, i), max(to, i)
		}
	}
	if strings.HasPrefix(description, "Wide") { // it runs from the top of the scene
		for i := range from {
			if blocks[i].Type == "action" {
				from = i
				break
			}
		}
	}
	for begin := from; begin <= to; {
		end := begin
		for end < to && (off[end+1] == off[begin] || blocks[end+1].Type != "dialogue") {
			end++
		}
		graph.Add(l.e, production.Coverage{Setup: graph.To[production.Setup](setup), FromBlock: graph.To[production.Block](ids[begin]), ToBlock: graph.To[production.Block](ids[end]), OffCamera: off[begin]})
		begin = end + 1
	}
}

func within(words, name string) bool { return strings.Contains(strings.ToUpper(words), name) }

func (l *logger) blocksOf(scene string, draft graph.ID) []graph.ID {
	type row struct {
		id    graph.ID
		order string
	}
	var rows []row
	for id, b := range graph.Referring[production.Block](l.view, l.scene(scene).ID, "scene") {
		if b.Draft.ID == draft {
			rows = append(rows, row{id, b.Order})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.order, b.order) })
	var out []graph.ID
	for _, r := range rows {
		out = append(out, r.id)
	}
	return out
}
