package edl

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"backlot/film/timeline"
	"backlot/film/timeline/charset"
)

// Read reads a list. A file without a single event is an error; everything else that is wrong is in the findings.
func Read(r io.Reader) (*List, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) (*List, error) {
	b = charset.Text(b, charmap.Windows1252)
	p := &reader{l: &List{Events: make([]Event, 0, len(b)/160+1)}}
	text := string(b)
	for line := 1; text != ""; line++ {
		var s string
		s, text = cutLine(text)
		p.line(trim(s), line)
	}
	p.splits()
	p.reels()
	if p.l.Edits() == 0 {
		return nil, fmt.Errorf("edit decision list: no events in it; want lines such as %q",
			"001  A001 V C 01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00")
	}
	return p.l, nil
}

// cutLine cuts a line off: \n, \r and \r\n all end one, as lists mix them.
func cutLine(s string) (line, rest string) {
	n := strings.IndexByte(s, '\n')
	if r := strings.IndexByte(s[:max(n, 0)], '\r'); n >= 0 && r < 0 {
		return s[:n], s[n+1:]
	}
	r := strings.IndexByte(s, '\r')
	switch {
	case r < 0:
		return s, ""
	case r == n-1:
		return s[:r], s[n+1:]
	}
	return s[:r], s[r+1:]
}

// trim takes off blanks, and the NUL and Ctrl-Z that old systems fill up files with.
func trim(s string) string {
	for len(s) > 0 && (s[0] <= ' ' || s[0] == 0x1a) {
		s = s[1:]
	}
	for n := len(s) - 1; n >= 0 && s[n] <= ' '; n-- {
		s = s[:n]
	}
	return s
}

type reader struct {
	l     *List
	edits []Edit // where the first edits of events lie, for most events have one
	drop  bool
	split string
}

func (p *reader) last() *Event {
	if len(p.l.Events) == 0 {
		return nil
	}
	return &p.l.Events[len(p.l.Events)-1]
}

func (p *reader) line(s string, line int) {
	switch {
	case s == "":
	case s[0] >= '0' && s[0] <= '9':
		p.edit(s, line)
	case s[0] == '*':
		p.comment(trim(s[1:]), line)
	default:
		p.statement(s, line)
	}
}

// field cuts the first word off.
func field(s string) (word, rest string) {
	i := 0
	for i < len(s) && s[i] > ' ' {
		i++
	}
	j := i
	for j < len(s) && s[j] <= ' ' {
		j++
	}
	return s[:i], s[j:]
}

// code says whether a word is a timecode, or the bare frame count that some lists have instead.
func code(s string) bool {
	seps, digits := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ':' || c == ';' || c == '.' || c == ',':
			seps++
		default:
			return false
		}
	}
	return digits > 0 && (seps == 3 || seps == 0)
}

// shape reads the word that says how an edit begins: C, D, W001, K, KB, KO.
func shape(s string) (kind byte, wipe int, key byte, ok bool) {
	if s == "" || len(s) > 4 {
		return 0, 0, 0, false
	}
	switch c := s[0] &^ 0x20; {
	case len(s) == 1 && (c == 'C' || c == 'D' || c == 'K'):
		return c, 0, 0, true
	case len(s) == 2 && c == 'K' && (s[1]&^0x20 == 'B' || s[1]&^0x20 == 'O'):
		return c, 0, s[1] &^ 0x20, true
	case len(s) > 1 && c == 'W' && strings.Trim(s[1:], "0123456789") == "":
		return c, number(s[1:]), 0, true
	}
	return 0, 0, 0, false
}

