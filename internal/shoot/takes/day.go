package takes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/slate"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Log is a shooting day as it was logged.
type Log struct {
	ID         graph.ID   `json:"id"`
	Date       civil.Date `json:"date"`
	Number     int        `json:"number" doc:"0 on a day without photography"`
	Unit       string     `json:"unit"`
	Zone       string     `json:"zone" doc:"Time zone of the unit"`
	MidnightMS int64      `json:"midnight_ms" doc:"Midnight at which the date begins there"`
	Rate       string     `json:"rate,omitempty" doc:"Frame rate of the picture"`
	Numbering  string     `json:"numbering" enum:"scene,running"`
	Scenes     []DayScene `json:"scenes" doc:"Scenes of the board in shooting order, then others that were slated"`
	Setups     []SetupRow `json:"setups" doc:"In the order of the day"`
	Rolls      []RollRow  `json:"rolls"`
	Used       []string   `json:"used" doc:"Slates of the whole production, so that a device without a network knows the next"`
	Progress   Progress   `json:"progress"`
}

// DayScene is a scene of the day.
type DayScene struct {
	ID       graph.ID `json:"id"`
	Number   string   `json:"number"`
	Heading  string   `json:"heading"`
	Synopsis string   `json:"synopsis,omitempty"`
	Length   string   `json:"length,omitempty" doc:"Pages and eighths"`
	Planned  bool     `json:"planned" doc:"It stands on the board of the day"`
}

// SetupRow is a setup with its takes.
type SetupRow struct {
	ID          graph.ID       `json:"id"`
	Scene       graph.ID       `json:"scene"`
	SceneNumber string         `json:"scene_number"`
	Slate       string         `json:"slate"`
	Description string         `json:"description,omitempty"`
	Type        string         `json:"type,omitempty"`
	StartAtMS   int64          `json:"start_at_ms,omitempty"`
	StruckAtMS  int64          `json:"struck_at_ms,omitempty"`
	Twice       bool           `json:"twice,omitempty" doc:"Another setup of the production has this slate"`
	Cameras     []RecordingRow `json:"cameras" doc:"How it stands: what the next take begins with"`
	Takes       []TakeRow      `json:"takes"`
	Missing     []Missing      `json:"missing" doc:"What ought to be known before it is struck"`
}

// TakeRow is a take with what was recorded.
type TakeRow struct {
	ID       graph.ID       `json:"id"`
	Number   int            `json:"number"`
	Suffix   string         `json:"suffix,omitempty"`
	AtMS     int64          `json:"at_ms,omitempty"`
	LengthMS int64          `json:"length_ms,omitempty"`
	Status   string         `json:"status,omitempty"`
	NGReason string         `json:"ng_reason,omitempty"`
	Circled  bool           `json:"circled,omitempty"`
	Complete bool           `json:"complete,omitempty"`
	Note     string         `json:"note,omitempty"`
	Twice    bool           `json:"twice,omitempty" doc:"Another take of the setup has this number"`
	Cameras  []RecordingRow `json:"cameras"`
	Clips    []ClipRow      `json:"clips" doc:"Files that belong to it"`
}

// RecordingRow is a camera or recorder on a take.
type RecordingRow struct {
	ID              graph.ID `json:"id"`
	Camera          string   `json:"camera" doc:"Camera letter; S is sound"`
	Roll            graph.ID `json:"roll,omitzero"`
	RollName        string   `json:"roll_name,omitempty"`
	ClipName        string   `json:"clip_name,omitempty"`
	Lens            string   `json:"lens,omitempty"`
	FocalTenthMM    int      `json:"focal_tenth_mm,omitempty"`
	TStopHundredths int      `json:"t_stop_hundredths,omitempty"`
	ISO             int      `json:"iso,omitempty"`
	WhiteBalanceK   int      `json:"white_balance_k,omitempty"`
	ShutterTenthDeg int      `json:"shutter_tenth_deg,omitempty"`
	SensorRate      string   `json:"sensor_rate,omitempty"`
	Filters         string   `json:"filters,omitempty"`
	HeightMM        int      `json:"height_mm,omitempty"`
	TiltTenthDeg    int      `json:"tilt_tenth_deg,omitempty"`
	FocusMM         int      `json:"focus_mm,omitempty"`
	Tracks          []string `json:"tracks,omitempty"`
	Note            string   `json:"note,omitempty"`
}

