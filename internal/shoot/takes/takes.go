// Package takes is the log of the set: setups as they are slated, takes as they roll, what each camera and the
// recorder did, which lines of the script are covered, the papers that go with the cards, and which file is which
// take.
//
// Nothing that is logged on set is refused because somebody else was quicker: two people who log one take at once,
// both without a network, find both takes in the log, marked, and keep the right one.
package takes

import (
	"backlot/film/strips"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead  = "takes.read"
	RightLog   = "takes.log"
	RightMatch = "takes.match"
)

// Boards answers what stands on a shoot day.
type Boards interface {
	// Day gives a shoot day as its board has it; the zero Outlook when it stands on none.
	Day(v graph.View, day graph.ID) (strips.Outlook, error)
}

// Drafts gives the draft the production works from; ok is false before the first import.
type Drafts func(v graph.View) (draft graph.ID, ok bool)

// Slice describes the slice to the house.
func Slice(ids graph.IDs, boards Boards, drafts Drafts) slice.Slice {
	s := &service{ids: ids, boards: boards, drafts: drafts}
	logs := []string{"script_supervisor", "dp", "sound_mixer", "dit", "@ad", "@office", "@crew:camera", "@crew:sound", "@crew:script"}
	all := []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	return slice.Slice{
		Area: "shoot", Name: "takes", Title: "Takes",
		Rights: []access.Right{
			{Name: RightRead, Title: "Read the log of takes and its reports", Roles: []string{"@crew", "@office", "@ad", "@executive", "@creative", "@editorial"}},
			{Name: RightLog, Title: "Log setups, takes, lens data and coverage", Roles: logs},
			{Name: RightMatch, Title: "Say which clip belongs to which take", Roles: append([]string{"@editorial"}, logs...)},
		},
		Routes: s.routes,
		Documents: []slice.Document{
			{Name: "camera-report", Title: "Camera or sound report", Right: RightRead, Subject: "roll", Formats: all, Describe: describeRoll},
			{Name: "editors-log", Title: "Editor's log", Right: RightRead, Subject: "shoot_day", Formats: all, Describe: s.describeDay},
		},
	}
}

type service struct {
	ids    graph.IDs
	boards Boards
	drafts Drafts
}
