package screenplay

// Speakers says for every block who speaks it: the names of the cue above a
// speech, nil for blocks that nobody speaks. A cue that names several characters
// gives all of them. The result has one entry a block.
func (s *Script) Speakers() [][]string {
	out := make([][]string, len(s.Blocks))
	for _, sp := range s.Speeches() {
		for i := sp.Start + 1; i < sp.End; i++ {
			switch s.Blocks[i].Type {
			case Dialogue, Parenthetical, Lyrics:
				out[i] = sp.Names
			}
		}
	}
	return out
}
