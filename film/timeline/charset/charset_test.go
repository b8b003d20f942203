package charset_test

import (
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"backlot/film/timeline/charset"
)

// TestTheSameTitleInEveryCharacterSet: Größe, as five machines write it.
func TestTheSameTitleInEveryCharacterSet(t *testing.T) {
	const want = "TITLE: Größe 4\nFCM: NON-DROP FRAME"
	wide := func(little bool, mark bool) string {
		var b strings.Builder
		for _, r := range map[bool]string{true: "\ufeff", false: ""}[mark] + want {
			if little {
				b.WriteByte(byte(r))
				b.WriteByte(byte(r >> 8))
			} else {
				b.WriteByte(byte(r >> 8))
				b.WriteByte(byte(r))
			}
		}
		return b.String()
	}
	for name, in := range map[string]string{
		"UTF-8":                        want,
		"UTF-8 with a mark":            "\xef\xbb\xbf" + want,
		"UTF-16, least first":          wide(true, true),
		"UTF-16, most first":           wide(false, true),
		"UTF-16 without a mark":        wide(true, false),
		"UTF-16, most first, likewise": wide(false, false),
		"Windows":                      strings.NewReplacer("ö", "\xf6", "ß", "\xdf").Replace(want),
	} {
		if got := string(charset.Text([]byte(in), charmap.Windows1252)); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := string(charset.Text([]byte("Gr\x9a\xa7e"), charmap.Macintosh)); got != "Größe" {
		t.Errorf("Macintosh: %q", got)
	}
}

func TestNamedCharacterSets(t *testing.T) {
	for label, in := range map[string]string{"ISO-8859-1": "Gr\xf6\xdfe", "windows-1252": "Gr\xf6\xdfe", "UTF-8": "Größe", "macintosh": "Gr\x9a\xa7e"} {
		r, err := charset.Reader(label, strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(r); string(got) != "Größe" {
			t.Errorf("%s: %q", label, got)
		}
	}
	if _, err := charset.Reader("EBCDIC", nil); err == nil {
		t.Error("EBCDIC is read")
	}
}
