package cut

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// staffRoles know the work orders of every vendor. A vendor's people hold none of them, whatever their department.
var staffRoles = []string{access.Owner, "studio_executive", "showrunner", "producer", "director", "line_producer", "upm", "production_coordinator", "accountant",
	"vfx_supervisor", "editor", "assistant_editor", "post_supervisor", "sound_editor", "colourist", "dp", "production_designer"}

// readersOf names who knows a work order: the production's own people, and the accounts of its vendor.
func readersOf(v graph.View, vendor graph.ID) []string {
	var out []string
	for _, r := range staffRoles {
		out = append(out, access.ReaderRole(r))
	}
	p, ok := graph.Get[production.Party](v, vendor)
	if !ok {
		return out
	}
	add := func(p production.Party) {
		if !p.Account.IsZero() {
			out = append(out, access.ReaderAccount(p.Account))
		}
	}
	add(p)
	for _, m := range graph.Referring[production.Membership](v, vendor, "group") {
		if member, ok := graph.Get[production.Party](v, m.Member.ID); ok {
			add(member)
		}
	}
	return out
}

// KeepOrder lets only the production's own people and a vendor's know a work order made in this edit.
func KeepOrder(e *graph.Edit, v graph.View, order, vendor graph.ID) {
	e.KeepTo(order, readersOf(v, vendor)...)
}

// Shot is a work order as its vendor and the production read it.
type Shot struct {
	ID          graph.ID          `json:"id"`
	Code        string            `json:"code"`
	Description string            `json:"description"`
	Scene       string            `json:"scene"`
	Vendor      string            `json:"vendor"`
	VendorID    graph.ID          `json:"vendor_id,omitzero"`
	Status      string            `json:"status"`
	Due         production.Date   `json:"due"`
	Bid         *production.Money `json:"bid,omitempty"`
	CutLength   int64             `json:"cut_length"` // as bid
	Head        int64             `json:"head"`
	Tail        int64             `json:"tail"`
	Plate       string            `json:"plate"`
	Steps       []ShotStep        `json:"steps"`
	Changes     []Changed         `json:"changes"`
	At          int64             `json:"at"` // in the latest cut; -1 when it is not in it, or the reader knows no cut
	Code2       string            `json:"cut_code"`
	Now         int64             `json:"now"`  // frames in the latest cut
	Open        bool              `json:"open"` // everybody in the production may know it, other vendors too
}

// ShotStep is a step of a shot.
type ShotStep struct {
	Type   string          `json:"type"`
	Status string          `json:"status"`
	Due    production.Date `json:"due"`
}

// Changed is a change order.
type Changed struct {
	ID       graph.ID          `json:"id"`
	Type     string            `json:"type"`
	Text     string            `json:"text"`
	Was      int64             `json:"was"`
	Now      int64             `json:"now"`
	Head     int64             `json:"head"`
	Tail     int64             `json:"tail"`
	Estimate *production.Money `json:"estimate,omitempty"`
	Agreed   *production.Money `json:"agreed,omitempty"`
	Status   string            `json:"status"`
	Cut      graph.ID          `json:"cut,omitzero"`
	AtMS     int64             `json:"at_ms"` // when it was drafted
}

// isVendor reports whether the reader is somebody's vendor: they may read their shots, and no cut.
func isVendor(v graph.View) bool {
	return !v.Audience().All && !access.Can(v.Audience(), production.RightCut)
}

