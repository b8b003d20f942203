package outtakes

import (
	"context"
	"strings"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/timeline/cutfile"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a day of "The Salt Line": Einar laughs in 42A take 2, which shows a branded thermos and a child.
type sample struct {
	t                              *testing.T
	m                              *graph.Memory
	ids                            *graph.SequentialIDs
	s                              *service
	scene, take, clip, part, einar graph.ID
	thermos, song, marta, guardian graph.ID
	circle                         graph.ID
}

var now = time.Date(2027, 3, 8, 9, 0, 0, 0, time.UTC)

func (s *sample) Whole(context.Context, graph.Place) (graph.View, error) {
	return s.view(graph.System), nil
}

func (s *sample) view(a graph.Audience) graph.View { return s.m.Snapshot().View(a) }

// reader is somebody with rights and no clearance.
func reader(rights ...string) graph.Audience {
	a := graph.Audience{Rights: map[string]bool{RightRead: true, RightPick: true, RightRelease: true}}
	for _, r := range rights {
		a.Rights[r] = true
	}
	return a
}

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 7}}
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	s.s = &service{ids: s.ids, desk: s, now: func() time.Time { return now }}
	s.edit(func(e *graph.Edit) {
		s.scene = graph.Add(e, production.Scene{Number: "42", Order: "B", Heading: "INT. LAMP ROOM - NIGHT"})
		set := graph.Add(e, production.Setup{Scene: graph.To[production.Scene](s.scene), Slate: "42A"})
		roll := graph.Add(e, production.Roll{Name: "A012", Type: "camera", Camera: "A"})
		for n, why := range []string{"focus", "laugh"} {
			s.take = graph.Add(e, production.Take{Setup: graph.To[production.Setup](set), Number: n + 1, Status: "no_good", NGReason: why, LengthMS: 40_000, Note: "dropped the wick"})
			s.clip = graph.Add(e, production.Clip{Roll: graph.To[production.Roll](roll), Take: graph.To[production.Take](s.take), Name: "A012C00" + why[:1], LengthFrames: 1000, TimecodeStartFrames: 90_000, Rate: production.Rate{Num: 25, Den: 1}})
		}
		s.einar = graph.Add(e, production.Party{Type: "person", Name: "Jonas Lie"})
		s.part = s.uses(e, production.Element{Name: "EINAR", Category: "character"})
		graph.Add(e, production.Engagement{Party: graph.To[production.Party](s.einar), Character: graph.To[production.Element](s.part), Status: "signed"})
		double := graph.Add(e, production.Party{Type: "person", Name: "Stig Double"})
		graph.Add(e, production.Engagement{Party: graph.To[production.Party](double), Character: graph.To[production.Element](s.part), Capacity: "stunt_double", Status: "signed"})
	})
	return s
}

func (s *sample) uses(e *graph.Edit, el production.Element) graph.ID {
	id := graph.Add(e, el)
	graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.scene), Element: graph.To[production.Element](id)})
	return id
}

func (s *sample) edit(f func(e *graph.Edit)) {
	s.t.Helper()
	e := s.view(graph.System).Edit(s.ids, "Set up")
	f(e)
	s.apply(e.Change())
}

func (s *sample) apply(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) grant(g production.Grant) graph.ID {
	s.t.Helper()
	var id graph.ID
	g.Name = "paper"
	if g.Type == "" {
		g.Type = "appearance_release"
	}
	s.edit(func(e *graph.Edit) { id = graph.Add(e, g) })
	return id
}

func (s *sample) page(a graph.Audience) Page {
	s.t.Helper()
	r, err := s.s.read(s.t.Context(), s.view(a))
	if err != nil {
		s.t.Fatal(err)
	}
	return r.page()
}

