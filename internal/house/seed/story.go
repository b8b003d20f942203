package seed

import (
	"fmt"
	"strings"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func (g *generator) work() {
	company := add(g, production.Company{Name: g.name + " Productions", Country: "GB", Currency: "EUR"})
	format := "feature"
	if g.size.Kind == "series" {
		format = "series"
	}
	g.title = add(g, production.Title{Name: g.name, Format: format, Company: ref[production.Company](company), Currency: "EUR", Language: "en",
		FrameRate: production.Rate{Num: 24, Den: 1}, FrameWidthPx: 3840, FrameHeightPx: 2160, Phase: "shooting", PhotographyStart: firstDay})
	if g.size.Episodes > 0 {
		season := add(g, production.Season{Title: ref[production.Title](g.title), Number: 1})
		orders := graph.Orders(g.size.Episodes)
		for i := range g.size.Episodes {
			g.episodes = append(g.episodes, add(g, production.Episode{Season: ref[production.Season](season), Number: fmt.Sprintf("1%02d", i+1), Name: pick(g, titleSecond), Order: orders[i], TargetSeconds: 3300}))
		}
	}
	g.calendar = add(g, production.Calendar{Name: "Five-day week", Workdays: map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}, Country: "GB"})
	for i, name := range []string{"Main unit", "Second unit"} {
		g.units = append(g.units, add(g, production.Unit{Name: name, Code: string(rune('A' + i)), Type: []string{"main", "second"}[i], TimeZone: "Europe/London", Country: "GB", Calendar: ref[production.Calendar](g.calendar), DayLengthMin: 600}))
	}
	for i := range max(g.size.Scenes/12, 4) {
		c := countries[i%len(countries)]
		g.places = append(g.places, add(g, production.Place{Name: fmt.Sprintf("%s %s %d", c.city, strings.ToLower(pick(g, placesOf)), i+1), Type: "location", City: c.city, Country: c.code, TimeZone: c.zone,
			Latitude: c.lat + g.rng.Float64()/10, Longitude: c.lon + g.rng.Float64()/10, DayFee: eur(int64(g.between(5, 80)) * 10000), Status: "contracted"}))
	}
}

// firstDay is the first day of photography: a Monday.
var firstDay = civil.MustParse("2027-03-01")

// categories is how the elements divide, in thousandths; costume is the largest.
var categories = []struct {
	key string
	per int
}{
	{"character", 30}, {"background", 22}, {"set", 36}, {"prop", 210}, {"wardrobe", 400}, {"set_dressing", 150}, {"vehicle", 14}, {"makeup", 36}, {"sfx", 16},
	{"vfx", 30}, {"stunt", 10}, {"animal", 4}, {"sound", 14}, {"music", 14}, {"graphics", 14},
}

func (g *generator) elements() {
	made := 0
	for _, c := range categories {
		n := max(g.size.Elements*c.per/1000, 2)
		if c.key == "graphics" {
			n = max(g.size.Elements-made-len(g.sets), 1) // the rest
		}
		if c.key == "set" || c.key == "character" {
			made += n
			continue // made with the story
		}
		for i := range n {
			e := production.Element{Name: g.thing(c.key, i+1), Category: c.key, LeadDays: g.n(60)}
			if c.key == "wardrobe" {
				e.Parent = ref[production.Element](often(g, g.characters))
			}
			if g.chance(30) {
				e.Estimate = eur(int64(g.between(2, 400)) * 1000)
			}
			g.byCategory[c.key] = append(g.byCategory[c.key], add(g, e))
		}
		made += n
	}
}

// share is how many elements of a category that the story makes itself.
func (g *generator) share(key string) int {
	for _, c := range categories {
		if c.key == key {
			return max(g.size.Elements*c.per/1000, 4)
		}
	}
	return 0
}

func (g *generator) story() {
	setNames := g.cards()
	days := max(g.size.Scenes/9, 2)
	dayOrders := graph.Orders(days)
	for i := range days {
		g.storyDays = append(g.storyDays, add(g, production.StoryDay{Label: fmt.Sprintf("D%d", i+1), Order: dayOrders[i]}))
	}
	orders := graph.Orders(g.size.Scenes)
	perEpisode := (g.size.Scenes + max(g.size.Episodes, 1) - 1) / max(g.size.Episodes, 1)
	var drafts []graph.ID
	for i := range max(g.size.Episodes, 1) {
		d := production.Draft{Name: g.name, Type: "screenplay", Version: "Shooting draft", RevisionColor: "white", Paper: "us_letter", Format: "typed", Status: "published", Date: firstDay.AddDays(-30)}
		if len(g.episodes) > 0 {
			d.Episode = ref[production.Episode](g.episodes[i])
		}
		drafts = append(drafts, add(g, d))
	}
	for i := range g.size.Scenes {
		s := scene{order: orders[i], episode: i / perEpisode, eighths: g.length(), night: g.chance(35)}
		s.number = fmt.Sprint(i%perEpisode + 1)
		if len(g.episodes) > 0 {
			s.number = fmt.Sprintf("1%02d-%d", s.episode+1, i%perEpisode+1)
		}
		s.set = int(g.rng.Float64() * g.rng.Float64() * float64(len(g.sets)))
		g.addScene(s, setNames[s.set], i*days/g.size.Scenes, drafts[s.episode])
	}
}

