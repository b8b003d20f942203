package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Timeline is a composition in time: an animatic, cut, reel, featurette, trailer
// or credit crawl.
type Timeline struct {
	// Name such as "E104 cut 12".
	Name string `json:"name" required:"true"`
	// What it is.
	Type string `json:"type" required:"true" enum:"animatic,assembly,editors_cut,directors_cut,producers_cut,locked_cut,reel,trailer,featurette,gag_reel,main_title,crawl,mix"`
	// Episode it is a cut of.
	Episode graph.Ref[Episode] `json:"episode,omitzero"`
	// Number of the cut, from 1.
	Number int `json:"number,omitzero" minimum:"0"`
	// Cut it was made from.
	Previous graph.Ref[Timeline] `json:"previous,omitzero"`
	// Frame rate.
	Rate Rate `json:"rate" required:"true"`
	// Timecode of the first frame, as frames since midnight.
	StartFrames int64 `json:"start_frames,omitzero" minimum:"0"`
	// Timecode counts drop-frame.
	DropFrame bool `json:"drop_frame,omitzero"`
	// Length in frames.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Picture may no longer change.
	Locked bool `json:"locked,omitzero"`
	// Content address of the imported list.
	FileHash string `json:"file_hash,omitzero"`
	// Name of the imported list.
	FileName string `json:"file_name,omitzero"`
	// Format of the imported list.
	Format string `json:"format,omitzero" enum:"otio,edl,fcp7,fcpx,aaf,protools,assembly"`
	// When it was imported.
	AtMS int64 `json:"at_ms,omitzero"`
	// What is new in it.
	Note string `json:"note,omitzero"`
}

// TimelineTrack is one lane of a timeline.
type TimelineTrack struct {
	// The timeline.
	Timeline graph.Ref[Timeline] `json:"timeline" required:"true" graph:"owner"`
	// Name such as V1 or A3.
	Name string `json:"name" required:"true"`
	// What it carries.
	Type string `json:"type" required:"true" enum:"video,audio,dialogue,music,effects,ambience,foley,title,subtitle,adr"`
	// Place among the tracks.
	Order string `json:"order" required:"true"`
}

// TimelineItem is a piece of material on a track.
type TimelineItem struct {
	// The track.
	Track graph.Ref[TimelineTrack] `json:"track" required:"true" graph:"owner"`
	// First frame on the timeline, from 0.
	StartFrames int64 `json:"start_frames,omitzero" minimum:"0"`
	// Frames it lasts on the timeline.
	LengthFrames int64 `json:"length_frames" required:"true" minimum:"1"`
	// What it is.
	Type string `json:"type" required:"true" enum:"clip,gap,transition,title,slug,still,generator"`
	// Clip it shows.
	Clip graph.Ref[Clip] `json:"clip,omitzero" graph:"owner"`
	// Version it shows, when it is not a camera clip.
	Version graph.Ref[Version] `json:"version,omitzero" graph:"owner"`
	// Name in the cutting room.
	Name string `json:"name,omitzero"`
	// First source frame used, counted from the clip's first.
	SourceInFrames int64 `json:"source_in_frames,omitzero"`
	// Source frames used; differs from LengthFrames when it is retimed.
	SourceLengthFrames int64 `json:"source_length_frames,omitzero" minimum:"0"`
	// Scene it plays in.
	Scene graph.Ref[Scene] `json:"scene,omitzero"`
	// Temporary material that must be replaced.
	Temp bool `json:"temp,omitzero"`
	// Medium it shows, as the imported list names it.
	Media string `json:"media,omitzero"`
	// Reel as the imported list names it.
	Reel string `json:"reel,omitzero"`
	// First source frame used, as frames of timecode at SourceRate.
	SourceStartFrames int64 `json:"source_start_frames,omitzero"`
	// Rate the source is counted at.
	SourceRate Rate `json:"source_rate,omitzero"`
	// Speed of the source in hundredths of a percent, negative backwards; nothing is 100 %.
	SpeedBP int `json:"speed_bp,omitzero" title:"Speed (1/100 %)"`
	// One frame is held.
	Freeze bool `json:"freeze,omitzero"`
	// Comments of the imported list.
	Note string `json:"note,omitzero"`
}

