package cut

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// uploaded puts a file where uploads are, and gives its id.
func (f *film) uploaded(body []byte) string {
	f.t.Helper()
	id, err := f.svc.files.Keep(context.Background(), bytes.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	return id
}

// TestALargeListIsImportedByAJob: the job makes what the request makes, says how far it is, counts once when it is done
// twice, and names what is wrong at the same place.
func TestALargeListIsImportedByAJob(t *testing.T) {
	f := newFilm(t)
	room := &screenroom{f: f, dir: t.TempDir()}
	f.svc.desk = room
	ctx, at := t.Context(), f.view().Where()
	f.bring("Cut 1", cutOne...)
	var many []piece
	for i := range 1500 {
		many = append(many, piece{[]string{"4A-2", "4B-1", "6A-1"}[i%3], i % 300, 24})
	}
	list := f.list("Cut 2", many...)

	asked, err := f.svc.askAdd(ctx, f.view(), importIn{listFile: listFile{sent: sent{Name: "2.edl", Content: list}, Rate: "24"}})
	if err != nil || len(room.asked) != 1 || room.asked[0].Kind != importJob || asked.Job.IsZero() {
		t.Fatalf("asked for %+v, %v; want one job %s", room.asked, err, importJob)
	}
	in, _ := room.asked[0].Args.(importIn)
	if len(in.Content) != 0 || in.File != addressOf(list) {
		t.Fatalf("the job is told %d bytes and file %s; want the file only", len(in.Content), in.File)
	}
	var said []string
	last := 0.0
	far := func(fraction float64, what string) error {
		if fraction < last {
			t.Errorf("%s goes back from %.2f to %.2f", what, last, fraction)
		}
		if last = fraction; len(said) == 0 || said[len(said)-1] != what {
			said = append(said, what)
		}
		return nil
	}
	id := graph.RandomIDs{}.NewID()
	out, err := f.svc.importAs(ctx, at, id, graph.ID{}, in, far)
	if err != nil || out.Name != "Cut 2" || out.Timeline != id {
		t.Fatalf("imported %+v, %v; want Cut 2 under the id of the job", out, err)
	}
	if got := strings.Join(said, ", "); got != "Fetching the list, Reading the list, Writing it down, Comparing it with the version before, Writing it down" {
		t.Errorf("said %s", got)
	}
	c := must(t, f.view(), id)
	if len(c.tracks) != 1 || len(c.tracks[0].items) != 1500 || c.line.Number != 2 {
		t.Errorf("the job made %d tracks of version %d; want one of 1500 pieces as version 2", len(c.tracks), c.line.Number)
	}
	if again, err := f.svc.importAs(ctx, at, id, graph.ID{}, in, nil); err != nil || again != out || len(versions(f.view())) != 2 {
		t.Errorf("done twice: %+v, %v, %d versions; want the same and two", again, err, len(versions(f.view())))
	}

	report, err := report(f.view(), listFile{sent: sent{Name: "2.edl", Content: list}, Rate: "24"}, nil)
	if err != nil || report.Shots != 1500 || report.Known != 1500 || report.SameName != "Cut 2" {
		t.Errorf("read again: %d shots, %d known, same as %q (%v); want 1500, 1500, Cut 2", report.Shots, report.Known, report.SameName, err)
	}
}

func TestAnImportThatIsStoppedLeavesNothing(t *testing.T) {
	f := newFilm(t)
	f.svc.desk = &screenroom{f: f, dir: t.TempDir()}
	stopped := errors.New("stopped")
	list := f.uploaded(f.list("Cut 1", cutOne...))
	in := importIn{listFile: listFile{sent: sent{Name: "1.edl", File: list}, Rate: "24"}}
	for _, when := range []string{fetchingList, readingList, writingDown} {
		_, err := f.svc.importAs(t.Context(), f.view().Where(), graph.RandomIDs{}.NewID(), graph.ID{}, in, func(_ float64, what string) error {
			if what == when {
				return stopped
			}
			return nil
		})
		if !errors.Is(err, stopped) || len(versions(f.view())) != 0 || f.view().Count("timeline_item") != 0 {
			t.Errorf("stopped while %s: %v, %d versions; want nothing left", when, err, len(versions(f.view())))
		}
	}
}

func TestWhatIsWrongWithAnUploadIsNamed(t *testing.T) {
	f := newFilm(t)
	good, log := f.uploaded(f.list("Cut 1", cutOne...)), f.uploaded([]byte("Heading\nFPS\t24\n\nColumn\nName\n\nData\n"))
	for _, tt := range []struct {
		in           listFile
		field, words string
	}{
		{listFile{sent: sent{Name: "a.edl"}}, "body.content", "want its content, or the id of an uploaded file"},
		{listFile{sent: sent{Name: "a.edl", File: "feed"}}, "body.file", "no uploaded file feed"},
		{listFile{sent: sent{Name: "a.ale", File: log}}, "body.content", "lists clips and is no cut"},
		{listFile{sent: sent{Name: "a.edl", File: good}, Logs: []sent{{Name: "b.edl", File: good}}}, "body.logs[0].content", "b.edl is no log: want an Avid log (ALE)"},
		{listFile{sent: sent{Name: "a.edl", File: good}, Sequence: 3}, "body.sequence", "holds 1 timelines: want one of 0 to 0"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			err := f.svc.fetch(t.Context(), &tt.in, nil)
			if err == nil {
				_, err = report(f.view(), tt.in, nil)
			}
			if !fault.Is(err, fault.Invalid) || fault.FieldOf(err) != tt.field || !strings.Contains(err.Error(), tt.words) {
				t.Errorf("%s: %v; want %s: … %s", fault.FieldOf(err), err, tt.field, tt.words)
			}
		})
	}
}

