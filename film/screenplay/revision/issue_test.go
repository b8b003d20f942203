package revision_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/revision"
)

func read(t interface {
	Helper()
	Fatal(...any)
}, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(bytes.NewReader([]byte(text)), "draft.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// scenes is a script of n scenes, about five to a page.
func scenes(n int) []string {
	var out []string
	for i := 1; i <= n; i++ {
		out = append(out, fmt.Sprintf("INT. ROOM %d - DAY\n\nSomebody comes in number %d and looks around the room for a while. It is a room like any other room in this house.\n\nMARA\nI have been waiting here for %d hours and nobody told me a thing.\n\n", i, i, i))
	}
	return out
}

func numbers(r layout.Result) string {
	var out []string
	for _, p := range r.Pages {
		out = append(out, p.Label())
	}
	return strings.Join(out, " ")
}

func sceneNumbers(s *screenplay.Script) string {
	var out []string
	for i := range s.Blocks {
		if b := &s.Blocks[i]; b.Type == screenplay.SceneHeading {
			n := b.Number
			if b.Omitted {
				n += "x"
			}
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

func changes(is revision.Issue) string {
	var out []string
	for _, p := range is.Pages {
		out = append(out, p.Number+" "+string(p.Change))
	}
	return strings.Join(out, ", ")
}

var (
	locked = revision.Options{Pages: true, Layout: layout.Options{SceneNumbers: true}}
	blue   = withColor("Blue")
	pink   = withColor("Pink")
)

func withColor(name string) revision.Options {
	o := locked
	o.Revision = screenplay.Revision{Name: name, Page: "#d3e6fb"}
	return o
}

func TestTheSameDraftHasNoMark(t *testing.T) {
	text := strings.Join(scenes(20), "")
	first := revision.First(read(t, text), locked)
	again := revision.Later(first, read(t, text), blue)
	if len(again.Pages) != 0 || len(again.Added)+len(again.Omitted) != 0 || len(again.Layout.Revised().Pages) != 0 {
		t.Errorf("pages %v, added %v, omitted %v; want nothing", again.Pages, again.Added, again.Omitted)
	}
	for _, p := range again.Layout.Pages {
		for _, l := range p.Lines {
			if l.Mark != "" {
				t.Errorf("page %s is marked at %q", p.Number, l.Text)
			}
		}
	}
	if a, b := numbers(first.Layout), numbers(again.Layout); a != b {
		t.Errorf("pages %s; want %s", b, a)
	}
}

func TestNewScenesGoBetweenTheNumbers(t *testing.T) {
	list := scenes(6)
	with := func(at int, extra ...string) string {
		return strings.Join(append(append(append([]string{}, list[:at]...), extra...), list[at:]...), "")
	}
	yard := "EXT. YARD - NIGHT\n\nA fox crosses the yard and stops under the lamp.\n\n"
	gate := "EXT. GATE - NIGHT\n\nTwo bicycles lean on the gate, one of them without a wheel.\n\n"
	first := revision.First(read(t, strings.Join(list, "")), locked)
	for _, tt := range []struct {
		scheme layout.Scheme
		want   string
	}{
		{layout.Prefix, "1 2 3 3A 3B 4 5 6"},
		{layout.Before, "1 2 3 A4 B4 4 5 6"},
	} {
		o := blue
		o.Scheme = tt.scheme
		is := revision.Later(first, read(t, with(3, yard, gate)), o)
		if got := sceneNumbers(is.Script); got != tt.want {
			t.Errorf("%q: scenes %s; want %s", tt.scheme, got, tt.want)
		}
	}
	second := revision.Later(first, read(t, with(3, gate)), blue)
	third := revision.Later(second, read(t, with(3, yard, gate)), pink)
	if got := sceneNumbers(third.Script); got != "1 2 3 A3A 3A 4 5 6" {
		t.Errorf("scenes %s; want A3A between 3 and 3A", got)
	}
}

func TestACutSceneKeepsItsNumber(t *testing.T) {
	list := scenes(20)
	first := revision.First(read(t, strings.Join(list, "")), locked)
	cut := strings.Join(append(append([]string{}, list[:9]...), list[10:]...), "")
	is := revision.Later(first, read(t, cut), blue)
	if len(is.Omitted) != 1 || is.Omitted[0] != "10" {
		t.Fatalf("omitted %v; want 10", is.Omitted)
	}
	page := ""
	for i := range is.Layout.Pages {
		if text := is.Layout.Plain(i); strings.Contains(text, "OMITTED") {
			page = text
		}
	}
	found := false
	for _, line := range strings.Split(page, "\n") {
		f := strings.Fields(line)
		found = found || strings.Join(f, " ") == "10 OMITTED 10 *"
	}
	if !found {
		t.Errorf("want scene 10 OMITTED with a mark on\n%s", page)
	}
	if len(is.Pages) != 1 {
		t.Errorf("pages %s; want the one with the cut", changes(is))
	}
	// and it stays so in the next draft, without a mark
	next := revision.Later(is, read(t, cut), withColor("Pink"))
	if len(next.Omitted) != 0 || len(next.Pages) != 0 || !strings.Contains(sceneNumbers(next.Script), "9 10x 11") {
		t.Errorf("next draft: omitted %v, pages %s, scenes %s", next.Omitted, changes(next), sceneNumbers(next.Script))
	}
}

func TestAPagesThroughTwoRevisions(t *testing.T) {
	list := scenes(30)
	pad := strings.Repeat("A new paragraph that nobody expected stands here now, and it goes on for some lines until it is done.\n\n", 14)
	first := revision.First(read(t, strings.Join(list, "")), locked)
	text := strings.Join(list[:9], "") + pad + strings.Join(list[9:], "")
	second := revision.Later(first, read(t, text), blue)
	if got := numbers(second.Layout); got != "1 2 2A 3 4 5 6" {
		t.Errorf("pages %s; want one A-page", got)
	}
	if got := changes(second); got != "2 changed, 2A added" {
		t.Errorf("changes %s", got)
	}
	third := revision.Later(second, read(t, strings.Join(list[:6], "")+pad+strings.Join(list[6:9], "")+pad+strings.Join(list[9:], "")), withColor("Pink"))
	if got := numbers(third.Layout); !strings.HasPrefix(got, "1 2 A2A 2A") || !strings.HasSuffix(got, "3 4 5 6") {
		t.Errorf("pages %s; want A2A between 2 and 2A", got)
	}
	if third.Colors["2A"] != "Blue" || third.Colors["A2A"] != "Pink" || third.Colors["3"] != "" {
		t.Errorf("colours %v", third.Colors)
	}
}

func TestAPageLostJoinsTheOneBefore(t *testing.T) {
	list := scenes(30)
	o := locked
	o.Pages = true
	first := revision.First(read(t, strings.Join(list, "")), o)
	before := numbers(first.Layout)
	// without OMITTED headings: unnumbered text, as in a first act that is one scene
	s := read(t, strings.Join(list, ""))
	locks := layout.Lock(s, layout.Options{})
	s.LockedPages = locks
	later := read(t, strings.Join(append(append([]string{}, list[:4]...), list[16:]...), ""))
	is := revision.Later(revision.Issue{Script: s}, later, blue)
	if got := numbers(is.Layout); !strings.Contains(got, "-") || strings.Fields(got)[len(strings.Fields(got))-1] != strings.Fields(before)[len(strings.Fields(before))-1] {
		t.Errorf("pages %s after cutting a dozen scenes of %s", got, before)
	}
}

// script is a random script as paragraphs of Fountain.
func script(t *rapid.T) []string {
	var out []string
	word := rapid.SampledFrom([]string{"the", "lamp", "goes", "out", "again", "and", "nobody", "moves", "before", "rain.", "Then", "quiet.", "She", "waits"})
	for i := range rapid.IntRange(10, 60).Draw(t, "paragraphs") {
		n := rapid.IntRange(4, 70).Draw(t, "words")
		text := fmt.Sprintf("Number%d ", i) + strings.Join(rapid.SliceOfN(word, n, n).Draw(t, "text"), " ")
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			out = append(out, fmt.Sprintf("INT. PLACE %d - DAY", i))
		case 1, 2:
			out = append(out, "MARA\n"+text)
		default:
			out = append(out, text)
		}
	}
	return out
}

// edit changes a script at random, without moving anything.
func edit(t *rapid.T, list []string) []string {
	var out []string
	for i, p := range list {
		switch rapid.IntRange(0, 9).Draw(t, "edit") {
		case 0: // cut
			continue
		case 1:
			out = append(out, fmt.Sprintf("Inserted before %d, a paragraph that was not there until now. %s", i, strings.Repeat("It goes on. ", rapid.IntRange(0, 80).Draw(t, "long"))))
		case 2:
			p += " With some more words at the end."
		}
		out = append(out, p)
	}
	return append(out, "The end.")
}

// TestRandomEditsKeepLockedPages: whatever is written into or cut from a locked
// script, a paragraph that lives stays on its page or on an A-page of it, no page
// number is used twice, and every line is printed once.
func TestRandomEditsKeepLockedPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := script(t)
		first := revision.First(read(t, strings.Join(list, "\n\n")+"\n"), locked)
		before := first
		for range rapid.IntRange(1, 3).Draw(t, "drafts") {
			list = edit(t, list)
			is := revision.Later(before, read(t, strings.Join(list, "\n\n")+"\n"), blue)
			keepsPages(t, before, is)
			printsOnce(t, is.Script, is.Layout)
			again := revision.Later(is, read(t, strings.Join(list, "\n\n")+"\n"), withColor("Pink"))
			if len(again.Pages) != 0 {
				t.Fatalf("the same draft again changes pages %v\n%v: %v\n%v: %v", again.Pages, numbers(is.Layout), is.Locked, numbers(again.Layout), again.Script.LockedPages)
			}
			before = is
		}
	})
}

// TestMovedScenesTakeNoPageAlong: paragraphs moved at random never put pages out of
// order, use a number twice, or lose a line.
func TestMovedScenesTakeNoPageAlong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := script(t)
		before := revision.First(read(t, strings.Join(list, "\n\n")+"\n"), locked)
		for range rapid.IntRange(1, 3).Draw(t, "drafts") {
			list = edit(t, list)
			from, to := rapid.IntRange(0, len(list)-1).Draw(t, "from"), rapid.IntRange(0, len(list)-1).Draw(t, "to")
			list[from], list[to] = list[to], list[from]
			is := revision.Later(before, read(t, strings.Join(list, "\n\n")+"\n"), blue)
			seen, last := map[string]bool{}, -1
			for _, p := range is.Layout.Pages {
				if seen[p.Number] {
					t.Fatalf("page %s twice in %s", p.Number, numbers(is.Layout))
				}
				seen[p.Number] = true
				if at := lockedAt(before.Locked, p.Number); at >= 0 {
					if at < last {
						t.Fatalf("pages out of order: %s, locked %v", numbers(is.Layout), before.Locked)
					}
					last = at
				}
			}
			printsOnce(t, is.Script, is.Layout)
			before = is
		}
	})
}

