package offload

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/jobs/inprocess"
	"backlot/internal/core/volumes"
)

// testDesk runs jobs over a production in memory.
type testDesk struct {
	*sample
	queue *jobs.Queue
}

func (d testDesk) Common(context.Context, graph.Place, func(_, _ graph.ID), ...graph.ID) (graph.View, error) {
	return d.view(), nil
}

func (d testDesk) Ask(ctx context.Context, r jobs.Request) (graph.ID, error) {
	return d.queue.Enqueue(ctx, r)
}

func (d testDesk) Land(_ context.Context, c graph.Change, by graph.ID) error {
	_, err := d.m.Commit(c, by)
	return err
}

// withDisks gives the sample a card reader, three disks and a queue.
func (s *sample) withDisks() testDesk {
	s.t.Helper()
	var texts []string
	for _, spec := range []string{"cards=%=card", "r1=%=raid:one@Truck", "s1=%=ssd:two@Truck", "lab=%=lto:three@Lab"} {
		name, _, _ := strings.Cut(spec, "=")
		dir := filepath.Join(s.top, name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			s.t.Fatal(err)
		}
		texts = append(texts, strings.Replace(spec, "%", dir, 1))
	}
	set, err := volumes.ParseAll(texts)
	if err != nil {
		s.t.Fatal(err)
	}
	for name, data := range files {
		s.write("cards/A012_reader/"+name, data)
	}
	q := jobs.New(dbtest.OpenSQLite(s.t), inprocess.New(), jobs.Options{})
	ctx := context.Background()
	if err := q.Migrate(ctx); err != nil {
		s.t.Fatal(err)
	}
	d := testDesk{s, q}
	s.svc.volumes, s.svc.desk = set, d
	q.Register(copyJob, s.svc.runCopy)
	q.Register(checkJob, s.svc.runCheck)
	if err := q.Start(ctx); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { q.Stop(context.Background()) })
	return d
}

