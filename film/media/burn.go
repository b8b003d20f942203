package media

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"backlot/film/rate"
	"backlot/film/timecode"
)

// Mark is something burned into a picture.
type Mark struct {
	What What `json:"what"`
	// Text of a Name, a Note or a Recipient; the others count by themselves.
	Text string `json:"text,omitempty"`
	// At says where; "" is the usual place of What.
	At Place `json:"at,omitempty"`
}

// What is burned in.
type What string

// The marks. A Strip is the number of the frame in a form for programs: see StripBits.
const (
	Name       What = "name"      // slate or clip
	SourceTime What = "timecode"  // of the source; in a render, of the record
	Number     What = "frame"     // counted from 0
	Note       What = "text"      // whatever has to be said
	Recipient  What = "recipient" // who it was made for, large and faint, so that a leak has a name
	Strip      What = "strip"
)

// Place is a place in the picture.
type Place string

// The places. Marks at one place are set in lines, in their order.
const (
	TopLeft     Place = "top-left"
	Top         Place = "top"
	TopRight    Place = "top-right"
	Centre      Place = "centre"
	BottomLeft  Place = "bottom-left"
	Bottom      Place = "bottom"
	BottomRight Place = "bottom-right"
)

// usual is where a mark goes by itself.
var usual = map[What]Place{Name: TopLeft, SourceTime: TopRight, Number: BottomRight, Note: BottomLeft, Recipient: Centre, Strip: Bottom}

// ParseMark reads "timecode", "name=42A T3", "text=Not for release@bottom", "recipient=Ada Berg".
func ParseMark(s string) (Mark, error) {
	var m Mark
	what, rest, has := strings.Cut(s, "=")
	if !has {
		what, rest = s, ""
		if i := strings.LastIndexByte(s, '@'); i >= 0 {
			what, rest = s[:i], s[i:]
		}
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		if at := Place(rest[i+1:]); at.known() {
			m.At, rest = at, rest[:i]
		} else if !has {
			return m, fmt.Errorf("mark %q: no place is called %q: want top-left, top, top-right, centre, bottom-left, bottom or bottom-right", s, rest[i+1:])
		}
	}
	m.What, m.Text = What(what), rest
	return m, m.check()
}

func (p Place) known() bool {
	switch p {
	case TopLeft, Top, TopRight, Centre, BottomLeft, Bottom, BottomRight:
		return true
	}
	return false
}

// maxText is how many letters a mark may have; more would not fit a picture.
const maxText = 200

func (m Mark) check() error {
	if _, ok := usual[m.What]; !ok {
		return fmt.Errorf("mark %q: want name, timecode, frame, text, recipient or strip", m.What)
	}
	if m.At != "" && !m.At.known() {
		return fmt.Errorf("mark %s at %q: want top-left, top, top-right, centre, bottom-left, bottom or bottom-right", m.What, m.At)
	}
	switch m.What {
	case Name, Note, Recipient:
		if strings.TrimSpace(m.Text) == "" {
			return fmt.Errorf("mark %s: want a text, as in %s=Ada Berg", m.What, m.What)
		}
		if n := utf8.RuneCountInString(m.Text); n > maxText || !utf8.ValidString(m.Text) {
			return fmt.Errorf("mark %s: want at most %d letters of UTF-8, got %d", m.What, maxText, n)
		}
	default:
		if m.Text != "" {
			return fmt.Errorf("mark %s counts by itself: want no text %q", m.What, m.Text)
		}
	}
	return nil
}

// burner draws marks onto pictures of one size.
type burner struct {
	marks         []Mark
	font, dir     string // dir takes the texts
	width, height int
	rate          rate.Rate
	first         int64     // number of the first picture
	code          *Timecode // of the first picture
	files         int
}

// filters is a chain of filters, "" when there is nothing to burn in. Texts go through files: whatever a slate or a
// person is called, no letter of it means anything to ffmpeg.
func (b *burner) filters() (string, error) {
	var out []string
	lines := map[Place]int{}
	for _, m := range b.marks {
		if m.What == Strip {
			out = append(out, b.strip()...)
			lines[BottomLeft]++ // the strip is a line high, so texts stand above it
			lines[Bottom]++
			lines[BottomRight]++
		}
	}
	for _, m := range b.marks {
		if m.What == Strip {
			continue
		}
		at := m.At
		if at == "" {
			at = usual[m.What]
		}
		words, err := b.words(m)
		if err != nil {
			return "", err
		}
		size := max(8, b.height/22)
		style := fmt.Sprintf("fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=%d", max(1, size/6))
		if m.What == Recipient {
			size = max(8, min(b.height/5, b.width*3/2/max(1, utf8.RuneCountInString(m.Text))))
			style = "fontcolor=white@0.20:borderw=1:bordercolor=black@0.14"
		}
		x, y := position(at, lines[at], size, b.height)
		lines[at]++
		out = append(out, fmt.Sprintf("drawtext=fontfile=%s:%s:fontsize=%d:%s:x=%s:y=%s", quote(b.font), words, size, style, x, y))
	}
	return strings.Join(out, ","), nil
}

