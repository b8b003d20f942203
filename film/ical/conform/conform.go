// Package conform checks the calendar reader against files made by other programs, and against
// what two other readers made of them.
package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"backlot/film/conform"
	"backlot/film/ical"
)

// peers is expected/peers.json: what python-icalendar and vobject made of each file.
type peers struct {
	Ical map[string]struct {
		Icalendar struct {
			Refused    string         `json:"refused"`
			Components map[string]int `json:"components"`
		} `json:"icalendar"`
		Vobject struct {
			Refused string `json:"refused"`
		} `json:"vobject"`
		Recurrences []recurrence `json:"recurrences"`
	} `json:"ical"`
}

type recurrence struct {
	UID    string   `json:"uid"`
	Rule   string   `json:"rrule"`
	Starts []string `json:"first_starts_local"`
}

// Run checks every file of a folder shaped like the shared data's calendar-contacts. What both
// peers read is read, with the same components; what both refuse is refused; what they dispute may
// go either way and is told as ruled. Every file that is read is written and read again.
func Run(dir fs.FS) ([]conform.Case, error) {
	b, err := fs.ReadFile(dir, "expected/peers.json")
	if err != nil {
		return nil, fmt.Errorf("calendar conformance: %w", err)
	}
	var want peers
	if err := json.Unmarshal(b, &want); err != nil {
		return nil, fmt.Errorf("expected/peers.json: %w", err)
	}
	var out []conform.Case
	for _, name := range slices.Sorted(maps.Keys(want.Ical)) {
		peer := want.Ical[name]
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		f, err := ical.Read(bytes.NewReader(raw), ical.Limits{})
		a, b := peer.Icalendar.Refused != "", peer.Vobject.Refused != ""
		switch {
		case a && b:
			detail := ""
			if err == nil {
				detail = "it is read; both peers refuse it"
			}
			out = append(out, conform.Check("calendar-refuse", name, detail))
		case a != b:
			out = append(out, disputed(name, err))
		case err != nil:
			out = append(out, conform.Check("calendar-read", name, err.Error()))
		default:
			out = append(out, conform.Check("calendar-read", name, unequal(f.Counts(), peer.Icalendar.Components)))
		}
		if err != nil {
			continue
		}
		out = append(out, conform.Check("calendar-write", name, again(f)))
		for _, r := range peer.Recurrences {
			out = append(out, conform.Check("calendar-starts", name+" "+r.Rule, starts(f, r)))
		}
	}
	return out, nil
}

func disputed(name string, err error) conform.Case {
	c := conform.Case{Verdict: conform.Ruled, Suite: "calendar-disputed", Name: name, Detail: "one peer refuses it; read"}
	if err != nil {
		c.Detail = "one peer refuses it; refused: " + err.Error()
	}
	return c
}

func unequal(got, want map[string]int) string {
	if maps.Equal(got, want) {
		return ""
	}
	return fmt.Sprintf("components %v; want %v", got, want)
}

// again writes the file and reads it back: nothing may be lost.
func again(f *ical.File) string {
	var b bytes.Buffer
	for _, c := range f.Roots {
		if err := ical.Write(&b, c); err != nil {
			return err.Error()
		}
	}
	g, err := ical.Read(&b, ical.Limits{})
	if err != nil {
		return "written and not read again: " + err.Error()
	}
	if x, y := flat(f.Roots), flat(g.Roots); x != y {
		return "written and read again it says something else"
	}
	return ""
}

func flat(list []*ical.Component) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(c.Name + "\n")
		for _, p := range c.Props {
			fmt.Fprintf(&b, "%q %q %q\n", p.Name, p.Params, p.Value)
		}
		b.WriteString(flat(c.Parts) + "end\n")
	}
	return b.String()
}

// starts compares the first starts of the rule alone, as the peer expanded it.
func starts(f *ical.File, r recurrence) string {
	events, odd := f.Events()
	for _, e := range events {
		if e.UID != r.UID || e.Rule == nil {
			continue
		}
		var got []string
		for _, t := range e.Starts(f.Zones(nil), len(r.Starts)+1, true) {
			s := t.Date.String()
			if t.HasClock {
				s += fmt.Sprintf("T%02d:%02d:%02d", t.Second/3600, t.Second/60%60, t.Second%60)
			}
			got = append(got, s)
		}
		if len(r.Starts) == 10 && len(got) > 10 {
			got = got[:10]
		}
		if !slices.Equal(got, r.Starts) {
			return fmt.Sprintf("starts %v; want %v", got, r.Starts)
		}
		return ""
	}
	return fmt.Sprintf("no event %q with a recurrence is read: %v", r.UID, odd)
}
