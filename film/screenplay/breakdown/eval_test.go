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

// tags reads a hand-tagged file: elements by scene number and category.
func tags(t *testing.T, path string) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.SplitSeq(string(raw), "\n") {
		f := strings.Split(line, "|")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		for e := range strings.SplitSeq(f[2], ";") {
			out[strings.TrimSpace(f[0])+"|"+strings.TrimSpace(f[1])+"|"+strings.ToLower(strings.TrimSpace(e))] = true
		}
	}
	return out
}

type score struct{ hit, wrong, missed int }

func (s score) precision() float64 { return float64(s.hit) / float64(max(s.hit+s.wrong, 1)) }
func (s score) recall() float64    { return float64(s.hit) / float64(max(s.hit+s.missed, 1)) }

// evaluate counts right, wrong and missed proposals by category.
func evaluate(t *testing.T, script, gold string) map[breakdown.Category]score {
	t.Helper()
	raw, err := os.ReadFile(script)
	if err != nil {
		t.Skipf("no script to evaluate on: %v", err)
	}
	s, err := screenplay.Read(strings.NewReader(string(raw)), script, screenplay.Limits{})
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
	want, out := tags(t, gold), map[breakdown.Category]score{}
	for _, g := range breakdown.Suggest(s) {
		key := number[g.Scene] + "|" + string(g.Category) + "|" + strings.ToLower(g.Name)
		sc := out[g.Category]
		if want[key] {
			sc.hit++
			delete(want, key)
		} else {
			sc.wrong++
			t.Log("wrong:  ", key)
		}
		out[g.Category] = sc
	}
	for key := range want {
		c := breakdown.Category(strings.Split(key, "|")[1])
		sc := out[c]
		sc.missed++
		out[c] = sc
	}
	return out
}

func TestPrecisionOnHandTaggedScripts(t *testing.T) {
	data := os.Getenv("BACKLOT_DATA")
	if data == "" {
		data = filepath.Join(root(t), "..", "shared", "data")
	}
	for _, tt := range []struct{ name, script, gold string }{
		{"keeping-light", filepath.Join(root(t), "testdata/demo/keeping-light.fountain"), "testdata/keeping-light.tags"},
		{"cyber-bob", filepath.Join(data, "screenplay/fountain/public-domain/Cyber_Bob_ep00001.fountain"), "testdata/cyber-bob.tags"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := score{}
			var table strings.Builder
			scores := evaluate(t, tt.script, tt.gold)
			for _, c := range breakdown.Categories() {
				s, ok := scores[c]
				if !ok {
					continue
				}
				all.hit, all.wrong, all.missed = all.hit+s.hit, all.wrong+s.wrong, all.missed+s.missed
				fmt.Fprintf(&table, "%-20s precision %.2f  recall %.2f  (%d right, %d wrong, %d missed)\n", c, s.precision(), s.recall(), s.hit, s.wrong, s.missed)
			}
			t.Logf("\n%stotal precision %.2f recall %.2f", table.String(), all.precision(), all.recall())
			if all.precision() < 0.8 {
				t.Errorf("precision %.2f; want at least 0.80", all.precision())
			}
		})
	}
}