// words is the part of drawtext that says what is written.
func (b *burner) words(m Mark) (string, error) {
	switch m.What {
	case SourceTime:
		if b.code == nil {
			return "text=" + quote("no timecode"), nil
		}
		c := b.code.counted(b.rate)
		return fmt.Sprintf("timecode=%s:timecode_rate=%d/%d:tc24hmax=1", quote(c.Code), c.Rate.Num, c.Rate.Den), nil
	case Number:
		return fmt.Sprintf("text=%s:start_number=%d", quote("%{frame_num}"), b.first), nil
	}
	path := filepath.Join(b.dir, fmt.Sprintf("text%d", b.files))
	b.files++
	line := strings.Join(strings.Fields(m.Text), " ")
	if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
		return "", err
	}
	return "expansion=none:textfile=" + quote(path), nil
}

// counted is a code for pictures that run at another rate than the code counts, such as 59.94 with codes of 29.97.
func (t *Timecode) counted(r rate.Rate) *Timecode {
	if r == t.Rate || r.IsZero() {
		return t
	}
	base, err := timecode.Of(r, t.Drop)
	if err != nil {
		if base, err = timecode.Of(r, false); err != nil {
			return t
		}
	}
	frame := t.Rate.Convert(t.Frame, r)
	return &Timecode{Code: base.Format(frame), Frame: frame, Rate: r, Drop: base.Drop, From: t.From}
}

// position is where a line of text stands.
func position(at Place, line, size, height int) (x, y string) {
	edge, step := max(2, height/40), size*3/2
	switch at {
	case TopLeft, BottomLeft:
		x = fmt.Sprint(edge)
	case TopRight, BottomRight:
		x = fmt.Sprintf("w-tw-%d", edge)
	default:
		x = "(w-tw)/2"
	}
	switch at {
	case TopLeft, Top, TopRight:
		y = fmt.Sprint(edge + line*step)
	case Centre:
		y = fmt.Sprintf("(h-%d)/2+%d", size, line*step)
	default:
		y = fmt.Sprintf("h-%d", edge+size+line*step)
	}
	return x, y
}

// StripBits is how many squares a strip has. They lie side by side along the bottom of the picture, each a sixteenth
// of its width and 16/360 of its height: white is 1, black is 0, the leftmost is the highest bit. Together they are the
// number of the frame, modulo 65536. The footage of scripts/demo-media carries the same strip.
const StripBits = 16

// strip draws the squares of a strip.
func (b *burner) strip() []string {
	height := max(2, b.height*16/360)
	out := []string{fmt.Sprintf("drawbox=x=0:y=ih-%d:w=iw:h=%d:color=black:t=fill", height, height)}
	for bit := range StripBits {
		from, to := b.width*bit/StripBits, b.width*(bit+1)/StripBits
		value := 1 << (StripBits - 1 - bit)
		out = append(out, fmt.Sprintf("drawbox=x=%d:y=ih-%d:w=%d:h=%d:color=white:t=fill:enable=%s", from, height, to-from, height,
			quote(fmt.Sprintf("mod(floor((n+%d)/%d),2)", b.first, value))))
	}
	return out
}

// ReadStrip reads the number of a frame off the luma of a picture, row after row of width bytes, at the full or at any smaller size.
func ReadStrip(luma []byte, width, height int) (int, error) {
	y := height - max(1, height*8/360) - 1
	if width < 2*StripBits || y < 0 || len(luma) < width*height {
		return 0, fmt.Errorf("strip of a picture of %d x %d, %d bytes: want at least %d pixels across", width, height, len(luma), 2*StripBits)
	}
	n := 0
	for bit := range StripBits {
		x := (2*bit + 1) * width / (2 * StripBits)
		switch v := luma[y*width+x]; {
		case v >= 160:
			n |= 1 << (StripBits - 1 - bit)
		case v > 90:
			return 0, fmt.Errorf("strip: square %d from the left is grey (%d); want black or white", bit, v)
		}
	}
	return n, nil
}
