package reel

// Score says how well places that were found agree with the truth.
type Score struct {
	Cuts, Found, Wrong                   int // hard cuts; found within a frame; found where there is none
	Dissolves, Blends, Invent            int // dissolves; found in them, give or take four frames; found where there is none
	Flashes, Fooled                      int // flashes; those taken for a cut
	Off                                  int // by how many frames the middles of dissolves are off, all together
	WrongAt, MissedAt, BlendAt, InventAt []int
}

// F1 is the harmonic mean of precision and recall of hard cuts.
func (s Score) F1() float64 {
	if s.Found == 0 {
		return 0
	}
	return 2 * float64(s.Found) / float64(s.Cuts+s.Found+s.Wrong)
}

// Add sums scores of several reels.
func (s *Score) Add(o Score) {
	s.Cuts, s.Found, s.Wrong = s.Cuts+o.Cuts, s.Found+o.Found, s.Wrong+o.Wrong
	s.Dissolves, s.Blends, s.Invent = s.Dissolves+o.Dissolves, s.Blends+o.Blends, s.Invent+o.Invent
	s.Off += o.Off
	s.Flashes, s.Fooled = s.Flashes+o.Flashes, s.Fooled+o.Fooled
}

// Judge compares hard cuts and dissolves (their middles) with the truth. A hard cut counts within a frame; a dissolve when
// the middle that was found lies in it, give or take four frames. A hard cut that was found inside a dissolve is wrong.
func (m *Reel) Judge(cuts, dissolves []int) Score {
	var s Score
	used, usedBlend := map[int]bool{}, map[int]bool{}
	for _, e := range m.Events {
		switch e.Kind {
		case "cut":
			s.Cuts++
			hit := false
			for i, f := range cuts {
				if !used[i] && f >= e.Frame-1 && f <= e.Frame+1 {
					used[i], hit = true, true
					s.Found++
					break
				}
			}
			if !hit {
				s.MissedAt = append(s.MissedAt, e.Frame)
			}
		case "dissolve":
			s.Dissolves++
			hit := false
			for i, f := range dissolves {
				if !usedBlend[i] && f >= e.From-4 && f <= e.To+4 {
					usedBlend[i], hit = true, true
					s.Off += max(f-e.Frame, e.Frame-f)
					s.Blends++
					break
				}
			}
			if !hit {
				s.BlendAt = append(s.BlendAt, e.Frame)
			}
		case "flash":
			s.Flashes++
		}
	}
	for i, f := range cuts {
		if used[i] {
			continue
		}
		s.Wrong++
		s.WrongAt = append(s.WrongAt, f)
		for _, e := range m.Events {
			if e.Kind == "flash" && f >= e.From-1 && f <= e.To+2 {
				s.Fooled++
				break
			}
		}
	}
	for i, f := range dissolves {
		if !usedBlend[i] {
			s.Invent++
			s.InventAt = append(s.InventAt, f)
		}
	}
	return s
}

// What says what happens at a frame, for people who look into a mistake.
func (m *Reel) What(frame int) string {
	out := ""
	for _, e := range m.Events {
		if frame >= e.From-3 && frame <= e.To+3 || frame >= e.Frame-3 && frame <= e.Frame+3 {
			out += e.Kind + " "
		}
	}
	return out
}
