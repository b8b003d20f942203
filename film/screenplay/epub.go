package screenplay

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

// WriteEPUB writes the script as an EPUB 3.3 book (w3.org/TR/epub-33) for reading
// on a phone: the title page, what stands before the first scene, then a chapter
// for every scene, with styles and revision marks. Modified is the date of the
// book; the same script and date give the same bytes.
func WriteEPUB(w io.Writer, s *Script, modified time.Time) error {
	z := zip.NewWriter(w)
	packer, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		return fmt.Errorf("write EPUB: %w", err)
	}
	b := &book{zip: z, packer: packer, s: s, date: modified.UTC().Format("2006-01-02T15:04:05Z")}
	b.mimetype()
	b.put("META-INF/container.xml", containerXML)
	b.put("OEBPS/style.css", bookStyle)
	b.chapters()
	b.put("OEBPS/nav.xhtml", b.contents())
	b.put("OEBPS/content.opf", b.opf())
	if b.err != nil {
		return fmt.Errorf("write EPUB: %w", b.err)
	}
	return z.Close()
}

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

const bookStyle = `body{font-family:"Courier Prime",Courier,monospace;line-height:1.25;margin:0 2%}
h1,h2{font-size:1em}h1,.credit{text-align:center}h1{margin-top:30%}
p{margin:.8em 0 0;white-space:pre-wrap}
.character{margin-left:30%;margin-bottom:0}.dialogue,.lyrics{margin:0 10%}.parenthetical{margin:0 20%}
.lyrics{font-style:italic}.transition{text-align:right}.centered{text-align:center}
.section,.synopsis,.note{color:#666;font-style:italic}
.dual{display:flex;gap:4%}.dual>div{flex:1}.dual .dialogue,.dual .parenthetical{margin:0}
.revised{border-bottom:1px dotted}.rev::after{content:" *"}
`

// book gathers the parts of an EPUB.
type book struct {
	zip    *zip.Writer
	packer *flate.Writer // one for all parts: each takes a megabyte
	s      *Script
	date   string
	pages  []bookPage
	err    error
}

type bookPage struct{ file, title string }

// mimetype writes the first member: stored, with its sizes before its content,
// so that the type of the file stands at a fixed place.
func (b *book) mimetype() {
	const text = "application/epub+zip"
	f, err := b.zip.CreateRaw(&zip.FileHeader{Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(text)),
		CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text))})
	if err == nil {
		_, err = io.WriteString(f, text)
	}
	b.err = err
}

// put adds a member.
func (b *book) put(name, text string) {
	if b.err != nil {
		return
	}
	var packed bytes.Buffer
	b.packer.Reset(&packed)
	io.WriteString(b.packer, text) // to memory: it cannot fail
	b.packer.Close()
	f, err := b.zip.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(text)),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(text))})
	if err == nil {
		_, err = f.Write(packed.Bytes())
	}
	b.err = err
}

// chapters writes one page for the title, one for what stands before the first
// scene, and one for every scene.
func (b *book) chapters() {
	b.chapter("title.xhtml", b.title(), func(h *htmlWriter) bool { return h.title(b.s) })
	blocks := b.s.Blocks
	start, heading := 0, "Opening"
	for i := range len(blocks) + 1 {
		if i < len(blocks) && blocks[i].Type != SceneHeading {
			continue
		}
		if shown(blocks[start:i]) {
			file := fmt.Sprintf("scene-%04d.xhtml", len(b.pages))
			b.chapter(file, heading, func(h *htmlWriter) bool { h.blocks(b.s, start, i); return true })
		}
		if i < len(blocks) {
			start, heading = i, strings.TrimSpace(blocks[i].Number+" "+blocks[i].Text)
		}
	}
}

// shown reports whether a page of these blocks would hold anything.
func shown(blocks []Block) bool {
	for i := range blocks {
		b := &blocks[i]
		if b.Type != TitlePage && b.Type != Boneyard && !(b.Kept != nil && b.Kept.Origin == "element") {
			return true
		}
	}
	return false
}

// chapter writes one page unless fill says that it is empty.
func (b *book) chapter(file, title string, fill func(*htmlWriter) bool) {
	var out bytes.Buffer
	h := &htmlWriter{w: bufio.NewWriter(&out)}
	h.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"", b.language(), "\">\n<head><meta charset=\"utf-8\"/><title>",
		escapeHTML(title), "</title><link rel=\"stylesheet\" href=\"style.css\"/></head>\n<body>\n")
	if !fill(h) {
		return
	}
	h.put("</body>\n</html>\n")
	h.w.Flush()
	b.pages = append(b.pages, bookPage{file, title})
	b.put("OEBPS/"+file, out.String())
}

func (b *book) title() string {
	if t := b.s.Title(); t != "" {
		return t
	}
	if b.s.Name != "" {
		return b.s.Name
	}
	return "Screenplay"
}

// language is the language the title page names, "en" if it names none.
func (b *book) language() string {
	for _, key := range [...]string{"lang", "language"} {
		if l := strings.TrimSpace(b.s.TitleField(key)); l != "" && !strings.ContainsFunc(l, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-'
		}) {
			return l
		}
	}
	return "en"
}

// contents is the navigation document.
func (b *book) contents() string {
	var out strings.Builder
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\n" +
		"<head><meta charset=\"utf-8\"/><title>Scenes</title></head>\n<body>\n<nav epub:type=\"toc\"><h1>Scenes</h1>\n<ol>\n")
	for _, p := range b.pages {
		title := p.title
		if title == "" {
			title = "Scene"
		}
		out.WriteString("<li><a href=\"" + p.file + "\">" + escapeHTML(title) + "</a></li>\n")
	}
	if len(b.pages) == 0 {
		out.WriteString("<li><span>Empty</span></li>\n")
	}
	out.WriteString("</ol></nav>\n</body>\n</html>\n")
	return out.String()
}

// opf is the package document: what the book is and the order of its pages.
func (b *book) opf() string {
	var out strings.Builder
	author := strings.Join(strings.Fields(b.s.TitleField("author")+" "+b.s.TitleField("authors")), " ")
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n" +
		"<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n")
	fmt.Fprintf(&out, "<dc:identifier id=\"id\">urn:backlot:script:%016x</dc:identifier>\n<dc:title>%s</dc:title>\n<dc:language>%s</dc:language>\n",
		b.s.fingerprint(), escapeHTML(b.title()), b.language())
	if author != "" {
		fmt.Fprintf(&out, "<dc:creator>%s</dc:creator>\n", escapeHTML(author))
	}
	fmt.Fprintf(&out, "<meta property=\"dcterms:modified\">%s</meta>\n</metadata>\n<manifest>\n", b.date)
	out.WriteString("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n")
	for i, p := range b.pages {
		fmt.Fprintf(&out, "<item id=\"p%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", i, p.file)
	}
	out.WriteString("</manifest>\n<spine>\n")
	for i := range b.pages {
		fmt.Fprintf(&out, "<itemref idref=\"p%d\"/>\n", i)
	}
	if len(b.pages) == 0 {
		out.WriteString("<itemref idref=\"nav\"/>\n")
	}
	out.WriteString("</spine>\n</package>\n")
	return out.String()
}
