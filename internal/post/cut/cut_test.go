package cut

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline/diff"
	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/testdata/raced"
)

func TestAListIsReadBeforeItLands(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	c, err := read(f.view(), one)
	if err != nil {
		t.Fatal(err)
	}
	if c.line.LengthFrames != 356 || c.line.StartFrames != 86400 || len(c.tracks) != 1 || len(c.tracks[0].items) != 4 {
		t.Fatalf("cut 1: %d frames from %d, %d tracks; want 356 from 86400 and one track", c.line.LengthFrames, c.line.StartFrames, len(c.tracks))
	}
	for i, want := range []struct {
		take string
		in   int64
		at   int64
	}{{"4A-2", 100, 0}, {"4B-1", 40, 96}, {"6A-1", 50, 156}, {"23A-1", 10, 276}} {
		it := c.tracks[0].items[i]
		clip, _ := graph.Get[production.Clip](f.view(), it.Clip.ID)
		if got := takeName(f.view(), clip.Take.ID); got != want.take || it.SourceInFrames != want.in || it.StartFrames != want.at {
			t.Errorf("item %d shows %s from frame %d at %d; want %s from %d at %d", i, got, it.SourceInFrames, it.StartFrames, want.take, want.in, want.at)
		}
	}
	_, err = f.svc.add(context.Background(), f.view(), importIn{listFile: listFile{sent: sent{Name: "again.edl", Content: f.list("Cut 1", cutOne...)}, Rate: "24"}}, now)
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "Cut 1") {
		t.Errorf("the same list again: %v; want a conflict that names Cut 1", err)
	}
}

func TestWhatIsNoClipIsListed(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", append(slices.Clone(cutOne), piece{"STOCK_STORM", 0, 30}, piece{"STOCK_STORM", 50, 20})...)
	d := debts(f.view(), f.mustRead("Cut 1"))
	if len(d) == 0 || d[len(d)-1].Type != "unknown_clip" || d[len(d)-1].Count != 2 || d[len(d)-1].Frames != 50 {
		t.Errorf("debts %+v; want two unknown pieces of 50 frames", d)
	}
}

func (f *film) mustRead(name string) *cut {
	f.t.Helper()
	c, err := read(f.view(), f.id[name])
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func TestACutGoesOutAsItCameIn(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	c := f.mustRead("Cut 1")
	for _, format := range []string{"otio", "edl", "fcp7", "fcpx"} {
		doc, err := f.svc.file(context.Background(), f.view(), fileIn{graph.To[production.Timeline](c.id), format})
		if err != nil {
			t.Fatal(err)
		}
		name := "Back as " + format
		in := importIn{listFile: listFile{sent: sent{Name: doc.Name, Content: doc.Body}, Rate: "24"}, Title: name, Previous: graph.To[production.Timeline](c.id)}
		change, err := f.svc.add(context.Background(), f.view(), in, now)
		f.land(change, err)
		id, _, _ := latest(f.view(), graph.ID{})
		p, err := compare(f.view(), c.id, id)
		if err != nil {
			t.Fatal(err)
		}
		if n := p.result.Counts()[diff.Same]; n != 4 || len(p.rows) != 4 {
			t.Errorf("%s: %d of %d shots are the same; want all 4: %+v", format, n, len(p.rows), p.shotRows(f.view()))
		}
	}
}

func TestATrimIsPriced(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	// 4A-2 begins 12 frames earlier: 4 beyond the plate. 6A-1 loses its last 20 frames.
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], piece{"6A-1", 50, 100}, cutOne[3])
	got, err := compareOf(f.view(), one, two)
	if err != nil {
		t.Fatal(err)
	}
	// 112 frames at 112000.00: 500.00 a frame and step. Four more: 4 × 1000.00, and roto (56000.00, done) begins again at a tenth.
	want := map[string]string{
		"KL_004_0010": "lengthened must head 4 tail 0: 4000.00 NOK + 5600.00 NOK - 0.00 NOK = 9600.00 NOK, 0.00 NOK",
		// 136 frames at 112000.00, 20 fewer: comp has not begun and saves 20/136 of its half, roto is spent.
		"KL_006_0010": "shortened info head 0 tail 0: 0.00 NOK + 0.00 NOK - 8235.29 NOK = -8235.29 NOK, 8235.29 NOK",
	}
	seen := 0
	for _, r := range got.Ripples {
		if r.Department != forVFX {
			continue
		}
		seen++
		text := fmt.Sprintf("%s %s head %d tail %d: %s + %s - %s = %s, %s", r.Type, r.Severity, r.Head, r.Tail, r.Cost.Added, r.Cost.Restarted, r.Cost.Saved, r.Cost.Net, r.Cost.Wasted)
		if text != want[r.Label] {
			t.Errorf("%s: %s\nwant %s", r.Label, text, want[r.Label])
		}
		if r.Record != f.id[r.Label] {
			t.Errorf("%s names record %s; want its work order", r.Label, r.Record)
		}
	}
	if seen != 2 {
		t.Errorf("%d effects ripples; want 2: %+v", seen, got.Ripples)
	}
}