func lockedAt(list []screenplay.LockedPage, number string) int {
	for i, p := range list {
		if p.Number == number {
			return i
		}
	}
	return -1
}

func keepsPages(t *rapid.T, before, after revision.Issue) {
	seen := map[string]bool{}
	locked := map[string]bool{}
	for _, p := range before.Locked {
		locked[p.Number] = true
	}
	home := map[string]string{} // page of every block in the later draft: the locked one it belongs to
	at := ""
	for _, p := range after.Layout.Pages {
		if seen[p.Number] {
			t.Fatalf("page %s twice in %s", p.Number, numbers(after.Layout))
		}
		seen[p.Number] = true
		if locked[p.Number] {
			at = p.Number
		}
		for _, l := range p.Lines {
			if _, ok := home[l.Block]; !ok && l.Role == layout.Text {
				home[l.Block] = at
			}
		}
	}
	moved := movedBlocks(before.Script, after.Script)
	done := map[string]bool{}
	for _, p := range before.Layout.Pages {
		for _, l := range p.Lines {
			if l.Role != layout.Text || done[l.Block] {
				continue
			}
			done[l.Block] = true
			now, lives := home[l.Block]
			if lives && seen[p.Number] && now != p.Number && !moved[l.Block] {
				t.Fatalf("block %q of page %s stands on page %s\nbefore %s\nafter %s", l.Text, p.Number, now, numbers(before.Layout), numbers(after.Layout))
			}
		}
	}
}

