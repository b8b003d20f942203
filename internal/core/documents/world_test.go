package documents_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
)

const worldScripts = "../../../film/screenplay/layout/testdata/world"

// worldScript reads and lays out one of the sample scripts in other writing systems.
func worldScript(t testing.TB, name string) (*screenplay.Script, layout.Result) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(worldScripts, name+".fountain"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := screenplay.Read(bytes.NewReader(raw), name+".fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s, layout.Set(s, layout.Options{SceneNumbers: true})
}

func TestWorldScriptsPrint(t *testing.T) {
	for _, name := range []string{"arabic", "japanese", "hindi", "hebrew", "chinese", "korean", "thai", "russian", "greek"} {
		t.Run(name, func(t *testing.T) {
			s, set := worldScript(t, name)
			pdf, err := documents.RenderPDF(documents.Screenplay(documents.Meta{Title: name}, s, set), documents.Recipient{})
			if err != nil {
				t.Fatal(err)
			}
			if len(pdf.Findings) > 0 {
				t.Errorf("findings %v; want every letter printed", pdf.Findings)
			}
			if dir := os.Getenv("SHOW"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf.Bytes, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			t.Log(len(pdf.Bytes))
		})
	}
}

// TestWordsCanBeCopied: what is printed can be searched and copied in reading order,
// as poppler reads it.
func TestWordsCanBeCopied(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext on this machine")
	}
	for name, words := range map[string][]string{
		"arabic":   {"المفتاح القديم", "هل تعرف هذا المفتاح؟ كان جدي يقول", "(بهدوء)", "Nokia 3310", "ليلى"},
		"hebrew":   {"נועה יושבת לבד על הספסל", "22:15", "(ולא הקשבת)"},
		"hindi":    {"मीरा पुराने डाकघर में दाख़िल होती है।", "क्षण भर", "चश्मा उतारकर"},
		"japanese": {"古い時計が九時を打つ。", "最後の明かり", "CAMERA"},
		"korean":   {"민지는 식은 커피를 들고 창밖을 바라본다."},
		"thai":     {"เขาบอกว่าจะกลับมาก่อนค่ำ"},
		"russian":  {"Вера ставит чайник"},
	} {
		s, set := worldScript(t, name)
		pdf, err := documents.RenderPDF(documents.Screenplay(documents.Meta{Title: name}, s, set), documents.Recipient{})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name+".pdf")
		if err := os.WriteFile(path, pdf.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(reader, "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := plainReading(string(out))
		for _, w := range words {
			if !strings.Contains(text, plainReading(w)) {
				t.Errorf("%s: %q cannot be found in\n%s", name, w, out)
			}
		}
	}
}

// TestTheSameScriptGivesTheSameBytes, in every writing system.
func TestTheSameScriptGivesTheSameBytes(t *testing.T) {
	for _, name := range []string{"arabic", "hebrew", "hindi", "japanese", "thai"} {
		s, set := worldScript(t, name)
		var first []byte
		for range 3 {
			pdf, err := documents.RenderPDF(documents.Screenplay(documents.Meta{Title: name}, s, set), documents.Recipient{Name: "ليلى"})
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = pdf.Bytes
			}
			if !bytes.Equal(first, pdf.Bytes) {
				t.Fatalf("%s: two prints differ", name)
			}
		}
	}
}

// plainReading drops the direction marks that pdftotext writes, and runs of spaces.
func plainReading(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x202a && r <= 0x202e || r == 0x200e || r == 0x200f {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// TestLatinPaperCarriesNoWorldFont: papers that need no other letters stay as small as
// they were.
func TestLatinPaperCarriesNoWorldFont(t *testing.T) {
	pdf := render(t, oneLiner(), documents.Recipient{})
	for _, font := range []string{"noto", "droid"} {
		if bytes.Contains(pdf.Bytes, []byte(font)) {
			t.Errorf("a Latin paper holds a %s font", font)
		}
	}
}
