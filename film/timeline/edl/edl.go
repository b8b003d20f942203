// Package edl reads and writes CMX 3600 edit decision lists, as they come from every cutting room.
//
// There is no living standard; what a list means is what machines and programs have made of it since 1980. The reader
// opens whatever has events, and says line by line what is wrong. A list has no frame rate and no names: see Options.
package edl

import (
	"fmt"

	"backlot/film/timeline"
)

// List is an edit decision list as it stands in the file.
type List struct {
	Title    string
	Comments []string // what stands before the first event, without the asterisk
	Events   []Event
	Findings []timeline.Finding
}

// Event is what has one number in the list: one edit, or two that meet in a transition.
type Event struct {
	Number   int
	Label    string // the number as written, such as 007 or 12A
	Edits    []Edit
	Comments []string // what stands below the event and has no field of its own, without the asterisk
	FromName string   // FROM CLIP NAME
	ToName   string   // TO CLIP NAME
	FromFile string   // FROM CLIP or FROM FILE: where the media is
	Source   string   // SOURCE FILE
	ToSource string   // a second SOURCE FILE, which is that of the clip a transition goes to
	Effect   string   // EFFECT NAME
	SOP      string   // the ASC_SOP comment as written
	Sat      *float64 // ASC_SAT
	Locators []Locator
	Motion   []Motion
	Freeze   bool  // FREEZE FRAME
	Also     []int // audio channels that an AUD line adds
	Split    string
	Frames   *FrameCount
	Reels    map[string]string // the long name of a short reel, where a comment tells it
}

// Edit is one line with timecodes. Codes are as written.
type Edit struct {
	Line       int
	Reel       string
	Channels   string
	Transition byte // C cut, D dissolve, W wipe, K key
	Wipe       int  // number of a wipe's pattern
	Key        byte // of a key: B background, O key out, 0 foreground
	Operand    string
	SourceIn, SourceOut,
	RecordIn, RecordOut string
	Drop bool // FCM said drop frame above this line
}

// Locator is a LOC comment: a marker at a code of the record.
type Locator struct {
	Line              int
	Code, Color, Text string
}

// Motion is an M2 line: the speed of a reel from a source code on, in frames a second; negative runs backwards.
type Motion struct {
	Line  int
	Reel  string
	Speed float64
	Code  string
}

// FrameCount is an FRMC comment: the numbers of a plate's frames.
type FrameCount struct {
	Start, End, Duration int
}

// Black says whether an edit shows black.
func (e *Edit) Black() bool { return e.Reel == "BL" || e.Reel == "BLACK" }

// Video says whether an edit has picture.
func (e *Edit) Video() bool { v, _ := channels(e.Channels); return v }

// Audio lists the audio channels of an edit.
func (e *Edit) Audio() []int { _, a := channels(e.Channels); return a }

// Name is the clip's name for an edit of the event. A transition comes from one clip and goes to another; a cut has only
// the clip that the list says it comes from.
func (ev *Event) Name(i int) string {
	switch {
	case i > 0:
		return ev.ToName
	case len(ev.Edits) == 1 && (ev.FromName == "" || ev.Edits[0].Transition != 'C' && ev.ToName != ""):
		return ev.ToName
	}
	return ev.FromName
}

// SourceFile is the source file of an edit of the event.
func (ev *Event) SourceFile(i int) string {
	if i > 0 && len(ev.Edits) == 2 && ev.ToSource != "" {
		return ev.ToSource
	}
	return ev.Source
}

// Kind is how an edit begins, as lists write it without a wipe's number: C, D, W, K, KB or KO.
func (e *Edit) Kind() string {
	if e.Key != 0 {
		return string(e.Transition) + string(e.Key)
	}
	return string(e.Transition)
}

// Edits counts the edits of a list.
func (l *List) Edits() int {
	n := 0
	for i := range l.Events {
		n += len(l.Events[i].Edits)
	}
	return n
}

func (l *List) find(level timeline.Level, line int, format string, args ...any) {
	l.Findings = append(l.Findings, timeline.Finding{Level: level, Line: line, Text: fmt.Sprintf(format, args...)})
}

// channels reads a channel field: V, A, A2, AA, B, A2/V, AA/V, NONE, and what programs make of it: V1, A12, A1A2, VA1,
// A1234V.
func channels(s string) (video bool, audio []int) {
	switch s {
	case "V":
		return true, nil
	case "B":
		return true, []int{1}
	case "NONE":
		return false, nil
	case "AA":
		return false, []int{1, 2}
	case "AA/V":
		return true, []int{1, 2}
	}
	for i := 0; i < len(s); {
		c := s[i]
		i++
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		digits := s[i:j]
		i = j
		switch {
		case c == 'V' || c == 'v':
			video = true
		case c != 'A' && c != 'a':
		case digits == "":
			n := 1
			if len(audio) > 0 && audio[len(audio)-1] == 1 {
				n = 2
			}
			audio = append(audio, n)
		case len(digits) <= 2:
			audio = append(audio, number(digits))
		default:
			for _, d := range digits {
				audio = append(audio, int(d-'0'))
			}
		}
	}
	return video, audio
}

// number reads digits; what is no number, or too long for one, is 0.
func number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || n > 1e8 {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
