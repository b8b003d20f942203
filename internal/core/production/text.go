package production

import (
	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Draft is one version of a text: a screenplay, outline, lyric or song sheet.
type Draft struct {
	// Title page name.
	Name string `json:"name" required:"true"`
	// What kind of text it is.
	Type string `json:"type" required:"true" enum:"screenplay,outline,treatment,beat_sheet,bible,lyrics,announcement,notes"`
	// Episode it is the text of; empty for a feature.
	Episode graph.Ref[Episode] `json:"episode,omitzero"`
	// The draft this one was made from.
	Previous graph.Ref[Draft] `json:"previous,omitzero"`
	// Number or name of the version: "2nd draft", "Blue".
	Version string `json:"version,omitzero"`
	// Colour of the revision, from the production's ladder.
	RevisionColor string `json:"revision_color,omitzero" enum:"white,blue,pink,yellow,green,goldenrod,buff,salmon,cherry,tan,gray,ivory"`
	// Date on the pages.
	Date Date `json:"date,omitzero"`
	// Writers as the title page names them.
	Authors string `json:"authors,omitzero"`
	// Basis line: "Based on the novel by ...".
	Source string `json:"source,omitzero"`
	// Paper the pages are counted on.
	Paper string `json:"paper,omitzero" enum:"us_letter,a4"`
	// Form of the pages as the imported file states it: margins and lines, as JSON of
	// film/screenplay/layout. Empty is the standard form.
	PageForm string `json:"page_form,omitzero"`
	// Format of the imported file.
	Format string `json:"format,omitzero" enum:"fountain,fdx,pdf,osf,fadein,celtx,text,html,backlot,typed"`
	// Content address of the imported file.
	FileHash string `json:"file_hash,omitzero"`
	// Scene numbers and page numbers are locked.
	Locked bool `json:"locked,omitzero"`
	// Pages in eighths, as counted at import.
	LengthEighths pages.Eighths `json:"length_eighths,omitzero" minimum:"0"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"working,published,superseded,withdrawn"`
}

// Block is one paragraph of a draft, the thing notes and tags hold on to. Blocks
// that did not change between drafts keep their Anchor.
type Block struct {
	// Draft it belongs to.
	Draft graph.Ref[Draft] `json:"draft" required:"true" graph:"owner"`
	// Scene it is part of; empty before the first heading.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Place in the draft.
	Order string `json:"order" required:"true"`
	// Paragraph type, in the words of package film/screenplay.
	Type string `json:"type" required:"true" enum:"title_page,scene_heading,action,character,dialogue,parenthetical,transition,centered,section,synopsis,lyrics,page_break,note,boneyard"`
	// Plain text of the paragraph, as read.
	Text string `json:"text,omitzero"`
	// Styled and revised stretches of the text, in order; they are one value with it.
	Runs []TextRun `json:"runs,omitempty"`
	// Name of a title page entry, such as "Draft date".
	Key string `json:"key,omitzero"`
	// Scene number of a heading as this draft prints it.
	Number string `json:"number,omitzero"`
	// The heading of a scene that was cut after its number was locked.
	Omitted bool `json:"omitted,omitzero"`
	// A page begins with it.
	NewPage bool `json:"new_page,omitzero"`
	// Empty lines before it beyond the usual one.
	Space int `json:"space,omitzero" minimum:"0"`
	// Depth of a section, from 1.
	Level int `json:"level,omitzero" minimum:"0"`
	// Character element that speaks, for cues and dialogue.
	Speaker graph.Ref[Element] `json:"speaker,omitzero"`
	// Identity of the paragraph across drafts.
	Anchor string `json:"anchor,omitzero"`
	// Column of dual dialogue it stands in.
	Dual string `json:"dual,omitzero" enum:"left,right"`
	// Page label it starts on, such as "12A".
	Page string `json:"page,omitzero"`
	// Line on that page, from 1.
	PageLine int `json:"page_line,omitzero" minimum:"1"`
	// Colour of the revision that last changed it.
	RevisionColor string `json:"revision_color,omitzero"`
	// Paragraph number in the imported file, from 0, so that reading it again finds it.
	SourceIndex int `json:"source_index,omitzero" minimum:"0"`
}

// TextRun is a styled or revised stretch of a paragraph, in runes: Start included, End not.
type TextRun struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Style    string `json:"style,omitzero"`    // names joined by "+", such as "Bold+Italic"
	Revision string `json:"revision,omitzero"` // id of the revision that touched it
}

