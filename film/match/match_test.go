package match_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"backlot/film/match"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/testdata/raced"
)

// days is how many generated days a test shoots: so many, and many more with BACKLOT_LONG.
func days(n int) int {
	if os.Getenv("BACKLOT_LONG") != "" {
		return n * 33
	}
	return n
}

// TestWhatIsSureIsTrue: over days with every kind of trouble, no file is given to a wrong take by itself.
func TestWhatIsSureIsTrue(t *testing.T) {
	sure, all, wrong := 0, 0, 0
	shot := days(raced.Cases(600, 60))
	for seed := range shot {
		r := rand.New(rand.NewPCG(uint64(seed), 9181)) // days the rules were not made on: those had stream 7
		w := anyTrouble(r)
		d := generate(r, w)
		got := match.Day(d.takes, d.clips, match.Options{})
		seen := map[string]bool{}
		for _, p := range got.Sure() {
			if seen[p.Clip] {
				t.Fatalf("day %d: clip %s is sure of two takes", seed, p.Clip)
			}
			seen[p.Clip] = true
			if d.truth[p.Clip] != p.Take {
				if wrong++; wrong < 5 {
					t.Errorf("day %d: clip %s is given to take %s by itself; it is of %q\n%+v\n%+v\nclocks %+v", seed, p.Clip, p.Take, d.truth[p.Clip], p, w, got.Clocks)
				}
			}
		}
		sure, all = sure+len(seen), all+len(d.truth)
	}
	t.Logf("%d days: %d of %d clips matched by themselves, %d wrongly", shot, sure, all, wrong)
	if sure*100 < all*35 {
		t.Errorf("only %d of %d clips matched by themselves; caution must not go so far", sure, all)
	}
}

// TestAnOrdinaryDayNeedsNobody: clocks are right and every take was logged, so every file finds its take.
func TestAnOrdinaryDayNeedsNobody(t *testing.T) {
	for seed := range days(raced.Cases(100, 10)) {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		w := trouble{base: bases[seed%len(bases)], takes: 12 + r.IntN(40), lateMS: 2_500, evening: seed%3 == 0, rolls: seed%2 == 0, reset: seed%4 == 0, shift: map[string]int64{}, said: map[string]bool{"S": seed%2 == 1}}
		d := generate(r, w)
		got := match.Day(d.takes, d.clips, match.Options{})
		if n := len(got.Sure()); n*100 < len(d.truth)*97 {
			t.Errorf("day %d: %d of %d clips match by themselves; clocks %+v, findings %+v", seed, n, len(d.truth), got.Clocks, got.Findings)
		}
	}
}

// TestALyingClockIsFound: a camera that is set to another hour is told by how much, and with that taken for true its
// files match as if it had been right.
func TestALyingClockIsFound(t *testing.T) {
	for seed := range days(raced.Cases(100, 10)) {
		r := rand.New(rand.NewPCG(uint64(seed), 13))
		off := int64(3600_000) * int64(1+seed%3)
		if seed%2 == 1 {
			off = 200_000 + r.Int64N(20*3600_000)
		}
		w := trouble{base: timecode.Base{Rate: rate.R25}, takes: 25 + r.IntN(20), lateMS: 2_000, evening: seed%5 == 0, shift: map[string]int64{"B": off}, lostClip: seed % 8}
		d := generate(r, w)
		got := match.Day(d.takes, d.clips, match.Options{})
		at := slices.IndexFunc(got.Findings, func(f match.Finding) bool { return f.Kind == match.ClockOff && f.Device == "B" })
		if at < 0 {
			t.Errorf("day %d: nothing said of the clock of B, which is %d ms ahead: %+v", seed, off, got.Clocks)
			continue
		}
		found := got.Findings[at].MS
		if diff := (found - off + 36*3600_000) % (24 * 3600_000); diff < 12*3600_000-5_000 || diff > 12*3600_000+5_000 {
			t.Errorf("day %d: the clock of B is said to be %d ms ahead; it is %d", seed, found, off)
		}
		if n := of(got.Sure(), "B"); n > 0 {
			t.Errorf("day %d: %d files of B are matched on a clock that nobody has confirmed", seed, n)
		}
		got = match.Day(d.takes, d.clips, match.Options{Offsets: map[string]int64{"B": found}})
		clips := 0
		for id := range d.truth {
			if id[0] == 'B' {
				clips++
			}
		}
		if n := of(got.Sure(), "B"); n*100 < clips*90 {
			t.Errorf("day %d: %d of %d files of B match once its clock is known", seed, n, clips)
		}
		for _, p := range got.Sure() {
			if d.truth[p.Clip] != p.Take {
				t.Errorf("day %d: clip %s given to %s, is of %q", seed, p.Clip, p.Take, d.truth[p.Clip])
			}
		}
	}
}

func of(list []match.Pair, device string) int {
	n := 0
	for _, p := range list {
		if p.Device == device {
			n++
		}
	}
	return n
}

