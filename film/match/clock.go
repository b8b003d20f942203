package match

import (
	"cmp"
	"slices"
)

// Clock is what the timecode of a device shows of its clock.
type Clock struct {
	Device string `json:"device"`
	State  State  `json:"state"`
	// OffMS is by how much the timecode is ahead of the clock of the log, in milliseconds.
	OffMS int64 `json:"off_ms,omitempty"`
	// Agree is how many clips it explains, of Clips with a timecode; Rival is how many the next best offset does.
	Agree int `json:"agree"`
	Clips int `json:"clips"`
	Rival int `json:"rival"`
}

// State is how far a clock can be trusted.
type State string

// States of a clock.
const (
	Right   State = "right"   // it shows the time of day
	Off     State = "off"     // it is off by a constant that one explains better than any other
	Wild    State = "wild"    // clips follow no constant: it ran only while recording, or was set in between
	Unknown State = "unknown" // too little to say
)

const (
	// slackMS is by how much people are late with the button.
	slackMS = 10_000
	// fewClips is from how many on a constant is more than chance.
	fewClips = 3
)

// vote is a pair whose lengths agree, with the offset at which they would be one.
type vote struct {
	off  int64
	take int
	clip int
}

// findClock finds the constant that brings most clips onto takes of their length. A clock that shows the time of day
// wins over others that explain as much. Codes slower than the clock are read both ways, and the better one stands.
func (m *device) findClock() {
	votes := m.votes()
	if slices.ContainsFunc(m.clips, func(r recording) bool { return r.slow() }) {
		early, late := m.daylight()
		once, _ := upright(votes, early, late)
		m.keep(reset)
		again := m.votes()
		if often, _ := upright(again, 0, 0); often > 0 && often >= once || once == 0 && most(again) > most(votes) {
			votes, m.reset = again, true
		} else {
			m.keep(elapsed)
		}
	}
	m.judge(votes)
}

func (m *device) keep(k timekeeping) {
	for i := range m.clips {
		if m.clips[i].timed {
			m.clips[i].keep(k)
		}
	}
}

// votes are the pairs that could be one by their lengths, with the offset at which they would be.
func (m *device) votes() []vote {
	m.clock = Clock{Device: m.name, State: Unknown}
	var votes []vote
	for ci := range m.clips {
		c := &m.clips[ci]
		if !c.timed {
			continue
		}
		m.clock.Clips++
		for ti := range m.takes {
			t := &m.takes[ti]
			// another slate in the file takes the pair's voice away
			if t.Timed && t.expected && alike(t.LengthMS, c.length) != unlike && (!c.says || c.saysTake(t)) {
				votes = append(votes, vote{c.ahead(t.StartMS), ti, ci})
			}
		}
	}
	slices.SortFunc(votes, func(a, b vote) int {
		return cmp.Or(cmp.Compare(a.off, b.off), cmp.Compare(a.take, b.take), cmp.Compare(a.clip, b.clip))
	})
	return votes
}

func most(votes []vote) int {
	n, _, _, _ := strongest(votes, 0, -1)
	return n
}

// upright is how many clips a clock that shows the time of day explains, and by how much it is ahead.
func upright(votes []vote, early, late int64) (n int, centre int64) {
	for _, v := range votes {
		if v.off >= early-slackMS && v.off <= late+slackMS {
			if got, mid := support(votes, v.off); got > n || got == n && abs(mid) < abs(centre) {
				n, centre = got, mid
			}
		}
	}
	return n, centre
}

// ahead is by how much a recording begins later than a time of the log, the short way round midnight.
func (r *recording) ahead(take int64) int64 {
	off := (r.start - take) % r.day
	switch {
	case off > r.day/2:
		off -= r.day
	case off < -r.day/2:
		off += r.day
	}
	return off
}

