// Package sheets exchanges breakdown sheets with scheduling programs: Scheduling
// Exchange (.sex), which Movie Magic Scheduling reads and writes, and the
// Universal Schedule Standard (.uss).
package sheets

import (
	"encoding/json"

	"backlot/film/pages"
)

// Sheet is the breakdown of one scene.
type Sheet struct {
	ID      string        `json:"id,omitempty"` // as the file names it; a new one may be empty
	Number  string        `json:"number"`
	Page    string        `json:"page"` // of the script
	Heading string        `json:"heading"`
	Eighths pages.Eighths `json:"eighths"`
	// Elements are the names of what the scene needs, by category.
	Elements map[string][]string `json:"elements"`
	Synopsis string              `json:"synopsis,omitempty"`
	Comments string              `json:"comments,omitempty"`
	// Minutes is the shooting time planned for the scene; 0 is none given.
	Minutes int `json:"minutes,omitempty"`
	// Kind is "" for a scene, "banner" or "day" for what stands between strips.
	Kind string `json:"kind,omitempty"`
}

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
	// CategoryIDs are the ids of the categories, where the file has some.
	CategoryIDs map[string]string `json:"category_ids,omitempty"`
	// Kept is what the file says beyond this model, by the id of the object it
	// says it of; "header" is the file itself. It is written back as it was.
	Kept map[string]map[string]json.RawMessage `json:"kept,omitempty"`
	// Findings say what in the file was not understood, and where.
	Findings []string `json:"findings,omitempty"`
}

// Element is one thing scenes need, such as a role or a prop.
type Element struct {
	ID       string `json:"id"`
	Category string `json:"category"`
	Name     string `json:"name"`
}

// Board is one order of the sheets: indexes into Book.Scenes.
type Board struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	Strips   []int  `json:"strips"`
	Unused   []int  `json:"unused,omitempty"`   // the boneyard
	Calendar string `json:"calendar,omitempty"` // id of its Calendar
}

// Calendar says on which days a schedule may shoot.
type Calendar struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	DaysOff []int   `json:"daysOff"` // of the week, Sunday is 0
	Events  []Event `json:"events"`
}

// Event is one special day of a calendar, such as its start or a holiday.
type Event struct {
	ID     string  `json:"id"`
	Date   string  `json:"date"`   // ISO 8601 with time, as the file writes it
	Effect string  `json:"effect"` // such as "start" or "dayOff"
	Type   *string `json:"type"`   // such as "holiday"; nil if none
}
