package screenplay

// Speech is one cue and what is said under it.
type Speech struct {
	Cue   Cue
	Names []string // who speaks; several for "BOB AND MARGARET"
	Scene int      // index in Scenes; -1 before the first heading
	Start int      // index of the cue in Script.Blocks
	End   int      // index after the last line of the speech
	Words int      // spoken, without parentheticals
}

// Speeches lists every speech of the script in order. A speech ends at the next
// cue, at action, and at a heading.
func (s *Script) Speeches() []Speech { return s.speeches(s.names()) }

func (s *Script) speeches(names *cast) []Speech {
	var out []Speech
	scene, open := -1, false
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch b.Type {
		case SceneHeading:
			scene, open = scene+1, false
		case Character:
			cue := names.cue(b.Text)
			if open = cue.Name != ""; open {
				out = append(out, Speech{Cue: cue, Names: names.speakers(cue.Name), Scene: scene, Start: i, End: i + 1})
			}
		case Dialogue, Lyrics, Parenthetical:
			if open {
				last := &out[len(out)-1]
				last.End = i + 1
				if b.Type != Parenthetical {
					last.Words += countWords(b.Text)
				}
			}
		case Section, Synopsis, Note, Boneyard, TitlePage, PageBreak:
		default:
			open = false
		}
	}
	return out
}
