// Package compare finds what became of every scene and every paragraph of a
// script in a later draft: kept, edited, moved, split, merged, renumbered,
// omitted, added. The later draft gets the ids of the earlier one wherever a
// paragraph lives on, so tags, notes and schedules stay where they belong.
package compare

import (
	"backlot/film/screenplay"
)

// Kind is what happened to a scene or a block. A scene can have several.
type Kind string

// The kinds of change.
const (
	Added      Kind = "added"
	Removed    Kind = "removed"
	Omitted    Kind = "omitted" // the scene is gone, its number stays
	Edited     Kind = "edited"
	Moved      Kind = "moved"
	Retyped    Kind = "retyped"    // such as action that became dialogue
	Renumbered Kind = "renumbered" // the scene number changed
	Retitled   Kind = "retitled"   // the scene heading changed
	Split      Kind = "split"      // a part of a scene before
	Merged     Kind = "merged"     // took in another scene
)

// BlockChange is one block that is not as it was.
type BlockChange struct {
	Kind   Kind            `json:"kind"`
	ID     string          `json:"id"` // in both drafts, but of the draft it exists in if added or removed
	Type   screenplay.Type `json:"type"`
	Before string          `json:"before,omitempty"`
	After  string          `json:"after,omitempty"`
	Words  []WordEdit      `json:"words,omitempty"` // of an edited block
}

// SceneChange is one scene that is not as it was.
type SceneChange struct {
	Kinds   []Kind `json:"kinds"`
	ID      string `json:"id"`               // id of the scene, kept from draft to draft
	Number  string `json:"number"`           // in the later draft; in the earlier if removed
	Was     string `json:"was,omitempty"`    // earlier number, if it changed
	Heading string `json:"heading"`          // in the later draft; in the earlier if removed
	Before  string `json:"before,omitempty"` // earlier heading, if it changed
	// From are the ids of the scenes that were merged into this one, or of the
	// one this was split from.
	From     []string      `json:"from,omitempty"`
	CastNew  []string      `json:"cast_new,omitempty"`  // characters not in the scene before
	CastGone []string      `json:"cast_gone,omitempty"` // characters no longer in it
	SetWas   string        `json:"set_was,omitempty"`   // earlier set, if it changed
	TimeWas  string        `json:"time_was,omitempty"`  // earlier time of day, if it changed
	WordsWas int           `json:"words_was"`
	Words    int           `json:"words"`
	Blocks   []BlockChange `json:"blocks,omitempty"`
	Text     string        `json:"text"` // what happened, in a sentence
}

// Has reports whether the scene has a kind of change.
func (c SceneChange) Has(k Kind) bool {
	for _, have := range c.Kinds {
		if have == k {
			return true
		}
	}
	return false
}

// Result is the comparison of two drafts.
type Result struct {
	// Script is the later draft with the ids of the earlier one.
	Script *screenplay.Script `json:"-"`
	// Scenes are the changed scenes in the order of the later draft; removed ones
	// stand where they were.
	Scenes []SceneChange `json:"scenes"`
	// Front are changes before the first scene: title page, opening text.
	Front []BlockChange `json:"front,omitempty"`
	// Kept is the number of scenes without any change.
	Kept int `json:"kept"`
}

// Same reports whether the drafts do not differ at all.
func (r Result) Same() bool { return len(r.Scenes) == 0 && len(r.Front) == 0 }

// Drafts compares an earlier draft with a later one. Neither is changed.
func Drafts(before, after *screenplay.Script) Result {
	m := newMatcher(before, after)
	m.scenes()
	m.blocks()
	m.carry()
	return m.result()
}
