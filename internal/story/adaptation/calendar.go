package adaptation

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ics writes the dates of a source's rights as an iCalendar file (RFC 5545): one
// event a date, the whole day, with an alarm for each of the alarm days. It holds
// no sums. The same records give the same bytes.
func ics(v graph.View, src production.Source, terms []TermRow, start civil.Date) []byte {
	days, _ := src.Alarms() // checked when the source was written
	w := &icsWriter{}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//Backlot//Source map//EN")
	w.line("METHOD:PUBLISH")
	w.line("X-WR-CALNAME:" + escape("Rights in "+src.Name))
	for _, d := range datesOf(terms) {
		w.event(d.term.ID.String()+"-"+d.field, born(v, d.term.ID), d.date, src.Name+": "+d.text, d.term.Note, days)
	}
	if !start.IsZero() {
		w.event(v.Where().Production.String()+"-photography", time.UnixMilli(0), start, production.NameOf(v)+": first day of photography", "", nil)
	}
	w.line("END:VCALENDAR")
	return []byte(w.String())
}

func born(v graph.View, id graph.ID) time.Time {
	rec, _ := v.Record(id)
	return rec.Born.Time()
}

type icsWriter struct{ strings.Builder }

func (w *icsWriter) event(uid string, stamp time.Time, day civil.Date, title, note string, alarms []int) {
	w.line("BEGIN:VEVENT")
	w.line("UID:" + uid + "@backlot")
	w.line("DTSTAMP:" + stamp.UTC().Format("20060102T150405Z"))
	w.line("DTSTART;VALUE=DATE:" + day.Format("20060102"))
	w.line("DTEND;VALUE=DATE:" + day.AddDays(1).Format("20060102"))
	w.line("TRANSP:TRANSPARENT")
	w.line("SUMMARY:" + escape(title))
	if note != "" {
		w.line("DESCRIPTION:" + escape(note))
	}
	for _, n := range alarms {
		w.line("BEGIN:VALARM")
		w.line("ACTION:DISPLAY")
		w.line("DESCRIPTION:" + escape(fmt.Sprintf("%s in %s", title, count(n, "day"))))
		w.line(fmt.Sprintf("TRIGGER:-P%dD", n))
		w.line("END:VALARM")
	}
	w.line("END:VEVENT")
}

// line writes a content line, folded after 75 bytes at a character.
func (w *icsWriter) line(s string) {
	for limit := 75; len(s) > limit; limit = 74 {
		cut := limit
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.WriteString(s + "\r\n")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escape(s string) string { return escapes.Replace(s) }
