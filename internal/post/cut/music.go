package cut

import (
	"fmt"
	"slices"

	"backlot/film/timeline/recut"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// musicRipples are the music cues whose picture changed, what is used longer than licensed, and pieces that left the cut.
func musicRipples(v graph.View, p *pair) []Ripple {
	var out []Ripple
	was, now := map[graph.ID]int64{}, map[graph.ID]int64{} // frames in the cut by piece
	for _, c := range cuesOf(v, p.old.id) {
		if c.Type != "music" || c.Status == "dropped" {
			continue
		}
		s := p.where.Stretch(c.StartFrames, c.StartFrames+max(c.LengthFrames, 1))
		was[c.Track.ID] += c.LengthFrames
		if s.State != recut.Lost {
			now[c.Track.ID] += s.To - s.From
		}
		if r, changed := cueRipple(p, c, forMusic, "Music"); changed {
			if piece := v.Label(c.Track.ID); piece != "" {
				r.What += " (" + piece + ")"
			}
			out = append(out, r)
		}
	}
	for _, id := range sortedKeys(was) {
		if id.IsZero() {
			continue
		}
		piece := v.Label(id)
		if now[id] == 0 {
			out = append(out, unused(v, id, piece))
			continue
		}
		had, has := p.old.line.Rate.FramesToMS(was[id]), p.now.line.Rate.FramesToMS(now[id])
		for g, grant := range graph.Referring[production.Grant](v, id, "about") {
			if grant.MaxMS > 0 && has > grant.MaxMS && had <= grant.MaxMS {
				out = append(out, Ripple{Department: forMusic, Type: "overrun", Severity: graph.Must, Record: g, Kind: "grant", Label: grant.Name, At: -1, Frames: now[id] - was[id],
					What: fmt.Sprintf("%s plays %s now; %s allows %s", piece, seconds(has), grant.Name, seconds(grant.MaxMS))})
			}
		}
	}
	return out
}

func seconds(ms int64) string { return fmt.Sprintf("%d.%d s", ms/1000, ms%1000/100) }

func sortedKeys(m map[graph.ID]int64) []graph.ID {
	set := map[graph.ID]bool{}
	for id := range m {
		set[id] = true
	}
	return sortedIDs(set)
}

// unused is a piece of music that left the cut: what was only quoted for it is saved, what was signed is spent.
func unused(v graph.View, track graph.ID, piece string) Ripple {
	r := Ripple{Department: forMusic, Type: "unused", Severity: graph.Warn, Record: track, Kind: "track", Label: piece, At: -1, What: piece + " is no longer in the cut"}
	signed := false
	for _, g := range graph.Referring[production.Grant](v, track, "about") {
		signed = signed || g.Status == "signed" || g.Status == "agreed"
	}
	var sum production.Money
	for _, s := range graph.Referring[production.Share](v, track, "track") {
		if s.Quote.IsZero() || sum.Currency != "" && s.Quote.Currency != sum.Currency {
			continue
		}
		sum = production.Money{Minor: sum.Minor + s.Quote.Minor, Currency: s.Quote.Currency}
	}
	if sum.Minor > 0 {
		c := recut.Cost{Saved: sum.Minor}
		if signed {
			c = recut.Cost{Wasted: sum.Minor}
		}
		r.Cost = costOf(c, sum.Currency)
	}
	return r
}

// Occupancy is how much of a cut has music, by cue.
type Occupancy struct {
	Frames int64          `json:"frames"`
	Whole  int64          `json:"whole"`
	Cues   []OccupancyRow `json:"cues"`
	Over   []string       `json:"over"` // pieces used longer than licensed, as far as the reader may know
}

// OccupancyRow is one music cue.
type OccupancyRow struct {
	ID     graph.ID `json:"id"`
	Number string   `json:"number"`
	Piece  string   `json:"piece"`
	At     int64    `json:"at"`
	Code   string   `json:"code"`
	Length int64    `json:"length"`
	Usage  string   `json:"usage"`
	Status string   `json:"status"`
	Temp   bool     `json:"temp"` // nobody cleared or wrote it for this film
}

// occupancy lists the music cues of a cut. Cues that overlap count once in the sum.
func occupancy(v graph.View, c *cut) Occupancy {
	out := Occupancy{Whole: c.line.LengthFrames, Cues: []OccupancyRow{}, Over: []string{}}
	end := int64(0)
	used := map[graph.ID]int64{}
	for _, q := range cuesOf(v, c.id) {
		if q.Type != "music" || q.Status == "dropped" {
			continue
		}
		t, _ := graph.Get[production.Track](v, q.Track.ID)
		row := OccupancyRow{ID: q.id, Number: q.Number, Piece: t.Name, At: q.StartFrames, Code: c.code(q.StartFrames), Length: q.LengthFrames, Usage: q.Usage, Status: q.Status, Temp: tempCue(v, q.Cue)}
		out.Cues = append(out.Cues, row)
		to := q.StartFrames + q.LengthFrames
		out.Frames += max(to-max(q.StartFrames, end), 0)
		end = max(end, to)
		used[q.Track.ID] += q.LengthFrames
	}
	for _, id := range sortedKeys(used) {
		for _, g := range graph.Referring[production.Grant](v, id, "about") {
			if ms := c.line.Rate.FramesToMS(used[id]); !id.IsZero() && g.MaxMS > 0 && ms > g.MaxMS {
				out.Over = append(out.Over, fmt.Sprintf("%s: %s of %s", v.Label(id), seconds(ms), seconds(g.MaxMS)))
			}
		}
	}
	slices.Sort(out.Over)
	return out
}

// tempCue reports whether a music cue is a place holder: no piece, or a piece that is not this film's and not cleared.
func tempCue(v graph.View, c production.Cue) bool {
	if c.Status == "cleared" || c.Status == "mixed" || c.Status == "recorded" {
		return false
	}
	t, ok := graph.Get[production.Track](v, c.Track.ID)
	return !ok || t.Type != "original" && t.Type != "score"
}
