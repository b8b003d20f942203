package offload

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/rate"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a production with one day of cards, in memory, and disks in folders.
type sample struct {
	t     *testing.T
	m     *graph.Memory
	ids   *graph.SequentialIDs
	svc   *service
	files memoryFiles
	now   time.Time
	day   graph.ID
	roll  graph.ID
	top   string
}

// memoryFiles keeps files by content address.
type memoryFiles map[string][]byte

func (m memoryFiles) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	id := fmt.Sprintf("sha256:%x", sha256.Sum256(b))
	m[id] = b
	return id, err
}

func (m memoryFiles) Open(_ context.Context, id string) (io.ReadCloser, error) {
	b, ok := m[id]
	if !ok {
		return nil, fault.New(fault.NotFound, "no file %s", id)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 7}, files: memoryFiles{}, now: time.Date(2027, 3, 1, 19, 30, 0, 0, time.UTC), top: t.TempDir()}
	kinds := production.NewRegistry()
	kinds.AddGates(released())
	s.m = graph.NewMemory(kinds, graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return s.now })
	s.svc = &service{ids: s.ids, files: s.files}
	e := s.view().Edit(s.ids, "Set up")
	unit := graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "Europe/Oslo"})
	for i := range 3 {
		date := civil.MustParse("2027-03-01").AddDays(i)
		at := date.In(time.UTC)
		id := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](unit), Date: date, Number: 6 + i, ShootingCallAtMS: at.Add(8 * time.Hour).UnixMilli(),
			WrapAtMS: at.Add(19 * time.Hour).UnixMilli(), LunchMin: 60})
		if i == 0 {
			s.day = id
		}
	}
	s.roll = graph.Add(e, production.Roll{Name: "A012", Type: "camera", Camera: "A", Day: graph.To[production.ShootDay](s.day), Status: "in_camera"})
	s.apply(e.Change())
	return s
}

func (s *sample) view() graph.View {
	return s.m.Snapshot().View(graph.Audience{All: true})
}

