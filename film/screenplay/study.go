package screenplay

// Study is what a script says, read once: whoever needs its scenes, its speeches
// and who is named where gets them together for the price of one. It does not
// follow later changes of the script, and one goroutine at a time may ask it.
type Study struct {
	Script    *Script
	Scenes    []Scene
	Speeches  []Speech
	Mentioned [][]Mention // of every block of action whom it names, in order of mention

	names *cast
}

// Study reads what the script says.
func (s *Script) Study() *Study {
	st := &Study{Script: s, names: s.names()}
	st.Mentioned = make([][]Mention, len(s.Blocks))
	for i := range s.Blocks {
		if s.Blocks[i].Type == Action {
			st.Mentioned[i] = st.names.in(s.Blocks[i].Text)
		}
	}
	st.Scenes = s.scenes(st.names, st.Mentioned)
	st.Speeches = s.speeches(st.names)
	return st
}

// Speakers says for every block who speaks it: the names of the cue above a
// speech, nil for blocks that nobody speaks. A cue that names several characters
// gives all of them. The result has one entry a block.
func (st *Study) Speakers() [][]string {
	out := make([][]string, len(st.Script.Blocks))
	for _, sp := range st.Speeches {
		for i := sp.Start + 1; i < sp.End; i++ {
			switch st.Script.Blocks[i].Type {
			case Dialogue, Parenthetical, Lyrics:
				out[i] = sp.Names
			}
		}
	}
	return out
}
