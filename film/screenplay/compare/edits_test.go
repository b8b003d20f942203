package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
)

// genScene is one scene of a generated draft.
type genScene struct {
	number, heading string
	blocks          []string // Fountain paragraphs; a speech is cue and line
}

func (s genScene) fountain() string {
	return s.heading + " #" + s.number + "#\n\n" + strings.Join(s.blocks, "\n\n") + "\n\n"
}

func fountainOf(scenes []genScene) string {
	var out strings.Builder
	out.WriteString("Title: Generated\n\n")
	for _, s := range scenes {
		out.WriteString(s.fountain())
	}
	return out.String()
}

var stock = strings.Fields(`boat rope kettle window storm letter candle harbour gull stone bread wheel lamp salt hand door road
	winter tide glass coat silver engine mother corner silence morning paper bridge river smoke ladder table chair church bell market`)

// genDraft makes a draft of scenes with paragraphs of random words, each with one
// word of its own, as real paragraphs have.
func genDraft(t *rapid.T) []genScene {
	mark := 0
	var out []genScene
	for i := range rapid.IntRange(6, 14).Draw(t, "scenes") {
		s := genScene{number: fmt.Sprint(i + 1), heading: fmt.Sprintf("INT. ROOM %c - DAY", 'A'+i%5)}
		for range rapid.IntRange(4, 7).Draw(t, "paragraphs") {
			mark++
			words := rapid.SliceOfN(rapid.SampledFrom(stock), 6, 14).Draw(t, "words")
			line := fmt.Sprintf("The mark%d %s.", mark, strings.Join(words, " "))
			if rapid.Bool().Draw(t, "speech") {
				line = rapid.SampledFrom([]string{"MARA", "TOM", "REIS"}).Draw(t, "who") + "\n" + line
			}
			s.blocks = append(s.blocks, line)
		}
		out = append(out, s)
	}
	return out
}

// TestAnOracleOfEdits applies one known edit to a generated draft and checks that
// the comparison says exactly that and leaves every other block its identity.
func TestAnOracleOfEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was := genDraft(t)
		now := slices.Clone(was)
		for i := range now {
			now[i].blocks = slices.Clone(was[i].blocks)
		}
		at := rapid.IntRange(0, len(was)-1).Draw(t, "at")
		touched := map[string]bool{was[at].number: true}
		var kind compare.Kind
		number := was[at].number
		switch rapid.SampledFrom([]string{"move", "split", "merge", "renumber", "edit", "cut", "add", "retype"}).Draw(t, "edit") {
		case "move":
			to := rapid.IntRange(0, len(was)-1).Draw(t, "to")
			if to >= at-1 && to <= at+1 {
				to = (at + 3) % len(was) // neighbours that swap may both be said to have moved
			}
			s := now[at]
			now = slices.Insert(slices.Delete(now, at, at+1), to, s)
			kind = compare.Moved
		case "split":
			s := now[at]
			number = s.number + "A"
			now = slices.Insert(now, at+1, genScene{number, "EXT. YARD - NIGHT", s.blocks[2:]})
			now[at].blocks = s.blocks[:2]
			kind = compare.Split
		case "merge":
			at = min(at, len(was)-2)
			number = was[at].number
			touched = map[string]bool{was[at].number: true, was[at+1].number: true}
			now[at].blocks = append(now[at].blocks, now[at+1].blocks...)
			now = slices.Delete(now, at+1, at+2)
			kind = compare.Merged
		case "renumber":
			number = was[at].number + "B"
			now[at].number = number
			kind = compare.Renumbered
		case "edit":
			now[at].blocks[1] += " And then " + rapid.SampledFrom(stock).Draw(t, "word") + "."
			kind = compare.Edited
		case "cut":
			now = slices.Delete(now, at, at+1)
			kind = compare.Removed
		case "add":
			number = was[at].number + "C"
			touched = map[string]bool{}
			now = slices.Insert(now, at+1, genScene{number, "EXT. CLIFF - DAWN", []string{"Nothing of this stood anywhere.", "Not this either, ever before."}})
			kind = compare.Added
		case "retype":
			_, line, speech := strings.Cut(now[at].blocks[0], "\n")
			if !speech {
				line = "MARA\n" + now[at].blocks[0]
			}
			now[at].blocks[0] = line
			kind = compare.Retyped
		}
		checkOracle(t, was, now, touched, number, kind)
	})
}

func checkOracle(t *rapid.T, was, now []genScene, touched map[string]bool, number string, kind compare.Kind) {
	before, after := read(t, fountainOf(was)), read(t, fountainOf(now))
	r := compare.Drafts(before, after)
	if again := compare.Drafts(r.Script, after); !again.Same() {
		t.Fatalf("the same draft again gives %+v", again.Scenes)
	}
	found := false
	for _, c := range r.Scenes {
		switch {
		case c.Number == number && kind == compare.Retyped:
			found = found || slices.ContainsFunc(c.Blocks, func(b compare.BlockChange) bool { return b.Kind == compare.Retyped })
		case c.Number == number && c.Has(kind):
			found = true
		case touched[c.Number]:
		default:
			t.Fatalf("scene %s was not touched and is %v: %s\n%s", c.Number, c.Kinds, c.Text, fountainOf(now))
		}
	}
	if !found {
		t.Fatalf("scene %s is not %s in %+v", number, kind, r.Scenes)
	}
	ids := map[string]string{}
	for _, b := range before.Blocks {
		ids[b.Text] = b.ID
	}
	for _, b := range r.Script.Blocks {
		if id, ok := ids[b.Text]; ok && b.Type != screenplay.Character && b.Type != screenplay.SceneHeading && id != b.ID {
			t.Fatalf("%q has another id than before", b.Text)
		}
	}
	rooted(t, compare.Tasks(r, before, compare.Known{}), before, r.Script)
}

func read(t *rapid.T, text string) *screenplay.Script {
	s, err := screenplay.Read(strings.NewReader(text), "draft.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
