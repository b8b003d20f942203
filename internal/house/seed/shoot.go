package seed

import (
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

var departments = []string{"Production", "Direction and assistant directors", "Camera", "Electric", "Grip", "Sound", "Art", "Construction", "Set decoration", "Property", "Costume", "Make-up and hair", "Stunts", "Special effects", "Visual effects", "Locations", "Transport", "Catering", "Accounts", "Editorial"}

func (g *generator) people() {
	orders := graph.Orders(len(departments))
	var roles []graph.ID
	for i, d := range departments {
		dep := add(g, production.Department{Name: d, Order: orders[i], PreCallMin: g.n(5) * 15})
		g.departments = append(g.departments, dep)
		for _, r := range []string{"Head", "Assistant", "Trainee"} {
			roles = append(roles, add(g, production.Role{Name: d + ", " + r, Department: ref[production.Department](dep)}))
		}
	}
	performers := max(g.size.People/8, 8)
	for i := range g.size.People - performers {
		name, family := g.personName()
		party := add(g, production.Party{Type: "person", Name: name, FamilyName: family, HomeBase: pick(g, countries).city})
		d := i % len(departments)
		role := d*3 + 1 + g.n(2)
		if i < len(departments) {
			role = d * 3
		}
		eng := add(g, production.Engagement{Party: ref[production.Party](party), Role: ref[production.Role](roles[role]), Department: ref[production.Department](g.departments[d]), Start: firstDay.AddDays(-40), End: firstDay.AddDays(200), Status: "working", HeadOfDepartment: i < len(departments)})
		add(g, production.Deal{Engagement: ref[production.Engagement](eng), Rate: eur(int64(g.between(9, 60)) * 10000), RateUnit: "week", HoursIncluded: 11})
		add(g, production.Contact{Party: ref[production.Party](party), Type: "mobile", Value: fmt.Sprintf("+44 7700 900%03d", i%1000), OnLists: true})
		g.crew = append(g.crew, person{party, eng})
	}
	for range performers {
		name, family := g.personName()
		g.castParties = append(g.castParties, add(g, production.Party{Type: "person", Name: name, FamilyName: family, HomeBase: pick(g, countries).city}))
	}
	for _, name := range []string{"Northlight VFX", "Halftone Pictures", "Mosaic Post", "Kestrel Effects", "Plate & Pixel", "Third Reel"} {
		g.vendors = append(g.vendors, add(g, production.Party{Type: "organization", Name: name}))
	}
}

func (g *generator) plan() {
	for i, c := range g.characters {
		eng := add(g, production.Engagement{Party: ref[production.Party](g.castParties[i%len(g.castParties)]), Character: ref[production.Element](c), CastNumber: fmt.Sprint(i + 1), Capacity: "performer", Start: firstDay, End: firstDay.AddDays(170), Status: "signed"})
		add(g, production.Deal{Engagement: ref[production.Engagement](eng), Rate: eur(int64(g.between(5, 300)) * 10000), RateUnit: "day", HoursIncluded: 10})
		g.cast = append(g.cast, eng)
	}
	g.addDays()
	// Scenes are shot set by set, as a first assistant director would begin.
	bySet := make([]int, len(g.scenes))
	for i := range bySet {
		bySet[i] = i
	}
	slices.SortStableFunc(bySet, func(a, b int) int { return g.scenes[a].set - g.scenes[b].set })
	for n := range g.size.Boards {
		board := add(g, production.Board{Name: fmt.Sprintf("Board %d", n+1), Calendar: ref[production.Calendar](g.calendar), Start: firstDay, Current: n == 0, Order: graph.Orders(g.size.Boards)[n]})
		g.strips(board, bySet, n)
	}
}

func (g *generator) addDays() {
	date, number := firstDay, 0
	for len(g.days) < g.size.UnitDays {
		if wd := date.Weekday(); wd == time.Saturday || wd == time.Sunday {
			date = date.AddDays(1)
			continue
		}
		number++
		for u := range g.units {
			if u == 1 && g.chance(40) || len(g.days) == g.size.UnitDays {
				continue
			}
			ms := date.In(time.UTC).UnixMilli()
			const hour = 3_600_000
			id := add(g, production.ShootDay{Unit: ref[production.Unit](g.units[u]), Date: date, Number: number, Type: "shoot", CrewCallAtMS: ms + 7*hour, ShootingCallAtMS: ms + 8*hour, WrapAtMS: ms + 18*hour, LunchAtMS: ms + 13*hour, LunchMin: 45, Base: ref[production.Place](pick(g, g.places)), Status: "planned"})
			g.days = append(g.days, day{id, u, ms})
		}
		date = date.AddDays(1)
	}
}

func (g *generator) strips(board graph.ID, order []int, n int) {
	orders := graph.Orders(len(order) + len(g.days))
	at := 0
	next := func(s production.Strip) {
		s.Board, s.Order = ref[production.Board](board), orders[at]
		at++
		add(g, s)
	}
	done := 0
	for d := range g.days {
		end := len(order) * (d + 1) / len(g.days)
		for _, i := range order[done:end] {
			next(production.Strip{Type: "scene", Scene: ref[production.Scene](g.scenes[i].id), Boneyard: n > 0 && g.chance(4)})
			if n == 0 {
				g.scenes[i].day = d
			}
		}
		done = end
		strip := production.Strip{Type: "day_break"}
		if n == 0 {
			strip.Day = ref[production.ShootDay](g.days[d].id)
		}
		next(strip)
	}
}

// shoot makes setups, takes, rolls and clips, day by day.
func (g *generator) shoot() {
	byDay := make([][]int, len(g.days))
	for i, s := range g.scenes {
		byDay[s.day] = append(byDay[s.day], i)
	}
	takes, clips, tc := g.size.Takes, g.size.Clips, int64(0)
	for d, today := range g.days {
		left := len(g.days) - d
		wantTakes, wantClips := takes/left, clips/left
		takes, clips = takes-wantTakes, clips-wantClips
		rolls := g.addRolls(d)
		list := byDay[d]
		if len(list) == 0 {
			list = []int{g.n(len(g.scenes))}
		}
		setup, inSetup, setups := graph.ID{}, 0, 0
		sceneIndex := list[0]
		for t := range wantTakes {
			if inSetup == 0 {
				sceneIndex = list[setups*len(list)/max(wantTakes/4+1, 1)%len(list)]
				setup = add(g, production.Setup{Scene: ref[production.Scene](g.scenes[sceneIndex].id), Day: ref[production.ShootDay](today.id), Slate: fmt.Sprintf("%s%s", g.scenes[sceneIndex].number, letters(setups)), Description: pick(g, []string{"Wide", "Over the shoulder", "Close on hands", "Two-shot", "Single", "Tracking with her"}), Cameras: map[string]bool{"A": true, "B": true}})
				inSetup, setups = g.between(2, 6), setups+1
			}
			inSetup--
			frames := int64(g.between(300, 4200))
			take := add(g, g.take(setup, t, today.ms, frames))
			for range wantClips*(t+1)/wantTakes - wantClips*t/wantTakes {
				tc += frames
				id := add(g, production.Clip{Roll: ref[production.Roll](pick(g, rolls)), Take: ref[production.Take](take), Name: fmt.Sprintf("A%03dC%04d_270%d", d%1000, t+1, g.n(10)), TimecodeStartFrames: tc % 2_073_600, LengthFrames: frames, Rate: production.Rate{Num: 24, Den: 1}, FocalTenthMM: 10 * pick(g, []int{18, 25, 32, 40, 50, 75, 100}), TStopHundredths: 280, ISO: 800, WhiteBalanceK: 5600, SizeBytes: frames * 12_000_000, Hash: fmt.Sprintf("xxh64:%016x", g.rng.Uint64())})
				g.clips = append(g.clips, clip{id, sceneIndex, frames})
			}
		}
	}
}

func (g *generator) take(setup graph.ID, t int, ms, frames int64) production.Take {
	take := production.Take{Setup: ref[production.Setup](setup), Number: t%7 + 1, AtMS: ms + 8*3_600_000 + int64(t)*330_000, LengthMS: frames * 1000 / 24, Status: "good", Complete: true}
	switch x := g.n(10); {
	case x < 2:
		take.Status, take.Circled = "print", true
	case x < 4:
		take.Status, take.Complete, take.NGReason = "no_good", false, pick(g, []string{"performance", "line", "focus", "noise", "laugh", "prop"})
	}
	return take
}

func (g *generator) addRolls(d int) []graph.ID {
	var out []graph.ID
	for i := range 4 {
		out = append(out, add(g, production.Roll{Name: fmt.Sprintf("%c%03d", 'A'+i%2, d*2+i/2+1), Type: "camera", Day: ref[production.ShootDay](g.days[d].id), Camera: string(rune('A' + i%2)), SizeBytes: 1_000_000_000_000, Status: "verified"}))
	}
	return out
}

// letters counts A, B ... Z, AA, AB as setups are slated.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + letters(i%26)
}
