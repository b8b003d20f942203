package cut

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"backlot/film/timeline/diff"
	"backlot/film/timeline/recut"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// order is a work order of a shot, with what is known of its price.
type order struct {
	id graph.ID
	production.WorkOrder
	steps  []step
	vendor string
	price  production.Money // bid; zero for those who may not know it
}

type step struct {
	id graph.ID
	production.Step
}

// ordersOf lists the work orders of shots that the view may know.
func ordersOf(v graph.View) []*order {
	var out []*order
	for id, w := range graph.All[production.WorkOrder](v) {
		if w.Type != "shot" {
			continue
		}
		o := &order{id: id, WorkOrder: w}
		for s, rec := range graph.Referring[production.Step](v, id, "work_order") {
			o.steps = append(o.steps, step{s, rec})
		}
		_, o.price = priceOf(v, id, graph.ID{}, bidPrice)
		slices.SortStableFunc(o.steps, func(a, b step) int { return cmp.Compare(a.Seq, b.Seq) })
		if p, ok := graph.Get[production.Party](v, w.Vendor.ID); ok {
			o.vendor = p.Name
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b *order) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

// codeWord parts a text into what may be the code of a shot.
var codeWord = regexp.MustCompile(`[\p{L}\p{N}]+(?:[_-][\p{L}\p{N}]+)*`)

// places finds the items of a cut that each work order is about: those that name its code (in their name, in a comment or
// a marker on them), else those of its plate.
func places(c *cut, markers []marker, orders []*order) map[*order][]item {
	byCode := map[string]*order{}
	byPlate := map[graph.ID][]*order{}
	for _, o := range orders {
		byCode[strings.ToUpper(o.Code)] = o
		if !o.Plate.IsZero() {
			byPlate[o.Plate.ID] = append(byPlate[o.Plate.ID], o)
		}
	}
	out := map[*order][]item{}
	for _, t := range c.tracks {
		if !t.picture() {
			continue
		}
		for _, it := range t.items {
			if it.Type == "gap" || it.Type == "transition" {
				continue
			}
			if o := named(byCode, saysOf(it, t.label, markers)); o != nil {
				out[o] = append(out[o], it)
				continue
			}
			for _, o := range byPlate[it.Clip.ID] {
				if it.SourceInFrames < o.PlateInFrames+o.PlateLengthFrames && o.PlateInFrames < it.SourceInFrames+it.SourceLengthFrames {
					out[o] = append(out[o], it)
				}
			}
		}
	}
	return out
}

// saysOf is everything the cutting room wrote on an item.
func saysOf(it item, track string, markers []marker) string {
	said := it.Name + " " + it.Note
	for _, m := range markers {
		if m.Track == track && m.AtFrames >= it.StartFrames && m.AtFrames < it.end() {
			said += " " + m.Text + " " + m.Note
		}
	}
	return said
}

func named(byCode map[string]*order, said string) *order {
	for _, w := range codeWord.FindAllString(strings.ToUpper(said), -1) {
		if o := byCode[w]; o != nil {
			return o
		}
	}
	return nil
}

// bid is how many frames were bid, handles included.
func (o *order) bid() int64 { return o.CutLengthFrames + o.HeadHandleFrames + o.TailHandleFrames }

// given are the frames of the source that the vendor has: the plate as it was sent, else what the cut showed with the
// handles that were agreed.
func (o *order) given(old *item) recut.Given {
	if o.PlateLengthFrames > 0 {
		return recut.Given{In: o.PlateInFrames, Out: o.PlateInFrames + o.PlateLengthFrames}
	}
	if old == nil {
		return recut.Given{}
	}
	return recut.Given{In: old.source() - o.HeadHandleFrames, Out: old.source() + old.SourceLengthFrames + o.TailHandleFrames}
}

// source is the first frame of the source, from the clip's first, or by its timecode where the clip is not known.
func (i item) source() int64 {
	if i.Clip.IsZero() {
		return i.SourceStartFrames
	}
	return i.SourceInFrames
}

// knows reports whether what a piece shows can be held against what the vendor has: it must be of the same clip.
func (o *order) knows(old, now *item) bool {
	if o.PlateLengthFrames > 0 {
		return now.Clip == o.Plate
	}
	return old != nil && old.Clip == now.Clip && (!now.Clip.IsZero() || old.Media == now.Media)
}

// work is the bid of a shot, step by step: a step's share of the price is its share of the days, or an even one.
func (o *order) work() recut.Work {
	w := recut.Work{Frames: o.bid()}
	days := int64(0)
	for _, s := range o.steps {
		days += int64(s.BidTenthDays)
	}
	if len(o.steps) == 0 {
		w.Steps = []recut.Step{{Name: "all", Price: o.price.Minor, Done: done(o.Status, 0, 0)}}
		return w
	}
	left, n := o.price.Minor, int64(len(o.steps))
	for i, s := range o.steps {
		price := o.price.Minor / n
		if days > 0 {
			price = o.price.Minor * int64(s.BidTenthDays) / days
		}
		if i == len(o.steps)-1 {
			price = left
		}
		left -= price
		w.Steps = append(w.Steps, recut.Step{Name: s.Type, Price: price, Done: done(s.Status, s.SpentTenthDays, s.BidTenthDays), Restart: s.RestartBP})
	}
	return w
}

// done is how much of a step is done, in hundredths of a percent: by its status, and while it goes on by the days spent,
// or half where nobody writes them down.
func done(status string, spent, bid int) int {
	switch status {
	case "for_review", "changes_asked", "approved", "final":
		return recut.Full
	case "in_progress", "on_hold":
		if spent > 0 && bid > 0 {
			return min(spent*recut.Full/bid, recut.Full)
		}
		return recut.Full / 2
	}
	return 0
}

// ask is what a new cut asks of the work on a shot. old and now are the items, nil where the cut does not have it.
func (o *order) ask(kind diff.Kind, old, now *item) (a recut.Ask, head, tail int64) {
	if now == nil {
		return recut.Ask{Fewer: o.bid()}, 0, 0
	}
	if o.knows(old, now) {
		head, tail = o.given(old).Need(now.source(), now.source()+now.SourceLengthFrames)
	}
	a.More = head + tail
	a.Redo = kind == diff.Retimed
	was := o.CutLengthFrames
	if was == 0 && old != nil {
		was = old.LengthFrames
	}
	if a.More == 0 && kind != diff.Retimed {
		a.Fewer = max(was-now.LengthFrames, 0)
	}
	return a, head, tail
}

// vfxRipples are the work orders whose shot changed, and the new shots that ask for one.
func vfxRipples(v graph.View, p *pair) []Ripple {
	orders := ordersOf(v)
	oldMarks, newMarks := markersOf(v, p.old.id), markersOf(v, p.now.id)
	before, after := places(p.old, oldMarks, orders), places(p.now, newMarks, orders)
	rows := map[graph.ID]row{}
	for _, r := range p.rows {
		rows[r.any().id] = r
	}
	var out []Ripple
	for _, o := range orders {
		if r, ok := vfxRipple(p, o, before[o], after[o], rows); ok {
			out = append(out, r)
		}
	}
	return append(out, unordered(p, orders, newMarks)...)
}

// vfxRipple is what became of the shot of one work order; false when nothing did that concerns the vendor.
func vfxRipple(p *pair, o *order, before, after []item, rows map[graph.ID]row) (Ripple, bool) {
	r := Ripple{Department: forVFX, Record: o.id, Kind: "work_order", Label: o.Code, Vendor: o.vendor, VendorID: o.Vendor.ID, At: -1, Severity: graph.Warn, order: o}
	var old, now *item
	kind, moved := diff.Same, false
	switch {
	case len(before) == 0 && len(after) == 0:
		return r, false
	case len(after) == 0:
		old, kind = &before[0], diff.Removed
	case len(before) == 0:
		now, kind = &after[0], diff.Added
	default:
		now = &after[0]
		row := rows[now.id]
		kind, old, moved = row.Kind, row.old, row.Moved
		if old == nil {
			old = &before[0]
		}
	}
	if o.Status == "omitted" && now == nil {
		return r, false
	}
	a, head, tail := o.ask(kind, old, now)
	r.Head, r.Tail = head, tail
	if now != nil {
		r.At, r.Code, r.now = now.StartFrames, p.now.code(now.StartFrames), now.LengthFrames
	} else {
		r.Code = p.old.code(old.StartFrames)
	}
	if old != nil {
		r.was = old.LengthFrames
	}
	r.Frames = r.now - r.was
	if !r.say(kind, a, moved, o) {
		return r, false
	}
	if now != nil && !o.Plate.IsZero() && now.Clip != o.Plate {
		r.What, r.Severity = r.What+"; it does not show the clip of its plate, or one that is not known here", graph.Must
	}
	if !o.price.IsZero() && (a.More > 0 || a.Fewer > 0 || a.Redo) {
		r.Cost = costOf(recut.Price(o.work(), a), o.price.Currency)
	}
	return r, true
}

// say writes what became of a shot; false when its vendor need not know.
func (r *Ripple) say(kind diff.Kind, a recut.Ask, moved bool, o *order) bool {
	by := ""
	if o.vendor != "" {
		by = ", " + o.vendor
	}
	need := "within the handles"
	if a.More > 0 {
		need = fmt.Sprintf("%s to send: %d at the head, %d at the tail", frames(a.More), r.Head, r.Tail)
		r.Severity = graph.Must
	}
	switch kind {
	case diff.Removed:
		r.Type, r.Severity = "omitted", graph.Must
		r.What = fmt.Sprintf("%s%s is no longer in the cut: stop work", o.Code, by)
	case diff.Added:
		r.Type = "reinstated"
		r.What = fmt.Sprintf("%s%s is in the cut again, %s", o.Code, by, frames(r.now))
		if o.Status != "omitted" {
			r.What = fmt.Sprintf("%s%s is in the cut for the first time, %s", o.Code, by, frames(r.now))
			r.Severity = graph.Info
		}
	case diff.Lengthened, diff.Slipped:
		r.Type = string(kind)
		if a.More == 0 {
			r.Severity = graph.Info
		}
		r.What = fmt.Sprintf("%s%s is %s%s, %s", o.Code, by, kind, by2(r.Frames), need)
	case diff.Shortened:
		r.Type, r.Severity = string(kind), graph.Info
		r.What = fmt.Sprintf("%s%s is shortened%s", o.Code, by, by2(r.Frames))
		if a.More > 0 {
			r.What, r.Severity = r.What+", "+need, graph.Must
		}
	case diff.Retimed:
		r.Type, r.Severity = string(kind), graph.Must
		r.What = fmt.Sprintf("%s%s runs at another speed: what was made is opened again", o.Code, by)
	default:
		if !moved {
			return false
		}
		r.Type, r.Severity = "moved", graph.Info
		r.What = fmt.Sprintf("%s%s stands elsewhere: look at it with its new neighbours", o.Code, by)
	}
	return true
}

func by2(n int64) string {
	if n == 0 {
		return ""
	}
	return " by " + frames(abs(n))
}

// vfxMark begins what a cutting room writes on a shot that needs an effect.
var vfxMark = regexp.MustCompile(`(?i)(^|\s)VFX\b`)

// unordered are the shots that came, are marked as effects, and have no work order.
func unordered(p *pair, orders []*order, markers []marker) []Ripple {
	byCode := map[string]*order{}
	for _, o := range orders {
		byCode[strings.ToUpper(o.Code)] = o
	}
	var out []Ripple
	for _, r := range p.rows {
		if r.Kind != diff.Added || r.Change.New.Audio {
			continue
		}
		said := saysOf(*r.now, r.now.track, markers)
		if vfxMark.MatchString(said) && named(byCode, said) == nil {
			out = append(out, Ripple{Department: forVFX, Type: "unordered", Severity: graph.Must, Record: r.now.id, Kind: "timeline_item", Label: r.now.Name, At: r.now.StartFrames,
				Code: p.now.code(r.now.StartFrames), Frames: r.now.LengthFrames, What: fmt.Sprintf("%s is marked as an effect and has no work order", r.now.Name)})
		}
	}
	return out
}