func (s *sample) apply(c graph.Change, err error) {
	s.t.Helper()
	if err == nil {
		_, err = s.m.Commit(c, graph.ID{})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) by() signer { return signer{now: s.now, name: "Nils Aune"} }

func (s *sample) card() Card {
	s.t.Helper()
	c, err := CardOf(s.view(), s.roll)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// files of a card with an empty clip, and one that is there twice.
var files = map[string]string{"CLIPS/A012C001.mov": strings.Repeat("frame ", 4000), "CLIPS/A012C002.mov": "a short one", "CLIPS/A012C003.mov": "",
	"CLIPS/A012C004.mov": "a short one", "card.csv": "50 mm"}

// copyTo copies the card to disks named like "r1=raid@truck" and gives the report, with every copy read
// back from a disk: folders of a test may lie in memory.
func (s *sample) copyTo(disks ...string) *offload.Report {
	s.t.Helper()
	src := filepath.Join(s.top, "card")
	for name, data := range files {
		p := filepath.Join(src, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	open := func(dir string) *offload.Dir {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			s.t.Fatal(err)
		}
		d, err := offload.OpenDir(dir)
		if err != nil {
			s.t.Fatal(err)
		}
		return d
	}
	var to []offload.Destination
	for _, d := range disks {
		name, media, site := offload.SplitPlace(d)
		to = append(to, offload.Destination{Volume: open(filepath.Join(s.top, name)), Media: media, Site: site})
	}
	r, err := offload.Copy(context.Background(), open(src), to, offload.Options{Card: "A012", Now: func() time.Time { return s.now }})
	if err != nil || !r.Good() {
		s.t.Fatal(err, r)
	}
	for i := range r.Copies {
		r.Copies[i].Verification, r.Copies[i].Device = offload.Direct, "disk of "+disks[i]
	}
	return r
}

// take brings a report in as the page does.
func (s *sample) take(r *offload.Report) error {
	s.t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		s.t.Fatal(err)
	}
	c, err := s.svc.take(context.Background(), s.view(), ImportIn{Content: text}, s.by())
	if err == nil {
		s.apply(c, nil)
	}
	return err
}

// TestSafeToFormat follows a card: handed over, copied twice on set, refused, copied once more in the lab,
// released, and turned back when the copy in the lab proves damaged.
func TestSafeToFormat(t *testing.T) {
	s := newSample(t)
	s.apply(receive(s.view(), s.ids, ReceiveIn{Roll: s.roll, StepIn: StepIn{From: "Loader", Where: "Set", Seal: "red tape"}}, s.by()))
	if c := s.card(); c.Status != "handed_over" || c.Holder != "Nils Aune" || c.Seal != "red tape" || c.Verdict.Safe {
		t.Fatalf("handed over: %+v", c)
	}
	if err := s.take(s.copyTo("r1=raid@Truck", "s1=ssd@Truck")); err != nil {
		t.Fatal(err)
	}
	c := s.card()
	if c.Status != "copied" || c.Clips != 4 || len(c.Copies) != 2 || c.Copies[0].Label != "r1" || c.Copies[0].Path != "A012" {
		t.Fatalf("copied: %+v", c)
	}
	_, err := release(s.view(), s.ids, s.roll, StepIn{}, s.by())
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "2 of 3 verified copies") || !strings.Contains(err.Error(), "no copy elsewhere") {
		t.Fatalf("released with two copies in one truck: %v", err)
	}
	if want := []string{"Make 1 more copy on a disk of its own", "Bring a copy to another place, and say where each is kept"}; !slices.Equal(c.Verdict.ToDo, want) {
		t.Errorf("to do %q, want %q", c.Verdict.ToDo, want)
	}
	if err := s.take(s.copyTo("lab=lto@Lab, Oslo")); err != nil {
		t.Fatal(err)
	}
	if c := s.card(); !c.Verdict.Safe || c.Status != "verified" {
		t.Fatalf("three copies on two kinds of media, one elsewhere: %+v", c.Verdict)
	}
	s.apply(release(s.view(), s.ids, s.roll, StepIn{}, s.by()))
	steps := stepsOf(s.view(), s.roll)
	if last := steps[len(steps)-1].Record; s.card().Status != "released" || last.Step != "released" || last.To != "Nils Aune" || !strings.Contains(last.Note, "lab, r1, s1") {
		t.Errorf("release %+v", last)
	}
	before := s.view()
	e := before.Edit(s.ids, "A flipped bit")
	for _, x := range s.card().Copies {
		if x.Label == "lab" {
			graph.Update(e, x.ID, func(r *production.StoredCopy) {
				r.Status, r.Fault, r.VerifiedAtMS = "damaged", "CLIPS/A012C001.mov: has another hash", 0
			})
		}
	}
	change, err := e.Change()
	if err != nil {
		t.Fatal(err)
	}
	s.apply(change, nil)
	c = s.card()
	if c.Verdict.Safe || !strings.Contains(c.Alarm, "released before") || !strings.Contains(c.Alarm, "4 clips depend on 2 other verified copies") {
		t.Errorf("alarm %q, verdict %+v", c.Alarm, c.Verdict)
	}
	list, err := turnedBack(before, s.view(), change)
	if err != nil || len(list) != 1 || !strings.Contains(list[0].What, "A012 may not be formatted any more") || !strings.Contains(list[0].What, "4 clips depend") {
		t.Errorf("consequences %+v, %v", list, err)
	}
}

// TestWhatDoesNotCount: copies that look like three and are not.
func TestWhatDoesNotCount(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(r *offload.Report)
		want  string
	}{
		"two folders on one disk": {func(r *offload.Report) { r.Copies[1].Device = r.Copies[0].Device }, "2 of 3 verified copies on disks of their own"},
		"read back from memory":   {func(r *offload.Report) { r.Copies[2].Verification = offload.Memory }, "2 of 3 verified"},
		"all of one kind":         {func(r *offload.Report) { r.Copies[0].Media, r.Copies[1].Media, r.Copies[2].Media = "ssd", "ssd", "ssd" }, "1 of 2 kinds of media"},
		"all in one place":        {func(r *offload.Report) { r.Copies[2].Site = "truck" }, "no copy elsewhere"},
		"the card was at fault": {func(r *offload.Report) {
			r.Findings = append(r.Findings, offload.Finding{Severity: offload.Fault, Path: "CLIPS/A012C001.mov", Message: "changed while it was copied"})
		}, "the card itself was at fault: CLIPS/A012C001.mov: changed while it was copied"},
		"one copy has a fault": {func(r *offload.Report) {
			r.Findings = append(r.Findings, offload.Finding{Severity: offload.Fault, Destination: filepath.Dir(r.Copies[1].Path), Path: "card.csv", Message: "differs"})
		}, "2 of 3 verified"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			r := s.copyTo("r1=raid@Truck", "s1=ssd@Truck", "lab=lto@Lab")
			tt.spoil(r)
			if err := s.take(r); err != nil {
				t.Fatal(err)
			}
			if v := s.card().Verdict; v.Safe || !strings.Contains(strings.Join(v.Wanting, "; "), tt.want) {
				t.Errorf("verdict %+v, want %q", v, tt.want)
			}
		})
	}
}

