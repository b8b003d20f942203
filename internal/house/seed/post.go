package seed

import (
	"fmt"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

var steps = []string{"matchmove", "animation", "comp"}

// post makes visual effects shots with their versions, and a cut of each episode.
func (g *generator) post() {
	versions := g.size.Versions
	for i := range g.size.Shots {
		s := pick(g, g.scenes)
		order := add(g, production.WorkOrder{Code: fmt.Sprintf("%c%c_%s_%04d", g.name[4], g.name[5], s.number, (i+1)*10), Type: "shot", Scene: ref[production.Scene](s.id), Vendor: ref[production.Party](pick(g, g.vendors)), CutLengthFrames: int64(g.between(24, 200)), HeadHandleFrames: 8, TailHandleFrames: 8, Rate: production.Rate{Num: 24, Den: 1}, Difficulty: pick(g, []string{"simple", "medium", "hard"}), Due: firstDay.AddDays(g.between(150, 330)), Status: "in_progress"})
		add(g, production.WorkPrice{Order: ref[production.WorkOrder](order), Type: "bid", Sum: eur(int64(g.between(8, 300)) * 10000)})
		orders := graph.Orders(len(steps))
		for n, st := range steps {
			add(g, production.Step{Order: ref[production.WorkOrder](order), Type: st, Seq: orders[n], BidTenthDays: g.between(5, 120), Status: pick(g, []string{"waiting", "in_progress", "for_review", "approved"})})
		}
		asset := add(g, production.Asset{Name: fmt.Sprintf("shot_%05d_comp", i+1), Type: "comp", Scene: ref[production.Scene](s.id), Order: ref[production.WorkOrder](order)})
		want := versions / (g.size.Shots - i)
		versions -= want
		for n := range want {
			add(g, production.Version{Asset: ref[production.Asset](asset), Number: n + 1, Hash: fmt.Sprintf("sha256:%016x%016x%016x%016x", g.rng.Uint64(), g.rng.Uint64(), g.rng.Uint64(), g.rng.Uint64()), FileName: fmt.Sprintf("shot_%05d_comp_v%03d.mov", i+1, n+1), MediaType: "video/quicktime", SizeBytes: int64(g.between(20, 900)) << 20, LengthFrames: int64(g.between(40, 220)), Rate: production.Rate{Num: 24, Den: 1}, Status: []string{"for_review", "changes_asked", "approved"}[g.n(3)]})
		}
	}
	g.cuts()
}

// cuts makes an editor's cut of each episode: about one piece for every third clip.
func (g *generator) cuts() {
	n := max(len(g.episodes), 1)
	for e := range n {
		t := production.Timeline{Name: fmt.Sprintf("Cut %d", e+1), Type: "editors_cut", Number: 1, Rate: production.Rate{Num: 24, Den: 1}, StartFrames: 86400}
		if len(g.episodes) > 0 {
			t.Episode = ref[production.Episode](g.episodes[e])
		}
		timeline := add(g, t)
		track := add(g, production.TimelineTrack{Timeline: ref[production.Timeline](timeline), Name: "V1", Type: "video", Order: "V"})
		at := int64(0)
		for i, c := range g.clips {
			if i%3 != 0 || g.scenes[c.scene].episode != e {
				continue
			}
			length := int64(g.between(20, 140))
			add(g, production.TimelineItem{Track: ref[production.TimelineTrack](track), StartFrames: at, LengthFrames: length, Type: "clip", Clip: ref[production.Clip](c.id), SourceInFrames: int64(g.n(int(c.frames))), SourceLengthFrames: length, Scene: ref[production.Scene](g.scenes[c.scene].id)})
			at += length
		}
	}
}

var chart = []struct{ number, name, section string }{
	{"1100", "Story and rights", "above_the_line"}, {"1200", "Producers", "above_the_line"}, {"1300", "Direction", "above_the_line"}, {"1400", "Cast", "above_the_line"},
	{"2000", "Production staff", "production"}, {"2200", "Art", "production"}, {"2300", "Construction", "production"}, {"2500", "Special effects", "production"}, {"2800", "Costume", "production"},
	{"2900", "Make-up and hair", "production"}, {"3100", "Electric", "production"}, {"3300", "Camera", "production"}, {"3400", "Sound", "production"}, {"3500", "Transport", "production"}, {"3700", "Locations", "production"},
	{"4500", "Visual effects", "post"}, {"4600", "Editing", "post"}, {"4700", "Sound post", "post"}, {"4800", "Music", "post"}, {"6000", "Insurance", "other"},
}

func (g *generator) money() {
	budget := add(g, production.Budget{Name: "Green light", Currency: "EUR", Date: firstDay.AddDays(-60), Locked: true, Current: true, ContingencyBP: 1000})
	orders := graph.Orders(40)
	for _, a := range chart {
		account := add(g, production.Account{Number: a.number, Name: a.name, Section: a.section})
		g.accounts = append(g.accounts, account)
		for i := range orders {
			add(g, production.MoneyLine{Type: "budget", Account: ref[production.Account](account), Budget: ref[production.Budget](budget), Name: fmt.Sprintf("%s, line %d", a.name, i+1), Order: orders[i], QuantityHundredths: g.between(1, 40) * 100, Unit: "week", Rate: eur(int64(g.between(3, 90)) * 10000)})
		}
	}
	for i := range g.size.UnitDays * 6 {
		account := pick(g, g.accounts)
		commitment := add(g, production.MoneyLine{Type: "commitment", Account: ref[production.Account](account), Name: "Order", Document: fmt.Sprintf("PO-%05d", i+1), Amount: eur(int64(g.between(1, 900)) * 5000), Date: firstDay.AddDays(g.n(150)), Payee: ref[production.Party](pick(g, g.vendors))})
		if g.chance(70) {
			add(g, production.MoneyLine{Type: "actual", Account: ref[production.Account](account), Name: "Invoice", Document: fmt.Sprintf("INV-%05d", i+1), Amount: eur(int64(g.between(1, 900)) * 5000), Date: firstDay.AddDays(g.n(170)), Settles: ref[production.MoneyLine](commitment), Payee: ref[production.Party](pick(g, g.vendors))})
		}
	}
}
