// Package demo builds the demo production "The Keeping Light": an original
// screenplay in which all fifty practices of a production occur, with the people,
// places, dates, prices and secrets that go with it. `backlot demo` opens it;
// tests and the manual point at it.
//
// Everything is invented. Names of people are made up; hospitals and airports are
// real places, as a call sheet's would be. The same input gives the same records
// with the same ids.
package demo

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/story/drafts"
	script "backlot/testdata/demo"
)

// Name is the title of the demo production.
const Name = "The Keeping Light"

// idPrefix begins the ids of the demo production's records.
const idPrefix = 0x0de30001

// Production is the id of the demo production.
var Production = graph.MustID("0de30000-0000-7000-8000-000000000001")

// Ground is where the production is built: a store, or memory.
type Ground interface {
	// View is the present state as the system sees it.
	View(ctx context.Context) (graph.View, error)
	// Land puts a change into the production.
	Land(ctx context.Context, c graph.Change) error
}

// Options are what the installation adds.
type Options struct {
	// Compartments gives the ids under which access knows the secrets, by
	// Secret.Key. A missing one gets an id of the demo's own.
	Compartments map[string]graph.ID
	// Accounts gives the ids under which people sign in, by Account.Email, so that
	// their party records name them. It may be empty.
	Accounts map[string]graph.ID
	// Blue also imports the blue revision after the white draft.
	Blue bool
	// Keep stores a file and gives its address; nil leaves the novel without its text.
	Keep func(context.Context, io.Reader) (string, error)
}

// Build makes the whole production on an empty ground, in a dozen changes.
func Build(ctx context.Context, g Ground, o Options) error {
	b := &builder{ctx: ctx, ground: g, opts: o, ids: &graph.SequentialIDs{Prefix: idPrefix}}
	b.parties, b.places, b.elements, b.scenes = map[string]graph.ID{}, map[string]graph.ID{}, map[string]graph.ID{}, map[string]graph.ID{}
	b.departments, b.roles, b.units, b.engagements = map[string]graph.ID{}, map[string]graph.ID{}, map[string]graph.ID{}, map[string]graph.ID{}
	b.days, b.secrets, b.states = map[string]graph.ID{}, map[string]graph.ID{}, map[string]graph.ID{}
	for _, step := range []struct {
		cause string
		run   func(*graph.Edit)
	}{
		{"Set up the production, its units and calendars", b.setUp},
		{"Import the white shooting draft", b.importWhite},
		{"Find places in Norway, Iceland and Portugal", b.addPlaces},
		{"Engage cast and crew", b.addPeople},
		{"Break the script down", b.breakDown},
		{"Plot costumes and looks over the story days", b.addStates},
		{"Make sets, creatures and props real", b.addRealisations},
		{"Board 1 and the shooting days", b.addBoard},
		{"Rights, releases and permits", b.addGrants},
		{"Assess what could hurt people", b.addHazards},
		{"First budget", b.addMoney},
		{"Call the first days", b.addCalls},
		{"Law and house rules in force; who can be had when", b.addHours},
		{"Seal what few may know", b.seal},
		{"Put the story on the writers' board", b.addRoom},
	} {
		if err := b.step(step.cause, step.run); err != nil {
			return err
		}
	}
	if len(o.Accounts) > 0 {
		if err := b.step("Link people to their accounts", b.linkAccounts); err != nil {
			return err
		}
	}
	if err := b.step("Write notes on the white draft", b.writeNotes); err != nil {
		return err
	}
	if o.Blue {
		if err := b.step("Import the blue revision", b.importBlue); err != nil {
			return err
		}
		if err := b.step("Seal the new pages", b.sealBlue); err != nil {
			return err
		}
	}
	for _, step := range []struct {
		cause string
		run   func(*graph.Edit)
	}{
		{"Hand out scripts, and answer what the blue pages ask", b.handOutScripts},
		{"Map the novel onto the script", b.mapNovel},
		{"Report a blizzard, and what a test lost", b.addDisruptions},
		{"Log the takes of two days in the kitchen", b.logTakes},
		{"Copy the cards of both days", b.addCopies},
		{"Begin a gag reel, and ask for leave", b.pickOuttakes},
		{"Import Kitchen, cut 1", b.firstCut},
		{"Order effects, spot music and sound, ask for notes", b.spotCut},
		{"Import Kitchen, cut 2", b.secondCut},
	} {
		if err := b.step(step.cause, step.run); err != nil {
			return err
		}
	}
	return nil
}

