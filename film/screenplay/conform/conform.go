// Package conform checks the screenplay readers and writers against files made
// by other programs, and against what other programs read from them.
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
	"unicode"

	"backlot/film/conform"
	"backlot/film/screenplay"
	"backlot/film/screenplay/info"
)

// Run checks everything in a folder shaped like the screenplay conformance
// data. A folder without any case is an error.
func Run(dir fs.FS) ([]conform.Case, error) {
	r := &runner{dir: dir, scripts: map[string]*screenplay.Script{}}
	if err := r.peers(); err != nil {
		return nil, err
	}
	if err := r.facts(); err != nil {
		return nil, err
	}
	if err := r.files(); err != nil {
		return nil, err
	}
	if len(r.cases) == 0 {
		return nil, fmt.Errorf("conformance folder: no cases in it; want fountain/, fdx/ and expected/ as in the shared data")
	}
	return r.cases, nil
}

type runner struct {
	dir     fs.FS
	cases   []conform.Case
	scripts map[string]*screenplay.Script
}

func (r *runner) add(v conform.Verdict, suite, name, detail string) {
	r.cases = append(r.cases, conform.Case{Verdict: v, Suite: suite, Name: name, Detail: detail})
}

// check adds a case that passes when detail is empty.
func (r *runner) check(suite, name, detail string) {
	r.cases = append(r.cases, conform.Check(suite, name, detail))
}

func (r *runner) read(name string) (*screenplay.Script, error) {
	if s, ok := r.scripts[name]; ok {
		return s, nil
	}
	raw, err := fs.ReadFile(r.dir, name)
	if err != nil {
		return nil, err
	}
	s, err := screenplay.Read(bytes.NewReader(raw), path.Base(name), screenplay.Limits{})
	if err == nil {
		r.scripts[name] = s
	}
	return s, err
}

// plain is text as the peer lists compare it: letters and digits in capitals.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToUpper(c)
		}
		return -1
	}, text)
}

func list(s *screenplay.Script, typ string) []string {
	out := []string{}
	for _, e := range info.Elements(s) {
		if string(e.Type) == typ {
			out = append(out, e.Text)
		}
	}
	return out
}

// unequal describes the first difference of two lists, or "".
func unequal(got, want []string) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return fmt.Sprintf("%d elements; want %d, missing %q", len(got), len(want), want[i])
		case i >= len(want):
			return fmt.Sprintf("%d elements; want %d, too many from %q", len(got), len(want), got[i])
		case plain(got[i]) != plain(want[i]):
			return fmt.Sprintf("element %d reads %q; want %q", i+1, got[i], want[i])
		}
	}
	return ""
}

type peerFile struct {
	File     string                         `json:"file"`
	Agreed   map[string][]string            `json:"agreed"`
	Disputed map[string]map[string][]string `json:"disputed"`
}

// peers compares with the lists that four other parsers read.
func (r *runner) peers() error {
	raw, err := fs.ReadFile(r.dir, "expected/fountain-peers.json")
	if err != nil {
		return nil // a folder without peer lists is allowed
	}
	var all struct{ Files []peerFile }
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("expected/fountain-peers.json: %w", err)
	}
	for _, f := range all.Files {
		s, err := r.read(f.File)
		if err != nil {
			r.add(conform.Fail, "fountain-agreed", f.File, err.Error())
			continue
		}
		for _, typ := range conform.Keys(f.Agreed) {
			r.check("fountain-agreed", f.File+" "+typ, unequal(list(s, typ), f.Agreed[typ]))
		}
		for _, typ := range conform.Keys(f.Disputed) {
			r.disputed(f.File, typ, list(s, typ), f.Disputed[typ])
		}
	}
	return nil
}

// disputed checks a list on which parsers differ: against our written ruling
// where the case has one, and always against the rules of the syntax page, which
// byThePage reads for itself.
func (r *runner) disputed(file, typ string, got []string, peers map[string][]string) {
	name := file + " " + typ
	raw, err := fs.ReadFile(r.dir, file)
	if err != nil {
		r.add(conform.Fail, "fountain-disputed", name, err.Error())
		return
	}
	number := rules[typ]
	if rule, ok := rulings[path.Base(file)+" "+typ]; ok {
		if d := unequal(got, rule.want); d != "" {
			r.add(conform.Fail, "fountain-disputed", name, "not as ruled: "+d)
			return
		}
		number = rule.number
	} else if d := unequal(got, byThePage(string(raw), typ)); d != "" {
		r.add(conform.Fail, "fountain-disputed", name, "against the syntax page, RULINGS.md "+number+": "+d)
		return
	}
	with := "as none of them"
	var same []string
	for _, p := range conform.Keys(peers) {
		if unequal(got, peers[p]) == "" {
			same = append(same, p)
		}
	}
	if len(same) > 0 {
		with = "as " + strings.Join(same, ", ")
	}
	r.add(conform.Ruled, "fountain-disputed", name, "RULINGS.md "+number+", "+with)
}
