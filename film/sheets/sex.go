package sheets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"backlot/film/pages"
)

// Scheduling Exchange is little endian: "SSI*", ten header bytes, the names of
// the categories each ended by NUL and the list by another NUL, then records:
// '#' and three NUL, the length of type and payload (16 bit), the type (16 bit).
//
//	1  counter byte, "page TAB scene TAB heading TAB" NUL: begins a scene
//	2  scene (16 bit), category (8 bit), name NUL
//	3  scene (16 bit), 0 (16 bit), eighths (16 bit)
//
// Source: two open readers that agree (formats.md section 2, [20] and [21]).
const (
	sexMagic  = "SSI*"
	sexHeader = 10
	recScene  = 1
	recItem   = 2
	recLength = 3
	maxSEX    = 64 << 20
)

// ReadSEX reads a Scheduling Exchange file. Records it does not know and
// references to scenes that do not exist are findings.
func ReadSEX(r io.Reader) (Book, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxSEX+1))
	if err != nil {
		return Book{}, fmt.Errorf("scheduling exchange: %w", err)
	}
	if len(raw) > maxSEX {
		return Book{}, fmt.Errorf("scheduling exchange: larger than %d MiB", maxSEX>>20)
	}
	if !bytes.HasPrefix(raw, []byte(sexMagic)) {
		return Book{}, fmt.Errorf("scheduling exchange: begins with %q; want %q", raw[:min(len(raw), 4)], sexMagic)
	}
	var b Book
	at := len(sexMagic)
	// Programs differ by a few header bytes: the names begin after the zeros.
	for at < len(raw) && at < len(sexMagic)+2*sexHeader && (raw[at] == 0 || at < len(sexMagic)+sexHeader) {
		at++
	}
	for at < len(raw) && raw[at] != 0 && !atRecord(raw, at) {
		end := bytes.IndexByte(raw[at:], 0)
		if end < 0 {
			return b, fmt.Errorf("scheduling exchange: offset %d: a category name without an end", at)
		}
		b.Categories = append(b.Categories, latin(raw[at:at+end]))
		at += end + 1
	}
	for at < len(raw) && !atRecord(raw, at) {
		at++
	}
	for at+8 <= len(raw) {
		if !atRecord(raw, at) {
			return b, fmt.Errorf("scheduling exchange: offset %d: no record; want '#' and three zeros", at)
		}
		length := int(binary.LittleEndian.Uint16(raw[at+4:]))
		end := at + 6 + length
		if length < 2 || end > len(raw) {
			return b, fmt.Errorf("scheduling exchange: offset %d: a record of %d bytes runs past the end", at, length)
		}
		b.record(int(binary.LittleEndian.Uint16(raw[at+6:])), raw[at+8:end], at)
		at = end
	}
	return b, nil
}

func atRecord(raw []byte, at int) bool {
	return at+4 <= len(raw) && raw[at] == '#' && raw[at+1] == 0 && raw[at+2] == 0 && raw[at+3] == 0
}

func (b *Book) record(kind int, p []byte, at int) {
	find := func(format string, args ...any) {
		if len(b.Findings) < 1000 {
			b.Findings = append(b.Findings, fmt.Sprintf("offset %d: ", at)+fmt.Sprintf(format, args...))
		}
	}
	scene := func() *Sheet {
		if len(p) < 2 {
			find("a record without a scene")
			return nil
		}
		n := int(binary.LittleEndian.Uint16(p))
		if n < 1 || n > len(b.Scenes) {
			find("scene %d of %d does not exist", n, len(b.Scenes))
			return nil
		}
		return &b.Scenes[n-1]
	}
	switch kind {
	case recScene:
		if len(p) < 1 {
			find("an empty scene record")
			return
		}
		f := strings.Split(latin(bytes.TrimRight(p[1:], "\x00")), "\t")
		for len(f) < 3 {
			f = append(f, "")
		}
		b.Scenes = append(b.Scenes, Sheet{Page: f[0], Number: f[1], Heading: f[2], Elements: map[string][]string{}})
	case recItem:
		s := scene()
		if s == nil || len(p) < 3 {
			return
		}
		if int(p[2]) >= len(b.Categories) {
			find("category %d of %d does not exist", p[2], len(b.Categories))
			return
		}
		c := b.Categories[p[2]]
		s.Elements[c] = append(s.Elements[c], latin(bytes.TrimRight(p[3:], "\x00")))
	case recLength:
		if s := scene(); s != nil && len(p) >= 6 {
			s.Eighths = pages.Eighths(binary.LittleEndian.Uint16(p[4:]))
		}
	default:
		find("a record of unknown type %d", kind)
	}
}

// WriteSEX writes a Scheduling Exchange file. Letters outside Latin-1 become "?",
// for the format has no others; a name or a list too long for it is an error.
func WriteSEX(w io.Writer, b Book) error {
	if len(b.Categories) > 255 || len(b.Scenes) > 65535 {
		return fmt.Errorf("scheduling exchange: %d categories and %d scenes; it holds 255 and 65535", len(b.Categories), len(b.Scenes))
	}
	var out bytes.Buffer
	out.WriteString(sexMagic)
	out.Write(make([]byte, sexHeader))
	index := map[string]int{}
	for i, c := range b.Categories {
		index[c] = i
		out.Write(bytes8(c))
		out.WriteByte(0)
	}
	out.WriteByte(0)
	for i, s := range b.Scenes {
		n := uint16(i + 1)
		text := bytes8(strings.Join([]string{clean(s.Page), clean(s.Number), clean(s.Heading), ""}, "\t"))
		if err := put(&out, recScene, append([]byte{byte(n)}, append(text, 0)...)); err != nil {
			return fmt.Errorf("scheduling exchange: scene %s: %w", s.Number, err)
		}
		length := binary.LittleEndian.AppendUint16(nil, n)
		length = binary.LittleEndian.AppendUint16(length, 0)
		length = binary.LittleEndian.AppendUint16(length, uint16(min(int(s.Eighths), 65535)))
		if err := put(&out, recLength, length); err != nil {
			return err
		}
		for _, c := range b.Categories {
			for _, e := range s.Elements[c] {
				p := binary.LittleEndian.AppendUint16(nil, n)
				p = append(append(append(p, byte(index[c])), bytes8(clean(e))...), 0)
				if err := put(&out, recItem, p); err != nil {
					return fmt.Errorf("scheduling exchange: scene %s, %s %q: %w", s.Number, c, e, err)
				}
			}
		}
		for c := range s.Elements {
			if _, ok := index[c]; !ok {
				return fmt.Errorf("scheduling exchange: scene %s has elements in %q, which is not among the categories", s.Number, c)
			}
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

func put(out *bytes.Buffer, kind uint16, payload []byte) error {
	if len(payload)+2 > 65535 {
		return fmt.Errorf("a text of %d bytes; it holds 65533", len(payload))
	}
	out.WriteString("#\x00\x00\x00")
	out.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(payload)+2)))
	out.Write(binary.LittleEndian.AppendUint16(nil, kind))
	out.Write(payload)
	return nil
}

// clean takes out what parts fields and records.
func clean(s string) string { return strings.NewReplacer("\t", " ", "\x00", "").Replace(s) }

func latin(p []byte) string {
	if utf8.Valid(p) {
		return string(p)
	}
	out := make([]rune, len(p))
	for i, c := range p {
		out[i] = rune(c)
	}
	return string(out)
}

func bytes8(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 255 {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return out
}
