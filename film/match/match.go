// Package match finds out which file belongs to which take.
//
// Three witnesses know: the clock (the timecode of a file against the time a take was logged), the file itself (the
// scene and take a recorder wrote into it, or its name), and the log (the roll and the clip that were written down).
// Witnesses can be wrong: a camera's clock stands an hour off, a slate was not turned to the next take, a roll was
// changed without a word. So a file is given to a take by itself only where the witnesses agree and nothing else
// comes into question; all the rest is put before a person, with reasons. Everything here is pure.
package match

import (
	"cmp"
	"slices"

	"backlot/film/slate"
	"backlot/film/timecode"
)

// Take is a take as it was logged.
type Take struct {
	ID     string `json:"id"`
	Slate  string `json:"slate"`
	Number int    `json:"number"`
	Suffix string `json:"suffix,omitempty"` // PU, SER
	// StartMS is when it rolled, in milliseconds after midnight of the shooting date by the unit's clock; past
	// 86,400,000 after the next midnight. Timed says that it is known.
	StartMS  int64 `json:"start_ms,omitempty"`
	Timed    bool  `json:"timed,omitempty"`
	LengthMS int64 `json:"length_ms,omitempty"` // 0 where it was not timed
	// Rolled says what was logged for each camera letter, and for "S" sound. A take with none may be on any device.
	Rolled map[string]Rolled `json:"rolled,omitempty"`
}

// Rolled is a camera or recorder on a take, as logged; what is not known is empty.
type Rolled struct {
	Roll string `json:"roll,omitempty"`
	Clip string `json:"clip,omitempty"` // name, perhaps only the part that could be predicted
}

// Clip is a file that a camera or recorder made.
type Clip struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Device string `json:"device"` // camera letter, "S" for sound
	Roll   string `json:"roll,omitempty"`
	// Base counts StartFrame, the first frame's timecode, and Frames, the length. A zero base is a file without timecode.
	Base       timecode.Base `json:"base,omitzero"`
	StartFrame int64         `json:"start_frame,omitempty"`
	Frames     int64         `json:"frames,omitempty"`
	LengthMS   int64         `json:"length_ms,omitempty"` // for files without timecode
	SaidSlate  string        `json:"said_slate,omitempty"`
	SaidTake   string        `json:"said_take,omitempty"`
	// TakeID is the take a person has given it to; nobody is asked again.
	TakeID string `json:"take_id,omitempty"`
}

// Kind is what a witness says, or what is wrong.
type Kind string

// Reasons of a pair.
const (
	ByTime     Kind = "time"   // they run at the same time
	ByName     Kind = "said"   // the file says this slate and take
	ByLog      Kind = "logged" // the log names this clip
	ByRoll     Kind = "roll"   // the log names this roll
	ByLength   Kind = "length" // they are equally long
	OtherTime  Kind = "other_time"
	OtherTake  Kind = "other_take" // the file says another slate or take
	OtherRoll  Kind = "other_roll"
	OtherClip  Kind = "other_clip" // the log names another clip of this roll
	NotThere   Kind = "not_rolled" // the log says that this camera did not roll
	ByPerson   Kind = "person"
	SeveralFit Kind = "several" // something else comes into question too
)

// Reason is what one witness says of a pair, in points for or against.
type Reason struct {
	Kind   Kind  `json:"kind"`
	Points int   `json:"points"`
	MS     int64 `json:"ms,omitempty"` // time: by how much the starts differ; length: the lengths
}

// Pair is a clip with the take it may belong to.
type Pair struct {
	Take    string   `json:"take"`
	Clip    string   `json:"clip"`
	Device  string   `json:"device"`
	Score   int      `json:"score"` // of 100
	Sure    bool     `json:"sure"`
	Reasons []Reason `json:"reasons"`
}

