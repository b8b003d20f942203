package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
)

// book is an opened EPUB.
type book struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	name  string
}

// readEPUB reads EPUB 2 and 3: container, package, spine, and the table of
// contents (navigation document or NCX), whose entries are the chapters.
func readEPUB(raw []byte, name string, limits Limits) (*Text, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("book %s: a damaged EPUB (zip): %w", name, err)
	}
	if len(z.File) > limits.Members {
		return nil, fmt.Errorf("book %s: an archive of %d files; want an EPUB of at most %d", name, len(z.File), limits.Members)
	}
	b := &book{files: map[string]*zip.File{}, left: limits.Unpacked, name: name}
	for _, f := range z.File {
		b.files[path.Clean(f.Name)] = f
	}
	if err := b.readable(); err != nil {
		return nil, err
	}
	pack, opf, err := b.pack()
	if err != nil {
		return nil, err
	}
	t := &Text{Format: EPUB, Title: squeeze(first(pack.Titles)), Author: strings.Join(trimAll(pack.Creators), ", "), Language: strings.TrimSpace(first(pack.Languages))}
	paras, err := b.spine(t, pack, path.Dir(opf))
	if err != nil {
		return nil, err
	}
	t.assemble(paras)
	return t, nil
}

// readable refuses books that are locked. Obfuscated fonts are no lock.
func (b *book) readable() error {
	f, ok := b.files["META-INF/encryption.xml"]
	if !ok {
		return nil
	}
	var enc struct {
		Data []struct {
			Method struct {
				Algorithm string `xml:"Algorithm,attr"`
			} `xml:"EncryptionMethod"`
		} `xml:"EncryptedData"`
	}
	if err := b.xml(f, &enc); err != nil {
		return err
	}
	for _, d := range enc.Data {
		if !strings.Contains(d.Method.Algorithm, "idpf.org/2008/embedding") && !strings.Contains(d.Method.Algorithm, "ns.adobe.com/pdf/enc") {
			return fmt.Errorf("book %s is copy-protected (DRM): ask the publisher for an unprotected file", b.name)
		}
	}
	return nil
}

// opfPackage is the package document, as much as reading needs.
type opfPackage struct {
	Titles    []string  `xml:"metadata>title"`
	Creators  []string  `xml:"metadata>creator"`
	Languages []string  `xml:"metadata>language"`
	Items     []opfItem `xml:"manifest>item"`
	Spine     struct {
		TOC   string       `xml:"toc,attr"`
		Items []opfItemRef `xml:"itemref"`
	} `xml:"spine"`
}

type opfItem struct {
	ID         string `xml:"id,attr"`
	Href       string `xml:"href,attr"`
	Type       string `xml:"media-type,attr"`
	Properties string `xml:"properties,attr"`
}

type opfItemRef struct {
	ID     string `xml:"idref,attr"`
	Linear string `xml:"linear,attr"`
}

func (b *book) pack() (opfPackage, string, error) {
	var container struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	f, ok := b.files["META-INF/container.xml"]
	if !ok {
		return opfPackage{}, "", fmt.Errorf("book %s: a zip archive without META-INF/container.xml; want an EPUB", b.name)
	}
	if err := b.xml(f, &container); err != nil {
		return opfPackage{}, "", err
	}
	for _, root := range container.Roots {
		if f, ok := b.files[path.Clean(root.Path)]; ok {
			var p opfPackage
			err := b.xml(f, &p)
			return p, path.Clean(root.Path), err
		}
	}
	return opfPackage{}, "", fmt.Errorf("book %s: META-INF/container.xml names no package document that is there", b.name)
}

