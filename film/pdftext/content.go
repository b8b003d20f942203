package pdftext

import "math"

// matrix is an affine map: x' = a*x + c*y + e, y' = b*x + d*y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is what q saves and Q brings back.
type state struct {
	ctm                              matrix
	font                             *font
	size, char, word, scale, leading float64
	rise                             float64
}

// painter runs the text operators of a content stream.
type painter struct {
	d       *document
	fonts   map[any]*font
	chars   []char
	limit   int
	s       state
	stack   []state
	tm, tlm matrix
	depth   int
}

func (d *document) page(p dict, limit int) Page {
	page := Page{Width: 612, Height: 792}
	left, low := 0.0, 0.0
	if box := d.array(p["MediaBox"]); len(box) == 4 {
		left, low = d.number(box[0]), d.number(box[1])
		page.Width, page.Height = d.number(box[2])-left, d.number(box[3])-low
	}
	w := &painter{d: d, fonts: map[any]*font{}, limit: max(limit, 0) * 8, tm: identity, tlm: identity}
	w.s = state{ctm: matrix{1, 0, 0, 1, -left, -low}, scale: 1}
	var body []byte
	switch c := d.get(p["Contents"]).(type) {
	case *stream:
		body = d.data(c)
	case array:
		for _, o := range c {
			if s, ok := d.get(o).(*stream); ok {
				body = append(append(body, d.data(s)...), '\n')
			}
		}
	}
	w.run(body, d.dict(p["Resources"]))
	page.Words = wordsOf(w.chars)
	return page
}

// run interprets one content stream.
func (w *painter) run(body []byte, resources dict) {
	l := &lexer{b: body}
	var args []any
	for len(w.chars) < w.limit {
		o, ok := l.next()
		if !ok {
			return
		}
		op, isOp := o.(keyword)
		if !isOp {
			if args = append(args, o); len(args) > 512 {
				args = args[256:]
			}
			continue
		}
		if op == "BI" {
			skipImage(l)
		} else {
			w.operator(string(op), args, resources)
		}
		args = args[:0]
	}
}

// skipImage passes over an inline picture.
func skipImage(l *lexer) {
	for i := l.pos; i+3 < len(l.b); i++ {
		if space(l.b[i]) && l.b[i+1] == 'E' && l.b[i+2] == 'I' && space(l.b[i+3]) {
			l.pos = i + 3
			return
		}
	}
	l.pos = len(l.b)
}

func num(args []any, i int) float64 {
	if i < 0 || i >= len(args) {
		return 0
	}
	n, _ := args[i].(float64)
	return n
}

func (w *painter) operator(op string, args []any, resources dict) {
	switch op {
	case "q":
		if len(w.stack) < 1024 {
			w.stack = append(w.stack, w.s)
		}
	case "Q":
		if n := len(w.stack); n > 0 {
			w.s, w.stack = w.stack[n-1], w.stack[:n-1]
		}
	case "cm":
		w.s.ctm = six(args).mul(w.s.ctm)
	case "BT":
		w.tm, w.tlm = identity, identity
	case "Tf":
		if len(args) >= 2 {
			n, _ := args[0].(name)
			w.s.font, w.s.size = w.fontOf(n, resources), num(args, 1)
		}
	case "Tc":
		w.s.char = num(args, 0)
	case "Tw":
		w.s.word = num(args, 0)
	case "Tz":
		w.s.scale = num(args, 0) / 100
	case "TL":
		w.s.leading = num(args, 0)
	case "Ts":
		w.s.rise = num(args, 0)
	case "Td":
		w.move(num(args, 0), num(args, 1))
	case "TD":
		w.s.leading = -num(args, 1)
		w.move(num(args, 0), num(args, 1))
	case "Tm":
		w.tm = six(args)
		w.tlm = w.tm
	case "T*":
		w.move(0, -w.s.leading)
	case "Tj":
		w.text(args, 0)
	case "'":
		w.move(0, -w.s.leading)
		w.text(args, 0)
	case "\"":
		w.s.word, w.s.char = num(args, 0), num(args, 1)
		w.move(0, -w.s.leading)
		w.text(args, 2)
	case "TJ":
		w.kerned(args)
	case "Do":
		w.form(args, resources)
	}
}

func six(args []any) matrix {
	var m matrix
	for i := range m {
		m[i] = num(args, len(args)-6+i)
	}
	return m
}

func (w *painter) move(x, y float64) {
	w.tlm = matrix{1, 0, 0, 1, x, y}.mul(w.tlm)
	w.tm = w.tlm
}

func (w *painter) fontOf(n name, resources dict) *font {
	o := w.d.dict(resources["Font"])[n]
	key := o
	if _, ok := o.(ref); !ok {
		key = n
	}
	f, ok := w.fonts[key]
	if !ok {
		f = w.d.font(o)
		w.fonts[key] = f
	}
	return f
}

func (w *painter) text(args []any, i int) {
	if i < len(args) {
		if s, ok := args[i].([]byte); ok {
			w.show(s)
		}
	}
}

func (w *painter) kerned(args []any) {
	if len(args) == 0 {
		return
	}
	list, _ := args[0].(array)
	for _, o := range list {
		switch v := o.(type) {
		case []byte:
			w.show(v)
		case float64:
			w.tm = matrix{1, 0, 0, 1, -v / 1000 * w.s.size * w.s.scale, 0}.mul(w.tm)
		}
	}
}

// show puts the characters of a string on the page.
func (w *painter) show(s []byte) {
	if w.s.font == nil {
		return
	}
	for _, c := range w.s.font.decode(s) {
		if len(w.chars) >= w.limit {
			return
		}
		m := matrix{w.s.size * w.s.scale, 0, 0, w.s.size, 0, w.s.rise}.mul(w.tm).mul(w.s.ctm)
		advance := c.width / 1000 * w.s.size
		advance += w.s.char
		if c.space {
			advance += w.s.word
		}
		advance *= w.s.scale
		w.tm = matrix{1, 0, 0, 1, advance, 0}.mul(w.tm)
		end := w.tm.mul(w.s.ctm)
		size := math.Hypot(m[2], m[3])
		upright := math.Abs(m[1]) < 0.2*size && m[0] > 0
		if c.text != "" && upright && size > 0.5 && size < 500 && math.Abs(m[4]) < 1e5 && math.Abs(m[5]) < 1e5 {
			w.chars = append(w.chars, char{x: m[4], y: m[5], right: end[4], size: size, font: w.s.font.name, text: c.text})
		}
	}
}

// form runs the content of a form drawn on the page.
func (w *painter) form(args []any, resources dict) {
	if len(args) == 0 || w.depth > 8 {
		return
	}
	n, _ := args[0].(name)
	s, ok := w.d.get(w.d.dict(resources["XObject"])[n]).(*stream)
	if !ok || w.d.get(s.dict["Subtype"]) != name("Form") {
		return
	}
	saved, tm, tlm, stack := w.s, w.tm, w.tlm, w.stack
	w.stack = nil
	if m := w.d.array(s.dict["Matrix"]); len(m) == 6 {
		w.s.ctm = six(m).mul(w.s.ctm)
	}
	res := w.d.dict(s.dict["Resources"])
	if res == nil {
		res = resources
	}
	w.depth++
	w.run(w.d.data(s), res)
	w.depth--
	w.s, w.tm, w.tlm, w.stack = saved, tm, tlm, stack
}
