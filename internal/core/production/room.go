package production

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Card is one beat of the story on the writers' board: something that happens. Without a lane
// it is a pitch. What it is about (scenes, further arcs, characters, sets, passages of a source)
// hangs on it as card links.
type Card struct {
	// What happens, in a few words.
	Title string `json:"title,omitzero" maxLength:"200"`
	// What happens, at whatever length the room wants.
	Text string `json:"text,omitzero" maxLength:"20000"`
	// Column of the board it hangs in; empty for a pitch.
	Lane graph.Ref[Lane] `json:"lane,omitzero" graph:"owner"`
	// Place in the column.
	Order string `json:"order,omitzero"`
	// Storyline it belongs to first; it gives the card its colour.
	Arc graph.Ref[Arc] `json:"arc,omitzero"`
	// Day of the story it plays on.
	StoryDay graph.Ref[StoryDay] `json:"story_day,omitzero"`
	// Length the room expects, in eighths of a page, while it has no scenes.
	LengthEighths pages.Eighths `json:"length_eighths,omitzero" title:"Expected length" minimum:"0" maximum:"800"`
	// What it will need on set, as a set of words from CardNeeds, while it has no scenes.
	Needs map[string]bool `json:"needs,omitzero"`
	// Who pitched it.
	PitchedBy graph.Ref[Party] `json:"pitched_by,omitzero"`
	// Card of which it is another version; that card stands on the board for both.
	AlternativeTo graph.Ref[Card] `json:"alternative_to,omitzero" graph:"owner"`
	// Where it stands: pitched, on the board, another version of one that is, put aside, or out.
	Status string `json:"status,omitzero" enum:"pitched,in,alternate,parked,out"`
	// Why it was put aside or dropped, or why this version was chosen.
	Reason string `json:"reason,omitzero" maxLength:"2000"`
}

// CardNeeds are the words by which a card without scenes says what makes it dear.
var CardNeeds = []string{"night", "exterior", "new_set", "stunts", "effects", "visual_effects", "animals", "children", "crowd", "vehicles", "water", "music"}

// CardLink ties a card to what it is about: a scene that grew out of it, a further storyline, a
// character, a set, a passage of a source. It is known to those who know both.
type CardLink struct {
	// The card.
	Card graph.Ref[Card] `json:"card" required:"true" graph:"owner"`
	// What it is about: a scene, arc, element or passage.
	To graph.Ref[graph.Any] `json:"to" required:"true" graph:"owner"`
}

// Lane is a column of a story board: an act, a sequence, a teaser or tag, of an episode or of a
// feature. Its end is an act break.
type Lane struct {
	// Heading of the column.
	Name string `json:"name" required:"true" maxLength:"120"`
	// Episode the column is part of; empty for a feature.
	Episode graph.Ref[Episode] `json:"episode,omitzero"`
	// What kind of part it is.
	Type string `json:"type,omitzero" enum:"teaser,act,sequence,tag,other"`
	// Place among the columns.
	Order string `json:"order" required:"true"`
	// What it ends on: the turn at the act break.
	Break string `json:"break,omitzero" title:"Act break" maxLength:"500"`
}

// Arc is a storyline over scenes, episodes or seasons.
type Arc struct {
	// Name of the storyline.
	Name string `json:"name" required:"true" maxLength:"120"`
	// Mark writers use for it, such as "A" or "B".
	Mark string `json:"mark,omitzero" maxLength:"4"`
	// What kind of storyline it is.
	Type string `json:"type,omitzero" enum:"story,character,relationship,theme,runner"`
	// Character it is about.
	Character graph.Ref[Element] `json:"character,omitzero"`
	// Question it asks.
	Summary string `json:"summary,omitzero" maxLength:"5000"`
	// How it is answered; may be sealed while the rest is open.
	Ending string `json:"ending,omitzero" maxLength:"5000"`
	// Colour on the board as #RRGGBB.
	Color string `json:"color,omitzero"`
	// Place among the storylines.
	Order string `json:"order,omitzero"`
}

// Assignment gives a writer something to write, by a date.
type Assignment struct {
	// Who writes.
	Writer graph.Ref[Party] `json:"writer" required:"true"`
	// What is to be written.
	Task string `json:"task" required:"true" enum:"beats,outline,treatment,draft,scene,rewrite,polish,research"`
	// Episode, card, scene or draft it is about; empty for the whole.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// Day it was given out.
	Given Date `json:"given,omitzero"`
	// Day it is due.
	Due Date `json:"due,omitzero"`
	// What was agreed.
	Note string `json:"note,omitzero" maxLength:"2000"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"assigned,writing,delivered,accepted,withdrawn"`
	// Text that was delivered.
	Delivered graph.Ref[Draft] `json:"delivered,omitzero"`
	// Day it was delivered.
	DeliveredOn Date `json:"delivered_on,omitzero"`
}

