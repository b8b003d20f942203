package conform

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"backlot/film/conform"
	"backlot/film/screenplay"
	"backlot/film/screenplay/info"
)

// files checks every script of the folder for itself: round trips, and the
// golden files that stand beside it.
func (r *runner) files() error {
	return fs.WalkDir(r.dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch path.Ext(name) {
		case ".fountain":
			r.fountain(name)
		case ".fdx":
			r.fdx(name)
		case ".pdf":
			r.pdf(name)
		case ".xml", ".osf", ".fadein", ".celtx":
			r.other(name)
		}
		return nil
	})
}

func (r *runner) fountain(name string) {
	s, err := r.read(name)
	if err != nil {
		r.add(conform.Fail, "fountain-round", name, err.Error())
		return
	}
	r.check("fountain-round", name, r.round(name, s, screenplay.WriteFountain))
	stem := strings.TrimSuffix(name, ".fountain")
	for _, suffix := range []string{"", "-Merged", "-Unmerged"} {
		if dump, err := fs.ReadFile(r.dir, stem+suffix+".txt"); err == nil {
			r.golden(name, path.Base(stem)+suffix+".txt", s, string(dump))
		}
	}
	if other, err := r.read(stem + ".fdx"); err == nil {
		r.check("fountain-fdx", name+" "+path.Base(stem)+".fdx", unequal(printed(s), printed(other)))
	}
}

func (r *runner) fdx(name string) {
	s, err := r.read(name)
	if err != nil {
		r.add(conform.Fail, "fdx-round", name, err.Error())
		return
	}
	r.check("fdx-round", name, r.round(name, s, screenplay.WriteFDX))
	var mid, back bytes.Buffer
	if err := screenplay.WriteFountain(&mid, s); err != nil {
		r.add(conform.Fail, "fdx-fountain-fdx", name, err.Error())
		return
	}
	m, err := screenplay.Read(bytes.NewReader(mid.Bytes()), name+".fountain", screenplay.Limits{})
	if err != nil {
		r.add(conform.Fail, "fdx-fountain-fdx", name, err.Error())
		return
	}
	if err := screenplay.WriteFDX(&back, m); err != nil {
		r.add(conform.Fail, "fdx-fountain-fdx", name, err.Error())
		return
	}
	again, err := screenplay.Read(bytes.NewReader(back.Bytes()), name, screenplay.Limits{})
	if err != nil {
		r.add(conform.Fail, "fdx-fountain-fdx", name, err.Error())
		return
	}
	r.check("fdx-fountain-fdx", name, unequal(append(words(again), revised(again)...), append(words(s), revised(s)...)))
}

// pdf checks a printed script against the Fountain file of the same stem,
// wherever that stands in the folder: headings and cues in order, and speech
// that is not mixed with action.
func (r *runner) pdf(name string) {
	s, err := r.read(name)
	if err != nil {
		r.add(conform.Fail, "pdf", name, err.Error())
		return
	}
	want := r.stem(strings.TrimSuffix(path.Base(name), ".pdf") + ".fountain")
	if want == nil {
		r.check("pdf", name+" opens", "")
		return
	}
	for _, t := range []struct {
		typ   screenplay.Type
		least int // in percent
	}{{screenplay.SceneHeading, 99}, {screenplay.Character, 98}, {screenplay.Dialogue, 98}} {
		got, all := matching(joined(s, t.typ), joined(want, t.typ))
		detail := ""
		if got*100 < all*t.least {
			detail = fmt.Sprintf("%d of %d read; want %d %%", got, all, t.least)
		}
		r.check("pdf", name+" "+string(t.typ), detail)
	}
	if got, all := numbered(s), numbered(want); len(got) > 0 && len(all) > 0 {
		detail := ""
		if n, all := matching(got, all); n*100 < all*99 {
			detail = fmt.Sprintf("%d of %d numbers stand before their heading; want 99 %%", n, all)
		}
		r.check("pdf", name+" scene numbers", detail)
	}
}

// numbered lists the numbered scene headings with their numbers.
func numbered(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		if b := &s.Blocks[i]; b.Type == screenplay.SceneHeading && b.Number != "" {
			out = append(out, b.Number+" "+plain(b.Text))
		}
	}
	return out
}

// stem finds a script by its file name anywhere in the folder.
func (r *runner) stem(base string) *screenplay.Script {
	var found *screenplay.Script
	fs.WalkDir(r.dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Base(name) == base && found == nil {
			if s, err := r.read(name); err == nil {
				found = s
			}
		}
		return nil
	})
	return found
}

// joined lists the elements of a type; adjacent dialogue counts as one.
func joined(s *screenplay.Script, typ screenplay.Type) []string {
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != typ {
			continue
		}
		if typ == screenplay.Dialogue && i > 0 && s.Blocks[i-1].Type == typ && len(out) > 0 {
			out[len(out)-1] += plain(b.Text)
			continue
		}
		out = append(out, plain(b.Text))
	}
	return out
}