// edit reads a line that begins with a number. It is read from its end, for a reel may have blanks in its name: four
// codes, before them how long a transition is, before that its shape, before that the channels.
func (p *reader) edit(s string, line int) {
	var words [24]string
	n := 0
	for rest := s; rest != "" && n < len(words); n++ {
		words[n], rest = field(rest)
	}
	w := words[:n]
	if n < 6 || !code(w[n-1]) || !code(w[n-2]) || !code(w[n-3]) || !code(w[n-4]) {
		p.bad(line, "%.60q is no event; want number, reel, channels, transition and four timecodes", s)
		return
	}
	e := Edit{Line: line, SourceIn: w[n-4], SourceOut: w[n-3], RecordIn: w[n-2], RecordOut: w[n-1], Drop: p.drop}
	at, ok := n-5, false
	for ; at > 1; at-- {
		if e.Transition, e.Wipe, e.Key, ok = shape(w[at]); ok {
			break
		}
	}
	if !ok {
		p.bad(line, "%.60q has no transition; want C, D, W and a number, K, KB or KO before the timecodes", s)
		return
	}
	p.operands(&e, w[at+1:n-4])
	p.reelAndChannels(&e, w[1:at], line)
	p.add(w[0], e)
}

func (p *reader) bad(line int, format string, args ...any) {
	p.l.find(timeline.Wrong, line, format, args...)
}

func (p *reader) operands(e *Edit, words []string) {
	for _, w := range words {
		if e.Transition == 'K' && (w == "B" || w == "O") {
			e.Key = w[0]
			continue
		}
		if e.Operand == "" {
			e.Operand = w
		}
	}
	if e.Operand == "" && e.Transition != 'C' && e.Transition != 'K' {
		p.l.find(timeline.Doubtful, e.Line, "a transition without its length in frames; taken to be 0")
	}
}

// reelAndChannels parts the words before the transition. A reel as wide as its column runs into the channels.
func (p *reader) reelAndChannels(e *Edit, w []string, line int) {
	if len(w) > 1 {
		e.Reel, e.Channels = strings.Join(w[:len(w)-1], " "), w[len(w)-1]
		return
	}
	word := w[0]
	for _, width := range []int{128, 32, 16, 8} {
		if len(word) > width {
			e.Reel, e.Channels = word[:width], word[width:]
			p.l.find(timeline.Doubtful, line, "reel and channels run together; read as reel %q, channels %q", e.Reel, e.Channels)
			return
		}
	}
	e.Channels = word
	p.l.find(timeline.Doubtful, line, "no reel before channels %q", word)
}

// add puts an edit into the event of its number, or begins one. A number that comes again with a cut is a new event.
func (p *reader) add(label string, e Edit) {
	digits := 0
	for digits < len(label) && label[digits] >= '0' && label[digits] <= '9' {
		digits++
	}
	if ev := p.last(); ev != nil && ev.Label == label {
		ev.Edits = append(ev.Edits, e)
		return
	}
	if len(p.edits) == cap(p.edits) {
		p.edits = make([]Edit, 0, 256)
	}
	p.edits = append(p.edits, e)
	n := len(p.edits)
	p.l.Events = append(p.l.Events, Event{Number: number(label[:digits]), Label: label, Split: p.split, Edits: p.edits[n-1 : n : n]})
	p.split = ""
}

// statement reads a line that is neither event nor comment.
func (p *reader) statement(s string, line int) {
	word, rest := field(s)
	ev := p.last()
	switch {
	case strings.HasPrefix(s, "TITLE:"):
		p.title(trim(s[6:]), line)
	case strings.HasPrefix(s, "FCM") || s == "DROP FRAME" || s == "NON-DROP FRAME" || s == "NON DROP FRAME":
		p.drop = !strings.Contains(s, "NON")
	case word == "M2" && ev != nil:
		p.motion(ev, rest, line)
	case strings.HasPrefix(s, "SPLIT:"):
		p.split = trim(s[6:])
	case word == "AUD" && ev != nil:
		for rest != "" {
			word, rest = field(rest)
			if n := number(word); n > 0 {
				ev.Also = append(ev.Also, n)
			}
		}
	case strings.HasPrefix(s, "EFFECTS NAME IS") && ev != nil:
		ev.Effect = trim(s[15:])
	case word == "FROM" || word == "TO" || word == "REM":
		p.comment(s, line)
	case strings.HasPrefix(s, "FINAL CUT PRO REEL:") || machine[strings.TrimSuffix(word, ":")]:
		if ev != nil {
			p.alias(ev, s)
		}
		p.keep(ev, s)
	case ev == nil:
		p.l.find(timeline.Doubtful, line, "%.60q stands before the first event and is none of TITLE, FCM or a comment", s)
	default:
		p.l.find(timeline.Doubtful, line, "%.60q is no event, comment or statement of a list; kept as a comment", s)
		ev.Comments = append(ev.Comments, s)
	}
}