// An edit list has no rate. One of a production at 23.976 must not be read at 24, for then its codes are of other frames.
func TestAListIsCountedAsTheProductionIs(t *testing.T) {
	f := newFilm(t)
	f.edit("Shoot at 23.976", func(e *graph.Edit) {
		graph.Add(e, production.Title{Name: "The Light", Format: "feature", FrameRate: rate.Of(24000, 1001)})
		for id := range graph.All[production.Clip](f.view()) {
			graph.Update(e, id, func(c *production.Clip) { c.Rate = rate.Of(24000, 1001) })
		}
	})
	c, err := f.svc.add(context.Background(), f.view(), importIn{listFile: listFile{sent: sent{Name: "1.edl", Content: f.list("Cut 1", cutOne...)}}}, now)
	f.land(c, err)
	id, line, _ := latest(f.view(), graph.ID{})
	if line.Rate != rate.Of(24000, 1001) {
		t.Errorf("the list is counted at %s; want 24000/1001", line.Rate)
	}
	if d := debts(f.view(), must(t, f.view(), id)); len(d) > 0 && d[len(d)-1].Type == "unknown_clip" {
		t.Errorf("debts %+v; want every clip known", d)
	}
}

func must(t *testing.T, v graph.View, id graph.ID) *cut {
	t.Helper()
	c, err := read(v, id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What shows another clip than its plate has no handles to count, and no price is made of frames that mean nothing.
func TestAnotherClipIsNoHandle(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"STOCK", 9000, 96}, cutOne[1], cutOne[2], cutOne[3])
	f.edit("Name it", func(e *graph.Edit) {
		it := f.mustRead("Cut 2").tracks[0].items[0]
		graph.Update(e, it.id, func(i *production.TimelineItem) { i.Note = "VFX KL_004_0010" })
	})
	got, err := compareOf(f.view(), one, two)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range got.Ripples {
		if r.Label == "KL_004_0010" && (r.Head != 0 || r.Tail != 0 || r.Cost != nil || !strings.Contains(r.What, "does not show the clip of its plate")) {
			t.Errorf("ripple %+v; want no frames to send and no price, and that the plate is another", r)
		}
	}
}

func TestWithoutTheRightNobodyLearnsAPrice(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], cutOne[2], cutOne[3])
	got, err := compareOf(f.reader(accountA, readRight), one, two)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range got.Ripples {
		if r.Cost != nil {
			t.Errorf("%s tells its price %v", r.Label, r.Cost)
		}
	}
}

