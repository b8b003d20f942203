// Package mhl reads, writes and checks ASC MHL histories: the "ascmhl" folders that travel with
// camera media and say, generation after generation, which files there are and what their hashes
// were (github.com/ascmitc/mhl-specification, namespace urn:ASC:MHL:v2.0).
//
// Names, order, messages and exit codes are those of the reference implementation ascmhl 1.1, so
// that a history may be begun by one program and continued by the other. Reading goes through
// fs.FS; what is to be written is handed back as bytes.
package mhl

import (
	"time"

	"backlot/film/offload/hashes"
)

// Folder is the name of the folder that holds a history.
const Folder = "ascmhl"

// ChainFile is the file in Folder that lists the manifests with their C4 ids.
const ChainFile = "ascmhl_chain.xml"

// Actions of a hash: how a manifest came by it.
const (
	Original = "original" // first hash of this file
	Verified = "verified" // equal to an earlier one, or made while an earlier one was verified
	Failed   = "failed"   // different from an earlier one
)

// formats are the hash formats of the schema, in its order.
var formats = []hashes.Format{hashes.C4, hashes.MD5, hashes.SHA1, hashes.XXH128, hashes.XXH3, hashes.XXH64}

// Formats lists the hash formats a manifest may hold, in the order of the schema.
func Formats() []hashes.Format { return append([]hashes.Format(nil), formats...) }

// Manifest is one generation: a .mhl file.
type Manifest struct {
	// Number is the generation, from 1. It is not in the file but in its name.
	Number int
	// Name of the file, such as "0001_A002R2EC_2020-01-16_091500Z.mhl".
	Name       string
	Creator    Creator
	Process    string      // in-place, transfer or flatten
	Root       *FolderHash // of the folder the history is in; nil when there is none
	Ignore     []string    // patterns of what is not looked at, as in gitignore
	Entries    []Entry     // in the order of the file
	Metadata   string      // the element of that name, as written
	References []Reference // manifests of histories inside this one
	Notes      []string    // what was passed over when it was read, with the line
	c4         string      // C4 id of the bytes it was read from or written to
	at         map[string]int
}

// Creator is who made a manifest, with what.
type Creator struct {
	Date        time.Time
	Host        string
	Tool        string
	ToolVersion string
	Authors     []Author
	Location    string
	Comment     string
}

// Author is a person named in a manifest.
type Author struct {
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
	Role  string `json:"role,omitempty"`
}

// Entry is what a manifest says of one file or folder.
type Entry struct {
	// Path from the folder of the history, with slashes.
	Path string
	// Dir is set for folders, which have Folder hashes; files have Hashes.
	Dir bool
	// Size in bytes; 0 when it is not stated, which is also how the reference writes empty files.
	Size int64
	// Created and Modified are zero when not stated.
	Created, Modified time.Time
	Hashes            []Hash
	Folder            FolderHash
	// PreviousPath is where the file was before it was renamed.
	PreviousPath string
	// Metadata is the element of that name, as written.
	Metadata string
	// Line of the manifest on which it begins.
	Line int
}

// Hash is one digest of a file.
type Hash struct {
	Format hashes.Format
	Value  string
	Action string
	Date   time.Time
}

// FolderHash are the digests of a folder. Content is that of all that is in its files, whatever
// their names; Structure is that of names and contents together.
type FolderHash struct {
	Content, Structure []Hash
}

// Reference points from a manifest to one of a history further down.
type Reference struct {
	Path string
	C4   string
}

// find is the entry of a path, or nil.
func (m *Manifest) find(path string) *Entry {
	if m.at == nil {
		m.at = make(map[string]int, len(m.Entries))
		for i := range m.Entries {
			m.at[m.Entries[i].Path] = i
		}
	}
	if i, ok := m.at[path]; ok {
		return &m.Entries[i]
	}
	return nil
}

// C4 is the C4 id of the manifest's bytes, by which a chain file and a parent refer to it.
// It is "" before the manifest was read or written.
func (m *Manifest) C4() string { return m.c4 }

// hashOf is the hash of a format, or nil.
func hashOf(list []Hash, f hashes.Format) *Hash {
	for i := range list {
		if list[i].Format == f {
			return &list[i]
		}
	}
	return nil
}
