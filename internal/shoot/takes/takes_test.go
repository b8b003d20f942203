package takes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"backlot/film/match"
	"backlot/film/slate"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

func TestSlatesOfADay(t *testing.T) {
	s := newSample(t)
	for i, scene := range []graph.ID{s.s42, s.s42, s.s43, s.s42} {
		s.setup(scene, fmt.Sprintf("09:%02d:00", i*10))
	}
	slates := func() (out []string) {
		for _, r := range s.log().Setups {
			out = append(out, r.Slate)
		}
		return out
	}
	if got := slates(); !slices.Equal(got, []string{"42", "42A", "43", "42B"}) {
		t.Errorf("slates %v; want 42, 42A, 43, 42B", got)
	}
	s.apply(setNumbering(s.view(), s.ids, slate.Running))
	s.setup(s.s43, "10:00:00")
	if got := slates(); got[4] != "44" {
		t.Errorf("running on from 43 comes %s; want 44", got[4])
	}
}

// TestWhatIsCarriedOn: a take begins with what the take before it had; a setup with cards and exposure of the setup
// before it, but not with its lens and height, which are what changes.
func TestWhatIsCarriedOn(t *testing.T) {
	s := newSample(t)
	first := s.setup(s.s42, "09:00:00")
	s.apply(editStanding(s.view(), s.ids, first, "a", CameraEdit{Roll: ptr("a001"), ISO: ptr(800), FocalTenthMM: ptr(320), TStopHundredths: ptr(280), ShutterTenthDeg: ptr(1800)}))
	one := s.take(first, "09:10:00", 40)
	s.apply(editRolled(s.view(), s.ids, one, "A", CameraEdit{FocalTenthMM: ptr(500), Note: ptr("bump")}))
	s.take(first, "09:12:00", 42)
	l := s.log()
	a := l.Setups[0].Takes[1].Cameras[0]
	if a.FocalTenthMM != 500 || a.TStopHundredths != 280 || a.RollName != "A001" || a.Note != "" {
		t.Errorf("take 2 has %+v; want the 50 mm that take 1 ended with, T2.8 and roll A001, without take 1's remark", a)
	}
	if c := l.Setups[0].Takes; c[0].Cameras[0].ClipName != "A001C001" || c[1].Cameras[0].ClipName != "A001C002" || c[1].Cameras[1].Camera != Sound || c[1].Cameras[1].ClipName != "" {
		t.Errorf("clips %+v; want A001C001 and A001C002, and none said of sound", c)
	}
	second := s.setup(s.s42, "09:30:00")
	s.take(second, "09:40:00", 30)
	b := s.log().Setups[1].Takes[0].Cameras[0]
	if b.RollName != "A001" || b.ISO != 800 || b.ShutterTenthDeg != 1800 || b.FocalTenthMM != 0 || b.TStopHundredths != 0 || b.ClipName != "A001C003" {
		t.Errorf("the next setup begins with %+v; want card, index and shutter, and no lens", b)
	}
	s.apply(loadRoll(s.view(), s.ids, s.day, RollIn{Camera: "A"}))
	s.take(second, "09:45:00", 30)
	if b := s.log().Setups[1].Takes[1].Cameras[0]; b.RollName != "A002" || b.ClipName != "A002C001" {
		t.Errorf("after a new card: %s %s; want A002, A002C001", b.RollName, b.ClipName)
	}
}

func TestJudgementsAreOfOneMind(t *testing.T) {
	s := newSample(t)
	id := s.take(s.setup(s.s42, "09:00:00"), "09:10:00", 40)
	for i, tt := range []struct {
		in   TakeEdit
		want string // status, reason, circled
	}{
		{TakeEdit{NGReason: ptr("laugh")}, "no_good laugh false"},
		{TakeEdit{Circled: ptr(true)}, "print  true"},
		{TakeEdit{Circled: ptr(false)}, "good  false"},
		{TakeEdit{Circled: ptr(true)}, "print  true"},
		{TakeEdit{NGReason: ptr("prop")}, "no_good prop false"},
		{TakeEdit{Status: ptr("hold")}, "hold  false"},
		{TakeEdit{Status: ptr("false_start"), NGReason: ptr("")}, "false_start  false"},
		{TakeEdit{Status: ptr("")}, "  false"},
	} {
		s.apply(editTake(s.view(), s.ids, id, tt.in))
		r, _ := graph.Get[production.Take](s.view(), id)
		if got := fmt.Sprintf("%s %s %v", r.Status, r.NGReason, r.Circled); got != tt.want {
			t.Errorf("step %d: %q; want %q", i, got, tt.want)
		}
	}
}

