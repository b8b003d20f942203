package demo

import (
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

type placeRow struct {
	name, kind, city, country, zone string
	lat, lon                        float64
	fee, status, notes              string
	within                          string
}

// Halvardsøy is invented; its coordinates are open water off Lofoten, so that sun
// times and distances are those of the real coast.
var places = []placeRow{
	{"Lofoten base, Svolvær", "base", "Svolvær", "NO", "Europe/Oslo", 68.2343, 14.5683, "6000.00 NOK", "contracted", "Harbour warehouse, heated; trucks by the north gate.", ""},
	{"Halvardsøy", "location", "Halvardsøy", "NO", "Europe/Oslo", 68.1520, 14.0910, "", "permitted", "Boat from Svolvær, 35 minutes; nothing lands above 12 m/s.", ""},
	{"Halvardsøy quay", "location", "Halvardsøy", "NO", "Europe/Oslo", 68.1512, 14.0935, "18000.00 NOK", "permitted", "No modern boats before 10:00; council moves them.", "Halvardsøy"},
	{"Halvardsøy north shore", "location", "Halvardsøy", "NO", "Europe/Oslo", 68.1561, 14.0868, "0.00 NOK", "permitted", "Avalanche watch; rope line to the road.", "Halvardsøy"},
	{"Halvardsøy lighthouse", "location", "Halvardsøy", "NO", "Europe/Oslo", 68.1543, 14.0802, "45000.00 NOK", "contracted", "Listed building; no fixing to iron or brick.", "Halvardsøy"},
	{"Parish hall, Kabelvåg", "location", "Kabelvåg", "NO", "Europe/Oslo", 68.2107, 14.4780, "12000.00 NOK", "contracted", "Seats 120; pump organ in tune, tested.", ""},
	{"Stage 2, Oslo", "stage", "Oslo", "NO", "Europe/Oslo", 59.9010, 10.6190, "35000.00 NOK", "contracted", "1,400 m², 11 m clear, 3 × 400 A.", ""},
	{"Wave tank, Horten", "stage", "Horten", "NO", "Europe/Oslo", 59.4270, 10.4620, "90000.00 NOK", "contracted", "60 × 12 m; waves to 1.2 m; water 9 °C.", ""},
	{"Nordlandssykehuset Lofoten", "hospital", "Gravdal", "NO", "Europe/Oslo", 68.1180, 13.5080, "", "approved", "", ""},
	{"Oslo universitetssykehus Ullevål", "hospital", "Oslo", "NO", "Europe/Oslo", 59.9360, 10.7370, "", "approved", "", ""},
	{"Diamond beach", "location", "Breiðamerkursandur", "IS", "Atlantic/Reykjavik", 64.0443, -16.1777, "150000 ISK", "permitted", "National park permit; nobody below the tide mark.", ""},
	{"National archive, Reykjavík", "location", "Reykjavík", "IS", "Atlantic/Reykjavik", 64.1383, -21.8980, "300000 ISK", "contracted", "After 17:00 only; no smoke.", ""},
	{"Landspítali", "hospital", "Reykjavík", "IS", "Atlantic/Reykjavik", 64.1376, -21.9254, "", "approved", "", ""},
	{"Hotel Höfn", "hotel", "Höfn", "IS", "Atlantic/Reykjavik", 64.2539, -15.2082, "", "approved", "", ""},
	{"Ada's flat, Rua da Saudade", "location", "Lisboa", "PT", "Europe/Lisbon", 38.7123, -9.1325, "1800.00 EUR", "contracted", "Third floor, no lift; cable through the stair window.", ""},
	{"Alfama stairs, Beco do Carneiro", "location", "Lisboa", "PT", "Europe/Lisbon", 38.7117, -9.1290, "2500.00 EUR", "permitted", "Night of Saint Anthony: the street is full from 20:00.", ""},
	{"Hospital de São José", "hospital", "Lisboa", "PT", "Europe/Lisbon", 38.7180, -9.1370, "", "approved", "", ""},
	{"Lisbon base, Campo das Cebolas", "base", "Lisboa", "PT", "Europe/Lisbon", 38.7090, -9.1320, "900.00 EUR", "contracted", "", ""},
	{"Ferry, Svolvær to Skutvik", "location", "Svolvær", "NO", "Europe/Oslo", 68.2290, 14.5720, "30000.00 NOK", "permitted", "Two crossings, in service; passengers are asked.", ""},
}

func (b *builder) addPlaces(e *graph.Edit) {
	for _, r := range places {
		p := production.Place{Name: r.name, Type: r.kind, City: r.city, Country: r.country, TimeZone: r.zone, Latitude: r.lat, Longitude: r.lon, Status: r.status, Notes: r.notes, Within: b.place(r.within)}
		if r.fee != "" {
			p.DayFee = money(r.fee)
		}
		if r.kind == "location" {
			p.Windows = "can_cover"
		}
		if r.name == "National archive, Reykjavík" {
			p.AccessFromMin, p.AccessToMin = 17*60, 25*60
		}
		if r.kind == "stage" {
			p.AreaM2, p.HeightCM, p.PowerA = 1400, 1100, 400
		}
		b.places[r.name] = graph.Add(e, p)
	}
	for _, r := range []struct {
		from, to, mode string
		minutes, km    int
	}{
		{"Lofoten base, Svolvær", "Halvardsøy quay", "boat", 35, 22}, {"Halvardsøy quay", "Halvardsøy north shore", "foot", 20, 1}, {"Halvardsøy quay", "Halvardsøy lighthouse", "truck", 8, 2},
		{"Lofoten base, Svolvær", "Parish hall, Kabelvåg", "truck", 12, 6}, {"Stage 2, Oslo", "Wave tank, Horten", "truck", 75, 88},
		{"Lofoten base, Svolvær", "Halvardsøy lighthouse", "boat", 45, 24}, {"Lofoten base, Svolvær", "Ferry, Svolvær to Skutvik", "truck", 6, 2},
		{"Hotel Höfn", "Diamond beach", "bus", 55, 80}, {"Lisbon base, Campo das Cebolas", "Alfama stairs, Beco do Carneiro", "foot", 9, 1},
		{"Lisbon base, Campo das Cebolas", "Ada's flat, Rua da Saudade", "foot", 12, 1},
	} {
		graph.Add(e, production.Route{From: b.place(r.from), To: b.place(r.to), Mode: r.mode, Minutes: r.minutes, DistanceKM: r.km})
	}
	for _, z := range []struct{ place, name, kind string }{
		{"Halvardsøy north shore", "Below the tide line", "exclusion"}, {"Stage 2, Oslo", "Lamp room set", "set"}, {"Stage 2, Oslo", "Closed stage door", "closed"}, {"Alfama stairs, Beco do Carneiro", "Public side", "public"},
	} {
		graph.Add(e, production.Zone{Place: b.place(z.place), Name: z.name, Type: z.kind})
	}
}
