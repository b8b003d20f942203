package offload

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ForecastIn changes what a forecast assumes.
type ForecastIn struct {
	Cameras int    `query:"cameras" minimum:"0" maximum:"50" doc:"Cameras a day; as measured so far when 0"`
	GBHour  int    `query:"gb_hour" minimum:"0" maximum:"100000" doc:"Gigabytes a camera makes in an hour of shooting; as measured when 0"`
	Copies  int    `query:"copies" minimum:"0" maximum:"10" doc:"Copies of each card; as the rule asks for when 0"`
	Codec   string `query:"codec" maxLength:"60" doc:"Instead of what was measured: a line of the table of codecs"`
}

// Forecast is how much disk the rest of the shoot needs.
type Forecast struct {
	// MeasuredGBHour is gigabytes a camera made in an hour of shooting so far; 0 when nothing was measured.
	MeasuredGBHour float64       `json:"measured_gb_hour"`
	MeasuredDays   int           `json:"measured_days"`
	GBHour         float64       `json:"gb_hour" doc:"What the forecast uses"`
	Cameras        int           `json:"cameras"`
	Copies         int           `json:"copies"`
	SoFar          int64         `json:"so_far_bytes" doc:"One copy of all cards so far"`
	Rest           int64         `json:"rest_bytes" doc:"One copy of what is still to be shot"`
	Days           []ForecastDay `json:"days"`
	Left           int           `json:"days_left"`
	Volumes        []VolumeNeed  `json:"volumes"`
	Codecs         []Codec       `json:"codecs"`
	Assumed        []string      `json:"assumed" doc:"What nobody said and the forecast takes for granted"`
}

// ForecastDay is one day of shooting.
type ForecastDay struct {
	Day    graph.ID   `json:"day"`
	Name   string     `json:"name"`
	Date   civil.Date `json:"date"`
	Bytes  int64      `json:"bytes" doc:"Of one copy"`
	Sum    int64      `json:"sum_bytes" doc:"Of all days up to this one"`
	Actual bool       `json:"actual" doc:"Measured, not forecast"`
}

// VolumeNeed is what a volume will have to hold.
type VolumeNeed struct {
	VolumeItem
	Share  float64    `json:"share" doc:"Of all footage so far that has a copy here, 0 to 1; 1 when there is none yet"`
	Need   int64      `json:"need_bytes" doc:"What it will still have to take"`
	FullOn civil.Date `json:"full_on,omitzero" doc:"The shooting day on which it will be full; none when it holds the rest"`
}

// Codec is what a camera makes in an hour of recording.
type Codec struct {
	Name   string  `json:"name"`
	GBHour float64 `json:"gb_hour"`
	Source string  `json:"source"`
}

// Codecs is the table for productions that have measured nothing yet, in decimal gigabytes an hour of recording at 24 frames.
//
// ProRes: target rates of 3840×2160 from the appendix of Apple's white paper (April 2022), 1591, 1061, 707, 471 and 328 Mb/s; real pictures
// need 5 to 10 per cent less. Held on 23 November 2026 against a public transcription of that table, and against RED's V-RAPTOR operation
// guide, which gives the first four for 4096×2160 (1697, 1131, 754, 503 Mb/s): the same for each pixel.
//
// DNxHR: bytes of a frame, which are always the same (SMPTE ST 2019-1), 7286784 for 444, 3641344 for HQX, 2408448 for SQ: a table of
// root6's, and what ffmpeg's encoder writes.
//
// Uncompressed raw: raster × bits × frames, nothing added for headers; ARRI's own figures for the ALEXA XT lie within half a per cent of it.
func Codecs() []Codec {
	hour := func(name string, bytesFrame float64, source string) Codec {
		return Codec{Name: name, GBHour: math.Round(bytesFrame*24*3600/1e8) / 10, Source: source}
	}
	raw := func(name string, w, h, bits int) Codec {
		return hour(name, float64(w)*float64(h)*float64(bits)/8, "raster × bits × 24 frames")
	}
	apple := func(name string, mbit float64) Codec {
		return Codec{Name: name, GBHour: math.Round(mbit * 3600 / 8 / 1000), Source: "Apple ProRes white paper, UHD at 24 frames"}
	}
	avid := func(name string, bytesFrame float64) Codec {
		return hour(name, bytesFrame, "size of a frame (SMPTE ST 2019-1) × 24 frames")
	}
	return []Codec{
		raw("Raw 12 bit 4448×3096, uncompressed", 4448, 3096, 12),
		raw("Raw 12 bit 4096×2304, uncompressed", 4096, 2304, 12),
		apple("ProRes 4444 XQ UHD", 1591), apple("ProRes 4444 UHD", 1061), apple("ProRes 422 HQ UHD", 707), apple("ProRes 422 UHD", 471), apple("ProRes 422 LT UHD", 328),
		avid("DNxHR 444 UHD", 7286784), avid("DNxHR HQX UHD", 3641344), avid("DNxHR SQ UHD", 2408448),
	}
}