// TestTwoPeopleLogOneTake: neither is refused, both are marked.
func TestTwoPeopleLogOneTake(t *testing.T) {
	s := newSample(t)
	setup := s.setup(s.s42, "09:00:00")
	for range 2 {
		s.apply(addTake(s.view(), s.ids, setup, TakeIn{ID: s.ids.NewID(), Number: 1, AtMS: s.at("09:10:00"), LengthMS: 20_000}, graph.ID{}))
	}
	k := s.log().Setups[0].Takes
	if len(k) != 2 || !k[0].Twice || !k[1].Twice {
		t.Fatalf("%+v; want both, marked", k)
	}
	s.apply(dropTake(s.view(), s.ids, k[0].ID))
	if k := s.log().Setups[0].Takes; len(k) != 1 || k[0].Twice {
		t.Errorf("%+v; want one, unmarked", k)
	}
}

// TestWhatIsMissingIsAskedBeforeTheSetupIsStruck: figures that visual effects would have to guess weeks later.
func TestWhatIsMissingIsAskedBeforeTheSetupIsStruck(t *testing.T) {
	s := newSample(t)
	setup := s.setup(s.s42, "09:00:00")
	s.take(setup, "09:10:00", 0)
	var got []string
	for _, m := range s.log().Setups[0].Missing {
		got = append(got, fmt.Sprint(m.Camera, m.Field, m.Takes))
	}
	want := []string{"Aroll[1]", "Afocal_tenth_mm[1]", "At_stop_hundredths[1]", "Aiso[1]", "Awhite_balance_k[1]", "Ashutter_tenth_deg[1]", "Aheight_mm[1]", "Sroll[1]", "length[1]", "status[1]"}
	if !slices.Equal(got, want) {
		t.Errorf("missing %v\nwant %v", got, want)
	}
	s.apply(editStanding(s.view(), s.ids, setup, "A", CameraEdit{Fill: true, Roll: ptr("A001"), FocalTenthMM: ptr(320), TStopHundredths: ptr(280), ISO: ptr(800), WhiteBalanceK: ptr(3200), ShutterTenthDeg: ptr(1800), HeightMM: ptr(1500)}))
	s.apply(editStanding(s.view(), s.ids, setup, "S", CameraEdit{Fill: true, Roll: ptr("S001")}))
	s.apply(editTake(s.view(), s.ids, s.log().Setups[0].Takes[0].ID, TakeEdit{Circled: ptr(true), LengthMS: ptr(int64(20_000))}))
	if left := s.log().Setups[0].Missing; len(left) != 0 {
		t.Errorf("still missing: %+v", left)
	}
	s.apply(editSetup(s.view(), s.ids, setup, SetupEdit{Type: ptr("clean_plate")}))
	if left := s.log().Setups[0].Missing; len(left) != 2 || left[0].Field != "lens" || left[1].Field != "focus_mm" {
		t.Errorf("of a clean plate is missing %+v; want the lens and its focus too", left)
	}
}

// TestATakeGoesItsClipsStay: footage is never lost by tidying the log.
func TestATakeGoesItsClipsStay(t *testing.T) {
	s := newSample(t)
	setup := s.setup(s.s42, "09:00:00")
	s.apply(editStanding(s.view(), s.ids, setup, "A", CameraEdit{Roll: ptr("A001")}))
	take := s.take(setup, "09:10:00", 40)
	clip := s.clip("A001", "A001C001_270301.mov", "09:10:00", 40, "", "")
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Links: []Link{{clip, take}}}))
	s.apply(dropSetup(s.view(), s.ids, setup))
	if c, ok := graph.Get[production.Clip](s.view(), clip); !ok || !c.Take.IsZero() {
		t.Errorf("the clip is %+v, there: %v; want it there without a take", c, ok)
	}
}

func TestCoverage(t *testing.T) {
	s := newSample(t)
	wide, single := s.setup(s.s42, "09:00:00"), s.setup(s.s42, "09:30:00")
	s.apply(cover(s.view(), s.ids, wide, CoverIn{From: s.blocks[3], To: s.blocks[1]}))
	s.apply(cover(s.view(), s.ids, single, CoverIn{From: s.blocks[5], To: s.blocks[5], OffCamera: true}))
	d, err := s.service.detail(s.view(), single)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Lines) != 2 || d.Lines[0].Slate != "42" || d.Lines[0].From != 1 || d.Lines[0].To != 3 || !d.Lines[1].OffCamera {
		t.Errorf("lines %+v; want 42 from 1 to 3, and 42A off camera", d.Lines)
	}
	if want := []graph.ID{s.blocks[5], s.blocks[6]}; !slices.Equal(d.Uncovered, want) {
		t.Errorf("uncovered %v; want Marta's line, which is only heard, and the lens: %v", d.Uncovered, want)
	}
	if _, err := cover(s.view(), s.ids, single, CoverIn{From: s.blocks[1], To: s.ids.NewID()}); err == nil {
		t.Error("a line to a paragraph that does not exist is drawn")
	}
}

