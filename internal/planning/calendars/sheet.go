package calendars

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// maxRows bounds a list.
const maxRows = 20_000

// columns are the headings a list may have, in the languages agents write to us in.
var columns = map[string][]string{
	"name":   {"name", "artist", "actor", "actress", "person", "performer", "client", "cast", "talent", "place", "location", "item", "schauspieler", "künstler", "navn", "skuespiller"},
	"from":   {"from", "start", "first day", "begin", "von", "ab", "fra", "date", "datum", "dato"},
	"to":     {"to", "until", "end", "last day", "bis", "til", "through"},
	"type":   {"type", "status", "availability", "verfügbarkeit", "state"},
	"reason": {"reason", "note", "notes", "remark", "comment", "grund", "bemerkung", "kommentar", "project"},
}

// types are the words lists use.
var types = map[string][]string{
	"unavailable": {"", "unavailable", "not available", "n/a", "na", "no", "busy", "away", "off", "x", "gesperrt", "nicht verfügbar", "sperrtermin", "opptatt"},
	"tentative":   {"tentative", "maybe", "option", "pencil", "pencilled", "1st option", "2nd option", "?", "unter vorbehalt"},
	"available":   {"available", "yes", "free", "verfügbar", "frei", "ledig"},
	"hold":        {"hold", "held", "on hold"},
	"travel":      {"travel", "travelling", "reise", "reist"},
	"school":      {"school", "schule", "skole"},
}

// readSheet reads a list of names and days.
func (rep *Report) readSheet(v graph.View, in ImportIn) error {
	rows, err := table(rep.Format, in.Content)
	if err != nil {
		return fault.At("content", "%s: %w", in.Name, err)
	}
	head, at, err := heading(rows)
	if err != nil {
		return fault.At("content", "%s: %w", in.Name, err)
	}
	people := newNames(v)
	dayFirst := slicesDayFirst(rows[at+1:], head)
	for i, row := range rows[at+1:] {
		line := at + i + 2
		cell := func(name string) string {
			if k, ok := head[name]; ok && k < len(row) {
				return strings.TrimSpace(row[k])
			}
			return ""
		}
		if strings.Join(row, "") == "" {
			continue
		}
		one, err := sheetRow(cell, people, in, dayFirst)
		if err != nil {
			rep.Findings = append(rep.Findings, fmt.Sprintf("line %d: %v", line, err))
			continue
		}
		one.Line = line
		if one.reason != "" {
			rep.Reasons++
		}
		rep.Rows = append(rep.Rows, one)
	}
	return nil
}

func sheetRow(cell func(string) string, people names, in ImportIn, dayFirst bool) (ImportRow, error) {
	row := ImportRow{Who: cell("name"), reason: cell("reason")}
	of, err := people.find(row.Who)
	if err != nil {
		return row, err
	}
	row.of = of
	if row.From, err = day(cell("from"), dayFirst); err != nil {
		return row, err
	}
	row.To = row.From
	if s := cell("to"); s != "" {
		if row.To, err = day(s, dayFirst); err != nil {
			return row, err
		}
	}
	if row.To.Before(row.From) {
		return row, fmt.Errorf("%s to %s: want the last day after the first", row.From, row.To)
	}
	word := strings.ToLower(cell("type"))
	for t, words := range types {
		if slices.Contains(words, word) {
			row.Type = t
		}
	}
	if row.Type == "" {
		return row, fmt.Errorf("type %q: want unavailable, tentative, available, hold, travel or school", cell("type"))
	}
	if in.Type != "" && word == "" {
		row.Type = in.Type
	}
	row.of.UID = fmt.Sprintf("list/%s/%s", row.From, row.To)
	return row, nil
}

// table is a CSV or workbook as rows of text; dates of a workbook are ISO 8601.
func table(format string, content []byte) ([][]string, error) {
	if format == "xlsx" {
		return workbook(content)
	}
	text := string(bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")))
	if !utf8.ValidString(text) {
		text, _ = charmap.Windows1252.NewDecoder().String(text) // every byte has a letter
	}
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	first, _, _ := strings.Cut(text, "\n")
	for _, mark := range []rune{';', '\t'} {
		if strings.Count(first, string(mark)) > strings.Count(first, string(in.Comma)) {
			in.Comma = mark
		}
	}
	var out [][]string
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if len(out) == maxRows {
			return nil, fmt.Errorf("more than %d lines", maxRows)
		}
		line, _ := in.FieldPos(0)
		for len(out) < line-1 && len(out) < maxRows { // empty lines, so that numbers are those of the file
			out = append(out, nil)
		}
		out = append(out, row)
	}
}