// TestALogTellsWhichTakeAReelIs: a list that names reels only, and several clips of the production that could be meant: the
// log knows. What is no clip here is known by its scene all the same.
func TestALogTellsWhichTakeAReelIs(t *testing.T) {
	f := newFilm(t)
	clip, _ := graph.Get[production.Clip](f.view(), f.id["clip 4A-2"])
	f.edit("The same codes again on another camera", func(e *graph.Edit) {
		clip.Name, clip.Take = "A001C900_27.mov", graph.Ref[production.Take]{}
		graph.Add(e, clip)
	})
	code := func(n int64) string { return fmt.Sprintf("%02d:%02d:%02d:%02d", n/86400, n/1440%60, n/24%60, n%24) }
	from := clip.TimecodeStartFrames
	list := []byte(fmt.Sprintf("TITLE: Reels\nFCM: NON-DROP FRAME\n001  A001     V     C        %s %s 01:00:00:00 01:00:02:00\n002  Z009     V     C        05:00:00:00 05:00:01:00 01:00:02:00 01:00:03:00\n",
		code(from+24), code(from+72)))
	log := []byte(fmt.Sprintf("Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tTape\tStart\tEnd\tScene\tTake\n\nData\nlab name 1\tA001\t%s\t%s\t4a\t2\nlab name 2\tZ009\t05:00:00:00\t05:00:10:00\t6A\t7\n",
		code(from), code(from+400)))
	in := listFile{sent: sent{Name: "reels.edl", Content: list}, Rate: "24"}
	before, err := report(f.view(), in, nil)
	if err != nil || before.Known != 0 || len(before.Unresolved) != 2 || before.Unresolved[0].Why != severalClips {
		t.Fatalf("without the log: %+v, %v; want the first reel to fit several clips", before, err)
	}
	in.Logs = []sent{{Name: "day.ale", Content: log}}
	after, err := report(f.view(), in, nil)
	if err != nil || after.Known != 1 || after.Logged != 2 || len(after.Unresolved) != 1 || after.Unresolved[0].Media != "LAB NAME 2" {
		t.Fatalf("with the log: %+v, %v; want two named, one of them known", after, err)
	}
	change, err := f.svc.add(t.Context(), f.view(), importIn{listFile: in}, now)
	f.land(change, err)
	id, _, _ := latest(f.view(), graph.ID{})
	items := must(t, f.view(), id).tracks[0].items
	if items[0].Clip.ID != f.id["clip 4A-2"] || items[0].SourceInFrames != 24 {
		t.Errorf("the first piece shows %s from %d; want 4A-2 from 24", f.view().Label(items[0].Clip.ID), items[0].SourceInFrames)
	}
	if items[1].Name != "lab name 2" || items[1].Scene.ID != f.id["scene 6"] || items[1].Note != "Scene 6A, take 7" {
		t.Errorf("the second piece is %+v; want its name, scene and take as the log has them", items[1])
	}
}
