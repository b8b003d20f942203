// Package screenplay is the document every department works from: a script as a
// list of typed blocks, each with an identity that survives from draft to draft.
//
// Read takes any supported file; the Write functions give it back. Nothing of
// the input is lost: what a format knows and this model does not is kept beside
// the block it belongs to. Everything here is pure: readers in, values out.
package screenplay

import (
	"encoding/json"
	"fmt"
	"strings"

	"backlot/film/pages"
)

// Schema is the version of the JSON form of a Script.
const Schema = 1

// Type names what a block of script is.
type Type string

// The types of block, in the words screenwriting programs use.
const (
	SceneHeading  Type = "scene_heading"
	Action        Type = "action"
	Character     Type = "character" // a cue: the name over a speech
	Dialogue      Type = "dialogue"
	Parenthetical Type = "parenthetical" // text with its parentheses
	Transition    Type = "transition"
	Centered      Type = "centered"
	Section       Type = "section"  // an outline heading; not printed
	Synopsis      Type = "synopsis" // what an outline says; not printed
	Lyrics        Type = "lyrics"
	PageBreak     Type = "page_break" // Text is empty
	Note          Type = "note"       // not printed
	Boneyard      Type = "boneyard"   // text the writer took out but kept; not printed
	TitlePage     Type = "title_page" // one entry of the title page: Key and Text
)

// Printed reports whether blocks of this type appear on the printed script pages.
func (t Type) Printed() bool {
	switch t {
	case Section, Synopsis, Note, Boneyard, TitlePage:
		return false
	}
	return true
}

// Side says which column of a dual dialogue a block stands in; "" is neither.
type Side string

// The two columns of dual dialogue.
const (
	Left  Side = "left"
	Right Side = "right"
)

// Block is one paragraph of a script.
type Block struct {
	// ID is the identity of the block. A fresh import derives it from the
	// content and its occurrence, so the same file gives the same ids; package
	// compare carries ids over to a later draft.
	ID   string `json:"id"`
	Type Type   `json:"type"`
	// Text is what is read, without forcing or emphasis marks. Lines inside a
	// block are parted by "\n".
	Text string `json:"text"`
	// Runs are the styled or revised stretches of Text in order, not overlapping.
	Runs []Run `json:"runs,omitempty"`
	// Notes are the notes and cut text anchored inside this block, in order.
	Notes []Anchored `json:"notes,omitempty"`
	// Key is the name of a title page entry, such as "Draft date".
	Key string `json:"key,omitempty"`
	// Number is the scene number of a scene heading, such as "42A".
	Number string `json:"number,omitempty"`
	// Level is the depth of a section, from 1.
	Level int `json:"level,omitempty"`
	// Dual is the column in dual dialogue.
	Dual Side `json:"dual,omitempty"`
	// Space is how many empty lines stand before the block beyond the usual one.
	Space int `json:"space,omitempty"`
	// Line is the line of the source file the block begins on, from 1; 0 if unknown.
	Line int `json:"line,omitempty"`
	// Kind is the source format's own name of the type where it says more
	// than Type, such as "Shot" or "Cast List" in Final Draft.
	Kind string `json:"kind,omitempty"`
	// NewPage asks for a page break before the block.
	NewPage bool `json:"new_page,omitempty"`
	// Omitted marks a heading whose scene was cut after its number was locked.
	Omitted bool `json:"omitted,omitempty"`
	// Scene holds what the file itself says about a scene; nil if nothing.
	Scene *SceneFacts `json:"scene,omitempty"`
	// Kept is what the source format holds beyond this model; nil if nothing.
	Kept *Kept `json:"kept,omitempty"`
}

// SceneFacts is what a file states about a scene, as opposed to what we measure.
type SceneFacts struct {
	Length  pages.Eighths `json:"length,omitempty"` // page count by the writing program
	Page    string        `json:"page,omitempty"`   // page it begins on, such as "12A"
	Title   string        `json:"title,omitempty"`
	Color   string        `json:"color,omitempty"`
	Summary string        `json:"summary,omitempty"`
}

// Kept is raw markup of the source that is written back as it was.
type Kept struct {
	Attrs  string   `json:"attrs,omitempty"`  // attributes of the paragraph, raw
	Parts  []string `json:"parts,omitempty"`  // child elements, raw, in order
	Outer  string   `json:"outer,omitempty"`  // attributes of an enclosing element (dual dialogue, <Content>)
	Around []string `json:"around,omitempty"` // what the enclosing element holds before and after, raw
	Origin string   `json:"origin,omitempty"` // where a derived block came from, such as "summary"
}

// Style is a set of type styles.
type Style uint8

// The styles a run can have.
const (
	Bold Style = 1 << iota
	Italic
	Underline
	Strikeout
	AllCaps
	HiddenText
)

var styleNames = [...]string{"Bold", "Italic", "Underline", "Strikeout", "AllCaps", "HiddenText"}

// String joins the style names with "+", as Final Draft writes them; plain is "".
func (s Style) String() string {
	if s == 0 {
		return ""
	}
	var names []string
	for i, n := range styleNames {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, "+")
}