// length is the eighths of a scene: most are short, a few are long.
func (g *generator) length() int { return 1 + int(g.rng.ExpFloat64()*5.7) }

// cards makes the characters and sets, and gives the sets' names.
func (g *generator) cards() []string {
	for i := range g.share("character") {
		name, _ := g.personName()
		billing := "day_player"
		if i < 8 {
			billing = "lead"
		} else if i < 30 {
			billing = "supporting"
		}
		g.characters = append(g.characters, add(g, production.Element{Name: strings.ToUpper(name), Category: "character", Number: fmt.Sprint(i + 1), Billing: billing, AgeYears: g.between(7, 80)}))
	}
	g.byCategory["character"] = g.characters
	var names []string
	for i := range g.share("set") {
		name := strings.ToUpper(fmt.Sprintf("%s %d - %s", pick(g, placesOf), i/6+1, pick(g, rooms)))
		names = append(names, name)
		set := add(g, production.Element{Name: name, Category: "set", Estimate: eur(int64(g.between(4, 300)) * 100000)})
		g.sets = append(g.sets, set)
		add(g, production.Realisation{Element: ref[production.Element](set), Method: []string{"location", "built_set"}[g.n(2)], Place: ref[production.Place](pick(g, g.places)), Status: "building"})
	}
	g.byCategory["set"] = g.sets
	return names
}

func (g *generator) addScene(s scene, setName string, storyDay int, draft graph.ID) {
	intExt, light := "INT", "DAY"
	if g.chance(38) {
		intExt = "EXT"
	}
	if s.night {
		light = "NIGHT"
	}
	heading := fmt.Sprintf("%s. %s - %s", intExt, setName, light)
	rec := production.Scene{Number: s.number, Order: s.order, Heading: heading, IntExt: intExt, SetName: setName, Set: ref[production.Element](g.sets[s.set]), TimeOfDay: light,
		Synopsis: fmt.Sprintf("%s %s someone %s.", pick(g, firstNames), pick(g, verbs), pick(g, turns)), LengthEighths: pages.Eighths(s.eighths),
		EstimatedSeconds: s.eighths * 15 / 2, EstimatedShootMin: s.eighths * 15, StoryDay: ref[production.StoryDay](g.storyDays[storyDay]), Draft: ref[production.Draft](draft)}
	if len(g.episodes) > 0 {
		rec.Episode = ref[production.Episode](g.episodes[s.episode])
	}
	s.id = add(g, rec)
	g.scenes = append(g.scenes, s)
	blocks := []production.Block{{Type: "scene_heading", Text: heading}, {Type: "action", Text: pick(g, actions)}}
	for range min(s.eighths, 12) {
		who := often(g, g.characters)
		blocks = append(blocks, production.Block{Type: "dialogue", Text: pick(g, lines), Speaker: ref[production.Element](who)})
	}
	orders := graph.Orders(len(blocks))
	for i, b := range blocks {
		b.Draft, b.Scene, b.Order = ref[production.Draft](draft), ref[production.Scene](s.id), s.order+orders[i]
		add(g, b)
	}
}

// weights is what a scene needs beside its set, relative to each other.
var weights = []struct {
	key string
	w   int
}{
	{"character", 22}, {"wardrobe", 26}, {"prop", 20}, {"set_dressing", 14}, {"background", 5}, {"makeup", 4}, {"vfx", 3}, {"sound", 2}, {"vehicle", 1}, {"graphics", 1}, {"sfx", 1}, {"music", 1}, {"stunt", 1},
}

func (g *generator) uses() {
	total := 0
	for _, w := range weights {
		total += w.w
	}
	left := g.size.Uses
	for i, s := range g.scenes {
		want := left / (len(g.scenes) - i)
		left -= want
		seen := map[graph.ID]bool{g.sets[s.set]: true}
		add(g, production.Use{Scene: ref[production.Scene](s.id), Element: ref[production.Element](g.sets[s.set]), Source: "heading"})
		for range want - 1 {
			el := g.need(total)
			for tries := 0; seen[el] && tries < 40; tries++ {
				el = g.need(total)
			}
			seen[el] = true
			add(g, production.Use{Scene: ref[production.Scene](s.id), Element: ref[production.Element](el), Quantity: g.n(3), Source: "tag"})
		}
	}
}

func (g *generator) need(total int) graph.ID {
	x := g.n(total)
	for _, w := range weights {
		if x -= w.w; x < 0 {
			return often(g, g.byCategory[w.key])
		}
	}
	return pick(g, g.characters)
}
