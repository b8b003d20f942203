package breakdown

import (
	"strings"

	"backlot/film/screenplay"
)

// function words are so common in English that hardly a paragraph is without.
var functionWords = wordSet("the a an and of to in is on at his her he she it with they their from into for as are by not that up out him them its")

// English reports whether the action of a script is in English, which the words
// of the proposals are. A script with less than thirty words of action counts as
// English.
func English(s *screenplay.Script) bool {
	words, common := 0, 0
	for i := range s.Blocks {
		if s.Blocks[i].Type != screenplay.Action {
			continue
		}
		for w := range strings.FieldsSeq(s.Blocks[i].Text) {
			words++
			if functionWords[strings.ToLower(strings.Trim(w, ".,;:!?()\"“”"))] {
				common++
			}
		}
		if words > 4000 {
			break
		}
	}
	return words < 30 || common*100 >= words*12
}

// Findings says what the proposals leave out of a script, and why.
func Findings(s *screenplay.Script) []screenplay.Finding {
	if English(s) {
		return nil
	}
	return []screenplay.Finding{{Severity: screenplay.Warning, Place: s.Name,
		Text: "the action is not in English: only cast and notes are proposed, the other categories need a person"}}
}
