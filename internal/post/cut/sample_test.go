package cut

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"backlot/film/rate"
	"backlot/film/screenplay"
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

var now = time.Date(2027, 4, 1, 9, 0, 0, 0, time.UTC)

// film is a small production: three scenes, five takes of two cameras, the tramlines of scene 4, two vendors.
type film struct {
	t      *testing.T
	m      *graph.Memory
	ids    *graph.SequentialIDs
	svc    *service
	id     map[string]graph.ID // by the name the sample gives
	blocks map[string]graph.ID // by anchor
}

type shelfOfFiles map[string][]byte

func (f shelfOfFiles) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	f[addressOf(b)] = b
	return addressOf(b), err
}

func (f shelfOfFiles) Open(_ context.Context, id string) (io.ReadCloser, error) {
	if b, ok := f[id]; ok {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	return nil, errors.New("no such file")
}

const words = `# One

INT. KITCHEN - DAY #4#

She writes the log.

SOLVEIG
The L leans.

ADA
Father's leaned when he was tired.

# Two

INT. LAMP ROOM - NIGHT #6#

Solveig winds.

INT. OFFICE - DAY #23#

KROGH
One hundred and thirty-one.
`

func newFilm(t *testing.T) *film {
	t.Helper()
	f := &film{t: t, ids: &graph.SequentialIDs{Prefix: 77}, id: map[string]graph.ID{}, blocks: map[string]graph.ID{}}
	f.m = graph.NewMemory(production.NewRegistry(), graph.Main(graph.MustID("00000000-0000-7000-8000-000000000777")), graph.ID{1}, func() time.Time { return now })
	script, err := screenplay.Read(bytes.NewReader([]byte(words)), "words.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range script.Blocks {
		script.Blocks[i].ID = fmt.Sprintf("b%d", i)
	}
	f.svc = &service{ids: f.ids, files: shelfOfFiles{}, now: func() time.Time { return now }, script: func(graph.View) (*screenplay.Script, map[string]graph.ID, bool) { return script, f.blocks, true }}
	f.edit("The sample", func(e *graph.Edit) {
		f.words(e, script)
		f.footage(e)
		f.orders(e)
	})
	return f
}

func (f *film) edit(cause string, run func(*graph.Edit)) {
	f.t.Helper()
	e := f.view().Edit(f.ids, cause)
	run(e)
	c, err := e.Change()
	f.land(c, err)
}

func (f *film) land(c graph.Change, err error) {
	f.t.Helper()
	if err == nil {
		_, err = f.m.Commit(c, graph.ID{})
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *film) view() graph.View { return f.m.Snapshot().View(graph.System) }

func (f *film) words(e *graph.Edit, script *screenplay.Script) {
	draft := graph.Add(e, production.Draft{Name: "The Light", Type: "screenplay", Version: "Blue"})
	f.id["draft"] = draft
	orders := graph.Orders(len(script.Blocks))
	var scene graph.ID
	for i, b := range script.Blocks {
		if b.Type == screenplay.SceneHeading {
			scene = graph.Add(e, production.Scene{Number: b.Number, Order: orders[i], Heading: b.Text, EstimatedSeconds: 10})
			f.id["scene "+b.Number] = scene
		}
		rec := production.Block{Draft: graph.To[production.Draft](draft), Order: orders[i], Type: string(b.Type), Text: b.Text, Anchor: b.ID}
		if b.Type != screenplay.Section {
			rec.Scene = graph.To[production.Scene](scene)
		}
		f.blocks[b.ID] = graph.Add(e, rec)
		f.id[b.Text] = f.blocks[b.ID]
	}
}

// footage: slates 4A (two takes), 4B, 6A, 23A; clips of camera A from rolls A001 and A002 at 24 frames.
func (f *film) footage(e *graph.Edit) {
	for _, name := range []string{"A001", "A002"} {
		f.id[name] = graph.Add(e, production.Roll{Name: name, Type: "camera", Camera: "A"})
	}
	for i, s := range []struct {
		slate, scene string
		takes        int
		circled      int
	}{{"4A", "4", 2, 2}, {"4B", "4", 1, 1}, {"6A", "6", 1, 1}, {"23A", "23", 1, 1}} {
		set := graph.Add(e, production.Setup{Scene: graph.To[production.Scene](f.id["scene "+s.scene]), Slate: s.slate})
		f.id["setup "+s.slate] = set
		for n := 1; n <= s.takes; n++ {
			take := graph.Add(e, production.Take{Setup: graph.To[production.Setup](set), Number: n, Circled: n == s.circled})
			roll := "A001"
			if i > 1 {
				roll = "A002"
			}
			name := fmt.Sprintf("%sC%03d_27", roll, 10*i+n)
			f.id[fmt.Sprintf("take %s-%d", s.slate, n)] = take
			f.id[fmt.Sprintf("clip %s-%d", s.slate, n)] = graph.Add(e, production.Clip{Roll: graph.To[production.Roll](f.id[roll]), Take: graph.To[production.Take](take), Name: name + ".mov",
				TimecodeStartFrames: int64(10*3600*24 + (10*i+n)*2000), LengthFrames: 400, Rate: rate.R24})
		}
	}
	cover := func(slate, from, to string) {
		graph.Add(e, production.Coverage{Setup: graph.To[production.Setup](f.id["setup "+slate]), FromBlock: graph.To[production.Block](f.id[from]), ToBlock: graph.To[production.Block](f.id[to])})
	}
	cover("4A", "She writes the log.", "The L leans.")
	cover("4B", "The L leans.", "The L leans.")
	cover("6A", "Solveig winds.", "Solveig winds.")
}

var (
	accountA = graph.MustID("00000000-0000-7000-8000-0000000000aa")
	accountB = graph.MustID("00000000-0000-7000-8000-0000000000bb")
)

// orders: two shots of two vendors; the plates are 8 frames longer at each end than what cut 1 shows.
func (f *film) orders(e *graph.Edit) {
	money := func(s string) production.Money {
		m, err := production.ParseMoney(s)
		if err != nil {
			f.t.Fatal(err)
		}
		return m
	}
	for _, o := range []struct {
		vendor, code, clip string
		account            graph.ID
		in, length         int64
	}{{"Tidevann", "KL_004_0010", "4A-2", accountA, 100, 96}, {"Papirlaget", "KL_006_0010", "6A-1", accountB, 50, 120}} {
		vendor := graph.Add(e, production.Party{Type: "organization", Name: o.vendor, Account: o.account})
		f.id[o.vendor] = vendor
		id := graph.Add(e, production.WorkOrder{Code: o.code, Type: "shot", Vendor: graph.To[production.Party](vendor), CutLengthFrames: o.length, HeadHandleFrames: 8, TailHandleFrames: 8, Rate: rate.R24,
			Plate: graph.To[production.Clip](f.id["clip "+o.clip]), PlateInFrames: o.in - 8, PlateLengthFrames: o.length + 16, Status: "in_progress"})
		f.id[o.code] = id
		graph.Add(e, production.WorkPrice{Order: graph.To[production.WorkOrder](id), Type: bidPrice, Sum: money("112000.00 NOK")})
		for i, st := range []production.Step{{Type: "roto", Status: "approved", BidTenthDays: 50}, {Type: "comp", Status: "waiting", BidTenthDays: 50}} {
			st.Order, st.Seq = graph.To[production.WorkOrder](id), graph.Orders(2)[i]
			graph.Add(e, st)
		}
	}
}

// piece of an edit list: a take's frames from its first, in order of the cut.
type piece struct {
	take       string
	in, length int
}

// list is an edit list of pieces, at 24 frames from 01:00:00:00.
func (f *film) list(title string, pieces ...piece) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "TITLE: %s\nFCM: NON-DROP FRAME\n", title)
	at := 3600 * 24
	code := func(n int) string { return fmt.Sprintf("%02d:%02d:%02d:%02d", n/86400, n/1440%60, n/24%60, n%24) }
	for i, p := range pieces {
		clip, ok := graph.Get[production.Clip](f.view(), f.id["clip "+p.take])
		name, start := p.take, 0
		if ok {
			name, start = clip.Name, int(clip.TimecodeStartFrames)
		}
		fmt.Fprintf(&b, "%03d  %-8.8s V     C        %s %s %s %s\n* FROM CLIP NAME: %s\n", i+1, name, code(start+p.in), code(start+p.in+p.length), code(at), code(at+p.length), name)
		at += p.length
	}
	return b.Bytes()
}

var cutOne = []piece{{"4A-2", 100, 96}, {"4B-1", 40, 60}, {"6A-1", 50, 120}, {"23A-1", 10, 80}}

// bring imports a list as a version and gives its id.
func (f *film) bring(title string, pieces ...piece) graph.ID {
	f.t.Helper()
	c, err := f.svc.add(context.Background(), f.view(), importIn{listFile: listFile{sent: sent{Name: title + ".edl", Content: f.list(title, pieces...)}, Rate: "24"}}, now)
	f.land(c, err)
	for _, v := range versions(f.view()) {
		if v.Name == title {
			f.id[title] = v.ID
			return v.ID
		}
	}
	f.t.Fatalf("%s is not among the versions", title)
	return graph.ID{}
}

// reader is a view with some rights, as the named account.
func (f *film) reader(account graph.ID, rights ...string) graph.View {
	a := graph.Audience{Account: account, Rights: map[string]bool{access.ReaderAccount(account): true}}
	for _, r := range rights {
		a.Rights[r] = true
	}
	return f.m.Snapshot().View(a)
}
