package match

import (
	"cmp"
	"slices"

	"backlot/film/slate"
)

// device is the work on one camera or recorder.
type device struct {
	name    string
	offset  int64 // taken for true by a person
	takes   []logged
	clips   []recording
	clock   Clock
	trusted bool  // the clock may speak
	few     bool  // it fits, but on too few clips to speak of those that are unlike their take in length
	centre  int64 // by how much it is ahead
	reset   bool  // its codes read as the clock does, at a rate where they would fall behind

	pairs    []Pair
	findings []Finding
}

// witness is what was found out about a pair.
type witness struct {
	take, clip int
	strong     int // witnesses of weight that agree
	against    bool
	sameTime   bool
	reasons    []Reason
	score      int
}

func (m *device) match() {
	m.findClock()
	all := m.witnesses()
	allSaid := m.allSaid()
	perTake, perClip := m.rivals(all)
	usedTake, usedClip := map[int]bool{}, map[int]bool{}
	for _, w := range all {
		given := m.clips[w.clip].TakeID
		sure := given == m.takes[w.take].ID
		if given == "" {
			sure = !w.against && m.alone(w, perTake[w.take]) && m.alone(w, perClip[w.clip]) && m.enough(w, allSaid) && !m.isGiven(w.take)
		} else if !sure {
			continue // somebody has decided
		}
		if !sure && !w.against && w.strong > 0 && !(m.alone(w, perTake[w.take]) && m.alone(w, perClip[w.clip])) {
			w.reasons = append(w.reasons, Reason{Kind: SeveralFit})
		}
		if given != "" {
			w.reasons, w.score = append(w.reasons, Reason{Kind: ByPerson, Points: 100}), 100
		}
		if sure {
			usedTake[w.take], usedClip[w.clip] = true, true
		}
		m.add(w, sure)
	}
	m.report(all, usedTake, usedClip)
}

// rival counts what comes into question for a take or a clip.
type rival struct{ open, against int }

func (m *device) rivals(all []witness) (perTake, perClip map[int]rival) {
	perTake, perClip = map[int]rival{}, map[int]rival{}
	for _, w := range all {
		if w.strong == 0 && !w.sameTime {
			continue
		}
		t, c := perTake[w.take], perClip[w.clip]
		if w.against {
			t.against++
			c.against++
		} else {
			t.open++
			c.open++
		}
		perTake[w.take], perClip[w.clip] = t, c
	}
	return perTake, perClip
}

// alone reports whether nothing competes with a pair. What another witness speaks against competes only with a pair
// that has one witness itself.
func (m *device) alone(w witness, r rival) bool {
	return r.open == 1 && (r.against == 0 || w.strong >= 2)
}

// add writes a pair for every file of the recording.
func (m *device) add(w witness, sure bool) {
	for _, id := range m.clips[w.clip].ids {
		m.pairs = append(m.pairs, Pair{Take: m.takes[w.take].ID, Clip: id, Device: m.name, Score: w.score, Sure: sure, Reasons: w.reasons})
	}
}

// isGiven reports whether a person has given a file of this device to a take.
func (m *device) isGiven(take int) bool {
	return slices.ContainsFunc(m.clips, func(r recording) bool { return r.TakeID == m.takes[take].ID })
}

// enough reports whether the witnesses of a pair that nothing else competes with suffice: the clock alone where it is
// trusted and several clips bear it out; else the file's own word, with the log, or with every other file of the
// device in one-to-one agreement with the log.
func (m *device) enough(w witness, allSaid bool) bool {
	if w.strong >= 2 {
		return true
	}
	if w.strong == 0 {
		return false
	}
	return w.sameTime && (m.trusted || m.few && m.clock.Clips < fewClips) || allSaid && w.has(ByLength) && w.has(ByName)
}

func (w *witness) has(k Kind) bool {
	return slices.ContainsFunc(w.reasons, func(r Reason) bool { return r.Kind == k })
}

// allSaid reports whether every file of the device says a slate and a take, and these are the logged ones, each once.
func (m *device) allSaid() bool {
	rolled := 0
	for t := range m.takes {
		if m.takes[t].expected {
			rolled++
		}
	}
	if len(m.clips) != rolled {
		return false
	}
	seen := map[int]bool{}
	for i := range m.clips {
		c := &m.clips[i]
		at := slices.IndexFunc(m.takes, func(t logged) bool { return c.says && t.expected && c.saysTake(&t) && t.Suffix == c.suffix })
		if at < 0 || seen[at] {
			return false
		}
		seen[at] = true
	}
	return true
}