// spine reads the parts of the book in reading order, with its contents as headings.
func (b *book) spine(t *Text, pack opfPackage, dir string) ([]para, error) {
	items := map[string]opfItem{}
	nav, ncx := "", ""
	for _, it := range pack.Items {
		items[it.ID] = it
		if strings.Contains(" "+it.Properties+" ", " nav ") {
			nav = member(dir, it.Href)
		}
		if it.ID == pack.Spine.TOC || it.Type == "application/x-dtbncx+xml" {
			ncx = member(dir, it.Href)
		}
	}
	toc, err := b.contents(nav, ncx)
	if err != nil {
		return nil, err
	}
	if len(toc) < 2 {
		t.find(Info, "", "the EPUB has no table of contents; chapters are found by their headings")
		toc = nil
	}
	var out []para
	for _, ref := range pack.Spine.Items {
		it, ok := items[ref.ID]
		file := member(dir, it.Href)
		switch {
		case !ok || b.files[file] == nil:
			t.find(Warning, file, "the spine names %q, which is not in the book", ref.ID)
			continue
		case file == nav || ref.Linear == "no" || !strings.Contains(it.Type, "html"):
			continue
		}
		body, err := b.unpack(b.files[file])
		if err != nil {
			return nil, err
		}
		text, findings, err := decode(body, file)
		if err != nil {
			return nil, err
		}
		t.Findings = append(t.Findings, findings...)
		out = append(out, underContents(parsePage(text).paras, file, toc)...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("book %s: its spine holds no text; a book of pictures is anchored by page and panel instead", b.name)
	}
	return out, nil
}

// tocEntry is a line of the table of contents.
type tocEntry struct {
	title, file, fragment string
	level                 int
}

// underContents puts the lines of the contents where they point to. With a table
// of contents the book's own headings stand in the text, unless they say the same.
func underContents(paras []para, file string, toc []tocEntry) []para {
	for i := range paras {
		paras[i].place = file
	}
	if len(toc) == 0 {
		return paras
	}
	var out []para
	used := make([]bool, len(toc))
	head := func(ids []string, top bool) {
		for i, e := range toc {
			if used[i] || e.file != file || !(top && e.fragment == "" || e.fragment != "" && contains(ids, e.fragment)) {
				continue
			}
			used[i] = true
			out = append(out, para{text: e.title, level: e.level, place: file})
		}
	}
	head(nil, true)
	for _, p := range paras {
		head(p.ids, false)
		if p.level > 0 {
			p.level = 0
			if n := len(out); n > 0 && out[n-1].level > 0 && strings.Contains(fold(out[n-1].text), fold(p.text)) {
				continue // the heading of the chapter, again
			}
		}
		out = append(out, p)
	}
	for i, e := range toc { // a fragment that is on no element: the chapter begins with the file
		if !used[i] && e.file == file {
			out = append([]para{{text: e.title, level: e.level, place: file}}, out...)
			break
		}
	}
	return out
}

// contents reads the navigation document of EPUB 3, or else the NCX of EPUB 2.
func (b *book) contents(nav, ncx string) ([]tocEntry, error) {
	if f := b.files[nav]; f != nil {
		body, err := b.unpack(f)
		if err != nil {
			return nil, err
		}
		if toc := navEntries(string(body), path.Dir(nav)); len(toc) > 0 {
			return toc, nil
		}
	}
	f := b.files[ncx]
	if f == nil {
		return nil, nil
	}
	var doc struct {
		Points []ncxPoint `xml:"navMap>navPoint"`
	}
	if err := b.xml(f, &doc); err != nil {
		return nil, err
	}
	return ncxEntries(doc.Points, path.Dir(ncx), 1), nil
}

type ncxPoint struct {
	Label   string `xml:"navLabel>text"`
	Content struct {
		Src string `xml:"src,attr"`
	} `xml:"content"`
	Points []ncxPoint `xml:"navPoint"`
}

func ncxEntries(points []ncxPoint, dir string, level int) []tocEntry {
	var out []tocEntry
	for _, p := range points {
		file, fragment := target(dir, p.Content.Src)
		out = append(out, tocEntry{squeeze(p.Label), file, fragment, min(level, 6)})
		if level < 6 {
			out = append(out, ncxEntries(p.Points, dir, level+1)...)
		}
	}
	return out
}

// member is the path in the archive of an address in a document in dir.
func member(dir, href string) string {
	file, _ := target(dir, href)
	return file
}

func target(dir, href string) (file, fragment string) {
	href, fragment, _ = strings.Cut(strings.TrimSpace(href), "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return path.Join(dir, href), fragment
}

func (b *book) unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("book %s: unpack %s: %w", b.name, f.Name, err)
	}
	defer r.Close() //nolint:errcheck // it was only read
	body, err := io.ReadAll(io.LimitReader(r, b.left+1))
	if err != nil && !errors.Is(err, zip.ErrChecksum) {
		return nil, fmt.Errorf("book %s: unpack %s: %w", b.name, f.Name, err)
	}
	if b.left -= int64(len(body)); b.left < 0 {
		return nil, fmt.Errorf("book %s unpacks to more than the limit at %s: that is no book", b.name, f.Name)
	}
	return body, nil
}

// xml reads a small XML member. Entities of documents are not expanded, so none
// can grow.
func (b *book) xml(f *zip.File, into any) error {
	body, err := b.unpack(f)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("book %s: read %s: %w", b.name, f.Name, err)
	}
	return nil
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func trimAll(list []string) []string {
	var out []string
	for _, s := range list {
		if s = squeeze(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
