package api

import (
	"testing"
)

func FuzzCondition(f *testing.F) {
	for _, seed := range []string{"number=12", "eighths>=8", "name~anna", "a!=b=c", "=", "x", "a<b>c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, ok := parseCondition(text)
		if ok && (c.field == "" || c.field+c.op+c.value != text) {
			t.Errorf("%q is read as %+v", text, c)
		}
		c.holds(text) // must not panic
	})
}

func FuzzNatural(f *testing.F) {
	f.Add("2", "10", "10A")
	f.Add("NaN", "5", "5A")
	f.Add("007", "7", "7.0")
	f.Add("Zoë 2", "zoe 10", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if natural(a, b) != -natural(b, a) {
			t.Errorf("%q and %q: %d and %d", a, b, natural(a, b), natural(b, a))
		}
		if natural(a, a) != 0 {
			t.Errorf("%q differs from itself", a)
		}
		natural(b, c) // must not panic
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"CAFÉ SØREN", "Straße", "İstanbul", "ﬁ", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range tokens(fold(text)) {
			if word == "" {
				t.Errorf("%q gives an empty word", text)
			}
		}
	})
}