func TestAMusicCueIsToldOfItsPicture(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	f.edit("Spot", func(e *graph.Edit) {
		track := graph.Add(e, production.Track{Name: "Janela do Rio", Type: "song"})
		graph.Add(e, production.Grant{Type: "sync_licence", Name: "Janela, sync", About: graph.To[graph.Any](track), MaxMS: 4000, Status: "signed"})
		line := graph.To[production.Timeline](one)
		graph.Add(e, production.Cue{Timeline: line, Number: "1M1", Type: "music", StartFrames: 0, LengthFrames: 96, Track: graph.To[production.Track](track)})
		graph.Add(e, production.Cue{Timeline: line, Number: "1M2", Type: "music", StartFrames: 160, LengthFrames: 40})
		graph.Add(e, production.Cue{Timeline: line, Number: "ADR1", Type: "adr", StartFrames: 100, LengthFrames: 20})
	})
	// The first shot is 12 frames longer, 4B is gone, the others follow.
	two := f.bring("Cut 2", piece{"4A-2", 100, 108}, cutOne[2], cutOne[3])
	got, err := compareOf(f.view(), one, two)
	if err != nil {
		t.Fatal(err)
	}
	byLabel := map[string]string{}
	for _, r := range got.Ripples {
		if r.Department == forMusic || r.Department == forSound {
			byLabel[r.Label] = r.Type
		}
	}
	if byLabel["1M2"] != "shifted" || byLabel["ADR1"] != "lost" || byLabel["1M1"] != "" {
		t.Errorf("ripples %v; want 1M2 shifted, ADR1 lost, 1M1 where it was", byLabel)
	}
	var carried []string
	for _, c := range cuesOf(f.view(), two) {
		carried = append(carried, fmt.Sprintf("%s %d+%d", c.Number, c.StartFrames, c.LengthFrames))
	}
	if want := []string{"1M1 0+96", "1M2 112+40"}; !slices.Equal(carried, want) {
		t.Errorf("cues on cut 2: %v; want %v", carried, want)
	}
	// A shot comes into the song: longer than licensed.
	three := f.bring("Cut 3", piece{"4A-2", 100, 50}, piece{"4B-1", 40, 60}, piece{"4A-2", 150, 58}, cutOne[2], cutOne[3])
	got, err = compareOf(f.view(), two, three)
	if err != nil {
		t.Fatal(err)
	}
	over := slices.IndexFunc(got.Ripples, func(r Ripple) bool { return r.Type == "overrun" })
	if over < 0 || !strings.Contains(got.Ripples[over].What, "6.5 s now") || !strings.Contains(got.Ripples[over].What, "allows 4.0 s") {
		t.Errorf("ripples %+v; want the licence of four seconds overrun by a song of six and a half", got.Ripples)
	}
}

// TestAVendorKnowsItsOwnShotsOnly: no list, count or record tells a vendor of another's work.
func TestAVendorKnowsItsOwnShotsOnly(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], piece{"6A-1", 50, 100}, cutOne[3])
	f.land(f.svc.keepShots(f.view()))
	f.land(f.svc.draftOrders(f.view(), draftIn{To: graph.To[production.Timeline](two)}, now))
	for _, account := range []graph.ID{accountA, accountB} {
		if n := f.reader(account, shotRight, priceRight).Count("change_order"); n != 0 {
			t.Errorf("a vendor knows %d change orders before any was sent; want none", n)
		}
	}
	f.sendOrders()
	for _, tt := range []struct {
		account    graph.ID
		own, alien string
	}{{accountA, "KL_004_0010", "KL_006_0010"}, {accountB, "KL_006_0010", "KL_004_0010"}} {
		v := f.reader(tt.account, shotRight, priceRight)
		shots, err := shotsOf(v)
		if err != nil || len(shots) != 1 || shots[0].Code != tt.own || len(shots[0].Changes) != 1 || shots[0].Changes[0].Estimate != nil || shots[0].Bid == nil {
			t.Errorf("%s reads %+v, %v; want its one shot with its bid and its change order, without our estimate", tt.own, shots, err)
		}
		text, err := json.Marshal(shots)
		if err != nil || bytes.Contains(text, []byte(tt.alien)) {
			t.Errorf("%s reads of %s", tt.own, tt.alien)
		}
		if v.Count("work_price") != 1 {
			t.Errorf("%s knows %d prices; want its own bid", tt.own, v.Count("work_price"))
		}
		if v.Count("work_order") != 1 || v.Count("change_order") != 1 || v.Count("step") != 2 || v.Count("timeline") != 0 {
			t.Errorf("%s counts %d orders, %d changes, %d steps, %d cuts; want 1, 1, 2, 0", tt.own, v.Count("work_order"), v.Count("change_order"), v.Count("step"), v.Count("timeline"))
		}
		if _, ok := v.Record(f.id[tt.alien]); ok {
			t.Errorf("%s reads the record of %s", tt.own, tt.alien)
		}
	}
	office := f.reader(graph.ID{9}, access.ReaderRole("post_supervisor"), readRight)
	if n := office.Count("work_order"); n != 2 {
		t.Errorf("the post supervisor knows %d orders; want 2", n)
	}
	stranger := f.reader(graph.ID{8}, access.ReaderDepartment("vfx"), shotRight)
	if n := stranger.Count("work_order"); n != 0 {
		t.Errorf("a vendor's artist who was put into the department of effects knows %d orders; want none", n)
	}
}