// Marker is a note at a frame of a timeline.
type Marker struct {
	// The timeline.
	Timeline graph.Ref[Timeline] `json:"timeline" required:"true" graph:"owner"`
	// Frame, from 0.
	AtFrames int64 `json:"at_frames,omitzero" minimum:"0"`
	// Frames it spans.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Words.
	Text string `json:"text" required:"true"`
	// Colour name in the cutting room.
	Color string `json:"color,omitzero"`
	// Further words.
	Note string `json:"note,omitzero"`
	// Track it stands on, such as V1; empty is the whole timeline.
	Track string `json:"track,omitzero"`
}

// Cue is a spotted need on a cut: music, line replacement, Foley, effect, title.
type Cue struct {
	// The cut it was spotted on.
	Timeline graph.Ref[Timeline] `json:"timeline" required:"true" graph:"owner"`
	// Number such as 4M12 or ADR107.
	Number string `json:"number" required:"true"`
	// What it is.
	Type string `json:"type" required:"true" enum:"music,adr,foley,effect,ambience,voice_over,subtitle,title,vfx"`
	// First frame, from 0.
	StartFrames int64 `json:"start_frames,omitzero" minimum:"0"`
	// Length in frames.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Scene.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Character who speaks, for line replacement.
	Character graph.Ref[Element] `json:"character,omitzero" graph:"owner"`
	// Line, lyric or effect.
	Text string `json:"text,omitzero"`
	// Why it is needed.
	Reason string `json:"reason,omitzero"`
	// Track used, for music.
	Track graph.Ref[Track] `json:"music_track,omitzero"`
	// Cue-sheet usage, for music: background or visual, instrumental or vocal, theme.
	Usage string `json:"usage,omitzero" enum:"BI,BV,VI,VV,MT,ET,LOGO"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"spotted,demo,recorded,cleared,mixed,dropped"`
}

// Track is a piece of music with its sides.
type Track struct {
	// Title of the piece.
	Name string `json:"name" required:"true"`
	// Performer.
	Artist string `json:"artist,omitzero"`
	// Song, score, or a traditional in the public domain.
	Type string `json:"type,omitzero" enum:"song,score,library,traditional,original"`
	// Recording code.
	ISRC string `json:"isrc,omitzero" title:"ISRC"`
	// Work code.
	ISWC string `json:"iswc,omitzero" title:"ISWC"`
	// Length in milliseconds.
	LengthMS int64 `json:"length_ms,omitzero" minimum:"0"`
	// Year of first publication.
	Year int `json:"year,omitzero" minimum:"0"`
}

// Share is one party's part in a track: a writer, publisher or master owner.
type Share struct {
	// The track.
	Track graph.Ref[Track] `json:"track" required:"true" graph:"owner"`
	// Who holds it.
	Party graph.Ref[Party] `json:"party" required:"true"`
	// Which side.
	Side string `json:"side" required:"true" enum:"writer,publisher,master"`
	// Hundredths of a percent of that side; a side sums to 10000.
	ShareBP int `json:"share_bp" title:"Share (1/100 %)" required:"true" minimum:"1" maximum:"10000"`
	// Performing rights organisation.
	PRO string `json:"pro,omitzero" title:"PRO"`
	// IPI number.
	IPI string `json:"ipi,omitzero" title:"IPI"`
	// Price asked for the use.
	Quote Money `json:"quote,omitzero"`
	// Must be paid no less than any other linked side.
	MFN bool `json:"mfn,omitzero" title:"Most favoured nations"`
}

