package screenplay_test

import (
	"bytes"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"backlot/film/screenplay"
)

// sheet is a page set by hand: each line is the place it begins at in points from
// the left, and its text; an empty line is a line of space.
type sheet struct {
	top   float64
	head  string // printed half an inch from the top edge
	foot  string
	lines [][2]any
}

// set prints the sheets in Courier with twelve points to the line.
func set(t *testing.T, bold bool, sheets ...sheet) []byte {
	t.Helper()
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 612, Ht: 792}})
	p.SetAutoPageBreak(false, 0)
	for _, s := range sheets {
		p.AddPage()
		p.SetFont("Courier", "", 12)
		if s.head != "" {
			p.Text(108, 36, s.head)
		}
		if s.foot != "" {
			p.Text(250, 765, s.foot)
		}
		y := s.top
		for _, l := range s.lines {
			text := l[1].(string)
			p.SetFont("Courier", "", 12)
			if bold && strings.Contains(text, " - DAY") {
				p.SetFont("Courier", "B", 12)
			}
			if l[0] != nil {
				p.Text(float64(l[0].(int)), y, text)
			}
			if text != "\n" { // more text on the same line follows
				y += 12
			}
			if len(text) > 0 && text[len(text)-1] == '\r' {
				y -= 12
			}
		}
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readPDF(t *testing.T, raw []byte) []string {
	t.Helper()
	s, err := screenplay.Read(bytes.NewReader(raw), "printed.pdf", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		line := string(b.Type) + " "
		if b.Number != "" {
			line += "#" + b.Number + " "
		}
		if b.Dual != "" {
			line += string(b.Dual) + " "
		}
		out = append(out, line+b.Text)
	}
	return out
}

var blank = [2]any{nil, ""}

func at(x int, text string) [2]any { return [2]any{x, text} }

// same is text printed on the line of the text after it.
func same(x int, text string) [2]any { return [2]any{x, text + "\r"} }

func TestPrintedLayouts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		bold   bool
		sheets []sheet
		want   string
	}{
		{"numbers in the left margin only", false, []sheet{{top: 72, lines: [][2]any{
			same(72, "12A"), at(108, "EXT. HARBOUR - NIGHT"), blank,
			at(108, "Rain. A BOAT knocks against the quay."), blank,
			at(266, "MARA"), at(216, "(quietly)"), at(180, "It is not ours."), blank,
			same(72, "13"), at(108, "FLASHBACK"), blank, at(108, "The same quay, dry."),
		}}}, `scene_heading #12A EXT. HARBOUR - NIGHT
action Rain. A BOAT knocks against the quay.
character MARA
parenthetical (quietly)
dialogue It is not ours.
scene_heading #13 FLASHBACK
action The same quay, dry.`},
		{"numbers in the right margin only", false, []sheet{{top: 72, lines: [][2]any{
			same(108, "EXT. HARBOUR - NIGHT"), at(556, "1"), blank, at(108, "Rain on the black water, and far off one lamp swinging."), blank,
			same(108, "FLASHBACK"), at(556, "2"), blank, at(108, "Dry."),
		}}}, `scene_heading #1 EXT. HARBOUR - NIGHT
action Rain on the black water, and far off one lamp swinging.
scene_heading #2 FLASHBACK
action Dry.`},
		{"numbers before the heading, bold", true, []sheet{{top: 72, lines: [][2]any{
			at(108, "1. INT. LAMP ROOM - DAY"), blank, at(108, "The lens turns."), blank, at(108, "108A INT. STAIRS - DAY"), blank, at(108, "Steps."),
		}}}, `scene_heading #1 INT. LAMP ROOM - DAY
action The lens turns.
scene_heading #108A INT. STAIRS - DAY
action Steps.`},
		{"header, revision mark, and a speech over two pages", false, []sheet{
			{top: 72, head: "KEEPING LIGHT - Blue Rev. 3/4/26             1.", lines: [][2]any{
				at(108, "INT. KITCHEN - DAY"), blank, at(266, "TOM"), same(180, "The first thing they took"), at(540, "*"), at(180, "was the kettle."), at(266, "(MORE)")}},
			{top: 72, head: "KEEPING LIGHT - Blue Rev. 3/4/26             2.", lines: [][2]any{
				at(266, "TOM (CONT'D)"), at(180, "Then the boat."), blank, at(108, "He laughs.")}},
		}, `scene_heading INT. KITCHEN - DAY
character TOM
dialogue The first thing they took was the kettle. Then the boat.
action He laughs.`},
		{"two speeches side by side", false, []sheet{{top: 72, lines: [][2]any{
			at(108, "INT. KITCHEN - DAY"), blank, at(108, "They speak at the same time, louder and louder."), blank,
			at(266, "ANNA"), at(180, "No."), blank,
			same(180, "TOM"), at(400, "MARA"), same(126, "You said Friday,"), at(340, "I never said"), same(126, "Mara."), at(340, "Friday."), blank,
			at(108, "Silence."),
		}}}, `scene_heading INT. KITCHEN - DAY
action They speak at the same time, louder and louder.
character ANNA
dialogue No.
character left TOM
dialogue left You said Friday, Mara.
character right MARA
dialogue right I never said Friday.
action Silence.`},
		{"text close to the upper edge is text", false, []sheet{
			{top: 40, lines: [][2]any{at(108, "INT. KITCHEN - DAY"), blank, at(108, "One."), blank, at(108, "Two.")}},
			{top: 40, lines: [][2]any{at(108, "Three."), at(108, "Four."), blank, at(108, "Five.")}},
		}, `scene_heading INT. KITCHEN - DAY
action One.
action Two.
action Three.
Four.
action Five.`},
		{"a heading over two lines, a cue with small letters", false, []sheet{{top: 72, lines: [][2]any{
			at(108, "INT. THE OLD LIGHTHOUSE ABOVE THE HARBOUR OF HALVARDSOY -"), at(108, "UPPERMOST GALLERY - NIGHT"), blank,
			at(108, "Wind takes the door, the lamp and very nearly the KEEPER too."), blank,
			at(266, "McCABE"), at(180, "Shut it!"), blank, at(266, "MARA"), at(180, "I can't."),
		}}}, `scene_heading INT. THE OLD LIGHTHOUSE ABOVE THE HARBOUR OF HALVARDSOY - UPPERMOST GALLERY - NIGHT
action Wind takes the door, the lamp and very nearly the KEEPER too.
character McCABE
dialogue Shut it!
character MARA
dialogue I can't.`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(readPDF(t, set(t, tt.bold, tt.sheets...)), "\n"); got != tt.want {
				t.Errorf("reads\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
