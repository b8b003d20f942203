package breakdown_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
)

// root is the folder with go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("no go.mod above the test, so the shared data beside the repository cannot be found: set BACKLOT_DATA")
	return ""
}

// tagged is one script that a person broke down by hand.
type tagged struct {
	name, script, gold string
	heldOut            bool // nothing was tuned on it, and its misses are not printed
}

func scripts(t testing.TB) []tagged {
	t.Helper()
	data := os.Getenv("BACKLOT_DATA")
	if data == "" {
		data = filepath.Join(root(t), "..", "shared", "data")
	}
	return []tagged{
		{"keeping-light", filepath.Join(root(t), "testdata/demo/keeping-light.fountain"), "testdata/keeping-light.tags", false},
		{"cyber-bob", filepath.Join(data, "screenplay/fountain/public-domain/Cyber_Bob_ep00001.fountain"), "testdata/cyber-bob.tags", false},
		{"night-shift", "testdata/night-shift.fountain", "testdata/night-shift.tags", false},
		{"cold-ledger", "testdata/cold-ledger.fountain", "testdata/cold-ledger.tags", true},
	}
}

// tags reads a hand-tagged file: elements by "scene|category".
func tags(t testing.TB, path string) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.SplitSeq(string(raw), "\n") {
		f := strings.Split(line, "|")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		key := strings.TrimSpace(f[0]) + "|" + strings.TrimSpace(f[1])
		for e := range strings.SplitSeq(f[2], ";") {
			out[key] = append(out[key], strings.ToLower(strings.TrimSpace(e)))
		}
	}
	return out
}

type score struct{ hit, wrong, missed int }

func (s score) precision() float64 { return float64(s.hit) / float64(max(s.hit+s.wrong, 1)) }
func (s score) recall() float64    { return float64(s.hit) / float64(max(s.hit+s.missed, 1)) }

func (s *score) add(o score) {
	s.hit, s.wrong, s.missed = s.hit+o.hit, s.wrong+o.wrong, s.missed+o.missed
}

// terms are the words of a name in the singular.
func terms(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == '(' || r == ')' || r == ',' }) {
		w = strings.TrimSuffix(strings.ReplaceAll(w, "’", "'"), "'s")
		if len(w) > 3 && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		out = append(out, w)
	}
	return out
}

func has(list []string, w string) bool {
	for _, v := range list {
		if v == w {
			return true
		}
	}
	return false
}

// means reports whether a proposal names the element a person tagged: the head
// noun of the one, its last word, is in the other's name or in the words that
// caused it.
func means(g *breakdown.Suggestion, gold string) bool {
	name, want := terms(g.Name), terms(gold)
	if len(name) == 0 || len(want) == 0 {
		return false
	}
	if has(name, want[len(want)-1]) || has(want, name[len(name)-1]) {
		return true
	}
	for _, p := range g.Places {
		if has(terms(p.Words), want[len(want)-1]) {
			return true
		}
	}
	return false
}

// evaluate counts right, wrong and missed proposals by category. A second
// proposal for the same tag is wrong.
func evaluate(t testing.TB, in tagged) map[breakdown.Category]score {
	t.Helper()
	raw, err := os.ReadFile(in.script)
	if err != nil {
		t.Skipf("no script to evaluate on: %v", err)
	}
	s, err := screenplay.Read(strings.NewReader(string(raw)), in.script, screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	number := map[string]string{}
	for i, sc := range s.Scenes() {
		number[sc.ID] = sc.Number
		if sc.Number == "" {
			number[sc.ID] = strconv.Itoa(i + 1)
		}
	}
	want, out := tags(t, in.gold), map[breakdown.Category]score{}
	say := func(verdict, key, name string) {
		if !in.heldOut {
			t.Log(verdict, key, name)
		}
	}
	for _, g := range breakdown.Suggest(s) {
		key := number[g.Scene] + "|" + string(g.Category)
		sc := out[g.Category]
		at := -1
		for i, gold := range want[key] {
			if gold == strings.ToLower(g.Name) || at < 0 && means(&g, gold) {
				at = i
			}
		}
		if at >= 0 {
			want[key] = append(want[key][:at:at], want[key][at+1:]...)
			sc.hit++
		} else {
			sc.wrong++
			say("wrong: ", key, g.Name+" <- "+g.Places[0].Words)
		}
		out[g.Category] = sc
	}
	for key, list := range want {
		c := breakdown.Category(strings.Split(key, "|")[1])
		sc := out[c]
		sc.missed += len(list)
		out[c] = sc
		for _, e := range list {
			say("missed:", key, e)
		}
	}
	return out
}

// TestEvaluate prints precision and recall by category on every hand-tagged
// script: go test ./film/screenplay/breakdown -run Evaluate -v
func TestEvaluate(t *testing.T) {
	sum := map[breakdown.Category]score{}
	for _, in := range scripts(t) {
		t.Run(in.name, func(t *testing.T) {
			scores := evaluate(t, in)
			all := score{}
			for c, s := range scores {
				all.add(s)
				was := sum[c]
				was.add(s)
				sum[c] = was
			}
			t.Logf("\n%s%-20s precision %.2f  recall %.2f", table(scores), "total", all.precision(), all.recall())
			if all.precision() < 0.8 {
				t.Errorf("precision %.2f; want at least 0.80", all.precision())
			}
		})
	}
	t.Logf("all scripts\n%s", table(sum))
	all := score{}
	for c, s := range sum {
		all.add(s)
		if s.hit+s.wrong >= 5 && s.precision() < 0.8 {
			t.Errorf("%s: precision %.2f over all scripts; want at least 0.80", c, s.precision())
		}
	}
	if len(sum) == len(breakdown.Categories()) && all.recall() < 0.75 {
		t.Errorf("recall %.2f over all scripts; it was 0.77", all.recall())
	}
}

func table(scores map[breakdown.Category]score) string {
	var out strings.Builder
	for _, c := range breakdown.Categories() {
		if s, ok := scores[c]; ok {
			fmt.Fprintf(&out, "%-20s precision %.2f  recall %.2f  (%d right, %d wrong, %d missed)\n", c, s.precision(), s.recall(), s.hit, s.wrong, s.missed)
		}
	}
	return out.String()
}
