package documents

// Flow sets blocks one under the other on the pages of a paper, between drawings made by hand: a
// call sheet draws its head and lets the tables flow.
type Flow struct{ l *layouter }

// NewFlow begins on a new page of the paper.
func NewFlow(p *Paper) *Flow {
	l := &layouter{paper: p}
	l.newPage()
	return &Flow{l}
}

// Page is the page being filled.
func (f *Flow) Page() *Page { return f.l.page }

// Y is the next free line of the page.
func (f *Flow) Y() float64 { return f.l.y }

// Down moves the next free line to y; it never goes back.
func (f *Flow) Down(y float64) { f.l.y = max(f.l.y, y) }

// Need turns the page unless h points are left on it.
func (f *Flow) Need(h float64) { f.l.need(h) }

// NewPage turns the page.
func (f *Flow) NewPage() { f.l.newPage() }

// Add sets a block.
func (f *Flow) Add(b Block) { f.l.add(b) }