// LockedPage is a page whose number may no longer change.
type LockedPage struct {
	// Draft in which the page was locked.
	Draft graph.Ref[Draft] `json:"draft" required:"true" graph:"owner"`
	// Printed label, such as "12" or "12A".
	Label string `json:"label" required:"true"`
	// Place among the pages.
	Order string `json:"order" required:"true"`
	// First paragraph on the page.
	FirstBlock graph.Ref[Block] `json:"first_block,omitzero"`
	// Character of that paragraph the page begins with.
	FirstRune int `json:"first_rune,omitzero" minimum:"0"`
	// Colour the page was last issued in.
	RevisionColor string `json:"revision_color,omitzero"`
}

// RevisionColor is a step of the production's own ladder of revision colours.
type RevisionColor struct {
	// Name printed in the header, such as "Blue".
	Name string `json:"name" required:"true"`
	// Paper colour as #RRGGBB.
	Color string `json:"color,omitzero"`
	// Place in the ladder.
	Order string `json:"order" required:"true"`
}

// Source is a work the script is adapted from or leans on: a novel, comic,
// article, life story, archive or piece of research.
type Source struct {
	// Title of the work.
	Name string `json:"name" required:"true"`
	// What it is.
	Type string `json:"type" required:"true" enum:"novel,comic,play,article,life_rights,podcast,film,game,archive,research,interview,other"`
	// Author or holder as cited.
	Author string `json:"author,omitzero"`
	// Full citation: publisher, edition, archive number or address.
	Citation string `json:"citation,omitzero"`
	// Earliest date the source speaks for.
	ValidFrom Date `json:"valid_from,omitzero"`
	// Latest date the source speaks for.
	ValidTo Date `json:"valid_to,omitzero"`
	// Edition of the text that passages are anchored in: "second printing, 1999".
	Edition string `json:"edition,omitzero"`
	// Content address of the text as it was read, chapter by chapter.
	TextHash string `json:"text_hash,omitzero"`
	// Content address of the file it was read from.
	OriginalHash string `json:"original_hash,omitzero"`
	// Words of the story, without front and back matter.
	Words int `json:"words,omitzero" minimum:"0"`
	// No right is needed: the work is in the public domain.
	PublicDomain bool `json:"public_domain,omitzero"`
	// Days before a date of the rights at which to warn, such as "90, 30, 7", which is also what nothing means.
	AlarmDays string `json:"alarm_days,omitzero"`
}

// Passage is an anchored part of a source: a chapter, page, panel or claim.
type Passage struct {
	// Source it is in.
	Source graph.Ref[Source] `json:"source" required:"true" graph:"owner"`
	// Place in the source: "ch. 4, p. 61" or "panel 3".
	Locator string `json:"locator" required:"true"`
	// Order in the source.
	Order string `json:"order" required:"true"`
	// What it says, in our words.
	Summary string `json:"summary,omitzero"`
	// A fact research may be judged by, such as "no electric light before 1907".
	Claim string `json:"claim,omitzero"`
	// Chapter of the text, from 1; nothing when it is anchored by hand.
	Chapter int `json:"chapter,omitzero" minimum:"1"`
	// First rune in the chapter's text.
	StartRune int `json:"start_rune,omitzero" minimum:"0"`
	// Rune after the last.
	EndRune int `json:"end_rune,omitzero" minimum:"0"`
	// The words it holds; the middle of a long passage is left out.
	Quote string `json:"quote,omitzero"`
	// Words it holds.
	Words int `json:"words,omitzero" minimum:"0"`
	// Its words are gone from the edition that was read last.
	Lost bool `json:"lost,omitzero"`
	// Issue or part of a comic it is in, such as "No. 3".
	Issue string `json:"issue,omitzero"`
	// Page of a book that is anchored by hand.
	Page int `json:"page,omitzero" minimum:"1"`
	// First panel on the page, for comics.
	Panel int `json:"panel,omitzero" minimum:"1"`
	// Last panel on the page, when it is more than one.
	PanelTo int `json:"panel_to,omitzero" minimum:"1"`
}