// ClipRow is a file that belongs to a take.
type ClipRow struct {
	ID     graph.ID `json:"id"`
	Name   string   `json:"name"`
	Camera string   `json:"camera"`
}

// RollRow is a card of the day.
type RollRow struct {
	ID     graph.ID `json:"id"`
	Name   string   `json:"name"`
	Type   string   `json:"type"`
	Camera string   `json:"camera" doc:"Camera letter; S is sound"`
	Status string   `json:"status,omitempty"`
	Takes  int      `json:"takes"`
	Clips  int      `json:"clips"`
	Open   int      `json:"open" doc:"Clips without a take"`
}

// Progress is what the day has come to.
type Progress struct {
	Setups    int      `json:"setups"`
	Takes     int      `json:"takes"`
	Circled   int      `json:"circled"`
	RunMS     int64    `json:"run_ms" doc:"Time the cameras ran"`
	PrintMS   int64    `json:"print_ms" doc:"Of it, circled takes"`
	Scenes    int      `json:"scenes" doc:"Scenes that were slated"`
	FirstMS   int64    `json:"first_ms,omitempty" doc:"First take of the day"`
	LastMS    int64    `json:"last_ms,omitempty"`
	NotSlated []string `json:"not_slated" doc:"Planned scenes nothing was slated for"`
}

// day is a unit-day with its zone.
type day struct {
	id     graph.ID
	record production.ShootDay
	unit   production.Unit
	zone   *time.Location
}

func openDay(v graph.View, id graph.ID) (day, error) {
	d := day{id: id}
	var ok bool
	if d.record, ok = graph.Get[production.ShootDay](v, id); !ok {
		return d, fault.New(fault.NotFound, "shoot day %s does not exist", id)
	}
	d.unit, _ = graph.Get[production.Unit](v, d.record.Unit.ID)
	var err error
	if d.zone, err = time.LoadLocation(d.unit.TimeZone); err != nil {
		d.zone = time.UTC
	}
	return d, nil
}

// midnight is when the date begins where the unit works.
func (d day) midnight() int64 {
	return time.Date(d.record.Date.Year, d.record.Date.Month, d.record.Date.Day, 0, 0, 0, 0, d.zone).UnixMilli()
}

// clock is an instant as the clock on the wall shows it, in milliseconds after midnight of the date; later than 24
// hours after the next midnight.
func (d day) clock(ms int64) int64 {
	t := time.UnixMilli(ms).In(d.zone)
	days := int64(civil.OfTime(t).Sub(d.record.Date))
	return days*86_400_000 + int64(t.Hour())*3600_000 + int64(t.Minute())*60_000 + int64(t.Second())*1000 + ms%1000
}

func (d day) name() string {
	if d.record.Number > 0 {
		return fmt.Sprintf("day %d, %s", d.record.Number, d.record.Date.Format("2 Jan 2006"))
	}
	return d.record.Date.Format("2 Jan 2006")
}

// Numbering is the production's custom of numbering slates; by scene when nothing was set.
func Numbering(v graph.View) slate.Numbering {
	for _, t := range graph.All[production.Title](v) {
		if t.SlateNumbering != "" {
			return slate.Numbering(t.SlateNumbering)
		}
	}
	return slate.ByScene
}

// Read gives the log of a day.
func Read(v graph.View, boards Boards, id graph.ID) (Log, error) {
	d, err := openDay(v, id)
	if err != nil {
		return Log{}, err
	}
	out := Log{
		ID: id, Date: d.record.Date, Number: d.record.Number, Unit: d.unit.Name, Zone: d.zone.String(), MidnightMS: d.midnight(),
		Numbering: string(Numbering(v)), Scenes: []DayScene{}, Setups: setupsOf(v, id), Rolls: rollsOf(v, id), Used: []string{},
	}
	for _, t := range graph.All[production.Title](v) {
		out.Rate = t.FrameRate.String()
		break
	}
	for _, s := range graph.All[production.Setup](v) {
		out.Used = append(out.Used, s.Slate)
	}
	look, err := boards.Day(v, id)
	if err != nil {
		return Log{}, fmt.Errorf("log of %s: %w", d.name(), err)
	}
	for _, st := range look.Today.Strips {
		if sid, err := graph.ParseID(st.Scene.ID); err == nil {
			out.addScene(v, sid, true)
		}
	}
	for _, s := range out.Setups {
		out.addScene(v, s.Scene, false)
	}
	out.count()
	return out, nil
}