// Findings.
const (
	TakeWithoutClip Kind = "take_without_clip"
	ClipWithoutTake Kind = "clip_without_take"
	TwoClips        Kind = "two_clips" // two files of one device fit one take
	TwoTakes        Kind = "two_takes" // one file fits two takes
	WrongSlate      Kind = "wrong_slate"
	ClockOff        Kind = "clock_off"  // the timecode is off by a constant
	ClockWild       Kind = "clock_wild" // the timecode follows no clock
	TwiceLogged     Kind = "twice_logged"
	NoTimecode      Kind = "no_timecode"
)

// Finding is what does not fit.
type Finding struct {
	Kind   Kind     `json:"kind"`
	Device string   `json:"device,omitempty"`
	Takes  []string `json:"takes,omitempty"`
	Clips  []string `json:"clips,omitempty"`
	MS     int64    `json:"ms,omitempty"` // a clock: by how much the timecode is ahead
}

// Result is what was found out.
type Result struct {
	// Pairs holds every pair that comes into question: sure ones, then the others from likely to unlikely.
	Pairs    []Pair    `json:"pairs"`
	Findings []Finding `json:"findings"`
	Clocks   []Clock   `json:"clocks"`
}

// Sure lists the pairs that need nobody's word.
func (r Result) Sure() []Pair {
	var out []Pair
	for _, p := range r.Pairs {
		if p.Sure {
			out = append(out, p)
		}
	}
	return out
}

// Options are what people have decided.
type Options struct {
	// Offsets says by how many milliseconds the timecode of a device is ahead of the day's clock, where that was
	// found and taken for true.
	Offsets map[string]int64
}

// Day matches what was logged on one shooting day with the files of its rolls. The same input gives the same result
// whatever the order of takes and clips.
func Day(takes []Take, clips []Clip, o Options) Result {
	takes, clips = slices.Clone(takes), slices.Clone(clips)
	slices.SortFunc(takes, func(a, b Take) int { return cmp.Or(cmp.Compare(a.StartMS, b.StartMS), cmp.Compare(a.ID, b.ID)) })
	slices.SortFunc(clips, func(a, b Clip) int {
		return cmp.Or(cmp.Compare(a.Device, b.Device), cmp.Compare(a.StartFrame, b.StartFrame), cmp.Compare(a.ID, b.ID))
	})
	var out Result
	for _, d := range devices(takes, clips) {
		m := &device{name: d, offset: o.Offsets[d], clips: recordings(clips, d)}
		for _, t := range takes {
			m.takes = append(m.takes, asLogged(t, d))
		}
		m.match()
		out.Pairs = append(out.Pairs, m.pairs...)
		out.Findings = append(out.Findings, m.findings...)
		out.Clocks = append(out.Clocks, m.clock)
	}
	out.Findings = append(out.Findings, twice(takes)...)
	slices.SortStableFunc(out.Pairs, func(a, b Pair) int {
		switch {
		case a.Sure != b.Sure && a.Sure:
			return -1
		case a.Sure != b.Sure:
			return 1
		}
		return cmp.Compare(b.Score, a.Score)
	})
	return out
}

