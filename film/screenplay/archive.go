package screenplay

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
)

// readArchive reads a script kept in a zip archive: .fadein (Open Screenplay
// Format), .celtx (HTML), or any archive with one script in it. What is unpacked
// counts against the limit, so an archive cannot fill the memory.
func readArchive(raw, name string, limits Limits) (*Script, error) {
	z, err := zip.NewReader(strings.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("script %s: a damaged zip archive: %w", name, err)
	}
	files := append([]*zip.File(nil), z.File...)
	if len(files) > 10_000 {
		return nil, fmt.Errorf("script %s: an archive of %d files; want a .fadein or .celtx file", name, len(files))
	}
	sort.SliceStable(files, func(i, j int) bool { return rankFile(files[i].Name) < rankFile(files[j].Name) })
	var first error
	for _, f := range files {
		if rankFile(f.Name) > 5 {
			break
		}
		body, err := unpack(f, limits.Bytes)
		if err == nil {
			var s *Script
			if s, err = readMember(body, f.Name, name, limits); err == nil {
				return s, nil
			}
		}
		first = errors.Join(first, err)
		if errors.Is(err, errTooLarge) {
			break
		}
	}
	if first != nil {
		return nil, first
	}
	return nil, fmt.Errorf("script %s: a zip archive without a script in it; want a .fadein or .celtx file", name)
}

// rankFile orders members by how likely they hold the script; above 5 they do not.
func rankFile(name string) int {
	base := strings.ToLower(path.Base(name))
	switch {
	case base == "document.xml":
		return 0
	case strings.HasPrefix(base, "script") && strings.HasSuffix(base, ".html"):
		return 1
	case strings.HasSuffix(base, ".fdx"):
		return 2
	case strings.HasSuffix(base, ".fountain"):
		return 3
	case strings.HasSuffix(base, ".html"):
		return 4
	case strings.HasSuffix(base, ".xml") && !strings.HasPrefix(name, "word/") && !strings.Contains(base, "content_types"):
		return 5
	}
	return 9
}

var errTooLarge = errors.New("unpacks to more than the limit")

func unpack(f *zip.File, limit int64) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", fmt.Errorf("unpack %s: %w", f.Name, err)
	}
	defer r.Close()
	body, err := readText(struct{ io.Reader }{r}, limit) // the size the archive states may be a lie
	if err != nil {
		return "", fmt.Errorf("unpack %s: %w", f.Name, err)
	}
	if int64(len(body)) > limit {
		return "", fmt.Errorf("unpack %s: %w of %d MiB", f.Name, errTooLarge, limit>>20)
	}
	return body, nil
}

func readMember(body, member, name string, limits Limits) (*Script, error) {
	text, findings, err := decodeText(body, name+"/"+member)
	if err != nil {
		return nil, err
	}
	var s *Script
	switch {
	case strings.HasSuffix(strings.ToLower(member), ".html"):
		s, err = readCeltx(text, name, limits)
	case strings.HasSuffix(strings.ToLower(member), ".fountain"):
		s, err = readFountain(text, name, limits)
	default:
		s, err = readXML(text, name, limits)
	}
	if err != nil {
		return nil, err
	}
	s.Findings = append(findings, s.Findings...)
	if s.Format == OpenScreenplay {
		s.Format = FadeIn
	}
	return s, nil
}

// readXML reads the XML formats, told apart by their root element.
func readXML(text, name string, limits Limits) (*Script, error) {
	x := newXMLScanner(text)
	for t := x.next(); t.kind != xmlEOF; t = x.next() {
		if t.kind == xmlStart {
			if t.name == "document" && strings.Contains(t.attrs, "Open Screenplay Format") {
				return readOSF(text, name, limits)
			}
			break
		}
	}
	return readFDX(text, name, limits)
}

// celtxTypes maps the paragraph classes of Celtx.
var celtxTypes = map[string]Type{
	"sceneheading": SceneHeading, "action": Action, "character": Character, "dialog": Dialogue, "dialogue": Dialogue,
	"parenthetical": Parenthetical, "transition": Transition, "shot": Action, "text": Action, "act": Centered, "lyric": Lyrics, "lyrics": Lyrics,
}

// readCeltx reads the HTML of a Celtx script: one <p class="..."> a paragraph.
func readCeltx(text, name string, limits Limits) (*Script, error) {
	x := newXMLScanner(text)
	s := &Script{Format: Celtx}
	line, at := 1, 0
	for t := x.next(); t.kind != xmlEOF; t = x.next() {
		if t.kind != xmlStart || !strings.EqualFold(t.name, "p") {
			continue
		}
		class := strings.ToLower(attrValue(t.attrs, "class"))
		typ, ok := celtxTypes[class]
		if !ok {
			continue
		}
		line += strings.Count(text[at:t.from], "\n")
		at = t.from
		b := Block{Type: typ, Line: line, Number: attrValue(t.attrs, "scenenumber")}
		if class == "shot" {
			b.Kind = "Shot"
		}
		celtxText(x, t, &b)
		if b.Text == "" && b.Type != SceneHeading {
			continue
		}
		if b.Type != SceneHeading {
			b.Number = ""
		}
		if b.Type == Parenthetical && !isWrapped(b.Text) {
			b.Text = "(" + strings.Trim(b.Text, "()") + ")"
			b.Runs = nil
		}
		s.Blocks = append(s.Blocks, b)
		if len(s.Blocks) > limits.Blocks {
			return nil, fmt.Errorf("script %s has more than %d paragraphs: want a screenplay", name, limits.Blocks)
		}
	}
	if len(s.Blocks) == 0 {
		return nil, fmt.Errorf("script %s: HTML without script paragraphs; want Celtx classes such as \"sceneheading\"", name)
	}
	return s, nil
}

// celtxText reads the text of a paragraph with its bold, italic and underline.
func celtxText(x *xmlScanner, start xmlToken, b *Block) {
	if start.empty {
		return
	}
	var text fdxText
	var style Style
	styles := map[string]Style{"b": Bold, "strong": Bold, "i": Italic, "em": Italic, "u": Underline}
	hidden := 0
	for {
		t := x.next()
		low := strings.ToLower(t.name)
		switch t.kind {
		case xmlText:
			if hidden > 0 {
				continue
			}
			from := text.runes
			words := strings.Join(strings.Fields(unescape(t.text)), " ")
			if words == "" {
				continue
			}
			if from > 0 && t.text[0] <= ' ' || from > 0 && !strings.HasSuffix(text.string(), " ") && t.text[0] == '\n' {
				words = " " + words
			}
			if last := t.text[len(t.text)-1]; last == ' ' || last == '\n' {
				words += " "
			}
			text.add(words)
			if style != 0 {
				text.runs = append(text.runs, Run{Start: from, End: text.runes, Style: style})
			}
			continue
		case xmlStart:
			if low == "br" {
				text.add("\n")
			}
			if low == "span" && !t.empty && hidden > 0 {
				hidden++
			}
			style |= styles[low]
			continue
		case xmlEnd:
			style &^= styles[low]
			if low != "p" {
				continue
			}
		}
		b.Text = strings.TrimRight(strings.TrimSpace(text.string()), "\n")
		b.Runs = text.runs
		return
	}
}