// TestOneCopyIsOfAnotherCard: in the lab a card of one file more was copied under the same name.
func TestOneCopyIsOfAnotherCard(t *testing.T) {
	s := newSample(t)
	if err := s.take(s.copyTo("r1=raid@Truck", "s1=ssd@Truck")); err != nil {
		t.Fatal(err)
	}
	s.write("card/CLIPS/A012C005.mov", "one more")
	if err := s.take(s.copyTo("lab=lto@Lab")); err != nil {
		t.Fatal(err)
	}
	if v := s.card().Verdict; v.Safe || !strings.Contains(strings.Join(v.Wanting, "; "), "copies differ") {
		t.Errorf("verdict %+v, want that the copies differ", v)
	}
}

// TestAProductionAsksForMore: a bond may want five copies; nobody can ask for one.
func TestAProductionAsksForMore(t *testing.T) {
	s := newSample(t)
	if err := s.take(s.copyTo("r1=raid@Truck", "s1=ssd@Truck", "lab=lto@Lab")); err != nil {
		t.Fatal(err)
	}
	e := s.view().Edit(s.ids, "The bond")
	pack := graph.To[production.RulePack](graph.Add(e, production.RulePack{Name: "Bond", Pack: RulePack}))
	graph.Add(e, production.Rule{Pack: pack, Key: "copies", Text: "Five copies.", Value: "5"})
	graph.Add(e, production.Rule{Pack: pack, Key: "sites", Text: "One place will do.", Value: "1"})
	graph.Add(e, production.Rule{Pack: pack, Key: "tapes", Text: "?", Value: "2"})
	s.apply(e.Change())
	v := s.card().Verdict
	if v.Safe || v.Want != (offload.Rule{Copies: 5, Media: 2, Sites: 2}) || len(v.Wanting) != 3 {
		t.Errorf("verdict %+v, want 5 copies, 2 kinds, 2 places, and the two rules that cannot be applied", v)
	}
}

