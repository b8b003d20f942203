package screenplay_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/testdata/raced"
)

func TestHostileTextStaysLinear(t *testing.T) {
	n := raced.Cases(1<<19, 1<<16)
	for name, text := range map[string]string{
		"open notes":      strings.Repeat("[[", n/2),
		"open boneyards":  strings.Repeat("/*", n/2),
		"nested":          strings.Repeat("/*", n/4) + strings.Repeat("*/", n/4),
		"notes":           strings.Repeat("[[a]] ", n/6),
		"soft breaks":     "BOB\n" + strings.Repeat("x[[\n]]", n/6),
		"stars":           strings.Repeat("*a ", n/3),
		"scores":          strings.Repeat("_", n),
		"one line":        strings.Repeat("x", n),
		"empty lines":     "A\n" + strings.Repeat("\n", n) + "B",
		"cues":            strings.Repeat("A\nb\n\n", n/6),
		"title keys":      strings.Repeat("Key: v\n", n/7),
		"entities":        "<FinalDraft><Content><Paragraph><Text>" + strings.Repeat("&amp;", n/5) + "</Text></Paragraph></Content></FinalDraft>",
		"deep elements":   "<FinalDraft>" + strings.Repeat("<a>", n/3),
		"deep paragraphs": "<FinalDraft><Content><Paragraph>" + strings.Repeat("<DualDialogue><Paragraph>", 2000),
		"xml bomb": `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` +
			"<FinalDraft><Content><Paragraph><Text>&b;&b;</Text></Paragraph></Content></FinalDraft>",
		"texts": "<FinalDraft><Content><Paragraph>" + strings.Repeat("<Text Style=\"Bold\">x</Text>", n/28) + "</Paragraph></Content></FinalDraft>",
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			s, err := screenplay.Read(strings.NewReader(text), "hostile", screenplay.Limits{})
			if d := time.Since(start); d > 10*time.Second { // far above linear, for a machine with other work
				t.Errorf("reading took %v", d)
			}
			if err != nil {
				t.Log(err)
				return
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > int64(20*len(text)+64<<20+256*len(s.Blocks)) {
				t.Errorf("%d MB kept for %d MB of text", used>>20, len(text)>>20)
			}
			start = time.Now()
			var out bytes.Buffer
			if err := screenplay.WriteFountain(&out, touch(s)); err != nil {
				t.Error(err)
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("writing took %v", d)
			}
			runtime.KeepAlive(s)
		})
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "is empty"},
		{"only spaces", " \n\t\n", "is empty"},
		{"a picture", "\x89PNG\r\n\x1a\n....", "a picture"},
		{"a program", "\x7fELF\x02\x01\x01\x00\x00\x00\x00", "a program"},
		{"binary", strings.Repeat("\x00\x01\x02\xff", 100), "binary"},
		{"other XML", "<?xml version=\"1.0\"?><svg></svg>", "<svg>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := screenplay.Read(strings.NewReader(tt.text), "file", screenplay.Limits{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v; want one that says %q", err, tt.want)
			}
		})
	}
	big := strings.NewReader(strings.Repeat("x\n\n", 1000))
	if _, err := screenplay.Read(big, "big", screenplay.Limits{Bytes: 100}); err == nil {
		t.Error("a file over the limit was read")
	}
	if _, err := screenplay.Read(strings.NewReader(strings.Repeat("x\n\n", 1000)), "many", screenplay.Limits{Blocks: 100}); err == nil {
		t.Error("more paragraphs than the limit were read")
	}
}

func TestEncodings(t *testing.T) {
	want := "INT. CAFÉ – DAY\n\n“Déjà vu”, says Zoë.\n"
	utf16 := func(s string, big bool) []byte {
		var out []byte
		for _, r := range s {
			hi, lo := byte(r>>8), byte(r)
			if big {
				out = append(out, hi, lo)
			} else {
				out = append(out, lo, hi)
			}
		}
		return out
	}
	cp1252 := strings.NewReplacer("É", "\xc9", "–", "\x96", "“", "\x93", "”", "\x94", "é", "\xe9", "à", "\xe0", "ë", "\xeb").Replace(want)
	for name, raw := range map[string][]byte{
		"UTF-8":              []byte(want),
		"UTF-8 with mark":    []byte("\xef\xbb\xbf" + want),
		"UTF-16 LE mark":     append([]byte("\xff\xfe"), utf16(want, false)...),
		"UTF-16 BE mark":     append([]byte("\xfe\xff"), utf16(want, true)...),
		"UTF-16 LE unmarked": utf16(strings.Repeat("INT. X - DAY\n\n", 9)+want, false),
		"Windows-1252":       []byte(cp1252),
		"Windows line ends":  []byte(strings.ReplaceAll(want, "\n", "\r\n")),
		"old Mac line ends":  []byte(strings.ReplaceAll(want, "\n", "\r")),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := screenplay.Read(bytes.NewReader(raw), "f", screenplay.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			h, a := s.Blocks[len(s.Blocks)-2], s.Blocks[len(s.Blocks)-1]
			if h.Type != screenplay.SceneHeading || h.Text != "INT. CAFÉ – DAY" || a.Text != "“Déjà vu”, says Zoë." {
				t.Errorf("reads %q, %q", h.Text, a.Text)
			}
			var out bytes.Buffer
			if err := screenplay.WriteFountain(&out, s); err != nil || !bytes.Equal(out.Bytes(), raw) {
				t.Errorf("the untouched bytes changed (%v)", err)
			}
		})
	}
}