// WorkOrder is a piece of post or animation work: a shot, asset, cue or sequence
// with its steps, vendor and money.
type WorkOrder struct {
	// Code such as "NLT_042_0010".
	Code string `json:"code" required:"true"`
	// What is made.
	Type string `json:"type" required:"true" enum:"sequence,shot,asset,cue,title,episode"`
	// Sequence it is part of.
	Parent graph.Ref[WorkOrder] `json:"parent,omitzero" graph:"owner"`
	// Scene it is for.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Element it realises.
	Element graph.Ref[Element] `json:"element,omitzero" graph:"owner"`
	// What has to happen.
	Description string `json:"description,omitzero"`
	// Vendor who does it.
	Vendor graph.Ref[Party] `json:"vendor,omitzero"`
	// First frame of the cut used.
	CutInFrames int64 `json:"cut_in_frames,omitzero"`
	// Frames in the cut.
	CutLengthFrames int64 `json:"cut_length_frames,omitzero" minimum:"0"`
	// Extra frames at the head.
	HeadHandleFrames int64 `json:"head_handle_frames,omitzero" minimum:"0"`
	// Extra frames at the tail.
	TailHandleFrames int64 `json:"tail_handle_frames,omitzero" minimum:"0"`
	// Frame rate.
	Rate Rate `json:"rate,omitzero"`
	// How hard it is.
	Difficulty string `json:"difficulty,omitzero" enum:"simple,medium,hard,hero"`
	// Days of work bid, in tenths.
	BidTenthDays int `json:"bid_tenth_days,omitzero" minimum:"0"`
	// Date it is due.
	Due Date `json:"due,omitzero"`
	// Where it stands when no step says so.
	Status string `json:"status,omitzero" enum:"waiting,ready,in_progress,for_review,approved,final,on_hold,omitted"`
	// Clip the vendor was given.
	Plate graph.Ref[Clip] `json:"plate,omitzero"`
	// First frame given, handles included, counted from the clip's first.
	PlateInFrames int64 `json:"plate_in_frames,omitzero" minimum:"0"`
	// Frames given, handles included.
	PlateLengthFrames int64 `json:"plate_length_frames,omitzero" minimum:"0"`
}

// WorkPrice is what a piece of work costs. It is no part of its order, for those
// who may know the order and no money must not find a sum in any list, search,
// count or history of it. It is known to whoever knows the order and may read prices.
type WorkPrice struct {
	// The work order.
	Order graph.Ref[WorkOrder] `json:"work_order" required:"true" graph:"owner"`
	// Change order it is the price of; none for the bid of the whole.
	Change graph.Ref[ChangeOrder] `json:"change_order,omitzero" graph:"owner"`
	// Bid of the vendor for the work; or, of a change order, what the production estimates or the vendor agreed to.
	Type string `json:"type" required:"true" enum:"bid,estimate,agreed"`
	// How much; an estimate less than nothing is saved.
	Sum Money `json:"sum" required:"true"`
}

// ChangeOrder asks a vendor for another price because the cut changed. It belongs
// to its work order and is known to whoever knows that.
type ChangeOrder struct {
	// The work order.
	Order graph.Ref[WorkOrder] `json:"work_order" required:"true" graph:"owner"`
	// Cut that asks for it.
	Cut graph.Ref[Timeline] `json:"cut,omitzero"`
	// What became of the shot.
	Type string `json:"type" required:"true" enum:"lengthened,shortened,slipped,retimed,moved,omitted,reinstated"`
	// What is asked, in words.
	Text string `json:"text" required:"true"`
	// Frames in the cut before.
	WasFrames int64 `json:"was_frames,omitzero" minimum:"0"`
	// Frames in the cut now.
	NowFrames int64 `json:"now_frames,omitzero" minimum:"0"`
	// Frames to send beyond those given, at the head.
	HeadFrames int64 `json:"head_frames,omitzero" minimum:"0"`
	// Frames to send beyond those given, at the tail.
	TailFrames int64 `json:"tail_frames,omitzero" minimum:"0"`
	// When it was drafted.
	AtMS int64 `json:"at_ms,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"drafted,sent,agreed,declined,withdrawn"`
}

