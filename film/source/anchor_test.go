package source_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"backlot/film/source"
	"backlot/testdata/raced"
)

func anchorOf(t testing.TB, b *source.Text, quote string) source.Anchor {
	t.Helper()
	for i, c := range b.Chapters {
		if at := strings.Index(c.Text, quote); at >= 0 {
			start := len([]rune(c.Text[:at]))
			return source.Anchor{Chapter: i + 1, Start: start, End: start + len([]rune(quote))}
		}
	}
	t.Fatalf("%q is not in the book", quote)
	return source.Anchor{}
}

const first = "# One\n\nMy father could write his name so that it leaned. It was the only thing about him that ever did.\n\nHe stood straight in a gale and straight in church – æøå.\n\n# Two\n\nThe log of a lighthouse is signed every night. It is the whole of the law.\n\nShe laid three bowls that night and set soup before the empty chair.\n"

func TestPassagesHoldThroughANewEdition(t *testing.T) {
	for _, tt := range []struct {
		name, after, quote, found string
		fate                      source.Fate
	}{
		{"nothing changed", first, "It is the whole of the law.", "It is the whole of the law.", source.Same},
		{"text before it grew", "# One\n\nA new beginning of several words stands here.\n\n" + strings.TrimPrefix(first, "# One\n\n"), "He stood straight in a gale and straight in church", "He stood straight in a gale and straight in church", source.Same},
		{"a chapter was put before", "# Zero\n\nSomething else entirely.\n\n" + first, "She laid three bowls that night", "She laid three bowls that night", source.Moved},
		{"a word was replaced", strings.Replace(first, "three bowls", "four bowls", 1), "She laid three bowls that night and set soup before the empty chair.", "She laid four bowls that night and set soup before the empty chair", source.Changed},
		{"the sentence is gone", strings.Replace(first, "She laid three bowls that night and set soup before the empty chair.", "Nobody ate.", 1), "She laid three bowls that night and set soup before the empty chair.", "", source.Gone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after := read(t, "a.md", first), read(t, "b.md", tt.after)
			got := source.Reanchor(before, after, []source.Anchor{anchorOf(t, before, tt.quote)})[0]
			if got.Fate != tt.fate {
				t.Errorf("%+v; want %s", got, tt.fate)
			}
			if quote := strings.TrimSuffix(after.Quote(got.Anchor), "."); tt.found != "" && quote != strings.TrimSuffix(tt.found, ".") {
				t.Errorf("it holds %q; want %q", quote, tt.found)
			}
		})
	}
}

// Two sentences that are alike: each stays with its own neighbours.
func TestRepeatedWordsStayWhereTheyWere(t *testing.T) {
	text := "# One\n\nOne two three four. The boat.\n\n# Two\n\nSomething else is here for a while.\n\n# Three\n\nOne two three four. The light.\n"
	before := read(t, "a.md", text)
	after := read(t, "b.md", strings.Replace(text, "Something else is here", "Something new is here", 1)+"\nMore at the end.\n")
	a := source.Anchor{Chapter: 3, Start: 0, End: 19}
	got := source.Reanchor(before, after, []source.Anchor{a})[0]
	if got.Chapter != 3 || got.Start != 0 {
		t.Errorf("%+v; want chapter 3", got)
	}
}

// Whatever is edited elsewhere, an untouched passage is found with all its words.
func TestAnchorsUnderRandomEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var words []string
	for i := range 4000 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	for range raced.Cases(40, 4) {
		from := 500 + r.IntN(3000)
		n := 5 + r.IntN(80)
		quote := strings.Join(words[from:from+n], " ")
		before := read(t, "a.md", "# A\n\n"+strings.Join(words, " ")+"\n\n# B\n\nend\n")
		var edited []string
		for i, w := range words {
			if (i < from || i >= from+n) && r.IntN(6) == 0 {
				if r.IntN(2) == 0 {
					continue
				}
				edited = append(edited, "new", "words")
			}
			edited = append(edited, w)
		}
		after := read(t, "b.md", "# A\n\n"+strings.Join(edited, " ")+"\n\n# B\n\nend\n")
		got := source.Reanchor(before, after, []source.Anchor{anchorOf(t, before, quote)})[0]
		if after.Quote(got.Anchor) != quote {
			t.Fatalf("%+v holds %q; want %q", got, after.Quote(got.Anchor), quote)
		}
	}
}

