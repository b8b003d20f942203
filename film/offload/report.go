package offload

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"time"

	"backlot/film/camera"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// Describer reads metadata and a picture off a clip. It is given the path on the first destination
// that has a verified copy, so that the card is read once only.
type Describer interface {
	// Describe answers nil for a file that is no clip.
	Describe(ctx context.Context, path string) (*Clip, error)
	// List gives what a file that is no clip says of the clips it names; none for a file that is no list of clips.
	List(ctx context.Context, path string) ([]camera.Clip, error)
}

// Clip is what there is to see and to know of a clip.
type Clip struct {
	Format   string  `json:"format,omitempty"`   // raster and codec, as the camera names them
	Rate     string  `json:"rate,omitempty"`     // "24000/1001"
	Timecode string  `json:"timecode,omitempty"` // of the first frame
	Frames   int64   `json:"frames,omitempty"`
	Seconds  float64 `json:"seconds,omitempty"`
	// Of sound that says when it begins and no frame rate to count in: its first sample since midnight, how many there are,
	// and how many a second; 0 otherwise.
	FirstSample int64 `json:"first_sample,omitempty"`
	Samples     int64 `json:"samples,omitempty"`
	SampleRate  int   `json:"sample_rate,omitempty"`

	Camera  string `json:"camera,omitempty"`
	Lens    string `json:"lens,omitempty"`
	Note    string `json:"note,omitempty"`
	Picture []byte `json:"picture,omitempty"` // JPEG or PNG
	// Tracks are those of sound that have a name, with their number: "2 Boom".
	Tracks []string `json:"tracks,omitempty"`
	// Said is what the file and the lists on its card say of slate, lens and exposure; nil when they say nothing.
	Said *camera.Clip `json:"said,omitempty"`
}

// reportVersion is the form of Report as JSON.
const reportVersion = 1

// Report is everything a copy came to. It is what the office gets, and what is checked before a
// card is formatted.
type Report struct {
	Version  int             `json:"version"`
	Card     string          `json:"card"`
	Source   string          `json:"source"`
	Host     string          `json:"host,omitempty"`
	Started  time.Time       `json:"started"`
	Finished time.Time       `json:"finished"`
	Formats  []hashes.Format `json:"formats"`
	Files    []FileReport    `json:"files"` // by path
	Bytes    int64           `json:"bytes"`
	Copies   []CopyReport    `json:"copies"`
	Findings []Finding       `json:"findings,omitempty"`
	// Stopped says that the copy was cancelled or could not begin, and why.
	Stopped string  `json:"stopped,omitempty"`
	Verdict Verdict `json:"verdict"`
}

// FileReport is one file of the card.
type FileReport struct {
	Path     string      `json:"path"`
	Size     int64       `json:"size"`
	Modified time.Time   `json:"modified"`
	Sums     hashes.Sums `json:"sums,omitempty"` // nil when it could not be read
	Clip     *Clip       `json:"clip,omitempty"`
	// Copies say how it stands on each destination, in the order of Report.Copies.
	Copies []FileStatus `json:"copies"`
}

// FileStatus is how a file stands on a destination.
type FileStatus string

// The ways a file can stand.
const (
	Copied  FileStatus = "copied"  // in this run, and verified by reading it back
	Resumed FileStatus = "resumed" // verified in an earlier run, which the journal tells
	Present FileStatus = "present" // was there before, read and found to be equal
	Missing FileStatus = "failed"  // not there, or not as it should be
)

// CopyReport is one destination.
type CopyReport struct {
	Path         string       `json:"path"` // of the folder with the copy
	Media        string       `json:"media,omitempty"`
	Site         string       `json:"site,omitempty"`
	FileSystem   string       `json:"file_system,omitempty"`
	Device       string       `json:"device,omitempty"`
	Verified     int          `json:"verified"` // files
	Bytes        int64        `json:"bytes"`    // of those
	Complete     bool         `json:"complete"` // every file of the card is verified
	Verification Verification `json:"verification,omitempty"`
	Content      string       `json:"content,omitempty"`    // digest of all paths and sums; equal copies have equal ones
	Generation   string       `json:"generation,omitempty"` // manifest that was written
	At           time.Time    `json:"at,omitzero"`          // when it was complete
}

// Good says that all destinations are complete and nothing is at fault.
func (r *Report) Good() bool {
	for _, c := range r.Copies {
		if !c.Complete {
			return false
		}
	}
	return r.Stopped == "" && len(r.Copies) > 0 && r.Faults() == 0
}

// Faults is how many findings are faults.
func (r *Report) Faults() int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == Fault {
			n++
		}
	}
	return n
}

// Content is a digest of what a set of files is: every path, size and sum in the quickest format of
// the copy, which it names.
func Content(files []FileReport, formats []hashes.Format) string {
	fast := hashes.Fast(formats)
	var all []byte
	for _, f := range files {
		if path.Base(path.Dir(f.Path)) != mhl.Folder { // a history grows with every copy
			all = fmt.Appendf(all, "%s\x00%d\x00%s\n", f.Path, f.Size, f.Sums[fast])
		}
	}
	return string(fast) + ":" + hashes.SHA256.Of(all)
}

// ReadReport reads a report that was written as JSON.
func ReadReport(data []byte) (*Report, error) {
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("offload report: %w", err)
	}
	if r.Version != reportVersion {
		return nil, fmt.Errorf("offload report: version %d: want %d", r.Version, reportVersion)
	}
	if r.Card == "" {
		return nil, fmt.Errorf("offload report: no card is named")
	}
	for _, f := range r.Files {
		if len(f.Copies) != len(r.Copies) {
			return nil, fmt.Errorf("offload report: %s has %d copies, the report %d", f.Path, len(f.Copies), len(r.Copies))
		}
	}
	return &r, nil
}

func sortFindings(list []Finding) {
	rank := map[Severity]int{Fault: 0, Warning: 1, Note: 2}
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank[a.Severity], rank[b.Severity]), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Destination, b.Destination))
	})
}