// TestFindings: an empty clip, a duplicate, the same clip on another card, a renamed, a cut-off and a
// missing clip each have a sentence.
func TestFindings(t *testing.T) {
	s := newSample(t)
	r := s.copyTo("r1=raid@Truck")
	if err := s.take(r); err != nil {
		t.Fatal(err)
	}
	e := s.view().Edit(s.ids, "Another card")
	other := graph.Add(e, production.Roll{Name: "A011", Type: "camera"})
	for _, x := range s.card().clips {
		if x.Record.Name == "A012C001.mov" {
			graph.Add(e, production.Clip{Roll: graph.To[production.Roll](other), Name: "A011C009.mov", Hash: x.Record.Hash, SizeBytes: x.Record.SizeBytes})
		}
	}
	s.apply(e.Change())
	text := fmt.Sprint(judgeClips(s.view(), s.card()))
	for _, want := range []string{"is empty", "holds the same as CLIPS/A012C002.mov", "is also on A011 as A011C009.mov"} {
		if !strings.Contains(text, want) {
			t.Errorf("findings %s; want %q", text, want)
		}
	}
	again := *r
	again.Files = slices.Clone(r.Files)
	for i, f := range r.Files {
		switch f.Path {
		case "CLIPS/A012C001.mov":
			again.Files[i].Path = "CLIPS/wide.mov"
		case "CLIPS/A012C002.mov":
			again.Files[i].Size, again.Files[i].Sums = 3, hashes.Sums{hashes.XXH128: "00"}
		}
	}
	again.Files = slices.DeleteFunc(again.Files, func(f offload.FileReport) bool { return f.Path == "CLIPS/A012C004.mov" })
	text = fmt.Sprint(againstReport(s.card(), &again))
	for _, want := range []string{"was renamed: the same file is now CLIPS/wide.mov", "had 11 bytes and has 3 now: it was cut off", "was on the card before and is missing now"} {
		if !strings.Contains(text, want) {
			t.Errorf("findings %s; want %q", text, want)
		}
	}
}

// TestMixedRates: a clip that runs at another rate than the production, or than the rest of its card, is pointed out.
func TestMixedRates(t *testing.T) {
	s := newSample(t)
	e := s.view().Edit(s.ids, "Clips")
	for i, r := range []rate.Rate{rate.R23976, rate.R24, rate.R23976, rate.R25} {
		graph.Add(e, production.Clip{Roll: graph.To[production.Roll](s.roll), Name: fmt.Sprintf("A012C00%d.mov", i+1), Rate: r, LengthFrames: 100, Hash: fmt.Sprint("xxh128:", i), SizeBytes: 9})
	}
	s.apply(e.Change())
	found := func() (out []string) {
		for _, f := range judgeClips(s.view(), s.card()) {
			out = append(out, strings.TrimSuffix(f.Path+" "+f.Message, ": was the camera set to another rate, or is the clip another production's?"))
		}
		return out
	}
	if got, want := found(), []string{"A012C002.mov runs at 24, most of the card at 23.976", "A012C004.mov runs at 25, most of the card at 23.976"}; !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
	e = s.view().Edit(s.ids, "A title")
	graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", FrameRate: rate.R25})
	s.apply(e.Change())
	if got := found(); len(got) != 3 || got[0] != "A012C001.mov runs at 23.976, the production at 25" {
		t.Errorf("%q; want the three that are not at 25", got)
	}
}

func TestImportRefuses(t *testing.T) {
	s := newSample(t)
	r := s.copyTo("r1=raid@Truck")
	for name, tt := range map[string]struct {
		spoil func(r *offload.Report)
		want  string
	}{
		"a file called copied that has no hash": {func(r *offload.Report) { r.Files[0].Sums = nil }, "without a hash"},
		"more files than it lists":              {func(r *offload.Report) { r.Copies[0].Verified++ }, "was changed or cut off"},
		"complete with a file that failed":      {func(r *offload.Report) { r.Files[1].Copies = []offload.FileStatus{offload.Missing} }, "was changed or cut off"},
		"a card that leaves its folder":         {func(r *offload.Report) { r.Card = "../A012" }, "name that can be that of a folder"},
		"a digest of other files":               {func(r *offload.Report) { r.Copies[0].Content = "xxh128:other" }, "a digest that its list of files does not give"},
		"another version":                       {func(r *offload.Report) { r.Version = 9 }, "version 9"},
	} {
		t.Run(name, func(t *testing.T) {
			var bad offload.Report
			text, _ := json.Marshal(r)
			if err := json.Unmarshal(text, &bad); err != nil {
				t.Fatal(err)
			}
			tt.spoil(&bad)
			if err := s.take(&bad); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v; want %q", err, tt.want)
			}
		})
	}
	if err := s.take(r); err != nil {
		t.Fatal(err)
	}
	if err := s.take(r); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same report twice: %v", err)
	}
	if n := len(s.card().clips); n != 4 {
		t.Errorf("%d clips, want 4", n)
	}
}