// What is taken for granted where nobody said: hours of shooting on a day without calls, and the part of
// them in which a camera runs. Both are shown with the forecast.
const (
	usualHours = 10.0
	usualRun   = 0.2
)

// day is a shoot day with what the forecast needs.
type day struct {
	ID     graph.ID
	rec    production.ShootDay
	unit   string
	hours  float64
	bytes  int64
	camera map[string]bool
}

func (d day) name() string {
	if d.rec.Number == 0 {
		return d.rec.Date.String() + ", " + d.unit
	}
	return fmt.Sprintf("Day %d, %s, %s", d.rec.Number, d.rec.Date, d.unit)
}

// shootDays gives the days on which something is shot, in order.
func shootDays(v graph.View) []day {
	var out []day
	for id, d := range graph.All[production.ShootDay](v) {
		if d.Status == "cancelled" || d.Type != "" && d.Type != "shoot" && d.Type != "pickup" && d.Type != "test" {
			continue
		}
		u, _ := graph.Get[production.Unit](v, d.Unit.ID)
		out = append(out, day{ID: id, rec: d, unit: u.Name, hours: shootingHours(d), camera: map[string]bool{}})
	}
	slices.SortFunc(out, func(a, b day) int {
		return cmp.Or(a.rec.Date.Compare(b.rec.Date), strings.Compare(a.unit, b.unit), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// shootingHours are those between the shooting call and wrap, without lunch; 0 when they are not known.
func shootingHours(d production.ShootDay) float64 {
	from := cmp.Or(d.ShootingCallAtMS, d.CrewCallAtMS)
	if from == 0 || d.WrapAtMS <= from {
		return 0
	}
	return max(1, (time.Duration(d.WrapAtMS-from)*time.Millisecond).Hours()-float64(d.LunchMin)/60)
}

func today(now time.Time) civil.Date { return civil.OfTime(now.UTC()) }

// forecast computes it. Days with cards are measured; days from today on, and after the last of
// those, are still to come.
func forecast(v graph.View, in ForecastIn, disks []VolumeItem, now civil.Date) Forecast {
	out := Forecast{Days: []ForecastDay{}, Volumes: []VolumeNeed{}, Codecs: Codecs(), Assumed: []string{}, Copies: in.Copies}
	if out.Copies == 0 {
		rule, _ := RuleOf(v)
		out.Copies = rule.Copies
	}
	days := shootDays(v)
	hourless := measure(v, days, &out)
	out.settle(in)
	if hourless > 0 {
		out.Assumed = append(out.Assumed, fmt.Sprintf("%s without times of call and wrap: %g hours of shooting each", count(hourless, "day", "days"), usualHours))
	}
	sum, last := int64(0), civil.Date{}
	for _, d := range days {
		if d.bytes > 0 {
			last = d.rec.Date
		}
	}
	for _, d := range days {
		f := ForecastDay{Day: d.ID, Name: d.name(), Date: d.rec.Date, Bytes: d.bytes, Actual: d.bytes > 0}
		if !f.Actual && !d.rec.Date.Before(now) && d.rec.Date.After(last) && d.rec.Status != "wrapped" {
			f.Bytes = int64(out.GBHour * 1e9 * d.hours * float64(out.Cameras))
			out.Rest += f.Bytes
			out.Left++
		} else if !f.Actual {
			continue // shot without a card on record: nothing is known of it
		}
		sum += f.Bytes
		f.Sum = sum
		out.Days = append(out.Days, f)
	}
	out.fill(v, disks)
	return out
}

// measure puts the bytes of the cards on their days and gives how many days have no hours.
func measure(v graph.View, days []day, out *Forecast) (hourless int) {
	index := map[graph.ID]int{}
	for i := range days {
		index[days[i].ID] = i
		if days[i].hours == 0 {
			days[i].hours = usualHours
			hourless++
		}
	}
	for id, r := range graph.All[production.Roll](v) {
		size := r.SizeBytes
		if size == 0 {
			for _, c := range clipsOf(v, id) {
				size += c.Record.SizeBytes
			}
		}
		out.SoFar += size
		if i, ok := index[r.Day.ID]; ok && size > 0 {
			days[i].bytes += size
			if r.Type == "camera" || r.Type == "" {
				days[i].camera[cmp.Or(r.Camera, firstLetter(r.Name))] = true
			}
		}
	}
	hours, bytes, cameras := 0.0, int64(0), 0
	for _, d := range days {
		if d.bytes > 0 && len(d.camera) > 0 {
			out.MeasuredDays++
			hours += d.hours * float64(len(d.camera))
			bytes += d.bytes
			cameras += len(d.camera)
		}
	}
	if out.MeasuredDays > 0 {
		out.MeasuredGBHour = float64(bytes) / 1e9 / hours
		out.Cameras = int(math.Round(float64(cameras) / float64(out.MeasuredDays)))
	}
	return hourless
}

func firstLetter(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1])
}

// settle decides what the forecast counts with, and says what nobody said.
func (f *Forecast) settle(in ForecastIn) {
	if in.Cameras > 0 {
		f.Cameras = in.Cameras
	}
	if f.Cameras == 0 {
		f.Cameras = 2
		f.Assumed = append(f.Assumed, "No card has a shoot day yet: two cameras a day")
	}
	i := slices.IndexFunc(f.Codecs, func(c Codec) bool { return c.Name == in.Codec })
	switch {
	case in.GBHour > 0:
		f.GBHour = float64(in.GBHour)
	case i >= 0:
		f.GBHour = f.Codecs[i].GBHour * usualRun
		f.Assumed = append(f.Assumed, fmt.Sprintf("A camera runs for %g of an hour of shooting, in %s", usualRun, f.Codecs[i].Name))
	case f.MeasuredGBHour > 0:
		f.GBHour = f.MeasuredGBHour
	default:
		c := f.Codecs[4]
		f.GBHour = c.GBHour * usualRun
		f.Assumed = append(f.Assumed, fmt.Sprintf("Nothing was measured yet: a camera runs for %g of an hour of shooting, in %s", usualRun, c.Name))
	}
}

// fill finds the day on which each disk for copies will be full.
func (f *Forecast) fill(v graph.View, disks []VolumeItem) {
	on, all := map[string]int64{}, int64(0)
	for _, r := range graph.All[production.Roll](v) {
		all += r.SizeBytes
	}
	for _, c := range graph.All[production.StoredCopy](v) {
		if !c.Roll.IsZero() && c.Status == "verified" {
			on[c.Label] += c.SizeBytes
		}
	}
	for _, d := range disks {
		if d.Medium == "card" {
			continue
		}
		n := VolumeNeed{VolumeItem: d, Share: 1}
		if on[d.Name] > 0 && all > 0 {
			n.Share = min(1, float64(on[d.Name])/float64(all))
		}
		n.Need = int64(n.Share * float64(f.Rest))
		left := float64(d.Free)
		for _, x := range f.Days {
			if x.Actual || d.Free < 0 {
				continue
			}
			if left -= n.Share * float64(x.Bytes); left < 0 {
				n.FullOn = x.Date
				break
			}
		}
		f.Volumes = append(f.Volumes, n)
	}
}
