package conform

import (
	"bytes"
	"fmt"
	"html"
	"math/rand"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

// TestOddFinalDraftSurvivesFountain sends invented Final Draft documents through
// Fountain and back: empty paragraphs, marks in the text, cues without speech,
// speech without cues, headings without INT, revisions over styles.
func TestOddFinalDraftSurvivesFountain(t *testing.T) {
	types := []string{"Scene Heading", "Action", "Character", "Dialogue", "Parenthetical", "Transition", "General", "Shot", "Singing", "Outline 2", "New Act", "Cast List"}
	texts := []string{"", "INT. HOUSE - DAY", "he goes", "BOB", "Bob (V.O.)", "(beat)", "beat", "CUT TO:", "fade out", "*star* and _score_ \\ back", "[[note]] here", "/* cut */ here",
		"# hash", "= equals", "> gt", "> c <", "~ tilde", "! bang", "@ at", ". dot", ".dot", "  lead and trail  ", "tab\tin", "two\nlines", "three\n\nlines", "===", "23", "Title: x",
		"日本語", "مرحبا", "a  b", "a*b*c", "**", "_", "...", "EXT", "(open", "close)", "TO:", "x [[", "]] y", "*/", "/*"}
	rng := rand.New(rand.NewSource(3))
	for n := range 4000 {
		var doc strings.Builder
		doc.WriteString("<FinalDraft><Content>\n")
		for range 1 + rng.Intn(7) {
			typ := types[rng.Intn(len(types))]
			fmt.Fprintf(&doc, "<Paragraph Type=%q", typ)
			if typ == "Scene Heading" && rng.Intn(2) == 0 {
				fmt.Fprintf(&doc, " Number=%q", []string{"1", "12A", "A-3", "1.5", "R 2", "4/5", "é"}[rng.Intn(7)])
			}
			doc.WriteString(">")
			for range 1 + rng.Intn(2) {
				doc.WriteString("<Text")
				if rng.Intn(4) == 0 {
					fmt.Fprintf(&doc, " RevisionID=\"%d\"", rng.Intn(3))
				}
				if rng.Intn(4) == 0 {
					fmt.Fprintf(&doc, " Style=%q", []string{"Bold", "Italic", "Underline", "Bold+Italic", "AllCaps"}[rng.Intn(5)])
				}
				fmt.Fprintf(&doc, ">%s</Text>", html.EscapeString(texts[rng.Intn(len(texts))]))
			}
			doc.WriteString("</Paragraph>\n")
		}
		doc.WriteString("</Content><Revisions><Revision ID=\"1\" Name=\"Blue\"/><Revision ID=\"2\" Name=\"Pink\"/></Revisions></FinalDraft>")
		s, err := screenplay.Read(strings.NewReader(doc.String()), "a.fdx", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var mid, back bytes.Buffer
		if err := screenplay.WriteFountain(&mid, s); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(mid.String()) == "" {
			continue
		}
		m, err := screenplay.Read(strings.NewReader(mid.String()), "a.fountain", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if err := screenplay.WriteFDX(&back, m); err != nil {
			t.Fatal(err)
		}
		again, err := screenplay.Read(&back, "b.fdx", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if d := unequal(append(words(again), revised(again)...), append(words(s), revised(s)...)); d != "" {
			t.Errorf("document %d: %s\n%s\nthrough\n%s", n, d, doc.String(), mid.String())
			if n > 40 {
				return
			}
			return
		}
	}
}
