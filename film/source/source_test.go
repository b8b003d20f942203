package source_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"backlot/film/source"
)

func read(t *testing.T, name, text string) *source.Text {
	t.Helper()
	got, err := source.Read(strings.NewReader(text), name, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// titles gives the chapters as "part/title", matter in brackets.
func titles(b *source.Text) string {
	var out []string
	for _, c := range b.Chapters {
		name := c.Title
		if c.Part != "" {
			name = c.Part + "/" + name
		}
		if c.Matter {
			name = "[" + name + "]"
		}
		out = append(out, name)
	}
	return strings.Join(out, " | ")
}

const body = "It was dark on the water and the boat went out.\n\nNobody spoke of it again until the spring came.\n\n"

func TestChaptersOfTypedText(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"words", "CHAPTER I\n\nTHE LOG\n\n" + body + "CHAPTER II\n\nTHE SEA\n\n" + body, "CHAPTER I: THE LOG | CHAPTER II: THE SEA"},
		{"words with titles", "Chapter 1. The Log\n\n" + body + "Chapter 2. The Sea\n\n" + body + "Epilogue\n\n" + body, "Chapter 1. The Log | Chapter 2. The Sea | Epilogue"},
		{"German", "Erstes Buch\n\nKapitel 1\n\n" + body + "Kapitel 2\n\n" + body, "Kapitel 1 | Kapitel 2"},
		{"numbers that rise", "I\n\n" + body + "II\n\n" + body + "III\n\n" + body, "I | II | III"},
		{"a number that does not rise is text", "1\n\n" + body + "2\n\n" + body + "7\n\n" + body, "1 | 2"},
		{"capitals", "THE LOG\n\n" + body + "THE SEA\n\n" + body, "THE LOG | THE SEA"},
		{"contents before the text", "CHAPTER I\n\nCHAPTER II\n\nCHAPTER III\n\nCHAPTER I\n\n" + body + "CHAPTER II\n\n" + body + "CHAPTER III\n\n" + body, "CHAPTER I | CHAPTER II | CHAPTER III"},
		{"parts", "PART ONE\n\nChapter 1\n\n" + body + "Chapter 2\n\n" + body + "PART TWO\n\nChapter 3\n\n" + body, "PART ONE/Chapter 1 | PART ONE/Chapter 2 | PART TWO/Chapter 3"},
		{"none", body, "Text"},
		{"a word that only begins like one", body + "Chapter two of his life began badly, he said.\n\n" + body, "Text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := titles(read(t, "book.txt", tt.text)); got != tt.want {
				t.Errorf("chapters %q; want %q", got, tt.want)
			}
		})
	}
}

func TestWrappedLinesAreOneParagraph(t *testing.T) {
	b := read(t, "book.txt", "Chapter 1\n\nThe boat went out in\nthe dark and did\nnot come home.\n\nThey waited.\n\nChapter 2\n\nSpring.\n")
	if got, want := b.Chapters[0].Text, "The boat went out in the dark and did not come home.\nThey waited."; got != want {
		t.Errorf("text %q; want %q", got, want)
	}
	if b.Chapters[1].Place != "line 9" {
		t.Errorf("chapter 2 begins at %q; want line 9", b.Chapters[1].Place)
	}
}

func TestMarkdown(t *testing.T) {
	b := read(t, "b.md", "---\ntitle: Havet (The Sea)\nauthor: I. Aasen\n---\n# The Sea\n\n## One\n\nA *very* cold [day](http://x.example).\nStill.\n\n## Contents\n\nnothing\n\nTwo\n---\n\nEnd.\n")
	if got, want := titles(b), "One | [Contents] | Two"; got != want || b.Title != "Havet (The Sea)" || b.Author != "I. Aasen" {
		t.Errorf("%q by %q: %q; want Havet (The Sea) by I. Aasen: %q", b.Title, b.Author, got, want)
	}
	if got, want := b.Chapters[0].Text, "A very cold day. Still."; got != want {
		t.Errorf("text %q; want %q", got, want)
	}
	if b.Chapters[0].Place != "line 7" {
		t.Errorf("the first chapter is at %s; want the file's line 7", b.Chapters[0].Place)
	}
	if b.Words() != 6 { // front and back matter is not counted
		t.Errorf("%d words; want 6", b.Words())
	}
}