// movedBlocks are those that compare found in another order.
func movedBlocks(before, after *screenplay.Script) map[string]bool {
	order := map[string]int{}
	for i := range before.Blocks {
		order[before.Blocks[i].ID] = i + 1
	}
	out := map[string]bool{}
	for i := range after.Blocks {
		for j := range after.Blocks[:i] {
			a, b := order[after.Blocks[j].ID], order[after.Blocks[i].ID]
			if a > 0 && b > 0 && a > b {
				out[after.Blocks[i].ID], out[after.Blocks[j].ID] = true, true
			}
		}
	}
	return out
}

func printsOnce(t *rapid.T, s *screenplay.Script, r layout.Result) {
	shown := map[string]string{}
	for _, p := range r.Pages {
		for _, l := range p.Lines {
			if l.Role == layout.Text {
				shown[l.Block] += l.Text
			}
		}
	}
	squash := func(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
	sum := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type.Printed() && b.Type != screenplay.PageBreak && squash(shown[b.ID]) != squash(b.Text) {
			t.Fatalf("pages show %q of %q", shown[b.ID], b.Text)
		}
	}
	for _, sc := range r.Scenes {
		if sc.Eighths < 1 {
			t.Fatalf("scene %s has %d eighths", sc.Number, sc.Eighths)
		}
		sum += int(sc.Eighths)
	}
	if sum != int(r.Eighths) {
		t.Fatalf("scenes sum to %d eighths, the script has %d", sum, r.Eighths)
	}
}