func (m *device) judge(votes []vote) {
	if given := m.offset; given != 0 {
		agree, _ := support(votes, given)
		m.clock.State, m.clock.OffMS, m.clock.Agree = Off, given, agree
		m.trusted, m.centre = true, given
		return
	}
	best, at, lo, hi := strongest(votes, 0, -1)
	rival, _, _, _ := strongest(votes, lo, hi)
	early, late := m.daylight()
	zero, centre := upright(votes, early, late) // the clock of a day at 23.976 is ahead by up to 86 s, by the same all day
	switch {
	case zero > 0 && zero >= best:
		other, _, _, _ := strongest(votes, centre-slackMS, centre+slackMS)
		m.clock.State, m.clock.Agree, m.clock.Rival = Right, zero, other
		plain := other*3 <= zero*2 && zero*2 >= m.clock.Clips
		m.centre, m.trusted, m.few = centre, plain && zero >= fewClips, plain && zero < fewClips
		if abs(centre) > slackMS && (other*2 > zero || zero < 2*fewClips) {
			m.trusted, m.few = false, false // ahead as a clock at 23.976 may be, or one take later: too few to tell
		}
		if !m.trusted && zero < fewClips {
			m.clock.State = Unknown
		}
	case best >= fewClips && best*2 >= m.clock.Clips && rival*3 <= best*2:
		m.clock.State, m.clock.OffMS, m.clock.Agree, m.clock.Rival = Off, at, best, rival
		m.findings = append(m.findings, Finding{Kind: ClockOff, Device: m.name, MS: at})
	case m.clock.Clips >= 2*fewClips && len(votes) > 0 && best*3 <= m.clock.Clips:
		m.clock.State, m.clock.Agree, m.clock.Rival = Wild, best, rival
		m.findings = append(m.findings, Finding{Kind: ClockWild, Device: m.name})
	default:
		m.clock.Agree, m.clock.Rival = best, rival
	}
}

// daylight is how far ahead the timecode of a true clock may be: at 23.976 and other rates below a whole number the
// codes run slower than the clock by one in a thousand, so frames counted from a zero at midnight are up to a
// thousandth of the day ahead, depending on when the camera was set.
func (m *device) daylight() (early, late int64) {
	if !m.reset && slices.ContainsFunc(m.clips, func(r recording) bool { return r.slow() }) {
		return 0, 86_400
	}
	return 0, 0
}

// support is how many takes and clips an offset brings together, and the middle of their offsets.
func support(votes []vote, at int64) (int, int64) {
	lo, _ := slices.BinarySearchFunc(votes, at-slackMS/2, func(v vote, at int64) int { return cmp.Compare(v.off, at) })
	hi := lo
	for hi < len(votes) && votes[hi].off <= at+slackMS/2 {
		hi++
	}
	if lo == hi {
		return 0, at
	}
	return distinct(votes[lo:hi]), votes[(lo+hi)/2].off
}

// strongest is the window that brings the most together, outside of lo to hi.
func strongest(votes []vote, lo, hi int64) (n int, middle, from, to int64) {
	rest := slices.DeleteFunc(slices.Clone(votes), func(v vote) bool { return v.off >= lo && v.off <= hi })
	takes, clips := map[int]int{}, map[int]int{}
	end := 0
	for i := range rest {
		for ; end < len(rest) && rest[end].off <= rest[i].off+slackMS; end++ {
			takes[rest[end].take]++
			clips[rest[end].clip]++
		}
		if got := min(len(takes), len(clips)); got > n {
			n, middle = got, rest[(i+end)/2].off
			from, to = middle-slackMS, middle+slackMS
		}
		leave(takes, rest[i].take)
		leave(clips, rest[i].clip)
	}
	return n, middle, from, to
}

func leave(in map[int]int, key int) {
	if in[key]--; in[key] == 0 {
		delete(in, key)
	}
}

// distinct is how many pairs votes can make at most, each take and each clip once.
func distinct(votes []vote) int {
	takes, clips := map[int]bool{}, map[int]bool{}
	for _, v := range votes {
		takes[v.take], clips[v.clip] = true, true
	}
	return min(len(takes), len(clips))
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
