package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// dayRow is a shooting day: its scenes in shooting order.
type dayRow struct {
	date, unit, base, hospital string
	call, shoot, wrap          string
	scenes                     []string
	banner                     string
	tempMin, tempMax           int
	message                    string
}

const (
	norway, iceland, portugal, second = "Main unit, Norway", "Main unit, Iceland", "Main unit, Portugal", "Second unit"
	lofoten, oslo, lisbon             = "Lofoten base, Svolvær", "Stage 2, Oslo", "Lisbon base, Campo das Cebolas"
	gravdal, ulleval, saoJose, landsp = "Nordlandssykehuset Lofoten", "Oslo universitetssykehus Ullevål", "Hospital de São José", "Landspítali"
)

var days = []dayRow{
	{"2027-02-22", norway, lofoten, gravdal, "07:00", "08:30", "17:00", []string{"10"}, "", -6, -1, "Thirty on the quay, boats by 06:30. Masks are in the scene, not for us."},
	{"2027-02-23", norway, lofoten, gravdal, "05:45", "06:45", "17:00", []string{"30", "8"}, "", -9, -4, "Storm day if we get one. Child out of the wind every ten minutes."},
	{"2027-02-24", norway, lofoten, gravdal, "05:30", "07:00", "15:30", []string{"29"}, "", -4, 0, "Dawn at the quay. Hats off means hats off."},
	{"2027-02-25", norway, lofoten, gravdal, "17:00", "18:00", "01:00", []string{"21"}, "", -7, -3, "Horse at 18:00. No engines near it."},
	{"2027-02-26", norway, lofoten, gravdal, "11:30", "13:00", "22:00", []string{"20"}, "", -5, -2, "Live song, live food."},
	{"2027-03-01", norway, oslo, ulleval, "07:30", "09:00", "18:00", []string{"4", "23"}, "COMPANY MOVE TO OSLO", 0, 4, "Dog and soup first."},
	{"2027-03-02", norway, oslo, ulleval, "07:30", "09:00", "18:00", []string{"11"}, "", 0, 4, ""},
	{"2027-03-03", norway, oslo, ulleval, "07:30", "09:00", "18:00", []string{"5", "13", "15"}, "", 0, 5, ""},
	{"2027-03-04", norway, oslo, ulleval, "07:30", "09:00", "18:00", []string{"6", "12"}, "", 1, 5, "First day on the lens. Nobody leans on it."},
	{"2027-03-05", norway, oslo, ulleval, "08:00", "09:30", "18:30", []string{"9", "22"}, "", 1, 5, "Closed stage from 13:30. If you are not on the list you are at lunch."},
	{"2027-03-08", norway, oslo, ulleval, "07:30", "10:00", "18:30", []string{"25"}, "", 2, 6, "Dump tanks. Glass goes once an hour."},
	{"2027-03-09", norway, oslo, ulleval, "07:30", "10:00", "18:30", []string{"26 pt 1"}, "", 2, 6, "Rehearse at half speed until lunch."},
	{"2027-03-10", norway, oslo, ulleval, "07:30", "10:00", "18:30", []string{"26 pt 2"}, "", 2, 6, "Rail and recovery."},
	{"2027-03-11", norway, oslo, ulleval, "07:30", "10:00", "18:30", []string{"26 pt 3", "27"}, "", 2, 7, "The join, then the match."},
	{"2027-03-12", norway, oslo, ulleval, "07:30", "09:30", "18:30", []string{"14"}, "", 3, 7, "Green everywhere: no green clothes, please."},
	{"2027-03-15", norway, "Wave tank, Horten", ulleval, "09:00", "11:30", "20:00", []string{"24", "28"}, "COMPANY MOVE TO HORTEN", 3, 7, "Water is nine degrees."},
	{"2027-03-22", iceland, "Hotel Höfn", landsp, "06:30", "09:30", "17:30", []string{"16"}, "TRAVEL TO ICELAND", -3, 2, "Nobody below the tide mark, ever."},
	{"2027-03-23", iceland, "National archive, Reykjavík", landsp, "16:00", "17:00", "01:00", []string{"17", "19"}, "", 0, 4, ""},
	{"2027-06-11", portugal, lisbon, saoJose, "07:30", "10:00", "18:30", []string{"2"}, "TRAVEL TO LISBON", 18, 29, "Third floor, no lift. Old Ada's chair from 07:30."},
	{"2027-06-12", portugal, lisbon, saoJose, "18:35", "19:35", "02:00", []string{"3"}, "", 18, 27, "The night of Saint Anthony is real. We are guests in it."},
	{"2027-06-17", norway, lofoten, gravdal, "15:00", "17:30", "01:30", []string{"31", "32"}, "TRAVEL TO LOFOTEN", 7, 14, "Midnight sun. The real class visits at 19:30."},
	{"2027-06-18", norway, lofoten, gravdal, "17:00", "20:00", "04:00", []string{"34"}, "", 8, 13, "Phones sealed. Listed crew only."},
	{"2027-06-19", norway, lofoten, gravdal, "17:00", "20:00", "04:00", []string{"33", "35"}, "", 8, 13, "Last night."},
	{"2027-02-25", second, lofoten, gravdal, "15:00", "17:30", "01:00", []string{"1"}, "", -7, -3, "Tower plates and weather."},
}