func TestPeopleAreNamed(t *testing.T) {
	b := read(t, "b.md", "# One\n\n\"The sea has them,\" said Solveig. Martin Lund went out. Martin turned round. Solveig looked at Martin and said nothing. In Bergen it rained; she had been to Bergen, and came from Bergen.\n\nNurse Aase came. The nurse went. On Sunday Nurse Aase sang. Grace was said with grace, and grace, and grace.\n\n# Two\n\nInspector Krogh laughed. \"I see,\" said Krogh. Then Krogh's watch stopped.\n")
	var got []string
	for _, p := range b.People() {
		got = append(got, fmt.Sprintf("%s %d %v %v", p.Name, p.Mentions, p.Aliases, p.Chapters))
	}
	want := "Martin 3 [Martin Lund] [1]; Krogh 3 [Inspector Krogh] [2]; Nurse Aase 2 [] [1]; Solveig 2 [] [1]"
	if strings.Join(got, "; ") != want {
		t.Errorf("people %q; want %q", strings.Join(got, "; "), want)
	}
}

func TestNamedFindsWholeWords(t *testing.T) {
	b := read(t, "b.md", "# One\n\nAda saw Adam. Old Ada's cap. ada.\n\n# Two\n\nAda.\n")
	got := fmt.Sprint(b.Named([]string{"Ada", "Old Ada"}))
	if want := "[{1 0 3} {1 14 23} {2 0 3}]"; got != want {
		t.Errorf("named at %s; want %s", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(first), "a.md")
	f.Add([]byte("CHAPTER I\n\nx\n\nCHAPTER II\n\ny"), "a.txt")
	f.Add([]byte("<html><h1 id=a>x</h1><p>y<p>z</html>"), "a.html")
	f.Add(epub3(f), "a.epub")
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Page>>endobj"), "a.pdf")
	f.Add([]byte("---\ntitle: x\n---\nA\n===\n***\n> q\n"), "a.md")
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		b, err := source.Read(bytes.NewReader(raw), name, source.Limits{Unpacked: 1 << 20, Bytes: 1 << 20})
		if err != nil {
			return
		}
		b.People()
		var out bytes.Buffer
		if err := b.Encode(&out); err != nil {
			t.Fatal(err)
		}
		again, err := source.Decode(&out)
		if err != nil || len(again.Chapters) != len(b.Chapters) {
			t.Fatalf("stored and read again: %v", err)
		}
		for i, c := range b.Chapters {
			whole := source.Anchor{Chapter: i + 1, Start: 0, End: len([]rune(c.Text))}
			if c.Words == 0 {
				continue
			}
			if got := source.Reanchor(b, again, []source.Anchor{whole})[0]; c.Text == again.Chapters[i].Text && got.Fate != source.Same {
				t.Fatalf("a chapter of the same book is %s", got.Fate)
			}
			break
		}
	})
}

func BenchmarkReadOneMegabyte(b *testing.B) {
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "Chapter %d\n\n", i+1)
		for j := range 120 {
			fmt.Fprintf(&text, "On night %d of chapter %d Solveig wound the clockwork again, and Martin's name stood in the log. \"He is on watch,\" said Solveig to Inspector Krogh, who looked at the wall.\nThe light turned once in four seconds.\n\n", j, i)
		}
	}
	raw := text.String()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		t, err := source.Read(strings.NewReader(raw), "book.txt", source.Limits{})
		if err != nil || len(t.Chapters) != 40 {
			b.Fatal(err)
		}
		t.People()
	}
}