// builder keeps the ids of what it made by the names that the tables use.
type builder struct {
	ctx     context.Context
	ground  Ground
	opts    Options
	ids     graph.IDs
	view    graph.View
	missing []string

	title, calendar                        graph.ID
	parties, places, elements, scenes      map[string]graph.ID
	departments, roles, units, engagements map[string]graph.ID
	days, secrets, states                  map[string]graph.ID
	budget, board, childPack               graph.ID
	cutOne                                 graph.ID
	cutNotes                               []graph.ID
}

func (b *builder) step(cause string, run func(*graph.Edit)) error {
	v, err := b.ground.View(b.ctx)
	if err != nil {
		return fmt.Errorf("demo: %s: %w", cause, err)
	}
	b.view, b.missing = v, nil
	b.index()
	e := v.Edit(b.ids, cause)
	run(e)
	if len(b.missing) > 0 {
		return fmt.Errorf("demo: %s: the tables name what is not there: %s", cause, strings.Join(b.missing, ", "))
	}
	c, err := e.Change()
	if err != nil {
		return fmt.Errorf("demo: %s: %w", cause, err)
	}
	if err := b.ground.Land(b.ctx, c); err != nil {
		return fmt.Errorf("demo: %s: %w", cause, err)
	}
	return nil
}

// index learns the names of what has landed.
func (b *builder) index() {
	for id, s := range graph.All[production.Scene](b.view) {
		b.scenes[s.Number] = id
	}
	for id, e := range graph.All[production.Element](b.view) {
		b.elements[strings.ToUpper(e.Name)] = id
		for alias := range e.Aliases {
			if _, taken := b.elements[strings.ToUpper(alias)]; !taken {
				b.elements[strings.ToUpper(alias)] = id
			}
		}
	}
}

// find gives an id by name and remembers names that the tables got wrong.
func (b *builder) find(what string, in map[string]graph.ID, name string) graph.ID {
	if name == "" {
		return graph.ID{}
	}
	id, ok := in[name]
	if !ok {
		b.missing = append(b.missing, what+" "+name)
	}
	return id
}

func (b *builder) scene(number string) graph.Ref[production.Scene] {
	return graph.To[production.Scene](b.find("scene", b.scenes, number))
}

func (b *builder) element(name string) graph.Ref[production.Element] {
	return graph.To[production.Element](b.find("element", b.elements, strings.ToUpper(name)))
}

func (b *builder) party(name string) graph.Ref[production.Party] {
	return graph.To[production.Party](b.find("party", b.parties, name))
}

func (b *builder) place(name string) graph.Ref[production.Place] {
	return graph.To[production.Place](b.find("place", b.places, name))
}

func (b *builder) unit(name string) graph.Ref[production.Unit] {
	return graph.To[production.Unit](b.find("unit", b.units, name))
}

