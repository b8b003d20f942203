package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Realisation is what makes an element real: the actor who plays a character,
// the place or build that is a set, the animatronic and the CG body of a creature.
type Realisation struct {
	// Element that is made real.
	Element graph.Ref[Element] `json:"element" required:"true" graph:"owner"`
	// How.
	Method string `json:"method" required:"true" enum:"actor,double,voice,animal,built_set,location,stage,prop_make,prop_buy,prop_rent,stock,garment,appliance,animatronic,puppet,sfx,miniature,cg_asset,matte_painting,plate,mocap,vehicle,archive"`
	// Name of this realisation: "Hero lens, glass", "Vala CG body".
	Name string `json:"name,omitzero"`
	// Engagement, for actors, doubles, voices and animals.
	Engagement graph.Ref[Engagement] `json:"engagement,omitzero" graph:"owner"`
	// Place, for locations, stages and builds.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// Item, for physical things.
	Item graph.Ref[Item] `json:"item,omitzero"`
	// Asset, for digital things.
	Asset graph.Ref[Asset] `json:"asset,omitzero"`
	// Part of another realisation: a layer of a hybrid effect.
	Layer graph.Ref[Realisation] `json:"layer_of,omitzero"`
	// Variant of an item or prop.
	Variant string `json:"variant,omitzero" enum:"hero,stunt,breakaway,soft,double,insert,background,spare"`
	// How many are made, with spares.
	Quantity int `json:"quantity,omitzero" minimum:"0"`
	// Pieces used up on one shooting day.
	UsedPerDay int `json:"used_per_day,omitzero" minimum:"0"`
	// Who makes it.
	Maker graph.Ref[Party] `json:"maker,omitzero"`
	// Date it must be ready when that is not derived from the board.
	NeedBy Date `json:"need_by,omitzero"`
	// Cost of all of it.
	Cost Money `json:"cost,omitzero"`
	// Chair minutes to apply, for make-up and prosthetics.
	ApplyMin int `json:"apply_min,omitzero" minimum:"0"`
	// Minutes to remove.
	RemoveMin int `json:"remove_min,omitzero" minimum:"0"`
	// Artists who must work on it at once.
	Artists int `json:"artists,omitzero" minimum:"0"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"idea,designed,approved,building,testing,ready,shot,struck,rejected"`
}

// BuildStep is one step from a design to a thing on set.
type BuildStep struct {
	// What is built.
	Realisation graph.Ref[Realisation] `json:"realisation" required:"true" graph:"owner"`
	// Step.
	Step string `json:"step" required:"true" enum:"design,approve,sculpt,mould,cast,buy,build,paint,age,dress,fit,prelight,test,shoot,strike,return"`
	// Place among the steps.
	Order string `json:"order" required:"true"`
	// Working days it takes.
	Days int `json:"days,omitzero" minimum:"0"`
	// Planned first day.
	Start Date `json:"start,omitzero"`
	// Planned last day.
	End Date `json:"end,omitzero"`
	// Day it was really finished.
	Done Date `json:"done,omitzero"`
	// Who does it.
	Party graph.Ref[Party] `json:"party,omitzero"`
	// Cost.
	Cost Money `json:"cost,omitzero"`
	// Verdict, for tests.
	Verdict string `json:"verdict,omitzero" enum:"pass,fail,pass_with_notes"`
}