// TestCandidates: a laugh is for the reel, a fault of focus is not, until somebody marks frames of it; a closed set never is.
func TestCandidates(t *testing.T) {
	s := newSample(t)
	page := s.page(reader(production.RightConsent))
	if len(page.Rows) != 1 || page.Rows[0].Slate != "42A T2" || page.Rows[0].Reason != "laugh" || page.Rows[0].Clips[0].Length != 1000 {
		t.Fatalf("candidates %+v; want 42A take 2 alone", page.Rows)
	}
	if len(page.Lost) != 2 || page.Lost[0].MS != 40_000 {
		t.Errorf("lost %+v; want 40 s for each of two reasons", page.Lost)
	}
	var other graph.ID
	for id, c := range graph.All[production.Clip](s.view(graph.System)) {
		if c.Name == "A012C00f" {
			other = id
		}
	}
	s.edit(func(e *graph.Edit) {
		graph.Add(e, production.ClipRange{Clip: graph.To[production.Clip](other), Type: "outtake", Reason: "laugh", AtFrames: 100, LengthFrames: 50, Text: "the gull"})
	})
	page = s.page(reader())
	if len(page.Rows) != 2 || page.Rows[0].Clips[0].Frame != 100 || !page.Rows[0].Clips[0].Marked {
		t.Errorf("candidates %+v; want the marked frames of take 1 too", page.Rows)
	}
	s.edit(func(e *graph.Edit) {
		graph.Add(e, production.ContentFlag{Scene: graph.To[production.Scene](s.scene), Type: "nudity", Level: "shown"})
	})
	if page = s.page(graph.System); len(page.Rows) != 0 {
		t.Errorf("candidates %+v of a closed set; want none, for nobody", page.Rows)
	}
}

// TestPerformers: a performer's release must be signed, in force, and name outtakes; revoking ends it, signing anew begins it again.
func TestPerformers(t *testing.T) {
	day := func(s string) civil.Date { return civil.MustParse(s) }
	for _, tt := range []struct {
		name   string
		grants []production.Grant
		want   string
	}{
		{"nothing", nil, "nothing"},
		{"asked", []production.Grant{{Status: "asked"}}, "asked"},
		{"a general release", []production.Grant{{Status: "signed", Scope: "all media, world"}}, "other_use"},
		{"an nda", []production.Grant{{Type: "nda", Status: "signed", Scope: "outtakes"}}, "nothing"},
		{"refused after an offer", []production.Grant{{Status: "refused"}}, "refused"},
		{"scope", []production.Grant{{Status: "signed", Scope: "Gag reel for the wrap party and online"}}, ""},
		{"act", []production.Grant{{Status: "signed", Acts: map[string]bool{"outtakes": true}}}, ""},
		{"act struck out", []production.Grant{{Status: "signed", Acts: map[string]bool{"outtakes": false}}}, "other_use"},
		{"last day yesterday", []production.Grant{{Status: "signed", Scope: "outtakes", To: day("2027-03-07")}}, "expired"},
		{"last day today", []production.Grant{{Status: "signed", Scope: "outtakes", To: day("2027-03-08")}}, ""},
		{"from tomorrow", []production.Grant{{Status: "signed", Scope: "outtakes", From: day("2027-03-09")}}, "not_yet"},
		{"revoked", []production.Grant{{Status: "revoked", Scope: "outtakes", SignedAtMS: 10, RevokedAtMS: 20}}, "revoked"},
		{"signed, then another revoked", []production.Grant{{Status: "signed", Scope: "outtakes", SignedAtMS: 10}, {Status: "revoked", SignedAtMS: 5, RevokedAtMS: 20}}, "revoked"},
		{"revoked, then signed anew", []production.Grant{{Status: "revoked", SignedAtMS: 5, RevokedAtMS: 20}, {Status: "signed", Scope: "outtakes", SignedAtMS: 30}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSample(t)
			for _, g := range tt.grants {
				g.Grantor = graph.To[production.Party](s.einar)
				s.grant(g)
			}
			row := s.page(reader(production.RightConsent)).Rows[0]
			if len(row.Needs) != 1 || row.Needs[0].Name != "Jonas Lie" || row.Needs[0].Why != tt.want || (row.State == Clear) != (tt.want == "") {
				t.Errorf("%+v, %s; want Jonas Lie alone, %q", row.Needs, row.State, tt.want)
			}
		})
	}
}