// TestTramlinesMoveWithARevision: a blue page arrives mid-day. Lines keep to the paragraphs they covered; of one whose
// end was cut the rest stays.
func TestTramlinesMoveWithARevision(t *testing.T) {
	s := newSample(t)
	setup := s.setup(s.s42, "09:00:00")
	s.apply(cover(s.view(), s.ids, setup, CoverIn{From: s.blocks[1], To: s.blocks[5]}))
	e := s.view().Edit(s.ids, "Blue")
	blue := graph.Add(e, production.Draft{Name: "The Salt Line", Type: "screenplay", Version: "Blue", Previous: graph.To[production.Draft](s.draft)})
	for i, anchor := range []string{"a", "new", "b", "c", "d", "g"} { // Marta's answer is cut, a line comes in at the top
		graph.Add(e, production.Block{Draft: graph.To[production.Draft](blue), Scene: graph.To[production.Scene](s.s42), Order: graph.Orders(6)[i], Type: "action", Text: anchor, Anchor: anchor})
	}
	s.apply(e.Change())
	s.draft = blue
	d, err := s.service.detail(s.view(), setup)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Lines) != 1 || d.Lines[0].From != 2 || d.Lines[0].To != 4 {
		t.Errorf("lines %+v; want one over b, c, d, which are 2 to 4 now", d.Lines)
	}
}

// shot is a day of three takes with their files; the recorder was not turned to take 3.
func shot(t *testing.T) (s *sample, takes, pictures, sounds []graph.ID) {
	s = newSample(t)
	setup := s.setup(s.s42, "09:00:00")
	s.apply(editStanding(s.view(), s.ids, setup, "A", CameraEdit{Roll: ptr("A001"), Lens: ptr("Cooke S4"), FocalTenthMM: ptr(320), TStopHundredths: ptr(280)}))
	s.apply(editStanding(s.view(), s.ids, setup, "S", CameraEdit{Roll: ptr("S001")}))
	for i, clock := range []string{"09:10:00", "09:14:30", "09:21:10"} {
		length := int64(40 + 9*i)
		takes = append(takes, s.take(setup, clock, length))
		pictures = append(pictures, s.clip("A001", fmt.Sprintf("A001C%03d_270301_R1AB.mov", i+1), clock, length, "", ""))
		sounds = append(sounds, s.clip("S001", fmt.Sprintf("ZOOM%04d.WAV", i+1), clock, length, "42", fmt.Sprint(min(i+1, 2))))
	}
	return s, takes, pictures, sounds
}

func TestClipsFindTheirTakes(t *testing.T) {
	s, takes, pictures, sounds := shot(t)
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Sure: true}))
	for i := range takes {
		c, _ := graph.Get[production.Clip](s.view(), pictures[i])
		if c.Take.ID != takes[i] {
			t.Errorf("picture %d is of %v; want %v", i+1, c.Take.ID, takes[i])
		}
	}
	if c, _ := graph.Get[production.Clip](s.view(), sounds[2]); !c.Take.IsZero() {
		t.Error("the sound that says take 2 and ran with take 3 was given away without a word")
	}
	m, err := matchDay(s.view(), s.day)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(m.Findings, func(f match.Finding) bool { return f.Kind == "wrong_slate" && f.Clips[0] == sounds[2].String() }) {
		t.Errorf("findings %+v; want the wrong slate", m.Findings)
	}
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Links: []Link{{sounds[2], takes[2]}}}))
	if m, _ := matchDay(s.view(), s.day); m.Waiting != 0 || len(m.Findings) != 0 {
		t.Errorf("%d wait, findings %+v; want a day that is done", m.Waiting, m.Findings)
	}
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Links: []Link{{Clip: sounds[2]}}}))
	if c, _ := graph.Get[production.Clip](s.view(), sounds[2]); !c.Take.IsZero() {
		t.Error("a link that was taken back is still there")
	}
}