// witnesses asks about every pair that anything speaks for, best first.
func (m *device) witnesses() []witness {
	var out []witness
	for ti := range m.takes {
		for ci := range m.clips {
			w := m.ask(ti, ci)
			if w.score > 0 && (w.strong > 0 || w.has(ByTime) || w.has(ByLog)) || m.clips[ci].TakeID == m.takes[ti].ID {
				out = append(out, w)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b witness) int { return cmp.Compare(b.score, a.score) })
	return out
}

// Points of the witnesses.
const (
	timePoints, saidPoints, logPoints, rollPoints, lengthPoints = 40, 35, 25, 10, 10
)

func (m *device) ask(ti, ci int) witness {
	w := witness{take: ti, clip: ci}
	t, c := &m.takes[ti], &m.clips[ci]
	m.askClock(&w, t, c)
	if c.says {
		if c.saysTake(t) {
			w.strong++
			w.say(ByName, saidPoints, 0)
		} else {
			w.object(OtherTake, saidPoints, 0)
		}
	}
	if !t.expected {
		w.object(NotThere, logPoints, 0)
	}
	w.askLog(t, c)
	w.score = min(max(w.score, 0), 100)
	return w
}

func (w *witness) say(k Kind, points int, ms int64) {
	w.reasons = append(w.reasons, Reason{k, points, ms})
	w.score += points
}

func (w *witness) object(k Kind, points int, ms int64) {
	w.against = true
	w.say(k, -points, ms)
}

// askLog compares rolls and names.
func (w *witness) askLog(t *logged, c *recording) {
	switch {
	case t.clip == "":
	case t.named.ok && t.named == c.named || !t.named.ok && slate.SameClip(t.clip, c.Name):
		if w.has(ByLength) || w.sameTime {
			w.strong++ // a counter that was predicted is one file off when the camera was started for a test
		}
		w.say(ByLog, logPoints, 0)
	case t.named.ok && c.named.ok:
		w.object(OtherClip, logPoints, 0)
	}
	switch {
	case t.card == "" || c.card == "":
	case t.card == c.card:
		w.say(ByRoll, rollPoints, 0)
	default:
		w.object(OtherRoll, rollPoints, 0)
	}
}

// askClock compares times and lengths.
func (m *device) askClock(w *witness, t *logged, c *recording) {
	same := alike(t.LengthMS, c.length)
	if same == like {
		w.say(ByLength, lengthPoints, abs(t.LengthMS-c.length))
	}
	if !c.timed || !t.Timed || !m.trusted && m.clock.State != Right && m.clock.State != Unknown {
		return
	}
	off := c.ahead(t.StartMS) - m.centre
	overlap := share(t.LengthMS, c.length, off)
	points := int(timePoints*overlap + 0.5)
	switch {
	case overlap >= 0.5 || overlap >= 0.25 && same == like && abs(off) <= slackMS/2: // a short take, pressed late
		w.sameTime = true
		if m.trusted || m.few && same == like {
			w.strong++
		}
		w.say(ByTime, points, off)
	case overlap > 0:
		w.say(ByTime, points, off)
		w.against = w.against || m.trusted && overlap < 0.2
	case m.trusted || m.few:
		w.object(OtherTime, timePoints, off)
	}
}

// share is how much of take and clip lies together, of what they span; off is by how much the clip begins later. A
// take without length counts as long as its clip, with a start that may be off by no more than people are.
func share(take, clip, off int64) float64 {
	if take <= 0 {
		if abs(off) > slackMS {
			return 0
		}
		take = clip
	}
	both := min(take, off+clip) - max(0, off)
	span := max(take, off+clip) - min(0, off)
	if both <= 0 || span <= 0 {
		return 0
	}
	return float64(both) / float64(span)
}

// likeness is what lengths say.
type likeness int

const (
	unlike likeness = iota
	open            // not timed
	like
)

// alike compares the length of a take by the button with that of a file: people are late by some seconds at both ends.
func alike(take, clip int64) likeness {
	switch {
	case take <= 0 || clip <= 0:
		return open
	case abs(take-clip) <= max(slackMS/2, clip/10):
		return like
	}
	return unlike
}