// TestThings: a brand needs its licence, a song the song and the recording, a child the guardian, a part nobody plays a release
// about it; what is only mentioned needs nothing.
func TestThings(t *testing.T) {
	s := newSample(t)
	s.grant(production.Grant{Grantor: graph.To[production.Party](s.einar), Status: "signed", Scope: "outtakes"})
	var villagers graph.ID
	s.edit(func(e *graph.Edit) {
		s.thermos = s.uses(e, production.Element{Name: "Thermos", Category: "prop", NeedsClearance: true})
		s.song = s.uses(e, production.Element{Name: "Row In, Love", Category: "music"})
		track := graph.Add(e, production.Track{Name: "ROW IN, LOVE", Type: "song"})
		graph.Add(e, production.Grant{Type: "sync_licence", Name: "song", About: graph.To[graph.Any](track), Status: "signed"})
		s.guardian = graph.Add(e, production.Party{Type: "person", Name: "Marit Berntsen"})
		s.marta = graph.Add(e, production.Party{Type: "person", Name: "Live Berntsen", Minor: true, Guardian: graph.To[production.Party](s.guardian)})
		part := s.uses(e, production.Element{Name: "MARTA", Category: "character", AgeYears: 9})
		graph.Add(e, production.Engagement{Party: graph.To[production.Party](s.marta), Character: graph.To[production.Element](part), Status: "signed"})
		villagers = s.uses(e, production.Element{Name: "VILLAGERS", Category: "background"})
		lamp := graph.Add(e, production.Element{Name: "Poster", Category: "set_dressing", NeedsClearance: true})
		graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.scene), Element: graph.To[production.Element](lamp), Presence: "mentioned"})
	})
	whys := func() string {
		var out []string
		for _, n := range s.page(reader(production.RightConsent)).Rows[0].Needs {
			out = append(out, n.Name+":"+n.Why)
		}
		return strings.Join(out, " ")
	}
	if got, want := whys(), "Jonas Lie: Live Berntsen:nothing VILLAGERS:nothing Thermos:nothing Row In, Love:master"; got != want {
		t.Fatalf("%s; want %s", got, want)
	}
	s.grant(production.Grant{Grantor: graph.To[production.Party](s.marta), Status: "signed", Scope: "outtakes"})
	s.grant(production.Grant{Type: "master_licence", About: graph.To[graph.Any](s.song), Status: "signed"})
	s.grant(production.Grant{Type: "clearance", About: graph.To[graph.Any](s.thermos), Status: "signed"})
	s.grant(production.Grant{About: graph.To[graph.Any](villagers), Status: "signed", Scope: "background, outtakes"})
	if got, want := whys(), "Jonas Lie: Live Berntsen:guardian VILLAGERS: Thermos: Row In, Love:"; got != want {
		t.Fatalf("%s; want %s", got, want)
	}
	s.grant(production.Grant{Type: "consent", Grantor: graph.To[production.Party](s.guardian), Status: "signed", Scope: "outtakes"})
	if page := s.page(reader(production.RightConsent)); page.Rows[0].State != Clear {
		t.Errorf("%s is %s; want clear", whys(), page.Rows[0].State)
	}
}

