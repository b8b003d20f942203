package offload

import (
	"sync"
	"time"
)

// meter adds up how far a copy is and tells of it now and then.
type meter struct {
	mu    sync.Mutex
	p     Progress
	now   func() time.Time
	tell  func(Progress)
	start time.Time
	last  time.Time
}

// tellEvery is how long a reader of numbers needs.
const tellEvery = 200 * time.Millisecond

func newMeter(opt Options, p *plan, destinations int) *meter {
	now := opt.Now()
	return &meter{p: Progress{Files: len(p.items), Bytes: p.bytes, Destinations: destinations}, now: opt.Now, tell: opt.Progress, start: now, last: now}
}

func (m *meter) add(copied, verified int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.p.Copied += copied
	m.p.Verified += verified
	if m.tell != nil && m.now().Sub(m.last) >= tellEvery {
		m.say()
	}
}

func (m *meter) fileDone(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.p.FilesDone++
	m.p.Current = name
	if m.tell != nil && (m.p.FilesDone == m.p.Files || m.now().Sub(m.last) >= tellEvery) {
		m.say()
	}
}

func (m *meter) say() {
	m.last = m.now()
	m.p.Elapsed = m.last.Sub(m.start)
	if s := m.p.Elapsed.Seconds(); s > 0 {
		m.p.Rate = float64(m.p.Copied) / s
	}
	m.p.Left = 0
	if f := m.p.Fraction(); f > 0.01 && f < 1 {
		m.p.Left = time.Duration(float64(m.p.Elapsed) * (1 - f) / f)
	}
	m.tell(m.p)
}