// shotsOf lists the work orders that the view may know, with their place in the latest cut.
func shotsOf(v graph.View) ([]Shot, error) {
	out := []Shot{}
	orders := ordersOf(v)
	at := map[*order][]item{}
	var c *cut
	if id, _, ok := latest(v, graph.ID{}); ok {
		var err error
		if c, err = read(v, id); err != nil {
			return nil, err
		}
		at = places(c, markersOf(v, id), orders)
	}
	for _, o := range orders {
		s := Shot{ID: o.id, Code: o.Code, Description: o.Description, Scene: sceneNumber(v, o.Scene.ID), Vendor: o.vendor, VendorID: o.Vendor.ID, Status: cmp.Or(o.Status, "waiting"), Due: o.Due,
			CutLength: o.CutLengthFrames, Head: o.HeadHandleFrames, Tail: o.TailHandleFrames, Plate: v.Label(o.Plate.ID), Steps: []ShotStep{}, Changes: changesOf(v, o.id), At: -1, Bid: shownPrice(o.price)}
		rec, _ := v.Record(o.id)
		s.Open = len(rec.Readers) == 0 && rec.Compartment.IsZero() && !isVendor(v)
		for _, st := range o.steps {
			s.Steps = append(s.Steps, ShotStep{st.Type, cmp.Or(st.Status, "waiting"), st.Due})
		}
		if list := at[o]; len(list) > 0 {
			s.At, s.Now, s.Code2 = list[0].StartFrames, list[0].LengthFrames, c.code(list[0].StartFrames)
		}
		out = append(out, s)
	}
	return out, nil
}

// shownPrice is a price as an answer has it: none where there is none, or none for the reader.
func shownPrice(m production.Money) *production.Money {
	if m.IsZero() {
		return nil
	}
	return &m
}

func changesOf(v graph.View, id graph.ID) []Changed {
	out := []Changed{}
	for c, rec := range graph.Referring[production.ChangeOrder](v, id, "work_order") {
		one := Changed{ID: c, Type: rec.Type, Text: rec.Text, Was: rec.WasFrames, Now: rec.NowFrames, Head: rec.HeadFrames, Tail: rec.TailFrames, Status: cmp.Or(rec.Status, "drafted"), Cut: rec.Cut.ID, AtMS: rec.AtMS}
		_, estimate := priceOf(v, id, c, estimatePrice)
		_, agreed := priceOf(v, id, c, agreedPrice)
		one.Estimate, one.Agreed = shownPrice(estimate), shownPrice(agreed)
		out = append(out, one)
	}
	return out
}

type shotIn struct {
	Code        string                             `json:"code" minLength:"1" maxLength:"80"`
	Description string                             `json:"description,omitempty"`
	Vendor      graph.Ref[production.Party]        `json:"vendor,omitzero"`
	Scene       graph.Ref[production.Scene]        `json:"scene,omitzero"`
	Item        graph.Ref[production.TimelineItem] `json:"item,omitzero" doc:"Piece of the cut it is: gives its frames, plate and scene"`
	Head        int64                              `json:"head,omitempty" minimum:"0" doc:"Frames of handle at the head; 8 when neither is given"`
	Tail        int64                              `json:"tail,omitempty" minimum:"0"`
	Bid         production.Money                   `json:"bid,omitzero"`
	Due         production.Date                    `json:"due,omitzero"`
}

// usualHandle is how many frames of handle a plate gets at each end where nobody says otherwise.
const usualHandle = 8