// machine are the statements for the machines of an editing room: triggers, switcher and motion memories, pauses. They have
// no place in a cut and are kept as comments. Source: CMX 3600 and SMPTE 258M.
var machine = map[string]bool{">>>": true, "DLEDL": true, "GPI": true, "SWM": true, "M/S": true, "%": true, "BELL": true, "WAIT": true,
	"SKIP": true, "RECORD": true, "NORECORD": true, "SLAVE": true, "NOSLAVE": true, "AUDIO": true, "INCLUDE": true, "MEDIUM": true,
	"WIPES": true, "MOTION_CURVE": true, "TIME_CODE_MODULUS": true}

// keep keeps a text with its event, or with the list where it stands before the first.
func (p *reader) keep(ev *Event, s string) {
	if ev == nil {
		p.l.Comments = append(p.l.Comments, s)
		return
	}
	ev.Comments = append(ev.Comments, s)
}

// splits gives the first of two lines that a SPLIT goes before what stands below the second: the comments are for both.
func (p *reader) splits() {
	for i := 0; i+1 < len(p.l.Events); i++ {
		a, b := &p.l.Events[i], &p.l.Events[i+1]
		if a.Split == "" || len(a.Edits) != 1 || len(b.Edits) != 1 || b.Edits[0].Line != a.Edits[0].Line+1 || b.Split != "" {
			continue
		}
		a.FromName, a.ToName, a.FromFile, a.Source = b.FromName, b.ToName, b.FromFile, b.Source
	}
}

func (p *reader) title(s string, line int) {
	if p.l.Title != "" && p.l.Title != s {
		p.l.find(timeline.Doubtful, line, "a second title, %q: two lists in one file? All events are read into one", s)
		return
	}
	p.l.Title = s
}

// motion reads the rest of "M2 reel speed code".
func (p *reader) motion(ev *Event, s string, line int) {
	words := strings.Fields(s)
	n := len(words)
	if n >= 2 && code(words[n-1]) {
		if speed, err := strconv.ParseFloat(words[n-2], 64); err == nil && speed > -1e6 && speed < 1e6 {
			ev.Motion = append(ev.Motion, Motion{line, strings.Join(words[:n-2], " "), speed, words[n-1]})
			return
		}
	}
	p.bad(line, "motion memory %.40q; want M2, reel, frames a second and a source timecode", s)
	ev.Comments = append(ev.Comments, "M2 "+s)
}

// alias learns the long name of a reel.
func (p *reader) alias(ev *Event, s string) {
	if long, short, ok := strings.Cut(strings.TrimPrefix(s, "FINAL CUT PRO REEL:"), "REPLACED BY:"); ok {
		if ev.Reels == nil {
			ev.Reels = map[string]string{}
		}
		ev.Reels[trim(short)] = trim(long)
	}
}

// reels finds a short reel name that stands for two reels.
func (p *reader) reels() {
	first := make(map[string]int, len(p.l.Events)/4) // the event in which a reel comes first, or said
	const said = -1
	for i := range p.l.Events {
		ev := &p.l.Events[i]
		if len(ev.Edits) != 1 {
			continue
		}
		e := &ev.Edits[0]
		long := ev.long()
		if long == "" || e.Reel == "AX" || e.Black() {
			continue
		}
		at, ok := first[e.Reel]
		if !ok {
			first[e.Reel] = i
			continue
		}
		if at == said {
			continue
		}
		if was := &p.l.Events[at]; was.long() != long {
			first[e.Reel] = said
			p.l.find(timeline.Doubtful, e.Line, "reel %q is %q here and %q in line %d; clips are told apart by the long names",
				e.Reel, long, was.long(), was.Edits[0].Line)
		}
	}
}

// long is the long name of the reel of an event's first edit, where a comment tells it.
func (ev *Event) long() string {
	if l := ev.Reels[ev.Edits[0].Reel]; l != "" {
		return l
	}
	return ev.Source
}