// Lock says that somebody closed a card, a lane, an episode's outline or the whole board to
// changes, or opened it again. The latest one about a record counts; none is ever rewritten, so
// that they are the log.
type Lock struct {
	// Card, lane, episode or title it is about.
	About graph.Ref[graph.Any] `json:"about" required:"true" graph:"owner"`
	// Closed or opened.
	Type string `json:"type" required:"true" enum:"lock,unlock"`
	// Who did it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// Account of who did it, who alone may still change what is locked.
	Account graph.ID `json:"account,omitzero"`
	// Why.
	Reason string `json:"reason" required:"true" maxLength:"500"`
}

func roomKinds() []graph.Registration {
	return []graph.Registration{
		graph.Register(graph.KindInfo{Version: 2, Concept: "Text", OMC: "Text", Title: "Card", Plural: "Cards", Read: RightRoom, Edit: EditRoom, Upgrade: upgradeCard},
			func(c Card) string { return c.Name() }),
		reg("Text", "Context", "Card link", "Card links", RightRoom, EditRoom, func(CardLink) string { return "Card link" }),
		graph.Register(graph.KindInfo{Version: 2, Concept: "Text", OMC: "Collection", Title: "Lane", Plural: "Lanes", Read: RightRoom, Edit: EditRoom, Upgrade: upgradeLane},
			func(l Lane) string { return l.Name }),
		reg("Text", "Collection", "Arc", "Arcs", RightRoom, EditRoom, func(a Arc) string { return a.Name }),
		reg("Text", "Task", "Assignment", "Assignments", RightRoom, EditRoom, func(a Assignment) string { return words(human(a.Task), "due", a.Due.String()) }),
		reg("Text", "Provenance", "Lock", "Locks", RightRoom, EditRoom, func(l Lock) string { return words(human(l.Type), short(l.Reason)) }),
	}
}

// upgradeCard reads cards of version 1: one text, a lane always, and at most one scene, which no page
// ever wrote. Their first words become the title.
func upgradeCard(_ int, fields map[string]json.RawMessage) error {
	var text string
	if fields["title"] != nil || json.Unmarshal(fields["text"], &text) != nil {
		return nil //nolint:nilerr // a patch without a text has nothing to give a title
	}
	title, err := json.Marshal(firstWords(text))
	if err != nil {
		return err
	}
	fields["title"] = title
	delete(fields, "scene")
	return nil
}

// upgradeLane reads lanes of version 1, whose flag "locked" became a lock record.
func upgradeLane(_ int, fields map[string]json.RawMessage) error {
	delete(fields, "locked")
	return nil
}

const titleRunes = 80

// firstWords is the beginning of a text as a title: its first line, cut after a whole word.
func firstWords(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if utf8.RuneCountInString(line) <= titleRunes {
		return line
	}
	cut := string([]rune(line)[:titleRunes-1])
	if i := strings.LastIndexByte(cut, ' '); i > titleRunes/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// Name is what people call the card: its title, else its first words.
func (c Card) Name() string {
	if c.Title != "" {
		return c.Title
	}
	return firstWords(c.Text)
}

// Kind is "card".
func (Card) Kind() graph.Kind { return "card" }

// Validate reports what is wrong with the record, and what would be right.
func (c Card) Validate() error {
	if err := check(c); err != nil {
		return err
	}
	if strings.TrimSpace(c.Title+c.Text) == "" {
		return fault.At("title", "title is missing: a card says what happens")
	}
	if c.Status == "alternate" && c.AlternativeTo.IsZero() {
		return fault.At("alternative_to", "alternative_to is missing: another version names the card it is a version of")
	}
	return subset("needs", c.Needs, CardNeeds)
}

// subset reports a member of a set that is not one of the words allowed.
func subset(field string, set map[string]bool, allowed []string) error {
	for word := range set {
		known := false
		for _, a := range allowed {
			known = known || a == word
		}
		if !known {
			return fault.At(field, "%s %q: want one of %s", field, word, strings.Join(allowed, ", "))
		}
	}
	return nil
}

// Kind is "card_link".
func (CardLink) Kind() graph.Kind { return "card_link" }

// Validate reports what is wrong with the record, and what would be right.
func (l CardLink) Validate() error { return check(l) }

// Kind is "lane".
func (Lane) Kind() graph.Kind { return "lane" }

// Validate reports what is wrong with the record, and what would be right.
func (l Lane) Validate() error { return check(l) }

// Kind is "arc".
func (Arc) Kind() graph.Kind { return "arc" }

// Validate reports what is wrong with the record, and what would be right.
func (a Arc) Validate() error { return firstError(check(a), hexColor("color", a.Color)) }

// Kind is "assignment".
func (Assignment) Kind() graph.Kind { return "assignment" }

// Validate reports what is wrong with the record, and what would be right.
func (a Assignment) Validate() error { return firstError(check(a), period("due", a.Given, a.Due)) }

// Kind is "lock".
func (Lock) Kind() graph.Kind { return "lock" }

// Validate reports what is wrong with the record, and what would be right.
func (l Lock) Validate() error { return check(l) }