// Adaptation ties a passage to what became of it on the page.
type Adaptation struct {
	// Passage of the source.
	Passage graph.Ref[Passage] `json:"passage,omitzero" graph:"owner"`
	// Scene it became; empty when cut.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Beat of the board it became, as long as there is no scene.
	Card graph.Ref[Card] `json:"card,omitzero" graph:"owner"`
	// What was done to it.
	Change string `json:"change" required:"true" enum:"kept,merged,moved,cut,invented,changed"`
	// Why.
	Reason string `json:"reason,omitzero"`
}

// Kind is "draft".
func (Draft) Kind() graph.Kind { return "draft" }

// Validate reports what is wrong with the record, and what would be right.
func (d Draft) Validate() error { return check(d) }

// Kind is "block".
func (Block) Kind() graph.Kind { return "block" }

// Validate reports what is wrong with the record, and what would be right.
func (b Block) Validate() error { return check(b) }

// Kind is "locked_page".
func (LockedPage) Kind() graph.Kind { return "locked_page" }

// Validate reports what is wrong with the record, and what would be right.
func (p LockedPage) Validate() error { return check(p) }

// Kind is "revision_color".
func (RevisionColor) Kind() graph.Kind { return "revision_color" }

// Validate reports what is wrong with the record, and what would be right.
func (r RevisionColor) Validate() error { return firstError(check(r), hexColor("color", r.Color)) }

// Kind is "source".
func (Source) Kind() graph.Kind { return "source" }

// Validate reports what is wrong with the record, and what would be right.
func (s Source) Validate() error {
	_, err := s.Alarms()
	return firstError(check(s), period("valid_to", s.ValidFrom, s.ValidTo), err)
}

// Kind is "passage".
func (Passage) Kind() graph.Kind { return "passage" }

// Validate reports what is wrong with the record, and what would be right.
func (p Passage) Validate() error {
	if p.Chapter > 0 && p.EndRune <= p.StartRune {
		return fault.At("end_rune", "end_rune %d: want a place after start_rune %d", p.EndRune, p.StartRune)
	}
	if p.PanelTo != 0 && p.PanelTo < p.Panel {
		return fault.At("panel_to", "panel_to %d: want panel %d or a later one", p.PanelTo, p.Panel)
	}
	return check(p)
}

// Kind is "adaptation".
func (Adaptation) Kind() graph.Kind { return "adaptation" }

// Validate reports what is wrong with the record, and what would be right.
func (a Adaptation) Validate() error {
	if err := check(a); err != nil {
		return err
	}
	if a.Change != "invented" && a.Passage.IsZero() {
		return fault.At("passage", "passage is missing: only an invented scene has none")
	}
	if a.Change != "cut" && a.Scene.IsZero() && a.Card.IsZero() {
		return fault.At("scene", "scene is missing: only a cut passage has no scene and no beat")
	}
	return nil
}

// hexColor reports a colour that is not #RRGGBB; "" is "not set".
func hexColor(field, s string) error {
	if s == "" {
		return nil
	}
	ok := len(s) == 7 && s[0] == '#'
	for i := 1; ok && i < 7; i++ {
		c := s[i] | 0x20
		ok = c >= '0' && c <= '9' || c >= 'a' && c <= 'f'
	}
	if !ok {
		return fault.At(field, "%s %q: want a colour such as #1F77B4", field, s)
	}
	return nil
}