func (l *Log) addScene(v graph.View, id graph.ID, planned bool) {
	s, ok := graph.Get[production.Scene](v, id)
	if !ok || slices.ContainsFunc(l.Scenes, func(have DayScene) bool { return have.ID == id }) {
		return
	}
	l.Scenes = append(l.Scenes, DayScene{ID: id, Number: s.Number, Heading: s.Heading, Synopsis: s.Synopsis, Length: s.LengthEighths.String(), Planned: planned})
}

func (l *Log) count() {
	p := Progress{Setups: len(l.Setups), NotSlated: []string{}}
	slated := map[graph.ID]bool{}
	for _, s := range l.Setups {
		slated[s.Scene] = true
		for _, t := range s.Takes {
			p.Takes++
			p.RunMS += t.LengthMS
			if t.Circled {
				p.Circled++
				p.PrintMS += t.LengthMS
			}
			if t.AtMS > 0 && (p.FirstMS == 0 || t.AtMS < p.FirstMS) {
				p.FirstMS = t.AtMS
			}
			p.LastMS = max(p.LastMS, t.AtMS+t.LengthMS)
		}
	}
	p.Scenes = len(slated)
	for _, s := range l.Scenes {
		if s.Planned && !slated[s.ID] {
			p.NotSlated = append(p.NotSlated, s.Number)
		}
	}
	l.Progress = p
}

// setupsOf are the setups of a day in the order in which they were made.
func setupsOf(v graph.View, day graph.ID) []SetupRow {
	out := []SetupRow{}
	for id, s := range graph.Referring[production.Setup](v, day, "day") {
		out = append(out, setupRow(v, id, s))
	}
	slices.SortStableFunc(out, func(a, b SetupRow) int { return cmp.Compare(a.begins(), b.begins()) })
	return out
}

// begins is when a setup was first heard of; one that was never timed stays where its id puts it, at the end.
func (s *SetupRow) begins() int64 {
	if s.StartAtMS > 0 {
		return s.StartAtMS
	}
	for _, t := range s.Takes {
		if t.AtMS > 0 {
			return t.AtMS
		}
	}
	return 1<<62 - 1
}

func setupRow(v graph.View, id graph.ID, s production.Setup) SetupRow {
	scene, _ := graph.Get[production.Scene](v, s.Scene.ID)
	out := SetupRow{
		ID: id, Scene: s.Scene.ID, SceneNumber: scene.Number, Slate: s.Slate, Description: s.Description, Type: s.Type,
		StartAtMS: s.StartAtMS, StruckAtMS: s.StruckAtMS, Cameras: []RecordingRow{}, Takes: takesOf(v, id), Missing: []Missing{},
	}
	for other, o := range graph.Referring[production.Setup](v, s.Scene.ID, "scene") {
		out.Twice = out.Twice || other != id && slate.Same(o.Slate, s.Slate)
	}
	for rid, r := range graph.Referring[production.Recording](v, id, "setup") {
		if r.Take.IsZero() {
			out.Cameras = append(out.Cameras, recordingRow(v, rid, r))
		}
	}
	sortCameras(out.Cameras)
	out.Missing = missingOf(&out)
	return out
}

func takesOf(v graph.View, setup graph.ID) []TakeRow {
	out := []TakeRow{}
	for id, t := range graph.Referring[production.Take](v, setup, "setup") {
		out = append(out, takeRow(v, id, t))
	}
	slices.SortStableFunc(out, func(a, b TakeRow) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), strings.Compare(a.Suffix, b.Suffix), cmp.Compare(a.AtMS, b.AtMS))
	})
	for i := range out {
		out[i].Twice = slices.ContainsFunc(out, func(o TakeRow) bool {
			return o.ID != out[i].ID && o.Number == out[i].Number && o.Suffix == out[i].Suffix
		})
	}
	return out
}