// Step is one task of a work order.
type Step struct {
	// The work order.
	Order graph.Ref[WorkOrder] `json:"work_order" required:"true" graph:"owner"`
	// Step such as "layout" or "comp".
	Type string `json:"type" required:"true" enum:"design,storyboard,layout,modeling,texturing,rigging,lookdev,matchmove,roto,paint,animation,crowd,fx,simulation,lighting,rendering,matte_painting,comp,grade,edit,record,mix,conform,qc,delivery"`
	// Place among the steps.
	Seq string `json:"order" required:"true"`
	// Who does it.
	Assignee graph.Ref[Party] `json:"assignee,omitzero"`
	// Work in tenths of a day.
	BidTenthDays int `json:"bid_tenth_days,omitzero" minimum:"0"`
	// Work spent in tenths of a day.
	SpentTenthDays int `json:"spent_tenth_days,omitzero" minimum:"0"`
	// First day.
	Start Date `json:"start,omitzero"`
	// Day due.
	Due Date `json:"due,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"waiting,ready,in_progress,for_review,changes_asked,approved,final,on_hold,omitted"`
	// Share of the step's price that opening it again costs, in hundredths of a percent; nothing is 1000, a tenth.
	RestartBP int `json:"restart_bp,omitzero" title:"Restart (1/100 %)" minimum:"0" maximum:"10000"`
}

// Kind is "timeline".
func (Timeline) Kind() graph.Kind { return "timeline" }

// Validate reports what is wrong with the record, and what would be right.
func (t Timeline) Validate() error { return check(t) }

// Kind is "timeline_track".
func (TimelineTrack) Kind() graph.Kind { return "timeline_track" }

// Validate reports what is wrong with the record, and what would be right.
func (t TimelineTrack) Validate() error { return check(t) }

// Kind is "timeline_item".
func (TimelineItem) Kind() graph.Kind { return "timeline_item" }

// Validate reports what is wrong with the record, and what would be right.
func (t TimelineItem) Validate() error {
	if t.Type == "gap" && (!t.Clip.IsZero() || !t.Version.IsZero()) {
		return fault.At("clip", "a gap shows nothing: want no clip and no version")
	}
	return check(t)
}

// Kind is "marker".
func (Marker) Kind() graph.Kind { return "marker" }

// Validate reports what is wrong with the record, and what would be right.
func (m Marker) Validate() error { return check(m) }

// Kind is "cue".
func (Cue) Kind() graph.Kind { return "cue" }

// Validate reports what is wrong with the record, and what would be right.
func (c Cue) Validate() error {
	if c.Usage != "" && c.Type != "music" {
		return fault.At("usage", "usage %s on a cue of type %s: only music has one", c.Usage, c.Type)
	}
	return check(c)
}

// Kind is "track".
func (Track) Kind() graph.Kind { return "track" }

// Validate reports what is wrong with the record, and what would be right.
func (t Track) Validate() error { return check(t) }

// Kind is "share".
func (Share) Kind() graph.Kind { return "share" }

// Validate reports what is wrong with the record, and what would be right.
func (s Share) Validate() error { return check(s) }

// Kind is "work_order".
func (WorkOrder) Kind() graph.Kind { return "work_order" }

// Validate reports what is wrong with the record, and what would be right.
func (w WorkOrder) Validate() error { return check(w) }

// Kind is "change_order".
func (ChangeOrder) Kind() graph.Kind { return "change_order" }

// Validate reports what is wrong with the record, and what would be right.
func (c ChangeOrder) Validate() error { return check(c) }

// Kind is "work_price".
func (WorkPrice) Kind() graph.Kind { return "work_price" }

// Validate reports what is wrong with the record, and what would be right.
func (p WorkPrice) Validate() error {
	if p.Type == "bid" != p.Change.IsZero() {
		return fault.At("change_order", "a bid is of a whole work order, an estimate and an agreed price of a change order: want a change order with these, and none with a bid")
	}
	return check(p)
}

// Kind is "step".
func (Step) Kind() graph.Kind { return "step" }

// Validate reports what is wrong with the record, and what would be right.
func (s Step) Validate() error { return firstError(check(s), period("due", s.Start, s.Due)) }
