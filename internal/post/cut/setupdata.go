package cut

import (
	"cmp"
	"fmt"
	"strings"

	"backlot/film/timeline/lists"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// shotData is what the set wrote down for an effects shot: how the camera stood, and what was taken beside it.
type shotData struct {
	setup, take string
	rec         production.Recording
	hdri        bool
	cleanPlate  bool
	sheet       bool
}

// dataOf is what is known of the take that an order works on: of its plate, else of the piece in the cut.
func dataOf(v graph.View, o *order, it item) (shotData, bool) {
	clip, ok := graph.Get[production.Clip](v, o.Plate.ID)
	if !ok {
		clip, ok = graph.Get[production.Clip](v, it.Clip.ID)
	}
	take, okTake := graph.Get[production.Take](v, clip.Take.ID)
	set, okSet := graph.Get[production.Setup](v, take.Setup.ID)
	if !ok || !okTake || !okSet {
		return shotData{}, false
	}
	d := shotData{setup: set.Slate, take: fmt.Sprint(take.Number) + take.Suffix}
	roll, _ := graph.Get[production.Roll](v, clip.Roll.ID)
	for _, r := range graph.Referring[production.Recording](v, take.Setup.ID, "setup") {
		if r.Camera == roll.Camera && (r.Take.ID == clip.Take.ID || r.Take.IsZero() && d.rec.Take.IsZero()) {
			d.rec = r // what was logged for the take counts before how the setup stood
		}
	}
	r := &d.rec // what nobody logged, the file may say itself
	r.Lens, r.FocalTenthMM, r.FocusMM = cmp.Or(r.Lens, clip.Lens), cmp.Or(r.FocalTenthMM, clip.FocalTenthMM), cmp.Or(r.FocusMM, clip.FocusMM)
	r.HeightMM, r.TiltTenthDeg = cmp.Or(r.HeightMM, clip.HeightMM), cmp.Or(r.TiltTenthDeg, clip.TiltTenthDeg)
	for _, other := range graph.Referring[production.Setup](v, set.Scene.ID, "scene") {
		d.hdri = d.hdri || other.Type == "hdri"
		d.cleanPlate = d.cleanPlate || other.Type == "clean_plate"
	}
	captured := func(c production.Capture) {
		d.hdri = d.hdri || c.Type == "hdri"
		d.sheet = d.sheet || c.Type == "setup_sheet"
	}
	for _, c := range graph.Referring[production.Capture](v, take.Setup.ID, "setup") {
		captured(c)
	}
	for _, c := range graph.Referring[production.Capture](v, set.Scene.ID, "scene") {
		if c.Setup.IsZero() {
			captured(c)
		}
	}
	return d, true
}

// missing names what a vendor asks for and nobody wrote down. A tilt of nothing is level, so it is asked for with the
// height only.
func (d shotData) missing() []string {
	var out []string
	for _, one := range []struct {
		name string
		has  bool
	}{
		{"lens", d.rec.Lens != ""}, {"focal length", d.rec.FocalTenthMM > 0}, {"focus distance", d.rec.FocusMM > 0}, {"height and tilt", d.rec.HeightMM != 0},
		{"HDRI", d.hdri}, {"clean plate", d.cleanPlate}, {"setup sheet", d.sheet},
	} {
		if !one.has {
			out = append(out, one.name)
		}
	}
	return out
}

// setupSheet lists the effects shots of a cut with how their plates were shot and what is missing, of all vendors or of one.
func setupSheet(v graph.View, c *cut, vendor graph.ID) *lists.Table {
	t := &lists.Table{Title: "setup data", Columns: []string{"shot", "vendor", "setup", "take", "lens", "mm", "focus m", "height m", "tilt", "missing"}}
	orders := ordersOf(v)
	at := places(c, markersOf(v, c.id), orders)
	short := 0
	for _, o := range orders {
		if len(at[o]) == 0 || !vendor.IsZero() && o.Vendor.ID != vendor {
			continue
		}
		d, ok := dataOf(v, o, at[o][0])
		missing := strings.Join(d.missing(), ", ")
		if !ok {
			missing = "everything: no take is known of its plate"
		}
		if missing != "" {
			short++
		}
		r := d.rec
		t.Rows = append(t.Rows, []string{o.Code, o.vendor, d.setup, d.take, r.Lens, tenths(r.FocalTenthMM), metres(r.FocusMM), metres(r.HeightMM), tenths(r.TiltTenthDeg), cmp.Or(missing, "nothing")})
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d effects shots, %d of them with something missing", len(t.Rows), short))
	return t
}

func tenths(n int) string {
	if n == 0 {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/10), ".0")
}

func metres(mm int) string {
	if mm == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(mm)/1000)
}

func setupPaper(v graph.View, c *cut) (documents.Document, error) {
	return listPaper(v, c, "Setup data", setupSheet(v, c, graph.ID{})), nil
}
