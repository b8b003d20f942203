package takes

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
)

// logColumns are the columns of a day's log as CSV.
var logColumns = []string{
	"scene", "slate", "type", "description", "take", "circled", "complete", "status", "reason", "time", "length_ms", "pictures", "sound", "note",
}

// CSV is the log of a day as comma-separated values with a head line, a row a take.
func (l Log) CSV(d day) ([]byte, error) {
	rows := [][]string{logColumns}
	for _, s := range l.Setups {
		for _, t := range s.Takes {
			pictures, sound := t.files()
			rows = append(rows, []string{
				s.SceneNumber, s.Slate, s.Type, s.Description, strconv.Itoa(t.Number) + t.Suffix, strconv.FormatBool(t.Circled), strconv.FormatBool(t.Complete),
				t.Status, t.NGReason, d.time(t.AtMS), number(t.LengthMS), strings.Join(pictures, "; "), strings.Join(sound, "; "), t.Note,
			})
		}
	}
	return commaSeparated(rows)
}

// commaSeparated writes rows (RFC 4180) with a byte order mark, so that spreadsheets read them as UTF-8, and keeps
// words from being read as formulas; numbers may be negative.
func commaSeparated(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, r := range rows {
		for i, s := range r {
			if _, err := strconv.ParseFloat(s, 64); s != "" && err != nil && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
				r[i] = "'" + s
			}
		}
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// asJSON writes a value for people and programs.
func asJSON(v any) ([]byte, error) {
	b, err := json.MarshalIndent(v, "", "  ")
	return append(b, '\n'), err
}
