package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Place is a spot in the real world: a location, stage, room, hospital, hotel.
type Place struct {
	// Name crews use.
	Name string `json:"name" required:"true"`
	// What it is.
	Type string `json:"type" required:"true" enum:"location,stage,backlot,room,base,parking,hospital,hotel,airport,workshop,office,storage,warehouse,school,other"`
	// Postal address.
	Address string `json:"address,omitzero"`
	// City or municipality.
	City string `json:"city,omitzero"`
	// Country, ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero" minLength:"2" maxLength:"2"`
	// Degrees north, WGS 84.
	Latitude float64 `json:"latitude,omitzero" minimum:"-90" maximum:"90"`
	// Degrees east, WGS 84.
	Longitude float64 `json:"longitude,omitzero" minimum:"-180" maximum:"180"`
	// Height above the sea in metres.
	AltitudeM int `json:"altitude_m,omitzero"`
	// Time zone, such as Europe/Oslo.
	TimeZone string `json:"time_zone,omitzero" format:"timezone"`
	// Place this one is inside of.
	Within graph.Ref[Place] `json:"within,omitzero"`
	// Usable floor area in square metres, for stages and bases.
	AreaM2 int `json:"area_m2,omitzero" minimum:"0"`
	// Clear height in centimetres.
	HeightCM int `json:"height_cm,omitzero" minimum:"0"`
	// Electric supply in amperes per phase.
	PowerA int `json:"power_a,omitzero" minimum:"0"`
	// Background noise in dB(A).
	NoiseDB int `json:"noise_db,omitzero" minimum:"0" maximum:"140"`
	// Cars that fit.
	ParkingSpaces int `json:"parking_spaces,omitzero" minimum:"0"`
	// Fee for a day of shooting.
	DayFee Money `json:"day_fee,omitzero"`
	// Earliest access on a day, in minutes after midnight.
	AccessFromMin int `json:"access_from_min,omitzero" title:"Access from" minimum:"0" maximum:"1440"`
	// Latest access, in minutes after midnight; past midnight 1440 and more. 0 is no end.
	AccessToMin int `json:"access_to_min,omitzero" title:"Access until" minimum:"0" maximum:"2880"`
	// Whether windows can be covered, so that night is shot by day inside and the other way round.
	Windows string `json:"windows,omitzero" enum:"can_cover,stay_open"`
	// Owner or keeper.
	Contact graph.Ref[Party] `json:"contact,omitzero"`
	// Dispatch number or emergency entrance, for hospitals.
	Emergency string `json:"emergency,omitzero"`
	// Where the scouting stands.
	Status string `json:"status,omitzero" enum:"found,scouted,shortlisted,approved,permitted,contracted,rejected,released"`
	// Access, quirks, rules of the house.
	Notes string `json:"notes,omitzero"`
}

// Survey is one visit to a place and what was found.
type Survey struct {
	// The place.
	Place graph.Ref[Place] `json:"place" required:"true" graph:"owner"`
	// Date of the visit.
	Date Date `json:"date" required:"true"`
	// Who went, by party id.
	By map[string]bool `json:"by,omitzero"`
	// Set element it was seen for.
	Set graph.Ref[Element] `json:"set,omitzero"`
	// Fit for the brief, 1 to 5.
	Score int `json:"score,omitzero" minimum:"1" maximum:"5"`
	// Light, sound, access, safety in words.
	Findings string `json:"findings,omitzero"`
}

// Zone is a marked area of a place: hot set, exclusion zone, quiet area, base.
type Zone struct {
	// The place.
	Place graph.Ref[Place] `json:"place" required:"true" graph:"owner"`
	// Name on the map.
	Name string `json:"name" required:"true"`
	// What may happen in it.
	Type string `json:"type" required:"true" enum:"set,base,crew,public,exclusion,closed,health_a,health_b,parking,power,medical,holding"`
	// Outline as GeoJSON polygon text, WGS 84.
	Outline string `json:"outline,omitzero"`
}

// Route is the travel between two places.
type Route struct {
	// From.
	From graph.Ref[Place] `json:"from" required:"true" graph:"owner"`
	// To.
	To graph.Ref[Place] `json:"to" required:"true" graph:"owner"`
	// How.
	Mode string `json:"mode,omitzero" enum:"car,truck,bus,foot,boat,ferry,helicopter,train,plane"`
	// Minutes, for the trucks as they usually run.
	Minutes int `json:"minutes" required:"true" minimum:"1"`
	// Kilometres.
	DistanceKM int `json:"distance_km,omitzero" minimum:"0"`
	// When it is closed or slow.
	Note string `json:"note,omitzero"`
}

// Kind is "place".
func (Place) Kind() graph.Kind { return "place" }

// Validate reports what is wrong with the record, and what would be right.
func (p Place) Validate() error { return check(p) }

// Kind is "survey".
func (Survey) Kind() graph.Kind { return "survey" }

// Validate reports what is wrong with the record, and what would be right.
func (s Survey) Validate() error { return check(s) }

// Kind is "zone".
func (Zone) Kind() graph.Kind { return "zone" }

// Validate reports what is wrong with the record, and what would be right.
func (z Zone) Validate() error { return check(z) }

// Kind is "route".
func (Route) Kind() graph.Kind { return "route" }

// Validate reports what is wrong with the record, and what would be right.
func (r Route) Validate() error {
	if r.From == r.To && !r.From.IsZero() {
		return fault.At("to", "to is the same place as from: want two places")
	}
	return check(r)
}