// TestReel: pieces stay in the order they are put in, and nothing leaves before all is cleared.
func TestReel(t *testing.T) {
	s := newSample(t)
	ctx := t.Context()
	me := reader(production.RightConsent)
	put := func(frame, length int64) graph.ID {
		id := s.ids.NewID()
		s.apply(s.s.add(ctx, s.view(me), pickIn{Clip: graph.To[production.Clip](s.clip), ID: id, Frame: frame, Length: length}))
		return id
	}
	if _, err := s.s.reel(ctx, s.view(me), reelIn{}); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty reel: %v", err)
	}
	a, b, c := put(0, 100), put(200, 50), put(400, 25)
	if _, err := s.s.add(ctx, s.view(me), pickIn{Clip: graph.To[production.Clip](s.clip), Frame: 90, Length: 20}); !fault.Is(err, fault.Conflict) {
		t.Errorf("frames that are in the reel already: %v; want a conflict", err)
	}
	if _, err := s.s.add(ctx, s.view(me), pickIn{Clip: graph.To[production.Clip](s.clip), Frame: 990, Length: 20}); !fault.Is(err, fault.Invalid) {
		t.Errorf("frames that the clip does not have: %v; want Invalid", err)
	}
	move := func(piece, after graph.ID) {
		s.apply(s.s.move(ctx, s.view(me), moveIn{Pick: graph.To[production.OuttakePick](piece), After: after}))
	}
	order := func(want ...graph.ID) {
		t.Helper()
		page := s.page(me)
		for i, p := range page.Reel {
			if len(page.Reel) != len(want) || p.Pick != want[i] {
				t.Fatalf("reel %+v; want %v", page.Reel, want)
			}
		}
	}
	order(a, b, c)
	move(c, graph.ID{})
	order(c, a, b)
	move(c, a)
	order(a, c, b)
	if page := s.page(me); page.LengthMS != 7000 || page.State != Missing {
		t.Errorf("%d ms, %s; want 7 s, missing", page.LengthMS, page.State)
	}
	_, err := s.s.reel(ctx, s.view(me), reelIn{})
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "42A T2: Jonas Lie as EINAR, nothing signed") {
		t.Errorf("%v; want a conflict that names Jonas Lie", err)
	}
	paper := s.grant(production.Grant{Grantor: graph.To[production.Party](s.einar), Status: "signed", Scope: "outtakes"})
	doc, err := s.s.reel(ctx, s.view(me), reelIn{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := cutfile.Parse(doc.Body, doc.Name, cutfile.Options{})
	if err != nil || f.Root.Duration().FramesAt(production.Rate{Num: 25, Den: 1}) != 175 || len(f.Root.Timelines()[0].Tracks.Children[0].Children) != 3 {
		t.Errorf("the reel reads back as %v, %v; want three pieces of 175 frames", f, err)
	}
	s.apply(s.s.drop(ctx, s.view(me), dropIn{graph.To[production.OuttakePick](c)}))
	order(a, b)
	s.edit(func(e *graph.Edit) {
		graph.Update(e, paper, func(g *production.Grant) { g.Status, g.RevokedAtMS = "revoked", now.UnixMilli() })
	})
	if _, err := s.s.reel(ctx, s.view(me), reelIn{}); err == nil {
		t.Error("the reel leaves after a release was revoked")
	}
}

// TestSecrets: who may not read grants is told that, and no more; a cameo under seal keeps the reel from leaving without being
// named.
func TestSecrets(t *testing.T) {
	s := newSample(t)
	s.grant(production.Grant{Grantor: graph.To[production.Party](s.einar), Status: "signed", Scope: "outtakes"})
	ctx := t.Context()
	page := s.page(reader())
	if page.GrantsShown || page.Rows[0].State != Unknown || page.Rows[0].Needs[0].Why != "" {
		t.Errorf("without the right to grants: %+v; want unknown", page.Rows[0])
	}
	me := reader(production.RightConsent)
	s.apply(s.s.add(ctx, s.view(me), pickIn{Clip: graph.To[production.Clip](s.clip), Length: 100}))
	if _, err := s.s.reel(ctx, s.view(reader()), reelIn{}); err != nil {
		t.Errorf("a cleared reel is kept from somebody who may release it: %v", err)
	}
	before := s.page(me)
	s.edit(func(e *graph.Edit) {
		s.circle = graph.Add(e, production.Compartment{Name: "Cameo"})
		ghost := graph.Add(e, production.Element{Name: "THE GHOST", Category: "character"})
		use := graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.scene), Element: graph.To[production.Element](ghost)})
		e.Seal(ghost, s.circle, nil)
		e.Seal(use, s.circle, nil)
	})
	after := s.page(me)
	if after.State != before.State || len(after.Rows[0].Needs) != 1 {
		t.Errorf("a sealed cameo shows: %+v", after.Rows[0].Needs)
	}
	_, err := s.s.reel(ctx, s.view(me), reelIn{})
	if !fault.Is(err, fault.Conflict) || strings.Contains(err.Error(), "GHOST") {
		t.Errorf("%v; want a conflict that does not name the cameo", err)
	}
}

// TestPapers: the list says what is missing, in every format.
func TestPapers(t *testing.T) {
	s := newSample(t)
	v := s.view(reader(production.RightConsent))
	doc, err := s.s.describe(v)
	if err != nil {
		t.Fatal(err)
	}
	file, err := documents.Render(doc, documents.AsHTML, documents.Recipient{})
	if err != nil || !strings.Contains(string(file.Body), "Jonas Lie as EINAR") || !strings.Contains(string(file.Body), "nothing signed") {
		t.Errorf("%v; want Jonas Lie and what is missing in %.500s", err, file.Body)
	}
	list, err := s.s.list(t.Context(), v, struct{}{})
	if want := "42A T2,42,laugh,dropped the wick,A012C00l 0+1000,Jonas Lie,EINAR,performer,missing,nothing signed"; err != nil || !strings.Contains(string(list.Body), want) {
		t.Errorf("%v, %s; want the line %s", err, list.Body, want)
	}
}