func takeRow(v graph.View, id graph.ID, t production.Take) TakeRow {
	out := TakeRow{
		ID: id, Number: t.Number, Suffix: t.Suffix, AtMS: t.AtMS, LengthMS: t.LengthMS, Status: t.Status, NGReason: t.NGReason,
		Circled: t.Circled, Complete: t.Complete, Note: t.Note, Cameras: []RecordingRow{}, Clips: []ClipRow{},
	}
	for rid, r := range graph.Referring[production.Recording](v, id, "take") {
		out.Cameras = append(out.Cameras, recordingRow(v, rid, r))
	}
	sortCameras(out.Cameras)
	for cid, c := range graph.Referring[production.Clip](v, id, "take") {
		out.Clips = append(out.Clips, ClipRow{ID: cid, Name: c.Name, Camera: deviceOf(v, c)})
	}
	slices.SortStableFunc(out.Clips, func(a, b ClipRow) int {
		return cmp.Or(compareCameras(a.Camera, b.Camera), strings.Compare(a.Name, b.Name))
	})
	return out
}

func recordingRow(v graph.View, id graph.ID, r production.Recording) RecordingRow {
	roll, _ := graph.Get[production.Roll](v, r.Roll.ID)
	return RecordingRow{
		ID: id, Camera: r.Camera, Roll: r.Roll.ID, RollName: roll.Name, ClipName: r.ClipName, Lens: r.Lens, FocalTenthMM: r.FocalTenthMM,
		TStopHundredths: r.TStopHundredths, ISO: r.ISO, WhiteBalanceK: r.WhiteBalanceK, ShutterTenthDeg: r.ShutterTenthDeg,
		SensorRate: r.SensorRate.String(), Filters: r.Filters, HeightMM: r.HeightMM, TiltTenthDeg: r.TiltTenthDeg, FocusMM: r.FocusMM,
		Tracks: trackNames(r.Tracks), Note: r.Note,
	}
}

// trackNames are tracks in the order of their numbers.
func trackNames(set map[string]bool) []string {
	var out []string
	for name, on := range set {
		if on {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(leading(a), leading(b)), strings.Compare(a, b)) })
	return out
}

func leading(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1e6 {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// Sound is the device that records sound, among camera letters.
const Sound = "S"

func sortCameras(list []RecordingRow) {
	slices.SortStableFunc(list, func(a, b RecordingRow) int { return compareCameras(a.Camera, b.Camera) })
}

// compareCameras puts cameras in the order of their letters and sound behind them.
func compareCameras(a, b string) int {
	if (a == Sound) != (b == Sound) {
		if a == Sound {
			return 1
		}
		return -1
	}
	return strings.Compare(a, b)
}

// deviceOf is the camera letter of a clip, or S: its roll's, else the letter that the roll's name begins with.
func deviceOf(v graph.View, c production.Clip) string {
	r, _ := graph.Get[production.Roll](v, c.Roll.ID)
	return deviceOfRoll(r)
}

func deviceOfRoll(r production.Roll) string {
	switch {
	case r.Type == "sound":
		return Sound
	case r.Camera != "":
		return r.Camera
	case r.Name != "" && r.Name[0] >= 'A' && r.Name[0] <= 'Z':
		return r.Name[:1]
	}
	return "A"
}

// rollsOf are the rolls of a day by camera and name.
func rollsOf(v graph.View, day graph.ID) []RollRow {
	out := []RollRow{}
	for id, r := range graph.Referring[production.Roll](v, day, "day") {
		row := RollRow{ID: id, Name: r.Name, Type: r.Type, Camera: deviceOfRoll(r), Status: r.Status}
		takes := map[graph.ID]bool{}
		for _, rec := range graph.Referring[production.Recording](v, id, "roll") {
			if !rec.Take.IsZero() {
				takes[rec.Take.ID] = true
			}
		}
		row.Takes = len(takes)
		for _, c := range graph.Referring[production.Clip](v, id, "roll") {
			row.Clips++
			if c.Take.IsZero() {
				row.Open++
			}
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b RollRow) int {
		return cmp.Or(compareCameras(a.Camera, b.Camera), strings.Compare(a.Name, b.Name))
	})
	return out
}
