package cut

import (
	"context"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const prefix = "/api/productions/{production}/cut"

type timelineIn struct {
	Timeline graph.Ref[production.Timeline] `path:"timeline"`
}

type versionsOut struct {
	Versions []VersionItem `json:"versions"`
}

type compareIn struct {
	Timeline graph.Ref[production.Timeline] `path:"timeline"`
	From     graph.Ref[production.Timeline] `query:"from" doc:"Version to compare with; left out: the one it was made from"`
}

type coverageIn struct {
	Cut   graph.Ref[production.Timeline] `query:"cut" doc:"The latest when left out"`
	Scene graph.Ref[production.Scene]    `query:"scene" doc:"The first that was shot when left out"`
}

type shotsOut struct {
	Shots   []Shot       `json:"shots"`
	Vendors []VendorItem `json:"vendors"`
	Prices  bool         `json:"prices"`
}

// VendorItem is a company that shots can be ordered from.
type VendorItem struct {
	ID   graph.ID `json:"id"`
	Name string   `json:"name"`
}

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+prefix+"/versions", readRight, func(_ context.Context, v graph.View, _ struct{}) (versionsOut, error) {
		return versionsOut{versions(v)}, nil
	}, web.Summary("Versions of the cut, the latest first"))
	web.Query(m, "GET "+prefix+"/versions/{timeline}", readRight, func(_ context.Context, v graph.View, in timelineIn) (Picture, error) {
		return s.picture(v, in.Timeline.ID)
	}, web.Summary("A cut with its tracks, runtime, debts, music and notes"))
	web.Query(m, "GET "+prefix+"/versions/{timeline}/compare", readRight, func(_ context.Context, v graph.View, in compareIn) (Comparison, error) {
		return compareOf(v, in.From.ID, in.Timeline.ID)
	}, web.Summary("What became of every shot, and what that asks of others"))
	web.File(m, "GET "+prefix+"/versions/{timeline}/file", readRight, s.file, web.Summary("A cut as OTIO, EDL or XML, or the list as it was imported"))
	web.Query(m, "GET "+prefix+"/coverage", readRight, func(_ context.Context, v graph.View, in coverageIn) (CoverageOf, error) {
		return s.coverage(v, in.Cut.ID, in.Scene.ID)
	}, web.Summary("Which takes cover each line of the script, and which are used"))
	web.Query(m, "GET "+prefix+"/lineage", readRight, func(_ context.Context, v graph.View, in lineageIn) (Lineage, error) {
		return s.lineage(v, in)
	}, web.Summary("From a frame to the words it began as, and from words, takes and clips to their frames"))
	web.Action(m, "POST "+prefix+"/read", editRight, s.read, web.MaxBody(maxList), web.Summary("What a list holds, before it is imported"))
	web.Command(m, "POST "+prefix+"/versions", editRight, func(ctx context.Context, v graph.View, in importIn) (graph.Change, error) {
		return s.add(ctx, v, in, m.Now())
	}, web.MaxBody(maxList), web.Summary("Import a version of the cut"))
	web.Action(m, "POST "+prefix+"/imports/read", editRight, func(ctx context.Context, in readIn) (askedOut, error) {
		return s.askRead(ctx, web.ViewOf(ctx), in)
	}, web.MaxBody(maxList), web.Summary("What a large list holds, before it is imported: a job"))
	web.Action(m, "POST "+prefix+"/imports", editRight, func(ctx context.Context, in importIn) (askedOut, error) {
		return s.askAdd(ctx, web.ViewOf(ctx), in)
	}, web.MaxBody(maxList), web.Summary("Import a large version of the cut: a job"))
	web.Command(m, "PATCH "+prefix+"/versions/{timeline}", editRight, s.patchVersion, web.Summary("Rename, lock or comment on a version"))
	web.Command(m, "DELETE "+prefix+"/versions/{timeline}", editRight, s.dropVersion, web.Summary("Remove a version"))
	web.Command(m, "POST "+prefix+"/assembly", editRight, func(_ context.Context, v graph.View, in assembleIn) (graph.Change, error) {
		return s.assemble(v, in, m.Now())
	}, web.Summary("Lay the circled takes in script order"))
	web.Action(m, "POST "+prefix+"/versions/{timeline}/packs", editRight, func(ctx context.Context, in askPackIn) (askedOut, error) {
		return s.askPack(ctx, web.ViewOf(ctx), in)
	}, web.Summary("Pack a turnover for departments: a job"))
	s.reelRoutes(m)
	web.Raw(m, "GET "+prefix+"/packs/{pack}/zip", readRight, s.zip, web.Timeout(0), web.Summary("A turnover as it was packed"))
	s.noteRoutes(m)
	s.orderRoutes(m)
}