// matching counts the elements of want that got has in the same order.
func matching(got, want []string) (n, all int) {
	row := make([]int, len(want)+1)
	for _, x := range got {
		diag := 0
		for j, y := range want {
			keep := row[j+1]
			if x == y {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diag = keep
		}
	}
	return row[len(want)], len(want)
}

// other checks that a script in another format reads, and that Fountain made
// from it has the same words.
func (r *runner) other(name string) {
	s, err := r.read(name)
	if err != nil {
		r.add(conform.Fail, "other-formats", name, err.Error())
		return
	}
	if s.Format == screenplay.OpenScreenplay {
		r.check("osf-round", name, r.round(name, s, screenplay.WriteOSF))
	}
	var out bytes.Buffer
	if err := screenplay.WriteFDX(&out, s); err != nil {
		r.add(conform.Fail, "other-formats", name, err.Error())
		return
	}
	again, err := screenplay.Read(bytes.NewReader(out.Bytes()), name+".fdx", screenplay.Limits{})
	if err != nil {
		r.add(conform.Fail, "other-formats", name, err.Error())
		return
	}
	r.check("other-formats", name+" to fdx", unequal(words(again), words(s)))
}

// round checks that an untouched script comes back byte for byte, and that one
// written anew reads the same.
func (r *runner) round(name string, s *screenplay.Script, write func(io.Writer, *screenplay.Script) error) string {
	raw, err := fs.ReadFile(r.dir, name)
	if err != nil {
		return err.Error()
	}
	var same, anew bytes.Buffer
	if err := write(&same, s); err != nil {
		return err.Error()
	}
	if !bytes.Equal(same.Bytes(), raw) {
		return "an untouched script did not come back byte for byte"
	}
	copied := *s
	copied.Blocks = append(append([]screenplay.Block(nil), s.Blocks...), screenplay.Block{Type: screenplay.Transition, Text: "CUT TO:"})
	if err := write(&anew, &copied); err != nil {
		return err.Error()
	}
	again, err := screenplay.Read(bytes.NewReader(anew.Bytes()), name, screenplay.Limits{})
	if err != nil {
		return "written anew: " + err.Error()
	}
	if d := unequal(detail(again), detail(&copied)); d != "" {
		return "written anew: " + d
	}
	return ""
}

// words are the elements with what is printed on them; title pages apart.
func words(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type == screenplay.TitlePage || b.Kept != nil && b.Kept.Origin == "element" {
			continue
		}
		out = append(out, string(b.Type)+" "+b.Number+" "+b.Text)
	}
	return out
}

// printed are the elements that stand on the page with their text; adjacent ones of
// a type are joined, for programs differ in how they part lines, and numbers are
// left out, for not all write them.
func printed(s *screenplay.Script) []string {
	var out []string
	last := screenplay.Type("")
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if !b.Type.Printed() || b.Type == screenplay.PageBreak || plain(b.Text) == "" {
			continue
		}
		if b.Type == last && (b.Type == screenplay.Action || b.Type == screenplay.Dialogue) {
			out[len(out)-1] += " " + b.Text
			continue
		}
		last = b.Type
		out = append(out, string(b.Type)+" "+b.Text)
	}
	return out
}

// detail is everything of the elements that a writer must keep.
func detail(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		out = append(out, fmt.Sprintf("%s %s %s %s %d %d %s %d", b.Type, b.Key, b.Number, b.Text, b.Level, b.Space, b.Dual, len(b.Notes)))
	}
	return out
}

// revised lists the revised words of every block by revision.
func revised(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		runes := []rune(s.Blocks[i].Text)
		last := ""
		for _, run := range s.Blocks[i].Runs {
			text := string(runes[min(run.Start, len(runes)):min(run.End, len(runes))])
			if run.Revision == "" || strings.TrimSpace(text) == "" {
				continue
			}
			if run.Revision == last && len(out) > 0 {
				out[len(out)-1] += text
				continue
			}
			last = run.Revision
			out = append(out, "revision "+run.Revision+" "+text)
		}
	}
	return out
}

// golden compares with a dump in the form of screenplay-tools: TYPE:"text". A dump
// that contradicts the syntax page in its first difference is ruled.
func (r *runner) golden(name, dump string, s *screenplay.Script, text string) {
	const suite = "fountain-golden"
	if path.Base(dump) == "Formatted.txt" {
		got, want := formatted(s), strings.Split(collapse(text), "\n")
		detail := unequalDump(got, want)
		if detail != "" && unequalDump(unmarked(got), unmarked(want)) == "" {
			r.add(conform.Ruled, suite, name+" "+dump, "RULINGS.md R11; the dump differs: "+detail)
			return
		}
		r.check(suite, name+" "+dump, detail)
		return
	}
	want := joinLines(parseDump(text))
	var lines []dumpLine
	for _, e := range info.Elements(s) {
		lines = append(lines, dumpLine{dumpType(e.Type), e.Text})
	}
	got := joinLines(lines)
	detail := unequalLines(got, want)
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			if rule := goldenRuling(got[i], want[i]); rule != "" {
				r.add(conform.Ruled, suite, name+" "+dump, "RULINGS.md "+rule+"; the dump differs: "+detail)
				return
			}
			break
		}
	}
	r.check(suite, name+" "+dump, detail)
}

// unmarked is the lines without emphasis, written as elements or as marks.
func unmarked(lines []string) []string {
	var out []string
	for _, l := range lines {
		out = append(out, emphasis.ReplaceAllString(l, ""))
	}
	return out
}

var emphasis = regexp.MustCompile(`</?[biu]>|[*_]`)