func workbook(content []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 32 << 20, RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("not a workbook that can be read: %w", err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, errors.New("the workbook has no sheet")
	}
	rows, err := f.GetRows(sheets[0], excelize.Options{RawCellValue: true})
	if err == nil && len(rows) > maxRows {
		err = fmt.Errorf("more than %d lines", maxRows)
	}
	return rows, err
}

// heading finds the line that names the columns among the first ten.
func heading(rows [][]string) (map[string]int, int, error) {
	for i, row := range rows[:min(len(rows), 10)] {
		head := map[string]int{}
		for k, cell := range row {
			for name, words := range columns {
				if _, have := head[name]; !have && slices.Contains(words, strings.ToLower(strings.TrimSpace(cell))) {
					head[name] = k
				}
			}
		}
		_, name := head["name"]
		if _, from := head["from"]; name && from {
			return head, i, nil
		}
	}
	return nil, 0, errors.New("no line names its columns; want at least name and from, and to, type and note where there are any")
}

// slicesDayFirst decides whether 3/4/2027 is the third of April: yes, unless some date of the list
// can only be read the other way.
func slicesDayFirst(rows [][]string, head map[string]int) bool {
	for _, row := range rows {
		for _, name := range []string{"from", "to"} {
			if k, ok := head[name]; ok && k < len(row) {
				if _, err := day(row[k], true); err != nil {
					if _, err := day(row[k], false); err == nil {
						return false
					}
				}
			}
		}
	}
	return true
}

// day reads a date as people and workbooks write it.
func day(s string, dayFirst bool) (civil.Date, error) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil && n > 30_000 && n < 80_000 { // days since 1899-12-30, as workbooks count
		return civil.Of(1899, 12, 30).AddDays(int(n)), nil
	}
	layouts := []string{"2006-01-02", "2006/01/02", "20060102", "2.1.2006", "2.1.06", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Mon 2 Jan 2006"}
	if dayFirst {
		layouts = append(layouts, "2/1/2006", "2/1/06", "2-1-2006")
	} else {
		layouts = append(layouts, "1/2/2006", "1/2/06", "1-2-2006")
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return civil.OfTime(t), nil
		}
	}
	return civil.Date{}, fmt.Errorf("date %q: want one such as 2027-03-01, 1.3.2027 or 1 Mar 2027", s)
}

// names finds who a list means.
type names struct {
	exact map[string][]production.Availability
	known []string
}

func newNames(v graph.View) names {
	n := names{exact: map[string][]production.Availability{}}
	add := func(name string, a production.Availability) {
		key := plainName(name)
		if !slices.Contains(n.exact[key], a) {
			n.exact[key] = append(n.exact[key], a)
			n.known = append(n.known, name)
		}
	}
	for id, p := range graph.All[production.Party](v) {
		a := production.Availability{Party: graph.To[production.Party](id)}
		add(p.Name, a)
		if given, ok := strings.CutSuffix(p.Name, " "+p.FamilyName); ok && p.FamilyName != "" {
			add(p.FamilyName+", "+given, a)
		}
	}
	for id, p := range graph.All[production.Place](v) {
		add(p.Name, production.Availability{Place: graph.To[production.Place](id)})
	}
	for id, i := range graph.All[production.Item](v) {
		add(i.Name, production.Availability{Item: graph.To[production.Item](id)})
	}
	return n
}

func plainName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func (n names) find(name string) (production.Availability, error) {
	if name == "" {
		return production.Availability{}, errors.New("no name")
	}
	switch found := n.exact[plainName(name)]; len(found) {
	case 1:
		return found[0], nil
	case 0:
		return production.Availability{}, fmt.Errorf("nobody and nothing here is called %q%s", name, n.like(name))
	default:
		return production.Availability{}, fmt.Errorf("%d are called %q; say in the calendar whose days these are", len(found), name)
	}
}

// like names somebody with the same family name, who may be meant.
func (n names) like(name string) string {
	words := strings.Fields(plainName(name))
	last := words[len(words)-1]
	i := slices.IndexFunc(n.known, func(k string) bool { return strings.HasSuffix(plainName(k), " "+last) })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("; is %s meant?", n.known[i])
}