func (s *service) noteRoutes(m *web.Mux) {
	web.Command(m, "POST "+prefix+"/versions/{timeline}/rounds", noteRight, func(_ context.Context, v graph.View, in roundIn) (graph.Change, error) {
		return s.addRound(v, in)
	}, web.Summary("Ask for a round of notes"))
	web.Command(m, "PATCH "+prefix+"/rounds/{round}", noteRight, func(_ context.Context, v graph.View, in patchRoundIn) (graph.Change, error) {
		return s.patchRound(v, in)
	}, web.Summary("Say where a round of notes stands"))
	web.Command(m, "POST "+prefix+"/versions/{timeline}/notes", noteRight, func(_ context.Context, v graph.View, in noteIn) (graph.Change, error) {
		return s.addNote(v, in, m.Now())
	}, web.Summary("Write a note on a frame of a cut"))
	web.Command(m, "PATCH "+prefix+"/notes/{note}", noteRight, func(_ context.Context, v graph.View, in answerIn) (graph.Change, error) {
		return s.answerNote(v, in)
	}, web.Summary("Answer a note, and say which version does"))
}

func (s *service) orderRoutes(m *web.Mux) {
	web.Query(m, "GET "+prefix+"/shots", shotRight, func(_ context.Context, v graph.View, _ struct{}) (shotsOut, error) {
		list, err := shotsOf(v)
		return shotsOut{list, vendorItems(v), mayPrice(v)}, err
	}, web.Summary("Effects shots: the production's own people read all, a vendor its own"))
	web.Command(m, "POST "+prefix+"/shots", orderRight, func(_ context.Context, v graph.View, in shotIn) (graph.Change, error) {
		return s.addShot(v, in)
	}, web.Summary("Order an effects shot"))
	web.Command(m, "PATCH "+prefix+"/shots/{order}", orderRight, func(_ context.Context, v graph.View, in patchShotIn) (graph.Change, error) {
		return s.patchShot(v, in)
	}, web.Summary("Change an order"))
	web.Command(m, "POST "+prefix+"/shots/keep", orderRight, func(_ context.Context, v graph.View, _ struct{}) (graph.Change, error) {
		return s.keepShots(v)
	}, web.Summary("Keep every shot to the production and its vendor"))
	web.Command(m, "POST "+prefix+"/change-orders", orderRight, func(_ context.Context, v graph.View, in draftIn) (graph.Change, error) {
		return s.draftOrders(v, in, m.Now())
	}, web.Summary("Draft the change orders that a new cut asks for"))
	web.Command(m, "PATCH "+prefix+"/change-orders/{change}", shotRight, func(_ context.Context, v graph.View, in changeOrderIn) (graph.Change, error) {
		return s.answerOrder(v, in)
	}, web.Summary("Send, agree to or decline a change order"))
}

// vendorItems are the companies that are a vendor already, or could be; a vendor is told of none.
func vendorItems(v graph.View) []VendorItem {
	out := []VendorItem{}
	if isVendor(v) {
		return out
	}
	for id, p := range graph.All[production.Party](v) {
		if p.Type == "organization" {
			out = append(out, VendorItem{id, p.Name})
		}
	}
	return out
}

type patchVersionIn struct {
	Timeline graph.Ref[production.Timeline] `path:"timeline"`
	Name     *string                        `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Type     *string                        `json:"type,omitempty" enum:"assembly,editors_cut,directors_cut,producers_cut,locked_cut,reel,trailer,featurette"`
	Locked   *bool                          `json:"locked,omitempty"`
	Note     *string                        `json:"note,omitempty" maxLength:"2000"`
}

func (s *service) patchVersion(_ context.Context, v graph.View, in patchVersionIn) (graph.Change, error) {
	t, ok := graph.Get[production.Timeline](v, in.Timeline.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	e := v.Edit(s.ids, "Change "+t.Name)
	graph.Update(e, in.Timeline.ID, func(t *production.Timeline) {
		set(&t.Name, in.Name)
		set(&t.Type, in.Type)
		set(&t.Locked, in.Locked)
		set(&t.Note, in.Note)
	})
	return e.Change()
}

// dropVersion removes a version that no other was made from; a locked one stays.
func (s *service) dropVersion(_ context.Context, v graph.View, in timelineIn) (graph.Change, error) {
	t, ok := graph.Get[production.Timeline](v, in.Timeline.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	if t.Locked {
		return graph.Change{}, fault.New(fault.Conflict, "%s is locked: unlock it first", t.Name)
	}
	for _, other := range graph.Referring[production.Timeline](v, in.Timeline.ID, "previous") {
		return graph.Change{}, fault.New(fault.Conflict, "%s was made from %s: it stays for comparison", other.Name, t.Name)
	}
	e := v.Edit(s.ids, "Remove "+t.Name)
	e.Delete(in.Timeline.ID)
	return e.Change()
}
