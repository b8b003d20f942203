package conform

import (
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/testdata/raced"
)

var listed = []string{"scene_heading", "character", "parenthetical", "transition", "centered", "lyrics", "section", "synopsis", "page_break"}

func twice(t *testing.T, name, text string) {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), name, screenplay.Limits{})
	if err != nil || s.Format != screenplay.Fountain {
		return
	}
	for _, typ := range listed {
		if d := unequal(list(s, typ), byThePage(text, typ)); d != "" {
			t.Errorf("%s %s: %s in\n%s", name, typ, d, strings.ReplaceAll(text[:min(len(text), 400)], "\n", "\n\t|"))
			return
		}
	}
}

// TestTwoReadingsOfThePage compares the reader with the rules written down a
// second time, on every sample and on scripts put together from difficult lines.
func TestTwoReadingsOfThePage(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	filepath.WalkDir(filepath.Join(dir, "screenplay"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".fountain" && filepath.Base(path) != "Boneyard.fountain" { // one boneyard stands in another there (R9)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
			}
			twice(t, filepath.Base(path), string(raw))
		}
		return nil
	})
	lines := strings.Split(difficult, "\n")
	rng := rand.New(rand.NewSource(11))
	for range raced.Cases(3000, 300) {
		var text strings.Builder
		text.WriteString("He waits.\n\n")
		for range 2 + rng.Intn(8) {
			text.WriteString(lines[rng.Intn(len(lines))] + "\n")
			if rng.Intn(3) > 0 {
				text.WriteString("\n")
			}
		}
		twice(t, "made.fountain", text.String())
		if t.Failed() {
			return
		}
	}
}

const difficult = `INT. HOUSE - DAY
ext. yard - night #12A#
I/E CAR - DAY
EST. CITY
INT./EXT. BUS #1-A.#
EXT/INT TENT
.FORCED
..not forced
. no
.1 THING
He walks.
BOB
BOB (V.O.)
BOB (on phone)
@McClane
EVE ^
EVE (O.S.) ^
(beat)
(beat
HELLO THERE!
CUT TO:
SMASH CUT TO:
FADE OUT.
FADE IN:
> FADE OUT.
> centered <
>centered<
===
====
=== x
# Act
## Seq
#
= synopsis
~la la
!FORCED ACTION
[[note]]
text [[note]] more
R2D2
23
23 (O.S.)
MR. O'NEIL-SMITH
BOB & EVE
  
    indented
	TABBED
  (indented paren)
INT HOUSE
INTERNAL THOUGHT
int the end
TO:
BOB:
DR. WHO
A
\*esc\*
**BOB**
*CUT TO:*
**INT. BOLD - DAY**
(O.S.)
Han (O. S.)
MOM (O. S.)
ÜNDER
Ünder
BOB^
AND ^ (Dual)
约翰
约翰走进了一个非常大的房间里面等着
МАША
Маша
(a) and (b)
THE END`