// devices are the cameras and recorders of the day, in the order of their letters.
func devices(takes []Take, clips []Clip) []string {
	seen := map[string]bool{}
	for _, t := range takes {
		for d := range t.Rolled {
			seen[d] = true
		}
	}
	for _, c := range clips {
		seen[c.Device] = true
	}
	var out []string
	for d := range seen {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// twice finds takes that were logged by two people.
func twice(takes []Take) []Finding {
	type key struct {
		slate, suffix string
		number        int
	}
	by := map[key][]string{}
	var order []key
	for _, t := range takes {
		k := key{slate.Plain(t.Slate), t.Suffix, t.Number}
		if len(by[k]) == 0 {
			order = append(order, k)
		}
		by[k] = append(by[k], t.ID)
	}
	var out []Finding
	for _, k := range order {
		if len(by[k]) > 1 {
			out = append(out, Finding{Kind: TwiceLogged, Takes: by[k]})
		}
	}
	return out
}

// recording is what a device made at one go: a file, or the mono files of a recorder that begin and end together.
type recording struct {
	Clip
	ids           []string
	start, length int64 // in milliseconds after the timecode's zero
	day           int64 // milliseconds after which the timecode begins again
	timed         bool
	says          bool // the file states a slate and a take, in itself or in its name
	slate         string
	number        int
	suffix        string
	named         clipName
	card          string // the roll, written plainly
}

// clipName is a camera's name for a clip, read once.
type clipName struct {
	roll   string
	number int
	ok     bool
}

func nameOf(name string) (n clipName) {
	n.roll, n.number, n.ok = slate.Clip(name)
	n.roll = slate.Plain(n.roll)
	return n
}

// recordings gathers the clips of a device, which are in order of time.
func recordings(clips []Clip, device string) []recording {
	var out []recording
	for _, c := range clips {
		if c.Device != device {
			continue
		}
		if n := len(out) - 1; n >= 0 && mono(out[n].Clip, c) {
			out[n].ids = append(out[n].ids, c.ID)
			continue
		}
		out = append(out, read(c))
	}
	return out
}

func read(c Clip) recording {
	r := recording{Clip: c, ids: []string{c.ID}, length: c.LengthMS, named: nameOf(c.Name), card: slate.Plain(c.Roll)}
	if r.timed = !c.Base.Rate.IsZero(); r.timed {
		r.length = c.Base.Rate.FramesToMS(c.Frames)
		r.keep(elapsed)
		r.timed = r.day > 0 // a rate beyond all cameras
	}
	if c.SaidSlate != "" && c.SaidTake != "" {
		r.slate = slate.Plain(c.SaidSlate)
		r.number, r.suffix, r.says = slate.Take(c.SaidTake)
	}
	if !r.says {
		r.slate, r.number, r.suffix, r.says = slate.FromName(c.Name)
	}
	return r
}

// timekeeping is how a timecode keeps up with the clock.
type timekeeping bool

const (
	// elapsed: the camera was set once and counts frames. At 23.976 its codes fall behind by 3.6 s an hour.
	elapsed timekeeping = false
	// reset: it was set again and again, so that its codes read as the clock does.
	reset timekeeping = true
)

// slow reports whether a code of the recording and a second of the clock are not the same.
func (r *recording) slow() bool { return r.timed && r.Base.Rate.Den == 1001 && !r.Base.Drop }

// keep reads the timecode of the first frame as time.
func (r *recording) keep(k timekeeping) {
	r.start, r.day = r.Base.Rate.FramesToMS(r.StartFrame), r.Base.Rate.FramesToMS(r.Base.Day())
	if k == reset && r.slow() {
		r.start, r.day = r.StartFrame*1000/int64(r.Base.Rate.Nominal()), 86_400_000
	}
}

// logged is a take as one device sees it.
type logged struct {
	Take
	slate string
	// expected says that the log has the device rolling; where it says nothing of devices, any may have rolled.
	expected   bool
	card, clip string
	named      clipName
}

func asLogged(t Take, device string) logged {
	rolled, on := t.Rolled[device]
	return logged{Take: t, slate: slate.Plain(t.Slate), expected: on || len(t.Rolled) == 0, card: slate.Plain(rolled.Roll), clip: rolled.Clip, named: nameOf(rolled.Clip)}
}

// saysTake reports whether a file states the take. Suffixes are often left out by machines, so they do not speak against.
func (r *recording) saysTake(t *logged) bool { return r.slate == t.slate && r.number == t.Number }

// mono reports whether two files are tracks of one recording: the same frames, and nothing that speaks against it. A
// card that was copied twice is no recording: its files have one name.
func mono(a, b Clip) bool {
	return a.Base.Rate.Num > 0 && a.Base == b.Base && a.StartFrame == b.StartFrame && a.Frames == b.Frames && a.Frames > 0 &&
		a.Name != b.Name && a.SaidSlate == b.SaidSlate && a.SaidTake == b.SaidTake && a.TakeID == b.TakeID && a.Roll == b.Roll
}
