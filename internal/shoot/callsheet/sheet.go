package callsheet

import (
	"backlot/film/civil"
	"backlot/film/pages"
)

// Sheet is a call sheet in words: what is printed, without ids. Clock times are those of the unit,
// "07:30", with "+1" on the next day. It is stored with every issue (form of the file: frozen.go).
type Sheet struct {
	Production string     `json:"production"`
	Company    string     `json:"company,omitempty"`
	Unit       string     `json:"unit"`
	Language   string     `json:"language,omitempty"`
	Letter     bool       `json:"letter,omitempty"` // US Letter instead of A4
	Date       civil.Date `json:"date"`
	Day        int        `json:"day"`  // number of the shooting day; 0 on others
	Days       int        `json:"days"` // of the board
	Kind       string     `json:"kind"` // "shoot", "travel" ...

	Issue   int      `json:"issue,omitempty"`   // from 1; 0 is a working copy
	Last    int      `json:"last,omitempty"`    // of a working copy: the issue before it
	Changes []string `json:"changes,omitempty"` // since the issue before

	CrewCall     string `json:"crew_call,omitempty"`
	ShootingCall string `json:"shooting_call,omitempty"`
	Lunch        string `json:"lunch,omitempty"`
	Wrap         string `json:"wrap,omitempty"`
	Message      string `json:"message,omitempty"`
	Safety       string `json:"safety,omitempty"`
	Weather      string `json:"weather,omitempty"`
	Light        Light  `json:"light"`

	Base     Spot   `json:"base"`
	Parking  Spot   `json:"parking"`
	Hospital Spot   `json:"hospital"`
	Places   []Spot `json:"places"`

	Strips      []Strip      `json:"strips"`
	Pages       string       `json:"pages"`
	Minutes     int          `json:"minutes,omitempty"`
	Cast        []CastRow    `json:"cast"`
	Background  []GroupRow   `json:"background"`
	Departments []Department `json:"departments"`
	Advance     []Advance    `json:"advance"`
	Crew        []CrewGroup  `json:"crew"`

	// Open lists what is still missing, for the person who makes the sheet. It is not printed.
	Open []string `json:"open,omitempty"`
}

// Light is the sun of the day at a place.
type Light struct {
	At      string `json:"at,omitempty"` // name of the place; empty when no place has coordinates
	Dawn    string `json:"dawn,omitempty"`
	Sunrise string `json:"sunrise,omitempty"`
	Sunset  string `json:"sunset,omitempty"`
	Dusk    string `json:"dusk,omitempty"`
	Moon    string `json:"moon,omitempty"`
}

// Spot is a place with how to find it.
type Spot struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Strip is a scene or banner of the day, in shooting order.
type Strip struct {
	Banner   string        `json:"banner,omitempty"`
	Scene    string        `json:"scene,omitempty"`
	IntExt   string        `json:"int_ext,omitempty"`
	Set      string        `json:"set,omitempty"`
	Synopsis string        `json:"synopsis,omitempty"`
	Time     string        `json:"time,omitempty"`
	StoryDay string        `json:"story_day,omitempty"`
	Length   pages.Eighths `json:"length,omitempty"`
	Cast     []string      `json:"cast,omitempty"`
	Place    string        `json:"place,omitempty"`
	Flags    []string      `json:"flags,omitempty"` // "CLOSED SET", "fire" ...
	Colour   string        `json:"colour,omitempty"`
	Minutes  int           `json:"minutes,omitempty"`
}

// CastRow is one performer.
type CastRow struct {
	Number    string `json:"number,omitempty"`
	Character string `json:"character"`
	Actor     string `json:"actor,omitempty"`
	Code      string `json:"code,omitempty"` // day-out-of-days
	Pickup    string `json:"pickup,omitempty"`
	Call      string `json:"call,omitempty"`
	Makeup    string `json:"makeup,omitempty"`
	Costume   string `json:"costume,omitempty"`
	Rehearsal string `json:"rehearsal,omitempty"`
	Set       string `json:"set,omitempty"`
	Note      string `json:"note,omitempty"`
}

// GroupRow is background or another group that is called by number.
type GroupRow struct {
	What  string `json:"what"`
	Count int    `json:"count"`
	Call  string `json:"call,omitempty"`
	Set   string `json:"set,omitempty"`
	Place string `json:"place,omitempty"`
	Note  string `json:"note,omitempty"`
}

// Department is what one category of the breakdown needs on the day.
type Department struct {
	Name  string `json:"name"`
	Call  string `json:"call,omitempty"`
	Needs string `json:"needs"`
}

// Advance is a day to come.
type Advance struct {
	Title  string  `json:"title"`
	Pages  string  `json:"pages"`
	Strips []Strip `json:"strips"`
}

// CrewGroup is a department on the crew list.
type CrewGroup struct {
	Name string    `json:"name"`
	Rows []CrewRow `json:"rows"`
}

// CrewRow is one member of the crew.
type CrewRow struct {
	Role  string `json:"role"`
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	Call  string `json:"call,omitempty"`
}
