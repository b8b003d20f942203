package sheets

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Format is a file format of sheets, by its ending.
type Format string

// The formats. SEX has no boards; CSV and XLSX hold one.
const (
	SEX  Format = "sex"
	USS  Format = "uss"
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// Formats are all formats, those that keep most first.
func Formats() []Format { return []Format{USS, XLSX, CSV, SEX} }

// FormatOf tells the format of a file from its content or else from its name; an error says which
// there are.
func FormatOf(name string, content []byte) (Format, error) {
	ending := Format(strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")))
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(content, []byte(bom)), " \t\r\n")
	switch {
	case bytes.HasPrefix(content, []byte(sexMagic)):
		return SEX, nil
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return XLSX, nil
	case bytes.HasPrefix(trimmed, []byte("{")) && ending != CSV:
		return USS, nil
	case slices.Contains(Formats(), ending):
		return ending, nil
	case ending == "tsv", ending == "txt":
		return CSV, nil
	}
	return "", fmt.Errorf("%s: want a file ending in .uss, .xlsx, .csv or .sex", name)
}

// Read reads a file of any format, told by its content or name.
func Read(name string, content []byte) (Book, error) {
	format, err := FormatOf(name, content)
	if err != nil {
		return Book{}, err
	}
	board := strings.TrimSuffix(path.Base(name), path.Ext(name))
	r := bytes.NewReader(content)
	switch format {
	case SEX:
		return ReadSEX(r)
	case XLSX:
		return ReadXLSX(r, board)
	case CSV:
		return ReadCSV(r, board)
	}
	return ReadUSS(r)
}

// Write writes a book in a format; n is the board that a table shows. A book without boards gets
// one in the order of its sheets, for those formats that need one.
func Write(w io.Writer, format Format, b Book, n int) error {
	if len(b.Boards) == 0 && format != SEX {
		b.Boards = []Board{{Name: b.Name}}
		for i := range b.Scenes {
			b.Boards[0].Strips = append(b.Boards[0].Strips, i)
		}
	}
	switch format {
	case SEX:
		return WriteSEX(w, scenesOnly(b))
	case USS:
		return WriteUSS(w, b)
	case XLSX:
		return WriteXLSX(w, b, n)
	case CSV:
		return WriteCSV(w, b, n)
	}
	return fmt.Errorf("format %q: want one of %v", format, Formats())
}

// scenesOnly leaves out what Scheduling Exchange cannot say: banners, ends of days, and elements
// of no category.
func scenesOnly(b Book) Book {
	out := Book{Categories: b.Categories}
	for _, s := range b.Scenes {
		if s.Kind != KindScene {
			continue
		}
		elements := map[string][]string{}
		for c, list := range s.Elements {
			if slices.Contains(b.Categories, c) {
				elements[c] = list
			}
		}
		s.Elements = elements
		out.Scenes = append(out.Scenes, s)
	}
	return out
}
