// Package conform checks the readers of cuts against files made by other programs, and against what other
// programs read from them.
//
// It takes a folder as a file system, so it opens nothing itself.
package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"backlot/film/conform"
	"backlot/film/rate"
	"backlot/film/timeline"
)

// Run checks everything in a folder shaped like the editorial conformance data. A folder without any case is an error.
func Run(dir fs.FS) ([]conform.Case, error) {
	r := &runner{dir: dir}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if name == "expected" {
				return fs.SkipDir
			}
			return err
		}
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		r.file(name, raw)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(r.cases) == 0 {
		return nil, fmt.Errorf("conformance folder: no cases in it; want edl/, otio/, expected/ and others as in the shared data")
	}
	return r.cases, nil
}

type runner struct {
	dir   fs.FS
	cases []conform.Case
}

func (r *runner) check(suite, name, detail string) {
	r.cases = append(r.cases, conform.Check(suite, name, detail))
}

func (r *runner) ruled(suite, name, detail string) {
	r.cases = append(r.cases, conform.Case{Verdict: conform.Ruled, Suite: suite, Name: name, Detail: detail})
}

func (r *runner) file(name string, raw []byte) {
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".otio":
		r.otio(name, raw)
	case strings.HasPrefix(name, "edl/"):
		r.edl(name, raw)
	case ext == ".xml":
		r.other("fcp7", name, raw)
	case ext == ".fcpxml":
		r.fcpx(name, raw)
	case ext == ".aaf":
		r.other("aaf", name, raw)
	case strings.HasPrefix(name, "protools-text/") && ext == ".txt":
		r.other("protools", name, raw)
	case ext == ".ale":
		r.other("ale", name, raw)
	}
}

// answer is a file of expected/otio.
type answer struct {
	Rate   *float64        `json:"rate_argument"`
	Ignore bool            `json:"ignore_timecode_mismatch"`
	Error  string          `json:"error"`
	Result json.RawMessage `json:"result"`
}

func (a *answer) rate() rate.Rate {
	if a == nil || a.Rate == nil {
		return rate.Rate{}
	}
	return timeline.Ratio(*a.Rate)
}

// expected is what OpenTimelineIO read from a file; nil if nobody asked it.
func (r *runner) expected(name string) (*answer, *stored) {
	raw, err := fs.ReadFile(r.dir, "expected/otio/"+name+".json")
	if err != nil {
		return nil, nil
	}
	a := &answer{}
	if json.Unmarshal(raw, a) != nil {
		return nil, nil
	}
	if len(a.Result) == 0 || string(a.Result) == "null" {
		return a, nil
	}
	s := &stored{}
	if err := json.Unmarshal(a.Result, s); err != nil {
		return a, nil
	}
	return a, s
}

// otio checks that a file reads as expected, and that written and read again it says the same.
func (r *runner) otio(name string, raw []byte) {
	n, _, err := timeline.Parse(raw)
	if err != nil {
		r.check("otio", name, err.Error())
		return
	}
	_, want := r.expected(name)
	if want != nil {
		r.check("otio", name, differ(n, want))
	}
	var once, twice bytes.Buffer
	detail := ""
	if err := timeline.Write(&once, n, timeline.WriteOptions{}); err != nil {
		detail = err.Error()
	} else if again, _, err := timeline.Parse(once.Bytes()); err != nil {
		detail = "written: " + err.Error()
	} else if err := timeline.Write(&twice, again, timeline.WriteOptions{}); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
		detail = "the second writing differs from the first"
	} else if want != nil {
		detail = differ(again, want)
	}
	r.check("otio-round", name, detail)
}