func (s *sample) write(name, data string) {
	s.t.Helper()
	p := filepath.Join(s.top, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// wait gives the result of a job.
func wait[T any](d testDesk, id graph.ID, err error) (T, jobs.Job) {
	d.t.Helper()
	var out T
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	j, err := d.queue.Wait(ctx, id)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(j.Result) > 0 {
		if err := json.Unmarshal(j.Result, &out); err != nil {
			d.t.Fatal(err)
		}
	}
	return out, j
}

func (d testDesk) copyTo(to ...string) (Copying, jobs.Job) {
	d.t.Helper()
	in := CopyIn{Roll: d.roll, From: Spot{"cards", "A012_reader"}}
	for _, t := range to {
		volume, folder, _ := strings.Cut(t, "/")
		in.To = append(in.To, Spot{volume, folder})
	}
	id, err := d.svc.ask(context.Background(), d.view(), in)
	return wait[Copying](d, id, err)
}

func (d testDesk) check(label string) Checking {
	d.t.Helper()
	for _, c := range d.card().Copies {
		if c.Label == label {
			id, err := d.svc.askCheck(context.Background(), d.view(), c.ID)
			out, _ := wait[Checking](d, id, err)
			return out
		}
	}
	d.t.Fatal("no copy on " + label)
	return Checking{}
}

// TestJobs copies a card in the program to two disks and then to a third, reads the copies back, finds a
// flipped bit and a folder that is gone, and copies again onto a disk with an interrupted copy.
func TestJobs(t *testing.T) {
	s := newSample(t)
	d := s.withDisks()
	got, j := d.copyTo("r1/day6", "s1")
	if got.Outcome != "complete" || got.Files != 5 || got.Clips != 4 || got.To[0] != "r1/day6" {
		t.Fatalf("copied: %+v %s %s", got, j.State, j.Error)
	}
	c := s.card()
	if len(c.Copies) != 2 || c.Copies[0].Path != "day6/A012" || c.Copies[0].Site != "Truck" || c.Verdict.Safe || c.Status != "copied" {
		t.Fatalf("card %+v", c)
	}
	if strings.Contains(string(s.files[c.Copies[0].record.ReportHash]), s.top) {
		t.Error("the report tells where the machine keeps its disks")
	}
	if _, err := release(s.view(), s.ids, s.roll, StepIn{}, s.by()); !fault.Is(err, fault.Conflict) {
		t.Errorf("released with two copies: %v", err)
	}
	if got, j := d.copyTo("lab"); got.Outcome != "complete" || got.Clips != 0 {
		t.Fatalf("third copy: %+v %s", got, j.Error)
	}
	if c := s.card(); !c.Verdict.Safe || c.Status != "verified" {
		t.Fatalf("three copies: %+v", c.Verdict)
	}
	if got := d.check("s1"); got.Outcome != "verified" || got.Done != 5 {
		t.Errorf("read back: %+v", got)
	}
	s.write("lab/A012/CLIPS/A012C001.mov", strings.Replace(files["CLIPS/A012C001.mov"], "frame", "frbme", 1))
	found := d.check("lab")
	if found.Outcome != "damaged" || len(found.Faults) != 1 || !strings.HasPrefix(found.Faults[0], "CLIPS/A012C001.mov: has xxh128") || !strings.Contains(found.Alarm, "A012 may not be formatted") {
		t.Errorf("a flipped bit: %+v", found)
	}
	if c := s.card(); c.Verdict.Safe || c.Status != "copied" || !strings.Contains(c.Alarm, "4 clips depend on 2 other verified copies") {
		t.Errorf("after the flipped bit: %+v", c)
	}
	if err := os.RemoveAll(filepath.Join(s.top, "s1", "A012")); err != nil {
		t.Fatal(err)
	}
	if got := d.check("s1"); got.Outcome != "erased" {
		t.Errorf("a folder that is gone: %+v", got)
	}
	// half of a copy is there and one file of it differs: nothing is overwritten, nothing is called verified
	s.write("s1/A012/CLIPS/A012C002.mov", "another one")
	s.write("s1/A012/card.csv", "50 mm")
	if got, _ := d.copyTo("s1"); got.Outcome != "faults" {
		t.Errorf("onto another file of the name: %+v", got)
	}
	if data, _ := os.ReadFile(filepath.Join(s.top, "s1/A012/CLIPS/A012C002.mov")); string(data) != "another one" {
		t.Error("a file was overwritten")
	}
	for _, c := range s.card().Copies {
		if c.Label == "s1" && (c.Status == "verified" || !strings.Contains(c.Fault, "A012C002.mov")) {
			t.Errorf("the copy is called %s: %q", c.Status, c.Fault)
		}
	}
}

// TestACopyIsRefused before anything is written, with what would be right.
func TestACopyIsRefused(t *testing.T) {
	s := newSample(t)
	d := s.withDisks()
	for name, tt := range map[string]struct {
		in   CopyIn
		want string
	}{
		"onto the cards":      {CopyIn{Roll: s.roll, From: Spot{"cards", "A012_reader"}, To: []Spot{{"cards", "x"}}}, "never written to"},
		"out of the volume":   {CopyIn{Roll: s.roll, From: Spot{"cards", ".."}, To: []Spot{{"r1", "../x"}}}, "without .."},
		"an unknown disk":     {CopyIn{Roll: s.roll, From: Spot{"cards", "A012_reader"}, To: []Spot{{"r9", ""}}}, "it has cards, r1, s1, lab"},
		"an unknown hash":     {CopyIn{Roll: s.roll, From: Spot{"cards", "A012_reader"}, To: []Spot{{"r1", ""}}, Formats: []string{"crc7"}}, "crc7"},
		"no card of the sort": {CopyIn{Roll: s.day, From: Spot{"cards", "A012_reader"}, To: []Spot{{"r1", ""}}}, "no card"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := s.svc.ask(context.Background(), s.view(), tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v; want %q", err, tt.want)
			}
		})
	}
	s.write("cards/empty/.keep", "")
	if err := os.Remove(filepath.Join(s.top, "cards/empty/.keep")); err != nil {
		t.Fatal(err)
	}
	id, err := s.svc.ask(context.Background(), s.view(), CopyIn{Roll: s.roll, From: Spot{"cards", "empty"}, To: []Spot{{"r1", ""}}})
	if _, j := wait[Copying](d, id, err); j.State != jobs.Failed || !strings.Contains(j.Error, "holds no files: is it the right card?") || strings.Contains(j.Error, s.top) {
		t.Errorf("an empty folder: %s %q", j.State, j.Error)
	}
	if len(s.card().Copies) != 0 {
		t.Errorf("copies are on record: %+v", s.card().Copies)
	}
}