// sendOrders sends every change order that is drafted.
func (f *film) sendOrders() {
	f.t.Helper()
	for id, c := range graph.All[production.ChangeOrder](f.view()) {
		if c.Status == "drafted" {
			f.land(f.svc.answerOrder(f.view(), changeOrderIn{Change: graph.To[production.ChangeOrder](id), Status: "sent"}))
		}
	}
}

func TestChangeOrdersAreDraftedOnce(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], cutOne[2], cutOne[3])
	in := draftIn{To: graph.To[production.Timeline](two)}
	f.land(f.svc.draftOrders(f.view(), in, now))
	if _, err := f.svc.draftOrders(f.view(), in, now); !fault.Is(err, fault.Conflict) {
		t.Errorf("drafting again: %v; want a conflict", err)
	}
	if n := f.view().Count("change_order"); n != 1 {
		t.Errorf("%d change orders; want 1", n)
	}
}

// TestARippleIsNeverMissed: on generated edits, a work order is among the ripples exactly when the frames of its plate that
// the cut shows changed, or their speed or order did.
func TestARippleIsNeverMissed(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 2026))
	cases := raced.Cases(40, 8)
	f := newFilm(t)
	base := f.bring("Base", cutOne...)
	for i := range cases {
		next := slices.Clone(cutOne)
		for range 1 + rng.IntN(3) {
			k := rng.IntN(len(next))
			switch rng.IntN(5) {
			case 0:
				next[k].in += rng.IntN(9) - 4
			case 1:
				next[k].length = max(next[k].length+rng.IntN(41)-20, 12)
			case 2:
				if len(next) > 1 {
					next = slices.Delete(next, k, k+1)
				}
			case 3:
				next = slices.Insert(next, k, piece{"23A-1", 100 + rng.IntN(40), 12 + rng.IntN(9)})
			case 4:
				j := rng.IntN(len(next))
				next[k], next[j] = next[j], next[k]
			}
		}
		e := importIn{listFile: listFile{sent: sent{Name: "next.edl", Content: f.list(fmt.Sprint("Next ", i), next...)}, Rate: "24"}, Previous: graph.To[production.Timeline](base), Number: 2 + i}
		c, err := f.svc.add(context.Background(), f.view(), e, now)
		f.land(c, err)
		id, _, _ := latest(f.view(), graph.ID{})
		p, err := compare(f.view(), base, id)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, r := range vfxRipples(f.view(), p) {
			got[r.Label] = r.Type
		}
		for code, take := range map[string]string{"KL_004_0010": "4A-2", "KL_006_0010": "6A-1"} {
			was, now := shown(cutOne, take), shown(next, take)
			changed := was != now
			if kind := got[code]; changed != (kind != "" && kind != "moved") {
				t.Fatalf("case %d: %s shows %s, was %s, and the ripple is %q\nnext %v", i, code, now, was, kind, next)
			}
		}
	}
}

// shown is what a cut shows of a take, said in another way.
func shown(list []piece, take string) string {
	out := ""
	for _, p := range list {
		if p.take == take {
			out += fmt.Sprintf("%d-%d ", p.in, p.in+p.length)
		}
	}
	return out
}

func TestLineageAgreesBothWays(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	v := f.view()
	c := f.mustRead("Cut 1")
	down := map[graph.ID]map[graph.ID]bool{} // items of each line
	for _, id := range f.blocks {
		b, _ := graph.Get[production.Block](v, id)
		if b.Scene.IsZero() {
			continue
		}
		got, err := f.svc.lineage(v, lineageIn{Record: id})
		if err != nil {
			t.Fatal(err)
		}
		down[id] = map[graph.ID]bool{}
		for _, u := range got.Uses {
			down[id][u.Item] = true
		}
	}
	for _, it := range c.tracks[0].items {
		up, err := f.svc.lineage(v, lineageIn{Cut: graph.To[production.Timeline](c.id), Frame: it.StartFrames + 5})
		if err != nil {
			t.Fatal(err)
		}
		if up.Source != it.SourceInFrames+5 {
			t.Errorf("frame %d of %s shows source frame %d; want %d", it.StartFrames+5, it.Name, up.Source, it.SourceInFrames+5)
		}
		lines := map[graph.ID]bool{}
		for _, l := range up.Lines {
			lines[l.ID] = true
		}
		for id, items := range down {
			b, _ := graph.Get[production.Block](v, id)
			if spoken(b) && items[it.id] != lines[id] {
				t.Errorf("%s: the frame says %v of %q, the line says %v", it.Name, lines[id], b.Text, items[it.id])
			}
		}
	}
	up, err := f.svc.lineage(v, lineageIn{Cut: graph.To[production.Timeline](c.id), Frame: 0})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, l := range up.Chain {
		kinds = append(kinds, string(l.Kind)+" "+l.Label)
	}
	want := "timeline Cut 1 | timeline_item Clip A001C002_27.mov | clip A001C002_27.mov | take 4A-2 | setup 4A | scene Scene 4 INT. KITCHEN - DAY | draft The Light Blue"
	if got := strings.Join(kinds, " | "); got != want {
		t.Errorf("the first frame comes from\n%s\nwant\n%s", got, want)
	}
}