// TestForecast: two camera-days of 10 hours that made 400 GB a day on two cameras foretell two more days.
func TestForecast(t *testing.T) {
	s := newSample(t)
	e := s.view().Edit(s.ids, "Cards")
	graph.Update(e, s.roll, func(r *production.Roll) { r.SizeBytes = 250e9 })
	b := graph.Add(e, production.Roll{Name: "B004", Type: "camera", Camera: "B", Day: graph.To[production.ShootDay](s.day), SizeBytes: 150e9})
	for _, roll := range []graph.ID{s.roll, b} {
		r, _ := graph.Get[production.Roll](s.view(), roll)
		graph.Add(e, production.StoredCopy{Roll: graph.To[production.Roll](roll), Medium: "raid", Label: "r1", Status: "verified", SizeBytes: max(r.SizeBytes, 150e9)})
	}
	s.apply(e.Change())
	disks := []VolumeItem{{Name: "r1", Medium: "raid", Free: 500e9}, {Name: "s1", Medium: "ssd", Free: 2e12}, {Name: "cards", Medium: "card"}}
	f := forecast(s.view(), ForecastIn{}, disks, civil.MustParse("2027-03-02"))
	if f.MeasuredDays != 1 || f.Cameras != 2 || f.GBHour != 20 || f.Left != 2 || f.Rest != 800e9 || f.SoFar != 400e9 || f.Copies != 3 {
		t.Errorf("forecast %+v; want 20 GB an hour and camera, 2 cameras, 800 GB in 2 days", f)
	}
	if len(f.Volumes) != 2 || f.Volumes[0].FullOn.String() != "2027-03-03" || !f.Volumes[1].FullOn.IsZero() {
		t.Errorf("volumes %+v; want r1 full on the second day and s1 never", f.Volumes)
	}
	g := forecast(s.view(), ForecastIn{Cameras: 3, Codec: "ProRes 422 HQ UHD"}, nil, civil.MustParse("2027-03-02"))
	if g.Cameras != 3 || g.GBHour < 63 || g.GBHour > 64 || len(g.Assumed) != 1 || !strings.Contains(g.Assumed[0], "in ProRes 422 HQ UHD") {
		t.Errorf("with a codec %+v", g)
	}
	want := map[string]float64{"ProRes 4444 XQ UHD": 716, "ProRes 422 LT UHD": 148, "DNxHR HQX UHD": 314.6, "Raw 12 bit 4448×3096, uncompressed": 1784.7}
	for _, c := range Codecs() {
		if gb, ok := want[c.Name]; ok && gb != c.GBHour {
			t.Errorf("%s makes %g GB an hour; want %g", c.Name, c.GBHour, gb)
		}
	}
}

// TestPapers: every paper of a card says whether it may be formatted and names its clips or steps.
func TestPapers(t *testing.T) {
	s := newSample(t)
	s.apply(receive(s.view(), s.ids, ReceiveIn{Roll: s.roll, StepIn: StepIn{From: "Ingrid Lie", Seal: "red tape"}}, s.by()))
	if err := s.take(s.copyTo("r1=raid@Truck")); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		draw func(graph.View, graph.ID) (documents.Document, error)
		id   graph.ID
		want []string
	}{
		"roll report":      {describeRoll, s.roll, []string{"May be formatted: NO", "A012C001.mov", "1 of 3 verified"}},
		"chain of custody": {describeCustody, s.roll, []string{"Ingrid Lie", "red tape", "handed over", "copied"}},
		"media report":     {describeDay, s.day, []string{"A012", "r1 verified", "NO: 1 of 3"}},
	} {
		doc, err := tt.draw(s.view(), tt.id)
		if err != nil {
			t.Fatal(err)
		}
		f, err := documents.Render(doc, documents.AsHTML, documents.Recipient{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.want {
			if !bytes.Contains(f.Body, []byte(want)) {
				t.Errorf("%s has no %q", name, want)
			}
		}
	}
}
