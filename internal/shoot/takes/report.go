package takes

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/slate"
	"backlot/film/timecode"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// RollReport is the paper that goes with a card: what the log says is on it, beside what is.
type RollReport struct {
	Production string       `json:"production"`
	Roll       string       `json:"roll"`
	Type       string       `json:"type"`
	Camera     string       `json:"camera" doc:"Camera letter; S is sound"`
	Date       civil.Date   `json:"date,omitzero"`
	Day        int          `json:"day,omitempty"`
	Unit       string       `json:"unit,omitempty"`
	Status     string       `json:"status,omitempty"`
	Lines      []ReportLine `json:"lines"`
	Findings   []string     `json:"findings" doc:"What the log and the card do not agree about"`
	LengthMS   int64        `json:"length_ms"`
	SizeBytes  int64        `json:"size_bytes,omitempty"`
	letter     bool
	language   string
}

// ReportLine is a take or a file of a card.
type ReportLine struct {
	Clip     string       `json:"clip,omitempty" doc:"Name of the file, or as far as it was predicted"`
	File     bool         `json:"file" doc:"The file is there"`
	Slate    string       `json:"slate,omitempty"`
	Take     string       `json:"take,omitempty"`
	Status   string       `json:"status,omitempty"`
	Reason   string       `json:"reason,omitempty" doc:"Why it is no good"`
	Circled  bool         `json:"circled,omitempty"`
	Time     string       `json:"time,omitempty" doc:"By the unit's clock"`
	Timecode string       `json:"timecode,omitempty"`
	LengthMS int64        `json:"length_ms,omitempty"`
	Said     string       `json:"said,omitempty" doc:"Slate and take as the file says, where it says another"`
	Camera   RecordingRow `json:"camera"`
	Note     string       `json:"note,omitempty"`
	at       int64
}

// ReportOf makes the report of a card.
func ReportOf(v graph.View, roll graph.ID) (RollReport, error) {
	r, ok := graph.Get[production.Roll](v, roll)
	if !ok {
		return RollReport{}, fault.New(fault.NotFound, "roll %s does not exist", roll)
	}
	out := RollReport{Production: production.NameOf(v), Roll: r.Name, Type: r.Type, Camera: deviceOfRoll(r), Status: r.Status, SizeBytes: r.SizeBytes, Lines: []ReportLine{}, Findings: []string{}}
	d := day{zone: time.UTC}
	if !r.Day.IsZero() {
		var err error
		if d, err = openDay(v, r.Day.ID); err != nil {
			return RollReport{}, err
		}
		out.Date, out.Day, out.Unit, out.language = d.record.Date, d.record.Number, d.unit.Name, d.unit.Language
		out.letter = d.unit.Country == "US" || d.unit.Country == "CA" || d.unit.Country == "MX"
	}
	used := map[graph.ID]bool{}
	for rid, rec := range graph.Referring[production.Recording](v, roll, "roll") {
		if !rec.Take.IsZero() {
			out.logged(v, d, roll, rid, rec, used)
		}
	}
	var loose []string
	for id, c := range graph.Referring[production.Clip](v, roll, "roll") {
		if !used[id] && out.unlogged(v, d, c) {
			loose = append(loose, c.Name)
		}
	}
	if len(loose) > 0 {
		slices.Sort(loose)
		out.Findings = append(out.Findings, fmt.Sprintf("without a take in the log: %s", strings.Join(loose, ", ")))
	}
	slices.SortStableFunc(out.Lines, func(a, b ReportLine) int { return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.Clip, b.Clip)) })
	for _, l := range out.Lines {
		out.LengthMS += l.LengthMS
	}
	return out, nil
}

// logged adds the files of a take that was logged on the card, or the take alone while there are none.
func (r *RollReport) logged(v graph.View, d day, roll, id graph.ID, rec production.Recording, used map[graph.ID]bool) {
	t, _ := graph.Get[production.Take](v, rec.Take.ID)
	line := takeLine(v, d, t)
	line.Camera, line.Clip = recordingRow(v, id, rec), rec.ClipName
	if rec.Note != "" {
		line.Note = strings.Join(filled(line.Note, rec.Note), "; ")
	}
	found := false
	for cid, c := range graph.Referring[production.Clip](v, rec.Take.ID, "take") {
		if c.Roll.ID != roll {
			continue
		}
		used[cid], found = true, true
		r.Lines = append(r.Lines, r.withFile(line, c))
	}
	if !found {
		r.Lines = append(r.Lines, line)
	}
}