// addShot makes a work order, known to the production and to its vendor only.
func (s *service) addShot(v graph.View, in shotIn) (graph.Change, error) {
	for _, o := range ordersOf(v) {
		if o.Code == in.Code {
			return graph.Change{}, fault.At("body.code", "%s is ordered already", in.Code)
		}
	}
	w := production.WorkOrder{Code: in.Code, Type: "shot", Description: in.Description, Vendor: in.Vendor, Scene: in.Scene, HeadHandleFrames: in.Head, TailHandleFrames: in.Tail, Due: in.Due, Status: "waiting"}
	if in.Head == 0 && in.Tail == 0 {
		w.HeadHandleFrames, w.TailHandleFrames = usualHandle, usualHandle
	}
	if it, ok := graph.Get[production.TimelineItem](v, in.Item.ID); ok {
		w.CutInFrames, w.CutLengthFrames, w.Plate = it.StartFrames, it.LengthFrames, it.Clip
		if w.Scene.IsZero() {
			w.Scene = it.Scene
		}
		if !it.Clip.IsZero() {
			w.PlateInFrames = max(it.SourceInFrames-w.HeadHandleFrames, 0)
			w.PlateLengthFrames = it.SourceInFrames + it.SourceLengthFrames + w.TailHandleFrames - w.PlateInFrames
		}
	} else if !in.Item.IsZero() {
		return graph.Change{}, fault.At("body.item", "no piece %s of a cut", in.Item)
	}
	e := v.Edit(s.ids, "Order the shot "+in.Code)
	order := graph.Add(e, w)
	e.KeepTo(order, readersOf(v, in.Vendor.ID)...)
	if !in.Bid.IsZero() {
		if err := setPrice(e, v, order, graph.ID{}, bidPrice, in.Bid); err != nil {
			return graph.Change{}, err
		}
	}
	return e.Change()
}

type patchShotIn struct {
	Order       graph.Ref[production.WorkOrder] `path:"order"`
	Description *string                         `json:"description,omitempty"`
	Vendor      *graph.Ref[production.Party]    `json:"vendor,omitempty"`
	Status      *string                         `json:"status,omitempty" enum:"waiting,ready,in_progress,for_review,approved,final,on_hold,omitted"`
	Due         *production.Date                `json:"due,omitempty"`
	Bid         *production.Money               `json:"bid,omitempty"`
}

func (s *service) patchShot(v graph.View, in patchShotIn) (graph.Change, error) {
	w, ok := graph.Get[production.WorkOrder](v, in.Order.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no shot %s", in.Order)
	}
	e := v.Edit(s.ids, "Change the order of "+w.Code)
	graph.Update(e, in.Order.ID, func(w *production.WorkOrder) {
		set(&w.Description, in.Description)
		set(&w.Vendor, in.Vendor)
		set(&w.Status, in.Status)
		set(&w.Due, in.Due)
	})
	if in.Bid != nil {
		if err := setPrice(e, v, in.Order.ID, graph.ID{}, bidPrice, *in.Bid); err != nil {
			return graph.Change{}, err
		}
	}
	if in.Vendor != nil && in.Vendor.ID != w.Vendor.ID {
		e.KeepTo(in.Order.ID, readersOf(v, in.Vendor.ID)...)
	}
	return e.Change()
}

// keepShots makes every work order known to the production and to its vendor only: those that came from elsewhere, and
// those whose vendor has new people.
func (s *service) keepShots(v graph.View) (graph.Change, error) {
	e := v.Edit(s.ids, "Keep shots to the production and their vendors")
	for id, w := range graph.All[production.WorkOrder](v) {
		want := readersOf(v, w.Vendor.ID)
		slices.Sort(want)
		if rec, _ := v.Record(id); !slices.Equal(rec.Readers, want) && rec.Compartment.IsZero() {
			e.KeepTo(id, want...)
		}
	}
	if e.Len() == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "every shot is known to its vendor and the production only, already")
	}
	return e.Change()
}

type draftIn struct {
	From   graph.Ref[production.Timeline] `json:"from,omitzero" doc:"Left out: the version that to was made from"`
	To     graph.Ref[production.Timeline] `json:"to"`
	Vendor graph.Ref[production.Party]    `json:"vendor,omitzero" doc:"Only for this vendor"`
}

