package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

func numbers(r layout.Result) string {
	var out []string
	for _, p := range r.Pages {
		n := p.Number
		if p.Through != "" {
			n += "-" + p.Through
		}
		out = append(out, n)
	}
	return strings.Join(out, " ")
}

// long is a script of many short scenes, about eight pages.
func long() string {
	var b strings.Builder
	for i := 1; i <= 40; i++ {
		fmt.Fprintf(&b, "INT. ROOM %d - DAY #%d#\n\nSomebody comes in number %d and looks around the room for a while. It is a room like any other room in this house.\n\nMARA\nI have been waiting here for %d hours and nobody told me a thing.\n\n", i, i, i, i)
	}
	return b.String()
}

func lock(t *testing.T, s *screenplay.Script) *screenplay.Script {
	t.Helper()
	c := *s
	c.LockedPages = layout.Lock(s, layout.Options{})
	return &c
}

func TestLockingMovesNothing(t *testing.T) {
	for _, s := range []*screenplay.Script{read(t, "long.fountain", []byte(long())), file(t, "fdx/feature/feature-fadein.fdx"), file(t, "fountain/afterwriting/test.fountain")} {
		before := layout.Set(s, layout.Options{})
		after := layout.Set(lock(t, s), layout.Options{})
		if a, b := numbers(before), numbers(after); a != b {
			t.Fatalf("pages %s; want %s", b, a)
		}
		for i := range before.Pages {
			if a, b := before.Plain(i), after.Plain(i); a != b {
				t.Fatalf("page %s:\n%s\nwant\n%s", before.Pages[i].Number, b, a)
			}
		}
	}
}

// revise sets a later draft of a locked script, with the locked pages of the earlier
// one. Ids come from the text, so what is unchanged has the same.
func revise(t *testing.T, s *screenplay.Script, text string) *screenplay.Script {
	t.Helper()
	later := read(t, "later.fountain", []byte(text))
	later.LockedPages = s.LockedPages
	return later
}

func TestAPages(t *testing.T) {
	s := lock(t, read(t, "long.fountain", []byte(long())))
	plain := numbers(layout.Set(s, layout.Options{}))
	if plain != "1 2 3 4 5 6 7 8 9" && plain != "1 2 3 4 5 6 7 8" {
		t.Fatalf("pages %s", plain)
	}
	pad := strings.Repeat("A new paragraph that nobody expected stands here now, and it goes on for some lines until it is done.\n\n", 14)
	text := strings.Replace(long(), "INT. ROOM 8 - DAY", pad+"INT. ROOM 8 - DAY", 1)
	s2 := revise(t, s, text)
	r := layout.Set(s2, layout.Options{})
	if got := numbers(r); !strings.HasPrefix(got, "1 2 2A 3 4 5") {
		t.Errorf("pages %s; want 2A after 2 and all others as they were", got)
	}
	check(t, s2, r)
	// pages that nothing touched are the same, line for line
	if a, b := layout.Set(s, layout.Options{}).Plain(4), r.Plain(5); a != b {
		t.Errorf("page 5 changed:\n%s\nwas\n%s", b, a)
	}
	// a second insertion, after 2A was locked too
	s2.LockedPages = layout.Lock(s2, layout.Options{})
	text = strings.Replace(text, "INT. ROOM 8 - DAY", strings.ReplaceAll(pad, "new", "newer")+"INT. ROOM 8 - DAY", 1)
	if got := numbers(layout.Set(revise(t, s2, text), layout.Options{})); !strings.HasPrefix(got, "1 2 2A 2B 3 4") {
		t.Errorf("pages %s; want 2B after 2A", got)
	}
}

func TestPagesThatAreGone(t *testing.T) {
	s := lock(t, read(t, "long.fountain", []byte(long())))
	text := long()
	from, to := strings.Index(text, "INT. ROOM 8 - DAY"), strings.Index(text, "INT. ROOM 19 - DAY")
	r := layout.Set(revise(t, s, text[:from]+text[to:]), layout.Options{})
	if got := numbers(r); !strings.Contains(got, "-3") && !strings.Contains(got, "-4") {
		t.Errorf("pages %s; want a page that stands for several", got)
	}
}

func TestRevisedPages(t *testing.T) {
	s := file(t, "fdx/feature/feature-fadein.fdx")
	all := layout.Set(s, layout.Options{Revision: "6"})
	some := all.Revised()
	if len(some.Pages) == 0 || len(some.Pages) >= len(all.Pages) {
		t.Errorf("%d revised pages of %d", len(some.Pages), len(all.Pages))
	}
	h := some.Header(s, func(name string) string { return name + " Rev." })
	if !strings.Contains(h.Plain(0), "Rev.") {
		t.Error("no revision over a revised page")
	}
}
