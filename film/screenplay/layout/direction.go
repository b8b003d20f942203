package layout

import (
	"unicode"

	"backlot/film/screenplay"
)

// RightToLeft reports whether a text reads from right to left: its first letter does
// (Unicode Bidirectional Algorithm, rules P2 and P3).
func RightToLeft(text string) bool {
	for _, r := range text {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
				return false
			}
		case r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff || r == 0x200f:
			if unicode.IsLetter(r) || r == 0x200f {
				return true
			}
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}

// mirrored reports whether most printed paragraphs of a script read from right to
// left. Such a script is bound on the right: all its columns change sides.
func mirrored(s *screenplay.Script) bool {
	balance := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch {
		case !b.Type.Printed() || b.Text == "":
		case RightToLeft(b.Text):
			balance++
		default:
			balance--
		}
	}
	return balance > 0
}

// mirror moves a line to the other side of the paper.
func (st *setter) mirror(l *Line) {
	l.Col = max(st.m.cols-l.Col-Width(l.Text), 0)
}

// turnAround places a line that was set as in a left-to-right script. In a script
// that reads from the right everything changes sides; a paragraph of the other
// direction begins at the other edge of its own column.
func (st *setter) turnAround(l *Line, p *part, later bool) {
	left := p.align == alignLeft
	hang := 0
	if later {
		hang = p.hang
	}
	switch {
	case st.mirrored && (l.RTL || !left):
		st.mirror(l)
	case st.mirrored:
		l.Col = st.m.cols - p.col - p.wide + hang
	case l.RTL && left:
		l.Col = max(p.col+p.wide-hang-Width(l.Text), 0)
	}
}