// TestAClockIsConfirmedByAPerson: the recorder is an hour ahead, which is found, told, and used only once somebody has
// said that it is so.
func TestAClockIsConfirmedByAPerson(t *testing.T) {
	s, _, _, _ := shot(t)
	e := s.view().Edit(s.ids, "The recorder was on another zone")
	for id, c := range graph.All[production.Clip](s.view()) {
		if c.SaidScene != "" {
			graph.Update(e, id, func(c *production.Clip) { c.TimecodeStartFrames += 90_000; c.SaidScene, c.SaidTake = "", "" })
		}
	}
	s.apply(e.Change())
	m, err := matchDay(s.view(), s.day)
	if err != nil || !slices.ContainsFunc(m.Findings, func(f match.Finding) bool { return f.Kind == "clock_off" && f.MS == 3600_000 }) {
		t.Fatalf("%+v, %v; want a clock that is an hour ahead", m.Findings, err)
	}
	if m.Waiting != 3 {
		t.Errorf("%d pairs are sure; want the three of the camera", m.Waiting)
	}
	s.apply(confirmClock(s.view(), s.ids, s.day, ClockIn{Camera: "S", AheadMS: 3600_000}))
	if m, _ := matchDay(s.view(), s.day); m.Waiting != 6 {
		t.Errorf("%d pairs are sure once the clock is known; want six", m.Waiting)
	}
}

func TestReports(t *testing.T) {
	s, takes, _, sounds := shot(t)
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Sure: true}))
	s.apply(link(s.view(), s.ids, s.day, LinkIn{Links: []Link{{sounds[2], takes[2]}}}))
	s.apply(editTake(s.view(), s.ids, takes[0], TakeEdit{NGReason: ptr("laugh"), Note: ptr("=SUM(A1)")}))
	s.apply(editTake(s.view(), s.ids, takes[2], TakeEdit{Circled: ptr(true)}))
	v := s.view()
	camera, err := ReportOf(v, rollNamed(v, "A001", "A"))
	if err != nil || len(camera.Lines) != 3 || len(camera.Findings) != 0 {
		t.Fatalf("camera report: %+v, %v", camera, err)
	}
	if l := camera.Lines[0]; l.Clip != "A001C001_270301_R1AB.mov" || !l.File || l.Timecode != "09:10:00:00" || l.Time != "09:10:00" || l.Camera.FocalTenthMM != 320 {
		t.Errorf("first line %+v", l)
	}
	b, err := camera.CSV()
	lines := strings.Split(strings.TrimSpace(string(b)), "\r\n")
	if err != nil || len(lines) != 4 || !strings.Contains(lines[1], "no_good,laugh") || !strings.Contains(lines[1], ",Cooke S4,32,2.8,") || !strings.Contains(lines[1], "'=SUM(A1)") {
		t.Errorf("CSV, %v:\n%s", err, b)
	}
	sound, err := ReportOf(v, rollNamed(v, "S001", "S"))
	if err != nil || len(sound.Findings) != 1 || !strings.Contains(sound.Findings[0], "says 42 2; it is 42 take 3") {
		t.Errorf("the sound report finds %v, %v; want that the recorder says take 2 of take 3", sound.Findings, err)
	}
	for _, d := range Slice(s.ids, s, s.service.drafts).Documents {
		subject := s.day
		if d.Name == "camera-report" {
			subject = rollNamed(v, "A001", "A")
		}
		for _, format := range d.Formats {
			f, err := d.Draw(v, subject, format, documents.Recipient{})
			if err != nil || len(f.Body) == 0 || len(f.Findings) > 0 {
				t.Errorf("%s as %s: %v, %v", d.Name, format, err, f.Findings)
			}
		}
	}
}

func TestProgressOfADay(t *testing.T) {
	s, takes, _, _ := shot(t)
	s.apply(editTake(s.view(), s.ids, takes[2], TakeEdit{Circled: ptr(true)}))
	l := s.log()
	if p := l.Progress; p.Setups != 1 || p.Takes != 3 || p.Circled != 1 || p.RunMS != (40+49+58)*1000 || p.PrintMS != 58_000 || !slices.Equal(p.NotSlated, []string{"43"}) {
		t.Errorf("progress %+v", p)
	}
	if len(l.Rolls) != 2 || l.Rolls[0].Name != "A001" || l.Rolls[0].Takes != 3 || l.Rolls[0].Open != 3 {
		t.Errorf("rolls %+v", l.Rolls)
	}
}

// TestRoutesMount mounts every route, which checks their inputs against their paths, and that each needs a right.
func TestRoutesMount(t *testing.T) {
	s := Slice(&graph.SequentialIDs{}, &sample{}, nil)
	if _, err := access.NewPolicy(s.Rights); err != nil {
		t.Fatal(err)
	}
	m := web.New(web.Config{Registry: production.NewRegistry(), IDs: &graph.SequentialIDs{}})
	s.Routes(m)
	own := 0
	for _, r := range m.Routes() {
		if strings.HasPrefix(r.Right, "takes.") {
			own++
			if r.Summary == "" {
				t.Errorf("%s %s has no summary", r.Method, r.Path)
			}
		}
	}
	if own < 20 {
		t.Errorf("%d routes with a right of the slice; want all", own)
	}
}