// Item is a serialised or counted physical thing in somebody's keeping.
type Item struct {
	// Name on the label.
	Name string `json:"name" required:"true"`
	// What it is.
	Type string `json:"type" required:"true" enum:"prop,weapon,set_dressing,set_piece,garment,wig,appliance,vehicle,camera,lens,light,grip,sound,rig,drone,computer,storage,screen,costume_stock,furniture,consumable,other"`
	// Serial number or plate.
	Serial string `json:"serial,omitzero"`
	// Code on the bag tag or sticker.
	TagCode string `json:"tag_code,omitzero"`
	// How many, for things counted and not told apart.
	Count int `json:"count,omitzero" minimum:"0"`
	// Size as the department writes it.
	Size string `json:"size,omitzero"`
	// Whose it is.
	Owner graph.Ref[Party] `json:"owner,omitzero"`
	// How the production came by it.
	Supply string `json:"supply,omitzero" enum:"own,buy,rent,borrow,make,stock"`
	// Rent for a week.
	WeekRent Money `json:"week_rent,omitzero"`
	// Cost to replace it.
	Replacement Money `json:"replacement,omitzero"`
	// Day it must be back, for rentals.
	ReturnBy Date `json:"return_by,omitzero"`
	// Condition.
	Condition string `json:"condition,omitzero" enum:"new,good,worn,aged,damaged,lost,destroyed"`
	// Where it is kept.
	StoredAt graph.Ref[Place] `json:"stored_at,omitzero"`
	// Weight in grams.
	WeightG int `json:"weight_g,omitzero" minimum:"0"`
	// Power draw in watts.
	PowerW int `json:"power_w,omitzero" minimum:"0"`
	// Kit or container it travels in.
	In graph.Ref[Item] `json:"in,omitzero"`
	// Two signatures are needed to hand it over.
	TwoSignatures bool `json:"two_signatures,omitzero"`
	// What becomes of it at wrap.
	Disposition string `json:"disposition,omitzero" enum:"undecided,store,return,sell,donate,recycle,destroy"`
	// Content address of a photo.
	PhotoHash string `json:"photo_hash,omitzero"`
}

// Booking reserves an item or place for a use over days.
type Booking struct {
	// Item reserved; or
	Item graph.Ref[Item] `json:"item,omitzero" graph:"owner"`
	// place reserved.
	Place graph.Ref[Place] `json:"place,omitzero" graph:"owner"`
	// Unit that needs it.
	Unit graph.Ref[Unit] `json:"unit,omitzero"`
	// First day.
	From Date `json:"from" required:"true"`
	// Last day.
	To Date `json:"to" required:"true"`
	// How many.
	Count int `json:"count,omitzero" minimum:"0"`
	// Square metres, for part of a stage.
	AreaM2 int `json:"area_m2,omitzero" minimum:"0"`
	// What for.
	Purpose string `json:"purpose,omitzero"`
	// How firm it is.
	Status string `json:"status,omitzero" enum:"asked,hold,confirmed,released"`
}

// Custody is a hand-over of an item.
type Custody struct {
	// The item.
	Item graph.Ref[Item] `json:"item" required:"true" graph:"owner"`
	// When.
	AtMS int64 `json:"at_ms" required:"true"`
	// Who gave it.
	From graph.Ref[Party] `json:"from,omitzero"`
	// Who took it.
	To graph.Ref[Party] `json:"to,omitzero"`
	// Place it went to.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// What for.
	Purpose string `json:"purpose,omitzero" enum:"issue,return,clean,repair,transport,hire_out,destroy,count"`
	// Condition seen.
	Condition string `json:"condition,omitzero"`
	// Second signature, for weapons and medicines.
	Witness graph.Ref[Party] `json:"witness,omitzero"`
}

// Kind is "realisation".
func (Realisation) Kind() graph.Kind { return "realisation" }

// Validate reports what is wrong with the record, and what would be right.
func (r Realisation) Validate() error {
	switch r.Method {
	case "actor", "double", "voice", "animal":
		if r.Place != (graph.Ref[Place]{}) || r.Item != (graph.Ref[Item]{}) {
			return fault.At("method", "method %q has a place or item: want an engagement", r.Method)
		}
	}
	return check(r)
}

// Kind is "build_step".
func (BuildStep) Kind() graph.Kind { return "build_step" }

// Validate reports what is wrong with the record, and what would be right.
func (b BuildStep) Validate() error { return firstError(check(b), period("end", b.Start, b.End)) }

// Kind is "item".
func (Item) Kind() graph.Kind { return "item" }

// Validate reports what is wrong with the record, and what would be right.
func (i Item) Validate() error { return check(i) }

// Kind is "booking".
func (Booking) Kind() graph.Kind { return "booking" }

// Validate reports what is wrong with the record, and what would be right.
func (b Booking) Validate() error {
	if b.Item.IsZero() == b.Place.IsZero() {
		return fault.At("item", "want either an item or a place to book")
	}
	return firstError(check(b), period("to", b.From, b.To))
}

// Kind is "custody".
func (Custody) Kind() graph.Kind { return "custody" }

// Validate reports what is wrong with the record, and what would be right.
func (c Custody) Validate() error { return check(c) }