func TestCoverageTellsTheLinesNobodyShot(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	got, err := f.svc.coverage(f.view(), one, f.id["scene 4"])
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, l := range got.Lines {
		if l.Type != "action" && l.Type != "dialogue" {
			continue
		}
		takes := []string{}
		for _, c := range l.Covers {
			mark := ""
			if c.Circled {
				mark = "*"
			}
			takes = append(takes, fmt.Sprintf("%s%s used %d", c.Name, mark, len(c.Used)))
		}
		rows = append(rows, l.Text+": "+strings.Join(takes, ", "))
	}
	want := []string{"She writes the log.: 4A-2* used 1, 4A-1 used 0", "The L leans.: 4A-2* used 1, 4A-1 used 0, 4B-1* used 1", "Father's leaned when he was tired.: "}
	slices.Sort(rows[1:2])
	if !slices.Equal(rows, want) {
		t.Errorf("coverage:\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	if s := got.Scenes[0]; s.Lines != 3 || s.Covered != 2 || s.Used != 2 {
		t.Errorf("scene 4: %+v; want 3 lines, 2 covered, 2 used", s)
	}
}

func TestRuntimeByAct(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", piece{"6A-1", 50, 240}, piece{"4A-2", 100, 96}, piece{"4B-1", 40, 48})
	c, err := read(f.view(), one)
	if err != nil {
		t.Fatal(err)
	}
	r := f.svc.runtime(f.view(), c)
	got := fmt.Sprintf("%+v", r.Acts)
	// Scene 4 is cut to 6 s, scene 6 to 10 s, of 20 s in the script: scene 23 is forecast at 10 × 16/20 = 8 s.
	want := "[{Name:One Scenes:1 InCut:1 Cut:144 Script:10 Forecast:6} {Name:Two Scenes:2 InCut:1 Cut:240 Script:20 Forecast:18}]"
	if got != want {
		t.Errorf("acts %s\nwant %s", got, want)
	}
	moved := 0
	for _, s := range r.Scenes {
		if s.Moved {
			moved++
		}
	}
	if moved != 1 || r.Scenes[0].Order != 2 {
		t.Errorf("%d scenes stand out of order, scene 4 is the %d. of the cut; want one, and the second", moved, r.Scenes[0].Order)
	}
}

func TestAnAssemblyIsCircledTakesInScriptOrder(t *testing.T) {
	f := newFilm(t)
	f.land(f.svc.assemble(f.view(), assembleIn{}, now))
	id := versions(f.view())[0].ID
	c, err := read(f.view(), id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range c.tracks[0].items {
		clip, _ := graph.Get[production.Clip](f.view(), it.Clip.ID)
		got = append(got, takeName(f.view(), clip.Take.ID))
	}
	if want := []string{"4A-2", "4B-1", "6A-1", "23A-1"}; !slices.Equal(got, want) || c.line.LengthFrames != 1600 {
		t.Errorf("assembly %v, %d frames; want %v, 1600", got, c.line.LengthFrames, want)
	}
}

func TestATurnoverHoldsWhatItsManifestSays(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	two := f.bring("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], piece{"6A-1", 50, 100}, cutOne[3])
	in := packIn{Cut: two, Departments: []string{"vfx", "sound", "music", "colour", "titles"}, AtMS: now.UnixMilli()}
	body, _, err := packOf(f.view(), in)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := packOf(f.view(), in)
	if err != nil || !bytes.Equal(body, again) {
		t.Errorf("the same turnover has other bytes (%v)", err)
	}
	r, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(in); err != nil {
			t.Fatal(err)
		}
		files[f.Name] = b.Bytes()
	}
	var m manifest
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil || len(m.Files) != len(files)-1 || m.Against != "Cut 1" {
		t.Fatalf("manifest of %d files against %q for %d in the zip (%v)", len(m.Files), m.Against, len(files), err)
	}
	for _, one := range m.Files {
		if addressOf(files[one.Path]) != one.SHA256 || len(files[one.Path]) != one.Bytes {
			t.Errorf("%s is not what the manifest says", one.Path)
		}
	}
	for name, body := range files {
		if strings.HasPrefix(name, "vfx/vendors/Tidevann/") && bytes.Contains(body, []byte("KL_006_0010")) {
			t.Errorf("%s tells of another vendor's shot:\n%s", name, body)
		}
	}
	if !bytes.Contains(files["vfx/vendors/Tidevann/changes.csv"], []byte("KL_004_0010,lengthened,96,108,4,0,")) {
		t.Errorf("changes for Tidevann:\n%s", files["vfx/vendors/Tidevann/changes.csv"])
	}
}

func TestARoundClosesWhenItsNotesAreAnswered(t *testing.T) {
	f := newFilm(t)
	one := f.bring("Cut 1", cutOne...)
	line := graph.To[production.Timeline](one)
	f.land(f.svc.addRound(f.view(), roundIn{Timeline: line, Name: "Director, round 1"}))
	round := rounds(f.view(), f.mustRead("Cut 1"))[0].ID
	f.land(f.svc.addNote(f.view(), noteIn{Timeline: line, Round: graph.To[production.NotesRound](round), Text: "Hold on the log", At: 40}, now))
	if _, err := f.svc.addNote(f.view(), noteIn{Timeline: line, Text: "too late", At: 356}, now); !fault.Is(err, fault.Invalid) {
		t.Errorf("a note after the last frame: %v; want it refused", err)
	}
	closed := "closed"
	if _, err := f.svc.patchRound(f.view(), patchRoundIn{Round: graph.To[production.NotesRound](round), Status: &closed}); !fault.Is(err, fault.Conflict) {
		t.Errorf("closing a round with an open note: %v; want a conflict", err)
	}
	two := f.bring("Cut 2", piece{"4A-2", 100, 110}, cutOne[1], cutOne[2], cutOne[3])
	note := rounds(f.view(), f.mustRead("Cut 1"))[0].Notes[0]
	by := graph.To[production.Timeline](two)
	f.land(f.svc.answerNote(f.view(), answerIn{Note: graph.To[production.Note](note.ID), Status: "done", AnsweredIn: &by}))
	f.land(f.svc.patchRound(f.view(), patchRoundIn{Round: graph.To[production.NotesRound](round), Status: &closed}))
	got := rounds(f.view(), f.mustRead("Cut 1"))[0]
	if got.Status != "closed" || got.Notes[0].Answer != "Cut 2" || got.Notes[0].Code != "01:00:01:16" {
		t.Errorf("round %+v; want it closed, its note at 01:00:01:16 answered by Cut 2", got)
	}
}

func TestANewCutTellsItsConsequencesBeforeItLands(t *testing.T) {
	f := newFilm(t)
	f.bring("Cut 1", cutOne...)
	c, err := f.svc.add(context.Background(), f.view(), importIn{listFile: listFile{sent: sent{Name: "2.edl", Content: f.list("Cut 2", piece{"4A-2", 88, 108}, cutOne[1], cutOne[3])}, Rate: "24"}}, now)
	if err != nil {
		t.Fatal(err)
	}
	before := f.m.Snapshot()
	after, err := before.With(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := graph.Consequences([]graph.Derivation{cutDerivation}, before.View(graph.System), after.View(graph.System), c)
	if err != nil {
		t.Fatal(err)
	}
	var what []string
	for _, one := range list {
		what = append(what, one.What)
	}
	text := strings.Join(what, "\n")
	for _, want := range []string{"KL_004_0010, Tidevann is lengthened by 12 frames, 4 frames to send: 4 at the head, 0 at the tail", "KL_006_0010, Papirlaget is no longer in the cut: stop work", "Scene 6 is no longer in the cut"} {
		if !strings.Contains(text, want) {
			t.Errorf("consequences do not say %q:\n%s", want, text)
		}
	}
}