func TestGutenbergLicenceIsLeftOut(t *testing.T) {
	b := read(t, "b.txt", "The Project Gutenberg eBook\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nCHAPTER I\n\n"+body+"CHAPTER II\n\n"+body+"*** END OF THE PROJECT GUTENBERG EBOOK X ***\nlicence\n")
	if titles(b) != "CHAPTER I | CHAPTER II" || strings.Contains(b.Chapters[1].Text, "licence") || len(b.Findings) != 2 {
		t.Errorf("%q, findings %v", titles(b), b.Findings)
	}
	if b.Chapters[0].Place != "line 5" {
		t.Errorf("chapter I at %s; want the file's line 5", b.Chapters[0].Place)
	}
}

func TestHTML(t *testing.T) {
	b := read(t, "b.html", `<!doctype html><html lang="nb"><head><title>Havet</title><meta name="author" content="I. Aasen"><style>p{}</style></head>
<body><nav><a href="#1">One</a></nav><h1>Havet</h1><h2 id="1">En</h2><p>Det var <b>m&oslash;rkt</b>.<br>Ja.</p><script>alert(1)</script>
<h2>To</h2><p>Det ble lyst.</p></body></html>`)
	if titles(b) != "En | To" || b.Title != "Havet" || b.Author != "I. Aasen" || b.Language != "nb" {
		t.Errorf("%q %q %q %q", titles(b), b.Title, b.Author, b.Language)
	}
	if b.Chapters[0].Text != "Det var mørkt. Ja." {
		t.Errorf("text %q", b.Chapters[0].Text)
	}
}

// epub makes an archive of files in order.
func epub(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const container = `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`

func opf(manifest, spine string) string {
	return `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Sea</dc:title><dc:creator>I. Aasen</dc:creator><dc:language>en</dc:language></metadata><manifest>` +
		manifest + `</manifest>` + spine + `</package>`
}

func page(text string) string {
	return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>` + text + `</body></html>`
}

func epub3(t testing.TB) []byte {
	return epub(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container,
		"OEBPS/book.opf", opf(`<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/a%20b.xhtml" media-type="application/xhtml+xml"/><item id="z" href="text/z.xhtml" media-type="application/xhtml+xml"/>`,
			`<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/><itemref idref="z"/></spine>`),
		"OEBPS/nav.xhtml", page(`<nav epub:type="landmarks"><ol><li><a href="cover.xhtml">Start</a></li></ol></nav><nav epub:type="toc"><ol><li><a href="cover.xhtml">Cover</a></li><li><a href="text/a%20b.xhtml">One: The Log</a></li><li><a href="text/a%20b.xhtml#two">Two</a></li><li><a href="text/z.xhtml">Three</a></li></ol></nav>`),
		"OEBPS/cover.xhtml", page("<p>The Sea</p>"),
		"OEBPS/text/a b.xhtml", page(`<h1>The Log</h1><p>First words.</p><h3>A small head</h3><p>More.</p><h1 id="two">Two</h1><p>Second words.</p>`),
		"OEBPS/text/z.xhtml", page(`<p>Third words.</p>`))
}