// ParseStyle reads names joined with "+"; unknown reports whether a name was not known.
func ParseStyle(text string) (s Style, unknown bool) {
	for name := range strings.SplitSeq(text, "+") {
		known := name == ""
		for i, n := range styleNames {
			if name == n {
				s |= 1 << i
				known = true
			}
		}
		unknown = unknown || !known
	}
	return s, unknown
}

// MarshalText writes the style as String does.
func (s Style) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Style) UnmarshalText(b []byte) error {
	v, unknown := ParseStyle(string(b))
	if unknown {
		return fmt.Errorf("style %q: want names such as \"Bold+Italic\"", b)
	}
	*s = v
	return nil
}

// Run is a stretch of a block's text, counted in runes: Start included, End not.
type Run struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Style    Style  `json:"style,omitempty"`
	Revision string `json:"revision,omitempty"` // id of the Revision that touched it
	Tag      string `json:"tag,omitempty"`      // number of the Tag on it
	Attrs    string `json:"attrs,omitempty"`    // other attributes of the source, raw
}

// Anchored is a note or a piece of boneyard that stands inside a block.
type Anchored struct {
	At    int    `json:"at"`   // rune offset in the block's text
	Type  Type   `json:"type"` // Note or Boneyard
	Text  string `json:"text"`
	Alone bool   `json:"alone,omitempty"` // it has a line of its own in the source
	Raw   string `json:"raw,omitempty"`   // markup of the source, if it has any
}

// Revision is one set of changes with the colour of its pages.
type Revision struct {
	ID    string `json:"id"`
	Name  string `json:"name"`            // such as "Blue"
	Color string `json:"color,omitempty"` // of the text, as the source writes it
	Page  string `json:"page,omitempty"`  // of the page
	Mark  string `json:"mark,omitempty"`  // in the margin, usually "*"
}

// LockedPage is a page number that must not move.
type LockedPage struct {
	Number string `json:"number"`
	Block  string `json:"block,omitempty"` // id of the block the page begins in
	At     int    `json:"at,omitempty"`    // rune offset in that block
	Attrs  string `json:"attrs,omitempty"` // raw, as the source writes it
}

// TagCategory is a breakdown category of the source file.
type TagCategory struct {
	ID     string `json:"id"`
	Number string `json:"number,omitempty"`
	Name   string `json:"name"`
	Color  string `json:"color,omitempty"`
	Style  string `json:"style,omitempty"`
}

// TagDefinition is an element tagged in the source file.
type TagDefinition struct {
	ID       string `json:"id"`
	Category string `json:"category"` // id of its TagCategory
	Label    string `json:"label"`
}

// Tag joins the number a run carries to the elements it names.
type Tag struct {
	Number      string   `json:"number"`
	Definitions []string `json:"definitions"`
}

// Severity grades a finding.
type Severity string

// The severities of a finding.
const (
	Info    Severity = "info"    // worth knowing
	Warning Severity = "warning" // read, but perhaps not as meant
	Error   Severity = "error"   // could not be read
)

// Finding is something a person should know about the file.
type Finding struct {
	Severity Severity `json:"severity"`
	Place    string   `json:"place"` // "file:line" or an element
	Text     string   `json:"text"`
}

// Script is a whole screenplay. Blocks hold everything that was written, the
// title page first, in document order.
type Script struct {
	Schema      int             `json:"schema"`
	Format      string          `json:"format"` // what it was read from, such as "fountain"
	Name        string          `json:"name,omitempty"`
	Blocks      []Block         `json:"blocks"`
	Revisions   []Revision      `json:"revisions,omitempty"`
	LockedPages []LockedPage    `json:"locked_pages,omitempty"`
	Categories  []TagCategory   `json:"tag_categories,omitempty"`
	Definitions []TagDefinition `json:"tag_definitions,omitempty"`
	Tags        []Tag           `json:"tags,omitempty"`
	Findings    []Finding       `json:"findings,omitempty"`
	// Kept is what the source holds outside the script text: attributes of the
	// document, and its other top-level elements in order.
	Kept *Kept `json:"kept,omitempty"`

	origin *origin
}

// origin is the file a script was read from, to give it back untouched.
type origin struct {
	raw  string
	mark uint64 // digest of the blocks as read
}

// Title is the title of the script from its title page, or "".
func (s *Script) Title() string {
	return strings.Join(strings.Fields(s.TitleField("title")), " ")
}

// TitleField is the text of a title page entry; the key ignores case.
func (s *Script) TitleField(key string) string {
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != TitlePage {
			break
		}
		if strings.EqualFold(b.Key, key) {
			return b.Text
		}
	}
	return ""
}

// Block finds a block by id; nil if there is none.
func (s *Script) Block(id string) *Block {
	for i := range s.Blocks {
		if s.Blocks[i].ID == id {
			return &s.Blocks[i]
		}
	}
	return nil
}

// Decode reads the JSON form of a script written by json.Marshal. A newer
// schema than ours is an error that says so.
func Decode(data []byte) (*Script, error) {
	var s Script
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("script in JSON: %w", err)
	}
	if s.Schema < 1 || s.Schema > Schema {
		return nil, fmt.Errorf("script in JSON: schema %d; this version reads 1 to %d", s.Schema, Schema)
	}
	return &s, nil
}