func TestLadders(t *testing.T) {
	for _, tt := range []struct {
		ladder string
		n      int
		want   string
	}{
		{"standard", 0, "White"}, {"standard", 1, "Blue"}, {"standard", 9, "Tan"}, {"standard", 10, "2nd Blue"}, {"standard", 19, "3rd Blue"},
		{"wga", 9, "2nd Blue"}, {"double", 12, "Double White"}, {"double", 24, "Triple White"}, {"uk", 1, "Pink"},
		{"White,Lavender", 1, "Lavender"}, {"White,Lavender", 2, "2nd Lavender"},
	} {
		l, err := revision.LadderOf(tt.ladder)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.At(tt.n).Name; got != tt.want {
			t.Errorf("%s %d = %s; want %s", tt.ladder, tt.n, got, tt.want)
		}
	}
	if _, err := revision.LadderOf("rainbow"); err == nil || !strings.Contains(err.Error(), "standard") {
		t.Errorf("%v; want an error that lists the ladders", err)
	}
}

// TestTheDemoRevision: the blue draft of the demo production states its numbers itself.
func TestTheDemoRevision(t *testing.T) {
	var drafts []*screenplay.Script
	for _, name := range []string{"keeping-light", "keeping-light-blue"} {
		raw, err := os.ReadFile("../../../testdata/demo/" + name + ".fountain")
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, read(t, string(raw)))
	}
	first := revision.First(drafts[0], locked)
	is := revision.Later(first, drafts[1], blue)
	if len(is.Added) != 1 || is.Added[0] != "30A" || len(is.Omitted) != 1 || is.Omitted[0] != "15" {
		t.Errorf("added %v, omitted %v; want 30A and 15", is.Added, is.Omitted)
	}
	if got := changes(is); !strings.Contains(got, "19 changed, 19A added, 20 changed") || strings.Contains(got, "21") {
		t.Errorf("pages %s; want 19A, and 21 as it was", got)
	}
}

// TestMarksStandOnChangedLinesOnly: one word in the middle of a paragraph marks its line.
func TestMarksStandOnChangedLinesOnly(t *testing.T) {
	list := scenes(6)
	first := revision.First(read(t, strings.Join(list, "")), locked)
	list[2] = strings.Replace(list[2], "like any other room", "like no other room", 1)
	is := revision.Later(first, read(t, strings.Join(list, "")), blue)
	var marked []string
	for _, p := range is.Layout.Pages {
		for _, l := range p.Lines {
			if l.Mark != "" {
				marked = append(marked, l.Text)
			}
		}
	}
	if len(marked) != 1 || !strings.Contains(marked[0], "no other room") {
		t.Errorf("marked lines %q; want the one with the new word", marked)
	}
}
