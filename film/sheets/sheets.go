// Package sheets exchanges breakdown sheets and stripboards with scheduling programs: Scheduling
// Exchange (.sex), which Movie Magic Scheduling reads and writes, the Universal Schedule Standard
// (.uss), and tables (.csv, .xlsx) for everybody with a spreadsheet.
//
// All formats read into a Book and are written from one. Scheduling Exchange has no boards and no
// banners; the standard has everything; a table holds one board.
package sheets

import (
	"encoding/json"

	"backlot/film/civil"
	"backlot/film/pages"
)

// Sheet is the breakdown of one scene, or what stands between scenes on a board.
type Sheet struct {
	ID      string        `json:"id,omitempty"` // as the file names it; a new one may be empty
	Number  string        `json:"number"`
	Page    string        `json:"page"` // of the script
	Heading string        `json:"heading"`
	Eighths pages.Eighths `json:"eighths"`
	// Elements are the names of what the scene needs, by category.
	Elements map[string][]string `json:"elements"`
	Synopsis string              `json:"synopsis,omitempty"` // of a banner: its text
	Comments string              `json:"comments,omitempty"`
	// Minutes is the shooting time planned for the scene; 0 is none given.
	Minutes int `json:"minutes,omitempty"`
	// Kind is KindScene, KindBanner or KindDay.
	Kind string `json:"kind,omitempty"`
	// Date is the day that a KindDay ends, where a table says it. Other formats have none:
	// see Book.Days.
	Date civil.Date `json:"date,omitzero"`

	source source
	row    int // of the table it was read from
}

// What a sheet is, where it stands on a board.
const (
	KindScene  = ""
	KindBanner = "banner"
	KindDay    = "day" // ends the day above it
)

// Book is all sheets of a script, in order, with the categories in order.
type Book struct {
	Name       string   `json:"name,omitempty"`
	Categories []string `json:"categories"`
	Scenes     []Sheet  `json:"scenes"`
	Boards     []Board  `json:"boards,omitempty"`
	// Elements are the things of the whole book where the file lists them, also
	// those no sheet needs. Names on sheets that are not among them are new.
	Elements  []Element  `json:"elements,omitempty"`
	Calendars []Calendar `json:"calendars,omitempty"`
	// Findings say what in the file was not understood, and where.
	Findings []string `json:"findings,omitempty"`

	source, around source   // the header of the file, and what stands beside it
	categories     []source // as Categories were read, in their order
}

// source is one thing as a file says it, field by field in the file's own words. It is written
// back as it was, apart from what has been changed since.
type source map[string]json.RawMessage

// Element is one thing scenes need, such as a role or a prop.
type Element struct {
	ID       string `json:"id"`
	Category string `json:"category"`
	Name     string `json:"name"`
	// Number is what boards write instead of the name, such as the number of a role.
	Number string `json:"number,omitempty"`

	source source
}

// Board is one order of the sheets: indexes into Book.Scenes.
type Board struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	Strips   []int  `json:"strips"`
	Unused   []int  `json:"unused,omitempty"`   // the boneyard
	Calendar string `json:"calendar,omitempty"` // id of its Calendar

	source source
}

// Calendar says on which days a schedule may shoot.
type Calendar struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	DaysOff []int   `json:"daysOff"` // of the week, Sunday is 0
	Events  []Event `json:"events"`

	source source
}

// Event is one special day of a calendar, such as its start or a holiday.
type Event struct {
	ID     string  `json:"id"`
	Date   string  `json:"date"`   // ISO 8601 with time, as the file writes it
	Effect string  `json:"effect"` // EffectStart, EffectDayOff, or another such as "event"
	Type   *string `json:"type"`   // such as "holiday"; nil if none

	source source
}

// Effects of events that decide dates.
const (
	EffectStart  = "start"
	EffectDayOff = "dayOff"
)

// Names of the categories that a board is read by, as we write them.
const (
	Set      = "Set"
	IntExt   = "INT/EXT"
	DayNight = "Day/Night"
	Cast     = "Cast Members"
	Location = "Location"
)