func (b *builder) addBoard(e *graph.Edit) {
	b.board = graph.Add(e, production.Board{Name: "Board 1, shooting", Unit: b.unit(norway), Calendar: graph.To[production.Calendar](b.calendar),
		Start: civil.MustParse("2027-02-22"), Current: true, Order: "V", Note: "Snow first, stage next, sun last: the child grows four months between."})
	secondBoard := graph.Add(e, production.Board{Name: "Second unit", Unit: b.unit(second), Calendar: graph.To[production.Calendar](b.calendar), Start: civil.MustParse("2027-02-25"), Order: "k"})
	main := stripLine{b, e, graph.To[production.Board](b.board), ""}
	other := stripLine{b, e, graph.To[production.Board](secondBoard), ""}
	for i, r := range days {
		line, number := &main, i+1
		if r.unit == second {
			line, number = &other, 1
		}
		day := b.addDay(e, r, number)
		if r.banner != "" {
			line.add(production.Strip{Type: "banner", Text: r.banner, BannerMin: 480})
		}
		for _, s := range r.scenes {
			line.scene(s)
		}
		line.add(production.Strip{Type: "day_break", Day: graph.To[production.ShootDay](day)})
	}
	for _, s := range []string{"1", "7", "18", "36"} {
		main.add(production.Strip{Type: "scene", Scene: b.scene(s), Boneyard: true, Note: map[string]string{"1": "Second unit", "7": "Animation", "18": "Second unit, 35 mm, with 29", "36": "Titles"}[s]})
	}
	b.addActivities(e)
}

// stripLine adds strips to the end of a board.
type stripLine struct {
	b     *builder
	e     *graph.Edit
	board graph.Ref[production.Board]
	last  string
}

func (l *stripLine) add(s production.Strip) {
	l.last = graph.Between(l.last, "")
	s.Board, s.Order = l.board, l.last
	graph.Add(l.e, s)
}

// scene adds "26 pt 2" as a part of scene 26.
func (l *stripLine) scene(label string) {
	number, part := label, ""
	for i := range label {
		if label[i] == ' ' {
			number, part = label[:i], label[i+1:]
			break
		}
	}
	s := production.Strip{Type: "scene", Scene: l.b.scene(number), Part: part, Pinned: number == "3"}
	if number == "33" || number == "34" {
		s.Place = l.b.place("Halvardsøy lighthouse") // the museum plays itself; the sets in Oslo are struck
	}
	if part != "" {
		if rec, ok := graph.Get[production.Scene](l.b.view, s.Scene.ID); ok {
			s.PartEighths = max(rec.LengthEighths/3, 1)
		}
	}
	l.add(s)
}

func (b *builder) addDay(e *graph.Edit, r dayRow, number int) graph.ID {
	date := civil.MustParse(r.date)
	zone := map[string]string{norway: "Europe/Oslo", second: "Europe/Oslo", iceland: "Atlantic/Reykjavik", portugal: "Europe/Lisbon"}[r.unit]
	wrapDate := date
	if r.wrap < r.call {
		wrapDate = date.AddDays(1)
	}
	id := graph.Add(e, production.ShootDay{
		Unit: b.unit(r.unit), Date: date, Number: number, Type: "shoot", CrewCallAtMS: at(date, r.call, zone), ShootingCallAtMS: at(date, r.shoot, zone),
		WrapAtMS: at(wrapDate, r.wrap, zone), LunchAtMS: at(date, r.call, zone) + 5*hour + hour/2, LunchMin: 45, Base: b.place(r.base), Hospital: b.place(r.hospital),
		TempMinC: r.tempMin, TempMaxC: r.tempMax, Message: r.message, Status: "planned",
	})
	b.days[r.date+" "+r.unit] = id
	graph.Add(e, production.Meal{Day: graph.To[production.ShootDay](id), Type: "lunch", AtMS: at(date, r.call, zone) + 5*hour + hour/2, Ordered: 70, Price: money("185.00 NOK"), Caterer: b.party("Bente Olsen")})
	return id
}

