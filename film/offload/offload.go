// Package offload copies a camera card to several disks with one read, proves every copy by reading
// back what the disk holds, and says when the card may be formatted.
//
// A file gets its name on a destination only after it was verified there; until then it is called
// NAME.backlot-part. Nothing that exists is ever overwritten. A journal on each destination lets a
// copy that was killed, or whose cable was pulled, go on where it stopped. When all files of a
// destination are verified, an ASC MHL generation is written beside them.
//
// The package has no clock and starts nothing of its own accord: time comes in as a function, disks
// as Volumes.
package offload

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// Volume is a folder on a disk: a card, or what copies are written into. Names have slashes and
// start at the folder. Its methods may be called from several goroutines at once.
type Volume interface {
	// FS is the tree for reading, as others see it.
	fs.FS
	// Lstat looks at a name without following a link.
	Lstat(name string) (fs.FileInfo, error)
	// Input opens a file for reading; direct asks for a way past the page cache, which a file system
	// may not have: Input.Direct says.
	Input(name string, direct bool) (Input, error)
	// Output makes a new file that must not exist, in a folder that may not; direct as in Input.
	Output(name string, size int64, direct bool) (Output, error)
	// Append adds a line to a small file, making it and its folder when they are missing.
	Append(name string, line []byte) error
	// Mkdir makes a folder with those above it; one that exists is no error.
	Mkdir(name string) error
	// Publish renames a file and sets its time of change; a name that exists is an error that is
	// fs.ErrExist.
	Publish(from, to string, modified time.Time) error
	// Replace renames a file over another: for the chain file of a history, and nothing else.
	Replace(from, to string) error
	Remove(name string) error
	// SyncDir makes names in a folder survive a loss of power.
	SyncDir(name string) error
	// Traits says what kind of disk it is.
	Traits() (Traits, error)
	// String is the path, for messages.
	String() string
}

// Input is an open file.
type Input interface {
	io.ReaderAt
	io.Closer
	Stat() (fs.FileInfo, error)
	// Direct says that reading passes by the page cache.
	Direct() bool
	// Forget drops what the page cache holds of the file, as far as it can.
	Forget() error
}

// Output is a new file.
type Output interface {
	io.WriterAt
	io.Closer
	// Direct says that writing passes by the page cache: lengths and offsets are multiples of align.
	Direct() bool
	Truncate(size int64) error
	Sync() error
}

// Traits are the properties of a disk that decide what fits on it.
type Traits struct {
	FileSystem  string `json:"file_system"` // "ext4", "exfat"; "" when unknown
	Device      string `json:"device"`      // the same for two folders on one disk
	Free        int64  `json:"free"`        // bytes; -1 when unknown
	Total       int64  `json:"total"`       // bytes; -1 when unknown
	ReadOnly    bool   `json:"read_only"`
	FoldsCase   bool   `json:"folds_case"`   // A.mov and a.mov are one file
	MaxFile     int64  `json:"max_file"`     // bytes; 0 is no limit
	MaxName     int    `json:"max_name"`     // of one name: bytes, or UTF-16 units when WideNames
	WideNames   bool   `json:"wide_names"`   // names are counted in UTF-16
	Forbidden   string `json:"forbidden"`    // characters no name may have, besides / and NUL
	WindowsEnds bool   `json:"windows_ends"` // no name may end in a dot or a space
}

// Verification says how sure one may be that a copy was read from the disk and not from memory.
type Verification string

// The ways a copy is read back.
const (
	// Direct reads past the page cache.
	Direct Verification = "direct"
	// Evicted asks the system to drop its cache of the file first; it usually does.
	Evicted Verification = "evicted"
	// Memory is a file system that lives in memory: there is no disk to read from.
	Memory Verification = "memory"
)

// partSuffix marks a file that is not verified yet.
const partSuffix = ".backlot-part"

// journalFolder is where a destination keeps its journals, beside the copies.
const journalFolder = ".backlot-offload"

// Destination is where a copy goes.
type Destination struct {
	Volume Volume
	// Media is the kind of the disk, such as "ssd", "raid", "lto"; Site where it is kept. Both are
	// the crew's words; the verdict needs them.
	Media, Site string
}

// SplitPlace reads FOLDER=MEDIA@SITE, the way a disk is named on a command line: what comes after the
// last equals sign counts only when it has no slash, so that a folder may have one of its own.
func SplitPlace(s string) (folder, media, site string) {
	if i := strings.LastIndexByte(s, '='); i > 0 && !strings.ContainsAny(s[i:], `/\`) {
		media, site, _ = strings.Cut(s[i+1:], "@")
		return s[:i], media, site
	}
	return s, "", ""
}

// Options of a copy.
type Options struct {
	// Card is the name of the folder on every destination.
	Card string
	// Formats to hash in; none means xxh128.
	Formats []hashes.Format
	// Ignore patterns, as in gitignore, of what is neither copied nor listed.
	Ignore []string
	// InFlight is how many large files are copied at once; 0 means 2, and 4 in slow formats, which are
	// hashed side by side. Up to 4 need 128 MiB of memory, each more 24.
	InFlight int
	// NoHistory leaves the ASC MHL generation out.
	NoHistory bool
	// Creator goes into the history; its date is set.
	Creator mhl.Creator
	// Now tells the time. It is needed.
	Now func() time.Time
	// Progress, when set, is called now and then, never twice at once.
	Progress func(Progress)
	// Describe, when set, gives metadata and a picture of a clip. Its errors become findings.
	Describe Describer

	block int64 // bytes read at once; tests take small ones
}

// Progress is how far a copy is.
type Progress struct {
	Files, FilesDone int
	Bytes            int64 // on the card
	Copied           int64 // read and written so far
	Verified         int64 // read back so far, over all destinations
	Destinations     int
	Elapsed          time.Duration
	Rate             float64       // bytes copied a second
	Left             time.Duration // 0 when it cannot be told
	Current          string        // the file that was worked on last
}

// Fraction is the share of the work that is done: copying and reading back count the same.
func (p Progress) Fraction() float64 {
	if p.Bytes == 0 || p.Destinations == 0 {
		return 1
	}
	return (float64(p.Copied) + float64(p.Verified)/float64(p.Destinations)) / 2 / float64(p.Bytes)
}

// Severity of a finding.
type Severity string

// Severities.
const (
	Note    Severity = "note"    // worth knowing
	Warning Severity = "warning" // look at it
	Fault   Severity = "fault"   // something is not copied
)

// Finding is something that was noticed before, during or after a copy.
type Finding struct {
	Severity    Severity `json:"severity"`
	Path        string   `json:"path,omitempty"`        // of the file, from the card
	Destination string   `json:"destination,omitempty"` // "" concerns the card, or all
	Message     string   `json:"message"`
}

func (f Finding) String() string {
	s := string(f.Severity) + ": "
	if f.Destination != "" {
		s += f.Destination + ": "
	}
	if f.Path != "" {
		s += f.Path + ": "
	}
	return s + f.Message
}

func faultf(path, destination, format string, args ...any) Finding {
	return Finding{Fault, path, destination, fmt.Sprintf(format, args...)}
}

func warnf(path, destination, format string, args ...any) Finding {
	return Finding{Warning, path, destination, fmt.Sprintf(format, args...)}
}
