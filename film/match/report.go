package match

import "slices"

// report says both ways what is missing, and where several things compete.
func (m *device) report(all []witness, usedTake, usedClip map[int]bool) {
	byTake, byClip := map[int][]int{}, map[int][]int{}
	told := map[int]bool{} // takes of which something else is said
	for _, w := range all {
		if given := m.clips[w.clip].TakeID; given != "" && given != m.takes[w.take].ID {
			continue
		}
		switch {
		case w.against && w.sameTime && !usedClip[w.clip] && !usedTake[w.take]:
			m.find(m.contradiction(w), []int{w.take}, []int{w.clip})
			told[w.take], usedClip[w.clip] = true, true
		case w.strong > 0 && !w.against || w.sameTime && !w.against:
			byTake[w.take] = append(byTake[w.take], w.clip)
			byClip[w.clip] = append(byClip[w.clip], w.take)
		}
	}
	for t := range m.takes {
		switch {
		case len(byTake[t]) > 1:
			m.find(TwoClips, []int{t}, byTake[t])
		case len(byTake[t]) == 0 && !usedTake[t] && !told[t] && m.takes[t].expected:
			m.find(TakeWithoutClip, []int{t}, nil)
		}
	}
	for c := range m.clips {
		if !m.clips[c].timed && m.clips[c].TakeID == "" {
			m.find(NoTimecode, nil, []int{c})
		}
		switch {
		case len(byClip[c]) > 1:
			m.find(TwoTakes, byClip[c], []int{c})
		case len(byClip[c]) == 0 && !usedClip[c]:
			m.find(ClipWithoutTake, nil, []int{c})
		}
	}
}

// contradiction is what speaks against a pair that ran at the same time.
func (m *device) contradiction(w witness) Kind {
	for _, k := range []Kind{NotThere, OtherRoll, OtherClip} {
		if w.has(k) {
			return k
		}
	}
	return WrongSlate
}

// find notes a finding once.
func (m *device) find(k Kind, takes, clips []int) {
	f := Finding{Kind: k, Device: m.name}
	for _, t := range takes {
		f.Takes = append(f.Takes, m.takes[t].ID)
	}
	for _, c := range clips {
		f.Clips = append(f.Clips, m.clips[c].ids...)
	}
	if !slices.ContainsFunc(m.findings, func(g Finding) bool {
		return g.Kind == f.Kind && slices.Equal(g.Takes, f.Takes) && slices.Equal(g.Clips, f.Clips)
	}) {
		m.findings = append(m.findings, f)
	}
}
