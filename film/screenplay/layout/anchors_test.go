package layout_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// lockedFile is a Final Draft file of text whose pages are locked as locks says, each as
// number, position and whether it was deleted.
func lockedFile(t *testing.T, script string, locks string) *screenplay.Script {
	t.Helper()
	s := read(t, "long.fountain", []byte(script))
	var b strings.Builder
	if err := screenplay.WriteFDX(&b, s); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(b.String(), "</FinalDraft>", "<LockedPages>"+locks+"</LockedPages></FinalDraft>", 1)
	return read(t, "locked.fdx", []byte(text))
}

func lockTag(number, position, deleted int) string {
	return fmt.Sprintf(`<LockedPage Deleted="%d" LevelIndex="0" LockLevel="0" PageNumber="%d" Position="%d"/>`, deleted, number, position)
}

// TestLockedPagesOfAFile: a Final Draft file that locks pages in other places than ours
// is laid out by its own.
func TestLockedPagesOfAFile(t *testing.T) {
	s := read(t, "long.fountain", []byte(long()))
	position := map[string]int{}
	at := 0
	for i := range s.Blocks {
		position[s.Blocks[i].Text] = at
		at += utf8.RuneCountInString(s.Blocks[i].Text) + 1
	}
	second, third := position["INT. ROOM 4 - DAY"], position["INT. ROOM 9 - DAY"]
	locked := lockedFile(t, long(), lockTag(1, 0, 0)+lockTag(2, second, 0)+lockTag(2, third, 0)+lockTag(3, third, 1)+lockTag(4, position["INT. ROOM 12 - DAY"], 0)+lockTag(5, 1<<20, 0))
	r := layout.Set(locked, layout.Options{})
	if got := numbers(r); !strings.HasPrefix(got, "1 2 2A-3 4 4A 4B") {
		t.Errorf("pages %s; want 1, 2, 2A with the deleted 3, then 4", got)
	}
	for _, sc := range []struct{ number, page string }{{"3", "1"}, {"4", "2"}, {"8", "2"}, {"9", "2A"}, {"12", "4"}} {
		for _, got := range r.Scenes {
			if got.Number == sc.number && got.Page != sc.page {
				t.Errorf("scene %s begins on page %s; the file locks it on %s", sc.number, got.Page, sc.page)
			}
		}
	}
	if len(r.Findings) != 2 || !strings.Contains(r.Findings[0].Text, "locks 4 pages") || !strings.Contains(r.Findings[1].Text, "after the end") {
		t.Errorf("findings %v; want what was understood and the page after the end", r.Findings)
	}
	check(t, locked, r)
}

func TestFormatOfAFile(t *testing.T) {
	settings := func(left, right string) string {
		return `<ElementSettings Type="Dialogue"><ParagraphSpec LeftIndent="` + left + `" RightIndent="` + right + `" SpaceBefore="0"/></ElementSettings>`
	}
	std := layout.Standard(layout.Letter)
	for _, tt := range []struct {
		name, part string
		want       layout.Indent
	}{
		{"none", "", std.Speech},
		{"wider", settings("2.50", "6.50"), layout.Indent{Left: 25, Right: 65}},
		{"between cells", settings("2.55", "6.25"), layout.Indent{Left: 25, Right: 62}},
		{"off the paper", settings("8.00", "12.00"), std.Speech},
		{"turned round", settings("6.00", "2.00"), std.Speech},
		{"no number", settings("left", "right"), std.Speech},
		{"cut off", `<ElementSettings Type="Dialogue"><ParagraphSpec LeftIndent="2`, std.Speech},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &screenplay.Script{Format: "fdx", Kept: &screenplay.Kept{Parts: []string{"", tt.part}}}
			if got := layout.FormatOf(s, layout.Letter).Speech; got != tt.want {
				t.Errorf("speech at %+v; want %+v", got, tt.want)
			}
		})
	}
}

func FuzzFormatOf(f *testing.F) {
	f.Add(`<ElementSettings Type="Action"><ParagraphSpec LeftIndent="1.25" RightIndent="7.25" SpaceBefore="12"/></ElementSettings>`, `Position="3" PageNumber="1"`)
	f.Add(`<PageLayout TopMargin="75" BottomMargin="65"><SceneBreaks SceneTop="&quot;" SceneBottomOfPage="Yes"/>`, `Position="-1"`)
	f.Fuzz(func(t *testing.T, part, lock string) {
		s := read(t, "x.fountain", []byte("INT. A - DAY\n\nWords that go on for a while.\n\nBOB\nHello.\n"))
		s.Format, s.Kept = "fdx", &screenplay.Kept{Parts: []string{part}}
		s.LockedPages = []screenplay.LockedPage{{Attrs: lock}, {Attrs: lock}}
		check(t, s, layout.Set(s, layout.Options{SceneNumbers: true}))
	})
}