// unlogged adds a file that the log does not have on this card, and reports whether it has no take at all.
func (r *RollReport) unlogged(v graph.View, d day, c production.Clip) (loose bool) {
	line := ReportLine{}
	if t, ok := graph.Get[production.Take](v, c.Take.ID); ok {
		line = takeLine(v, d, t)
		r.Findings = append(r.Findings, fmt.Sprintf("%s belongs to %s take %s, which was logged on another card", c.Name, line.Slate, line.Take))
	} else {
		loose = true
	}
	r.Lines = append(r.Lines, r.withFile(line, c))
	return loose
}

// withFile says what the file itself shows, and finds where it says another take than the log.
func (r *RollReport) withFile(line ReportLine, c production.Clip) ReportLine {
	line.Clip, line.File = c.Name, true
	if base, err := timecode.Of(c.Rate, c.DropFrame); err == nil && c.LengthFrames > 0 {
		line.Timecode, line.LengthMS = base.Format(c.TimecodeStartFrames), c.Rate.FramesToMS(c.LengthFrames)
		if line.at == 0 {
			line.at = c.Rate.FramesToMS(c.TimecodeStartFrames)
		}
	}
	if len(c.Tracks) > 0 {
		line.Camera.Tracks = trackNames(c.Tracks)
	}
	said := strings.TrimSpace(c.SaidScene + " " + c.SaidTake)
	n, suffix, ok := slate.Take(c.SaidTake)
	if said == "" || line.Slate == "" || ok && slate.Same(c.SaidScene, line.Slate) && strings.HasPrefix(line.Take, strconv.Itoa(n)) && (suffix == "" || strings.HasSuffix(line.Take, suffix)) {
		return line
	}
	line.Said = said
	r.Findings = append(r.Findings, fmt.Sprintf("%s says %s; it is %s take %s", c.Name, said, line.Slate, line.Take))
	return line
}

func takeLine(v graph.View, d day, t production.Take) ReportLine {
	s, _ := graph.Get[production.Setup](v, t.Setup.ID)
	line := ReportLine{
		Slate: s.Slate, Take: fmt.Sprintf("%d%s", t.Number, t.Suffix), Status: t.Status, Reason: t.NGReason, Circled: t.Circled, LengthMS: t.LengthMS, Note: t.Note,
	}
	if t.AtMS > 0 {
		line.at, line.Time = d.clock(t.AtMS), time.UnixMilli(t.AtMS).In(d.zone).Format("15:04:05")
	}
	return line
}

func filled(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// reportColumns are the columns of a report as CSV; units stand in their names.
var reportColumns = []string{
	"roll", "clip", "file", "slate", "take", "circled", "status", "reason", "time", "timecode", "length_ms", "said", "camera", "lens", "focal_mm", "t_stop",
	"ei", "white_balance_k", "shutter_deg", "fps", "filters", "height_m", "tilt_deg", "focus_m", "tracks", "note",
}

// CSV is the report as comma-separated values with a head line.
func (r RollReport) CSV() ([]byte, error) {
	rows := [][]string{reportColumns}
	for _, l := range r.Lines {
		c := l.Camera
		rows = append(rows, []string{
			r.Roll, l.Clip, strconv.FormatBool(l.File), l.Slate, l.Take, strconv.FormatBool(l.Circled), l.Status, l.Reason, l.Time, l.Timecode, number(l.LengthMS), l.Said,
			r.Camera, c.Lens, parts(c.FocalTenthMM, 10), parts(c.TStopHundredths, 100), number(int64(c.ISO)), number(int64(c.WhiteBalanceK)), parts(c.ShutterTenthDeg, 10),
			c.SensorRate, c.Filters, parts(c.HeightMM, 1000), parts(c.TiltTenthDeg, 10), parts(c.FocusMM, 1000), strings.Join(c.Tracks, "; "), l.Note,
		})
	}
	return commaSeparated(rows)
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// parts is a count of tenths, hundredths or thousandths in whole units: 32, 2.8, 1.45.
func parts(n, of int) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(n)/float64(of), 'f', -1, 64)
}