func TestEPUB3ChaptersComeFromTheContents(t *testing.T) {
	b, err := source.Read(bytes.NewReader(epub3(t)), "sea.epub", source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := titles(b), "[Cover] | One: The Log | Two | Three"; got != want {
		t.Errorf("chapters %q; want %q", got, want)
	}
	if got, want := b.Chapters[1].Text, "First words.\nA small head\nMore."; got != want {
		t.Errorf("text %q; want %q (a heading that repeats the contents is no text)", got, want)
	}
	if b.Title != "The Sea" || b.Author != "I. Aasen" || b.Chapters[3].Place != "OEBPS/text/z.xhtml" {
		t.Errorf("%q %q %q", b.Title, b.Author, b.Chapters[3].Place)
	}
}

func TestEPUB2ReadsTheNCX(t *testing.T) {
	raw := epub(t, "META-INF/container.xml", container,
		"OEBPS/book.opf", opf(`<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="a.html" media-type="application/xhtml+xml"/>`, `<spine toc="ncx"><itemref idref="a"/><itemref idref="lost"/></spine>`),
		"OEBPS/toc.ncx", `<ncx><navMap><navPoint><navLabel><text>Part One</text></navLabel><content src="a.html"/><navPoint><navLabel><text>One</text></navLabel><content src="a.html#p1"/></navPoint><navPoint><navLabel><text>Two</text></navLabel><content src="a.html#p2"/></navPoint></navPoint><navPoint><navLabel><text>Part Two</text></navLabel><content src="a.html#pp"/><navPoint><navLabel><text>Three</text></navLabel><content src="a.html#p3"/></navPoint></navPoint></navMap></ncx>`,
		"OEBPS/a.html", page(`<p id="p1">Alpha&nbsp;beta.</p><p id="p2">Gamma.</p><p id="pp"> </p><p id="p3">Delta.</p>`))
	b, err := source.Read(bytes.NewReader(raw), "sea.epub", source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := titles(b), "Part One/One | Part One/Two | Part Two/Three"; got != want {
		t.Errorf("chapters %q; want %q", got, want)
	}
	if len(b.Findings) == 0 || !strings.Contains(b.Findings[0].Text, `"lost"`) {
		t.Errorf("findings %v; want the item that is missing", b.Findings)
	}
}

// A file that is no book says what it is instead.
func TestRefused(t *testing.T) {
	big := strings.Repeat("a b ", 1<<18)
	drm := `<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>`
	for _, tt := range []struct {
		name, want string
		raw        []byte
		limits     source.Limits
	}{
		{"empty", "is empty", []byte(" \n"), source.Limits{}},
		{"binary", "binary file", bytes.Repeat([]byte{0, 1, 0xff, 0xfe}, 100), source.Limits{}},
		{"no words", "no words", []byte("--- ...\n"), source.Limits{}},
		{"too large", "larger than", []byte(big), source.Limits{Bytes: 1000}},
		{"a zip that is no book", "META-INF/container.xml", epub(t, "a.txt", "x"), source.Limits{}},
		{"DRM", "copy-protected", epub(t, "META-INF/container.xml", container, "META-INF/encryption.xml", drm), source.Limits{}},
		{"a zip bomb", "unpacks to more", epub(t, "META-INF/container.xml", container, "OEBPS/book.opf", opf(`<item id="a" href="a.html" media-type="application/xhtml+xml"/>`, `<spine><itemref idref="a"/></spine>`), "OEBPS/a.html", strings.Repeat("bomb ", 1<<20)), source.Limits{Unpacked: 1 << 20}},
		{"an XML bomb", "book.opf", epub(t, "META-INF/container.xml", container, "OEBPS/book.opf", `<!DOCTYPE p [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><package><metadata><title>&b;</title></metadata`), source.Limits{}},
		{"a PDF without pages", "PDF", []byte("%PDF-1.4\n%%EOF"), source.Limits{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := source.Read(bytes.NewReader(tt.raw), "x.bin", tt.limits)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v; want one that says %q", err, tt.want)
			}
		})
	}
}

func TestDeeplyNestedHTMLIsRead(t *testing.T) {
	b := read(t, "b.html", "<html><body>"+strings.Repeat("<div>", 200_000)+"<p>deep</p>")
	if b.Words() != 1 {
		t.Errorf("%d words; want 1", b.Words())
	}
}

func TestEncodings(t *testing.T) {
	for _, tt := range []struct {
		name string
		raw  []byte
	}{
		{"UTF-8 with a mark", []byte("\xef\xbb\xbfBodø og Røst")},
		{"Windows-1252", []byte("Bod\xf8 og R\xf8st")},
		{"UTF-16", []byte("\xff\xfeB\x00o\x00d\x00\xf8\x00 \x00o\x00g\x00 \x00R\x00\xf8\x00s\x00t\x00")},
	} {
		b, err := source.Read(bytes.NewReader(tt.raw), "b.txt", source.Limits{})
		if err != nil || b.Chapters[0].Text != "Bodø og Røst" {
			t.Errorf("%s: %v, %v", tt.name, b, err)
		}
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"The keeper's light", 3}, {"well-kept, 131 nights", 3}, {"—", 0}, {"灯台の光", 4}, {"'Row in, love'", 3}, {"Røst to Andenes.", 3},
	} {
		if got := source.Words(tt.in); got != tt.want {
			t.Errorf("Words(%q) = %d; want %d", tt.in, got, tt.want)
		}
	}
}

func TestStoredAndReadAgain(t *testing.T) {
	b := read(t, "b.md", "# A\n\nOne < two & \"three\".\n\n# B\n\nFour.\n")
	var out bytes.Buffer
	if err := b.Encode(&out); err != nil {
		t.Fatal(err)
	}
	again, err := source.Decode(&out)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(b) {
		t.Errorf("%v, %v; want %v", again, err, b)
	}
	if _, err := source.Decode(strings.NewReader(`{"version":9}`)); err == nil {
		t.Error("a later version was read")
	}
}