// draftOrders drafts a change order for every work order that a new cut touches. One that this cut drafted before is
// written anew, not twice.
func (s *service) draftOrders(v graph.View, in draftIn, now time.Time) (graph.Change, error) {
	p, err := compare(v, in.From.ID, in.To.ID)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, fmt.Sprintf("Draft change orders for %s", p.now.line.Name))
	n := 0
	for _, r := range vfxRipples(v, p) {
		if r.order == nil || !changeTypes[r.Type] || !in.Vendor.IsZero() && r.VendorID != in.Vendor.ID {
			continue
		}
		n++
		if err := s.draftOrder(e, v, p.now.id, r, now); err != nil {
			return graph.Change{}, err
		}
	}
	switch {
	case n == 0:
		return graph.Change{}, fault.New(fault.Conflict, "%s asks nothing else of any vendor", p.now.line.Name)
	case e.Len() == 0:
		return graph.Change{}, fault.New(fault.Conflict, "the change orders of %s are drafted already", p.now.line.Name)
	}
	return e.Change()
}

// changeTypes are the ripples that a vendor is told of.
var changeTypes = map[string]bool{"lengthened": true, "shortened": true, "slipped": true, "retimed": true, "moved": true, "omitted": true, "reinstated": true}

// draftOrder drafts one, with what it is estimated at by whoever may know prices.
func (s *service) draftOrder(e *graph.Edit, v graph.View, cut graph.ID, r Ripple, now time.Time) error {
	want := production.ChangeOrder{Order: graph.To[production.WorkOrder](r.Record), Cut: graph.To[production.Timeline](cut), Type: r.Type, Text: r.What, WasFrames: r.was, NowFrames: r.now,
		HeadFrames: r.Head, TailFrames: r.Tail, AtMS: now.UnixMilli(), Status: "drafted"}
	var estimate production.Money
	if r.Cost != nil {
		estimate = r.Cost.Net
	}
	for id, c := range graph.Referring[production.ChangeOrder](v, r.Record, "work_order") {
		if c.Cut.ID != cut {
			continue
		}
		if c.Status != "drafted" {
			return nil
		}
		want.AtMS = c.AtMS
		graph.Update(e, id, func(c *production.ChangeOrder) { *c = want })
		if !mayPrice(v) {
			return nil
		}
		return setPrice(e, v, r.Record, id, estimatePrice, estimate)
	}
	id := graph.Add(e, want)
	e.KeepTo(id, readersOf(v, graph.ID{})...) // until it is sent
	if estimate.IsZero() {
		return nil
	}
	return setPrice(e, v, r.Record, id, estimatePrice, estimate)
}

type changeOrderIn struct {
	Change graph.Ref[production.ChangeOrder] `path:"change"`
	Status string                            `json:"status" enum:"drafted,sent,agreed,declined,withdrawn"`
	Agreed *production.Money                 `json:"agreed,omitempty" doc:"Price, when it is agreed"`
}

// answerOrder says where a change order stands.
func (s *service) answerOrder(v graph.View, in changeOrderIn) (graph.Change, error) {
	c, ok := graph.Get[production.ChangeOrder](v, in.Change.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no change order %s", in.Change)
	}
	if isVendor(v) && (in.Status != "agreed" && in.Status != "declined" || c.Status != "sent") {
		return graph.Change{}, fault.New(fault.Denied, "a vendor agrees to a change order that was sent, or declines it")
	}
	if in.Status == "agreed" && in.Agreed == nil {
		return graph.Change{}, fault.At("body.agreed", "agreed is missing: an agreed change order has a price, 0.00 if it costs nothing")
	}
	w, _ := graph.Get[production.WorkOrder](v, c.Order.ID)
	e := v.Edit(s.ids, fmt.Sprintf("Change order of %s: %s", w.Code, in.Status))
	graph.Update(e, in.Change.ID, func(c *production.ChangeOrder) { c.Status = in.Status })
	if rec, _ := v.Record(in.Change.ID); in.Status == "sent" && len(rec.Readers) > 0 {
		e.Reveal(in.Change.ID) // to those who know its order
	}
	if in.Agreed != nil {
		if err := setPrice(e, v, c.Order.ID, in.Change.ID, agreedPrice, *in.Agreed); err != nil {
			return graph.Change{}, err
		}
	}
	return e.Change()
}
