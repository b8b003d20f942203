package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
	"sort"

	"compress/flate"
)

// document is a PDF with its objects, found where they stand.
type document struct {
	b         []byte
	at        map[int]int // object number to the offset after "obj"
	packed    map[int]any // objects out of object streams
	cache     map[int]any
	budget    int64
	encrypted bool
	root      any
}

func open(raw []byte, budget int64) *document {
	d := &document{b: raw, at: map[int]int{}, packed: map[int]any{}, cache: map[int]any{}, budget: budget}
	var streams []int
	for pos := 0; ; {
		i := bytes.Index(d.b[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		i += pos
		pos = i + 3
		n, ok := headOf(d.b, i)
		if !ok {
			continue
		}
		d.at[n] = pos
		delete(d.cache, n)
		l := &lexer{b: d.b, pos: pos}
		o := l.indirect(d.length)
		if s, ok := o.(*stream); ok {
			pos = max(l.pos, pos)
			switch s.dict["Type"] {
			case name("ObjStm"):
				streams = append(streams, n)
			case name("XRef"):
				d.trailer(s.dict)
			}
		}
	}
	d.trailers()
	for _, n := range streams {
		d.unpackObjects(n)
	}
	return d
}

// headOf reads the object number in "12 0 " before "obj" at i.
func headOf(b []byte, i int) (int, bool) {
	j := i
	skip := func(want func(byte) bool) int {
		n := 0
		for j > 0 && n < 12 && want(b[j-1]) {
			j--
			n++
		}
		return n
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	if skip(space) == 0 || skip(digit) == 0 || skip(space) == 0 {
		return 0, false
	}
	end := j
	if skip(digit) == 0 {
		return 0, false
	}
	n := 0
	for _, c := range b[j:end] {
		n = n*10 + int(c-'0')
	}
	return n, n < 1<<24
}

// length is the value of /Length without following it into a stream.
func (d *document) length(o any) int {
	if r, ok := o.(ref); ok {
		at, ok := d.at[int(r)]
		if !ok {
			return 0
		}
		o, _ = (&lexer{b: d.b, pos: at}).next()
	}
	n, _ := o.(float64)
	return int(n)
}

func (d *document) trailers() {
	for pos := 0; ; {
		i := bytes.Index(d.b[pos:], []byte("trailer"))
		if i < 0 {
			return
		}
		pos += i + len("trailer")
		if t, ok := (&lexer{b: d.b, pos: pos}).next(); ok {
			if t, ok := t.(dict); ok {
				d.trailer(t)
			}
		}
	}
}

func (d *document) trailer(t dict) {
	if t["Encrypt"] != nil {
		d.encrypted = true
	}
	if t["Root"] != nil {
		d.root = t["Root"]
	}
}

func (d *document) unpackObjects(n int) {
	s, ok := d.get(ref(n)).(*stream)
	if !ok {
		return
	}
	body := d.data(s)
	count, _ := d.get(s.dict["N"]).(float64)
	first, _ := d.get(s.dict["First"]).(float64)
	l := &lexer{b: body}
	for range min(int(count), 100_000) {
		num, ok1 := l.next()
		off, ok2 := l.next()
		a, ok3 := num.(float64)
		b, ok4 := off.(float64)
		if !ok1 || !ok2 || !ok3 || !ok4 || int(first)+int(b) < 0 || int(first)+int(b) >= len(body) {
			return
		}
		o, _ := (&lexer{b: body, pos: int(first) + int(b)}).next()
		d.packed[int(a)] = o
	}
}

// get follows references to an object.
func (d *document) get(o any) any {
	for range 16 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		n := int(r)
		if v, ok := d.cache[n]; ok {
			o = v
			continue
		}
		if at, ok := d.at[n]; ok {
			o = (&lexer{b: d.b, pos: at}).indirect(d.length)
		} else {
			o = d.packed[n]
		}
		d.cache[n] = o
	}
	return nil
}

func (d *document) dict(o any) dict {
	switch v := d.get(o).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *document) array(o any) array {
	a, _ := d.get(o).(array)
	return a
}

func (d *document) number(o any) float64 {
	n, _ := d.get(o).(float64)
	return n
}

// data is the content of a stream with its filters undone, within the budget.
func (d *document) data(s *stream) []byte {
	body := s.raw
	filters := d.array(s.dict["Filter"])
	if f, ok := d.get(s.dict["Filter"]).(name); ok {
		filters = array{f}
	}
	parms := d.array(s.dict["DecodeParms"])
	if p, ok := d.get(s.dict["DecodeParms"]).(dict); ok {
		parms = array{p}
	}
	for i, f := range filters {
		n, _ := d.get(f).(name)
		switch n {
		case "FlateDecode", "Fl":
			body = d.inflate(body)
			if i < len(parms) {
				body = d.predict(body, d.dict(parms[i]))
			}
		case "ASCII85Decode", "A85":
			body = a85(body)
		case "ASCIIHexDecode", "AHx":
			body = (&lexer{b: append([]byte("<"), body...)}).hex()
		default:
			return nil // pictures and rare packings hold no text we read
		}
	}
	return body
}

func (d *document) inflate(body []byte) []byte {
	var r io.ReadCloser
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		if len(body) < 3 {
			return nil
		}
		r = flate.NewReader(bytes.NewReader(body[2:]))
	} else {
		r = z
	}
	defer r.Close()
	out, _ := io.ReadAll(io.LimitReader(r, d.budget)) // what could be unpacked of a damaged stream is kept
	d.budget -= int64(len(out))
	return out
}

func a85(body []byte) []byte {
	body = bytes.TrimPrefix(bytes.TrimSpace(body), []byte("<~"))
	if i := bytes.Index(body, []byte("~>")); i >= 0 {
		body = body[:i]
	}
	out := make([]byte, len(body)*4+8)
	n, _, _ := ascii85.Decode(out, body, true)
	return out[:n]
}

// predict undoes the PNG predictors of cross-reference and object streams.
func (d *document) predict(body []byte, parms dict) []byte {
	if d.number(parms["Predictor"]) < 10 {
		return body
	}
	cols := int(d.number(parms["Columns"]))
	if cols <= 0 || cols > 1<<16 {
		cols = 1
	}
	out := make([]byte, 0, len(body))
	prev := make([]byte, cols)
	for len(body) > cols {
		kind, row := body[0], append([]byte(nil), body[1:cols+1]...)
		body = body[cols+1:]
		for i := range row {
			left, up, corner := byte(0), prev[i], byte(0)
			if i > 0 {
				left, corner = row[i-1], prev[i-1]
			}
			switch kind {
			case 1:
				row[i] += left
			case 2:
				row[i] += up
			case 3:
				row[i] += byte((int(left) + int(up)) / 2)
			case 4:
				row[i] += paeth(left, up, corner)
			}
		}
		out = append(out, row...)
		prev = row
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }

// pages lists the page dictionaries in order, with what they inherit.
func (d *document) pages(limit int) []dict {
	var out []dict
	seen := map[any]bool{}
	var walk func(o any, inherited dict, depth int)
	walk = func(o any, inherited dict, depth int) {
		if r, ok := o.(ref); ok {
			if seen[r] {
				return
			}
			seen[r] = true
		}
		p := d.dict(o)
		if p == nil || depth > deepest || len(out) >= limit {
			return
		}
		own := dict{}
		for _, k := range [...]name{"Resources", "MediaBox", "Rotate"} {
			if v, ok := p[k]; ok {
				own[k] = v
			} else if v, ok := inherited[k]; ok {
				own[k] = v
			}
		}
		if kids := d.array(p["Kids"]); kids != nil {
			for _, k := range kids {
				walk(k, own, depth+1)
			}
			return
		}
		own["Contents"] = p["Contents"]
		out = append(out, own)
	}
	if root := d.dict(d.root); root != nil {
		walk(root["Pages"], dict{}, 0)
	}
	if len(out) > 0 {
		return out
	}
	var nums []int
	for n := range d.at {
		nums = append(nums, n)
	}
	for n := range d.packed {
		nums = append(nums, n)
	}
	sort.Ints(nums)
	for _, n := range nums {
		if p := d.dict(ref(n)); p != nil && p["Type"] == name("Page") && len(out) < limit {
			out = append(out, p)
		}
	}
	return out
}
