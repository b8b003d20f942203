// Package calendars shows on one page who and what can be had on which day: people by department,
// places, gear and units, with the work the stripboard gives them, what they said themselves, and
// a sentence wherever the two disagree.
//
// Availability comes in by hand, from iCalendar files and from the lists of agents; calendars go
// out as files and as addresses that calendar programs look at by themselves. Why somebody cannot
// work is kept apart from that they cannot, and known only to those with the right to it.
package calendars

import (
	"backlot/film/strips"
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead = "calendar.read"
	RightEdit = "calendar.edit"
	// RightFeed is all that the key of a subscription holds.
	RightFeed = "calendar.feed"
)

// Boards is what the calendars want to know of the stripboard.
type Boards interface {
	// Shot is the board the production is shooting by; ok is false when there is none.
	Shot(v graph.View) (board graph.ID, ok bool)
	// Line cuts a board into days with their dates, and gives the calendar they fall on.
	Line(v graph.View, board graph.ID) ([]strips.Dated, strips.Calendar, error)
}

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs, boards Boards) slice.Slice {
	s := &service{ids: ids, boards: boards}
	readers := []string{"@crew", "@office", "@ad", "@executive", "@creative", "@editorial"}
	return slice.Slice{
		Area: "planning", Name: "calendars", Title: "Calendars",
		Rights: []access.Right{
			{Name: RightRead, Title: "See who and what can be had on which day", Roles: readers},
			{Name: RightEdit, Title: "Change availability and the calendars of units", Roles: []string{"@ad", "@office"}},
			{Name: RightFeed, Title: "Subscribe to calendars in one's own calendar program", Roles: readers},
		},
		Routes: s.routes,
	}
}

type service struct {
	ids    graph.IDs
	boards Boards
}