const hour = 3_600_000 // milliseconds

func (b *builder) addActivities(e *graph.Edit) {
	for _, a := range []struct {
		kind, name, date, place, scene, lead string
		minutes                              int
		with                                 []string
	}{
		{"fitting", "Solveig: jersey, cap, storm changes", "2027-01-28", oslo, "4", "Camilla Winge", 120, []string{"Ragnhild Moe"}},
		{"fitting", "Ada: five changes and sou'wester", "2027-02-01", oslo, "8", "Camilla Winge", 90, []string{"Live Berntsen", "Marit Berntsen"}},
		{"test", "Old Ada's face, camera test", "2027-02-04", oslo, "2", "Marek Havel", 300, []string{"Margrethe Falk", "Anders Rehn"}},
		{"test", "The Draug in water", "2027-02-10", "Wave tank, Horten", "14", "Marek Havel", 480, []string{"Bjarte Hove", "Gunnar Ness", "Priya Menon"}},
		{"training", "Lifeboat steps and line work", "2027-02-08", oslo, "26", "Lars Bakken", 240, []string{"Ragnhild Moe", "Duarte Vilhena", "Stellan Aune"}},
		{"training", "Clockwork hands", "2027-02-09", oslo, "12", "Ole Kristian Berg", 120, []string{"Duarte Vilhena"}},
		{"rehearsal", "One-take, marks and joins", "2027-03-06", oslo, "26", "Ylva Nordahl", 480, []string{"Ragnhild Moe", "Duarte Vilhena", "Malin Sjö", "Lars Bakken"}},
		{"rehearsal", "Choreography of scene 22", "2027-03-04", oslo, "22", "Thea Sundt", 120, []string{"Ragnhild Moe", "Duarte Vilhena"}},
		{"recording", "Solveig's song, guide track", "2027-02-12", oslo, "20", "Eivind Salen", 180, []string{"Ragnhild Moe", "Live Berntsen"}},
		{"recce", "Tide and avalanche, north shore", "2027-01-19", "Halvardsøy north shore", "8", "Hanne Rist", 240, []string{"Kaspar Holm", "Kari Enger"}},
	} {
		id := graph.Add(e, production.Activity{Type: a.kind, Name: a.name, Date: civil.MustParse(a.date), Place: b.place(a.place), About: graph.To[graph.Any](b.scene(a.scene).ID), WorkMin: a.minutes, Status: "planned", Lead: b.party(a.lead)})
		for _, who := range a.with {
			graph.Add(e, production.Attendance{Activity: graph.To[production.Activity](id), Party: b.party(who), Status: "accepted"})
		}
	}
}

// addCalls calls the cast of the first week.
func (b *builder) addCalls(e *graph.Edit) {
	for _, c := range []struct{ date, name, pickup, makeup, set string }{
		{"2027-02-22", "Live Berntsen", "07:15", "07:45", "08:30"}, {"2027-02-22", "Ragnhild Moe", "06:30", "07:00", "08:30"}, {"2027-02-22", "Toril Hansen", "06:45", "07:15", "08:30"},
		{"2027-02-23", "Live Berntsen", "05:30", "06:00", "06:45"}, {"2027-02-23", "Duarte Vilhena", "07:00", "07:30", "09:15"}, {"2027-02-23", "Tassen", "06:00", "06:15", "06:45"},
		{"2027-02-24", "Ragnhild Moe", "05:00", "05:30", "07:00"}, {"2027-02-24", "Live Berntsen", "05:45", "06:15", "07:00"}, {"2027-02-24", "Stellan Aune", "05:00", "05:30", "07:00"},
		{"2027-02-24", "Duarte Vilhena", "05:15", "05:45", "07:00"}, {"2027-02-24", "Kjetil Rust", "05:30", "06:00", "07:00"},
	} {
		date, zone := civil.MustParse(c.date), "Europe/Oslo"
		graph.Add(e, production.Call{
			Day: graph.To[production.ShootDay](b.find("day", b.days, c.date+" "+norway)), Engagement: graph.To[production.Engagement](b.find("engagement", b.engagements, c.name)),
			PickupAtMS: at(date, c.pickup, zone), CallAtMS: at(date, c.makeup, zone), MakeupAtMS: at(date, c.makeup, zone), SetAtMS: at(date, c.set, zone), Place: b.place(lofoten),
		})
	}
}