func (b *builder) setUp(e *graph.Edit) {
	company := graph.Add(e, production.Company{Name: "Halvard Film", LegalName: "Halvard Film AS", Country: "NO", Currency: "NOK"})
	b.title = graph.Add(e, production.Title{
		Name: Name, WorkingTitle: "Herring", Format: "feature", Company: graph.To[production.Company](company), Currency: "NOK", Language: "en",
		Logline:   "An old woman returns to the lighthouse where, at ten, she and her mother kept a dead man's light burning, and learns who has kept it since.",
		FrameRate: production.Rate{Num: 24, Den: 1}, FrameWidthPx: 4096, FrameHeightPx: 1716, Phase: "preparation",
		PhotographyStart: civil.MustParse("2027-02-22"), ReleaseDate: civil.MustParse("2028-02-11"),
	})
	week := map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}
	b.calendar = graph.Add(e, production.Calendar{Name: "Norway, five-day week", Workdays: week, Country: "NO"})
	cal := graph.To[production.Calendar](b.calendar)
	for _, d := range []struct{ date, kind, name string }{
		{"2027-02-15", "school_off", "Winter holiday, Nordland, first day"}, {"2027-03-25", "holiday", "Maundy Thursday"}, {"2027-03-26", "holiday", "Good Friday"},
		{"2027-03-29", "holiday", "Easter Monday"}, {"2027-05-17", "holiday", "Constitution Day"}, {"2027-06-13", "holiday", "Saint Anthony, Lisbon"},
		{"2027-03-18", "travel", "Company to Iceland"}, {"2027-06-09", "travel", "Company to Lisbon"}, {"2027-06-15", "travel", "Company to Lofoten"},
	} {
		graph.Add(e, production.CalendarDay{Calendar: cal, Date: civil.MustParse(d.date), Type: d.kind, Name: d.name})
	}
	for _, u := range []production.Unit{
		{Name: "Main unit, Norway", Code: "A", Type: "main", TimeZone: "Europe/Oslo", Language: "nb", Country: "NO"},
		{Name: "Main unit, Iceland", Code: "AI", Type: "main", TimeZone: "Atlantic/Reykjavik", Language: "is", Country: "IS"},
		{Name: "Main unit, Portugal", Code: "AP", Type: "main", TimeZone: "Europe/Lisbon", Language: "pt", Country: "PT"},
		{Name: "Second unit", Code: "B", Type: "second", TimeZone: "Europe/Oslo", Language: "nb", Country: "NO"},
	} {
		u.Calendar, u.DayLengthMin = cal, 600
		b.units[u.Name] = graph.Add(e, u)
	}
	ladder := []struct{ name, color string }{{"White", "#FFFFFF"}, {"Blue", "#A6D5F7"}, {"Pink", "#F9B8D0"}, {"Yellow", "#FFF3A3"}, {"Green", "#B5E3B5"}, {"Goldenrod", "#EFC94C"}}
	for i, order := range graph.Orders(len(ladder)) {
		graph.Add(e, production.RevisionColor{Name: ladder[i].name, Color: ladder[i].color, Order: order})
	}
	source := graph.Add(e, production.Source{Name: "Fyrvokterens datter", Type: "novel", Author: "Ingrid Aasen", Citation: "Nordlys forlag, 1998"})
	for i, p := range []struct{ where, what, claim string }{
		{"ch. 2, p. 31", "The girl forges her father's signature in the log.", ""},
		{"ch. 5, p. 88", "The legend of the Draug, told at the lamp.", ""},
		{"ch. 9, p. 140", "The whole coast is closed by infantile paralysis.", "The epidemic in Nordland was at its height in 1951 and flared until 1953."},
	} {
		graph.Add(e, production.Passage{Source: graph.To[production.Source](source), Locator: p.where, Order: graph.Orders(3)[i], Summary: p.what, Claim: p.claim})
	}
}

func (b *builder) importWhite(e *graph.Edit) {
	b.importDraft(e, script.White, "keeping-light.fountain", drafts.Options{Version: "Shooting draft", RevisionColor: "white", Date: civil.MustParse("2026-09-14"), Paper: "us_letter"})
}

func (b *builder) importBlue(e *graph.Edit) {
	b.importDraft(e, script.Blue, "keeping-light-blue.fountain", drafts.Options{Version: "Blue", RevisionColor: "blue", Date: civil.MustParse("2026-10-05"), Paper: "us_letter"})
}

func (b *builder) importDraft(e *graph.Edit, text, name string, o drafts.Options) {
	s, err := screenplay.Read(strings.NewReader(text), name, screenplay.Limits{})
	if err != nil {
		e.Fail(err)
		return
	}
	if _, err := drafts.Import(e, b.view, s, o); err != nil {
		e.Fail(err)
	}
}

// at is the instant of a wall-clock time on a date in a zone.
func at(date civil.Date, clock, zone string) int64 {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic("demo: " + err.Error())
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", date.String()+" "+clock, loc)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return t.UnixMilli()
}

func money(s string) production.Money {
	m, err := production.ParseMoney(s)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return m
}
