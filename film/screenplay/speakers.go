package screenplay

// Speakers says for every block who speaks it: the names of the cue above a
// speech, nil for blocks that nobody speaks. A cue that names several characters
// gives all of them. The result has one entry a block.
func (s *Script) Speakers() [][]string {
	known := s.cueNames()
	out := make([][]string, len(s.Blocks))
	var who []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch b.Type {
		case Character:
			who = nil
			if name := ParseCue(b.Text).Name; name != "" {
				who = speakers(name, known)
			}
		case Dialogue, Parenthetical, Lyrics:
			out[i] = who
		case Action, SceneHeading, Transition, Centered:
			who = nil
		}
	}
	return out
}
