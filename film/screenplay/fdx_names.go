package screenplay

// fdxName is Final Draft's name of a block type.
func fdxName(t Type) string {
	switch t {
	case SceneHeading:
		return "Scene Heading"
	case Character:
		return "Character"
	case Dialogue:
		return "Dialogue"
	case Parenthetical:
		return "Parenthetical"
	case Transition:
		return "Transition"
	case Lyrics:
		return "Singing"
	case Section:
		return "Outline 1"
	case Synopsis:
		return "Outline Body"
	}
	return "Action"
}