// small is a day of five takes, a minute each, five minutes apart from nine o'clock; one camera and sound.
func small() ([]match.Take, []match.Clip) {
	var takes []match.Take
	var clips []match.Clip
	b := timecode.Base{Rate: rate.R25}
	for i := range 5 {
		at := int64(9*3600_000 + i*300_000 + i*i*7_000)
		id := string(rune('1' + i))
		length := int64(60_000 + i*8_000)
		takes = append(takes, match.Take{ID: "t" + id, Slate: "42A", Number: i + 1, StartMS: at, Timed: true, LengthMS: length, Rolled: map[string]match.Rolled{"A": {Roll: "A001"}, "S": {Roll: "S001"}}})
		clips = append(clips, match.Clip{ID: "a" + id, Name: "A001C00" + id + "_270301.mov", Device: "A", Roll: "A001", Base: b, StartFrame: b.Rate.MSToFrames(at), Frames: b.Rate.MSToFrames(length)})
		clips = append(clips, match.Clip{ID: "s" + id, Name: "42A-T0" + id + ".WAV", Device: "S", Roll: "S001", Base: b, StartFrame: b.Rate.MSToFrames(at - 2000), Frames: b.Rate.MSToFrames(length + 4000)})
	}
	return takes, clips
}

// TestWhatDoesNotFitIsSaid states the mismatches, each on a day that is otherwise in order.
func TestWhatDoesNotFitIsSaid(t *testing.T) {
	for _, tt := range []struct {
		name   string
		spoil  func([]match.Take, []match.Clip) ([]match.Take, []match.Clip)
		kind   match.Kind
		takes  []string
		clips  []string
		device string
		sure   int // of ten
	}{
		{"a clip is lost", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			return ts, slices.DeleteFunc(cs, func(c match.Clip) bool { return c.ID == "a3" })
		}, match.TakeWithoutClip, []string{"t3"}, nil, "A", 9},
		{"a take was not logged", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			return slices.Delete(ts, 2, 3), cs
		}, match.ClipWithoutTake, nil, []string{"a3"}, "A", 8},
		{"a camera was stopped and started", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			for i := range cs {
				if cs[i].ID == "a4" {
					again := cs[i]
					again.ID, again.Name = "a4b", "A001C009_270301.mov"
					again.StartFrame += 100
					return ts, append(cs, again)
				}
			}
			return ts, cs
		}, match.TwoClips, []string{"t4"}, []string{"a4", "a4b"}, "A", 9},
		{"the slate was not turned", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			for i := range cs {
				if cs[i].ID == "s4" {
					cs[i].Name = "42A-T03_B.WAV"
				}
			}
			return ts, cs
		}, match.WrongSlate, []string{"t4"}, []string{"s4"}, "S", 9},
		{"two people logged a take", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			again := ts[1]
			again.ID = "t2b"
			return append(ts, again), cs
		}, match.TwiceLogged, []string{"t2", "t2b"}, nil, "", 8},
		{"the log says that B did not roll", func(ts []match.Take, cs []match.Clip) ([]match.Take, []match.Clip) {
			c := cs[0]
			c.ID, c.Device, c.Name, c.Roll = "b1", "B", "B001C001_270301.mov", "B001"
			return ts, append(cs, c)
		}, match.NotThere, []string{"t1"}, []string{"b1"}, "B", 10},
	} {
		t.Run(tt.name, func(t *testing.T) {
			takes, clips := tt.spoil(small())
			got := match.Day(takes, clips, match.Options{})
			found := slices.ContainsFunc(got.Findings, func(f match.Finding) bool {
				return f.Kind == tt.kind && f.Device == tt.device && slices.Equal(f.Takes, tt.takes) && slices.Equal(f.Clips, tt.clips)
			})
			if !found {
				t.Errorf("no %s of takes %v, clips %v: %+v", tt.kind, tt.takes, tt.clips, got.Findings)
			}
			if n := len(got.Sure()); n != tt.sure {
				t.Errorf("%d files match by themselves; want %d: %+v", n, tt.sure, got.Pairs)
			}
		})
	}
}

// TestTheTracksOfARecorderAreOneRecording: mono files that begin and end together all belong to the take.
func TestTheTracksOfARecorderAreOneRecording(t *testing.T) {
	takes, clips := small()
	for i := range clips {
		if clips[i].ID == "s2" {
			second := clips[i]
			second.ID, second.Name = "s2b", "42A-T02_2.WAV"
			clips = append(clips, second)
		}
	}
	got := match.Day(takes, clips, match.Options{})
	if n := len(got.Sure()); n != 11 {
		t.Errorf("%d files match; want both tracks of take 2 with the rest: %+v", n, got.Findings)
	}
}

// TestAPersonsWordStands: what somebody has linked is taken, and does not compete.
func TestAPersonsWordStands(t *testing.T) {
	takes, clips := small()
	for i := range clips {
		if clips[i].ID == "a2" {
			clips[i].TakeID = "t3"
		}
	}
	got := match.Day(takes, clips, match.Options{})
	for _, p := range got.Sure() {
		if p.Clip == "a2" && (p.Take != "t3" || p.Score != 100) || p.Clip == "a3" {
			t.Errorf("%+v; want a2 with take 3 as somebody said, and a3 open", p)
		}
	}
}

// TestTheOrderOfTheListsDoesNotMatter: the same day gives the same answer.
func TestTheOrderOfTheListsDoesNotMatter(t *testing.T) {
	for seed := range 12 {
		r := rand.New(rand.NewPCG(uint64(seed), 17))
		d := generate(r, anyTrouble(r))
		one, _ := json.Marshal(match.Day(d.takes, d.clips, match.Options{}))
		r.Shuffle(len(d.takes), func(i, j int) { d.takes[i], d.takes[j] = d.takes[j], d.takes[i] })
		slices.Reverse(d.clips)
		two, _ := json.Marshal(match.Day(d.takes, d.clips, match.Options{}))
		if string(one) != string(two) {
			t.Fatalf("day %d: another order of the lists gives another answer", seed)
		}
	}
}
