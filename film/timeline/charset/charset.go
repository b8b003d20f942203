// Package charset makes UTF-8 of the texts that editing programs write: UTF-8 with or without a mark, UTF-16 either way
// round, and the character sets from before Unicode. Everything here is pure.
package charset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Text is a text as UTF-8, without a mark at its beginning. What is neither UTF-8 nor UTF-16 is read as before, the
// character set of the machines that wrote the format when it was new.
func Text(b []byte, before *charmap.Charmap) []byte {
	if order := wide(b); order != nil {
		return narrow(b, order)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if utf8.Valid(b) {
		return b
	}
	if old, err := before.NewDecoder().Bytes(b); err == nil {
		return old
	}
	return b
}

// Unicode is a text as UTF-8, without a mark, if it is UTF-16; otherwise it is left as it is but for the mark.
func Unicode(b []byte) []byte {
	if order := wide(b); order != nil {
		return narrow(b, order)
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
}

// wide is the byte order of a text in UTF-16: by its mark, or because every second byte at its beginning is zero, as it is of
// anything that begins in a Latin alphabet. It is nil for other texts.
func wide(b []byte) binary.ByteOrder {
	if len(b) < 2 {
		return nil
	}
	switch {
	case b[0] == 0xff && b[1] == 0xfe:
		return binary.LittleEndian
	case b[0] == 0xfe && b[1] == 0xff:
		return binary.BigEndian
	case len(b) < 16:
		return nil
	}
	var zero [2]int
	for i, c := range b[:16] {
		if c == 0 {
			zero[i%2]++
		}
	}
	switch zero {
	case [2]int{0, 8}:
		return binary.LittleEndian
	case [2]int{8, 0}:
		return binary.BigEndian
	}
	return nil
}

func narrow(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	out := make([]byte, 0, len(units)+len(units)/8)
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return bytes.TrimPrefix(out, []byte("\xef\xbb\xbf"))
}

// labels are the names that files give the character sets from before Unicode.
var labels = map[string]*charmap.Charmap{"iso-8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "iso-8859-15": charmap.ISO8859_15,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252, "windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251, "macintosh": charmap.Macintosh, "x-mac-roman": charmap.Macintosh}

// Reader is a text in the character set that a file names as UTF-8. UTF-16 is taken to have been made UTF-8 already, by
// Unicode, for nothing before that could have read the name.
func Reader(label string, r io.Reader) (io.Reader, error) {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode":
		return r, nil
	}
	if set := labels[label]; set != nil {
		return set.NewDecoder().Reader(r), nil
	}
	return nil, fmt.Errorf("text in %.40q; want UTF-8", label)
}
