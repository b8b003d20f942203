// Package sheets exchanges breakdown sheets with scheduling programs: Scheduling
// Exchange (.sex), which Movie Magic Scheduling reads and writes, and the
// Universal Schedule Standard (.uss).
package sheets

import (
	"backlot/film/pages"
)

// Sheet is the breakdown of one scene.
type Sheet struct {
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
	// Findings say what in the file was not understood, and where.
	Findings []string `json:"findings,omitempty"`
}

// Board is one order of the sheets: indexes into Book.Scenes.
type Board struct {
	Name   string `json:"name"`
	Strips []int  `json:"strips"`
	Unused []int  `json:"unused,omitempty"` // the boneyard
}
