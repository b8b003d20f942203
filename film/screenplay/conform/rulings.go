package conform

// ruling is what our reader gives where parsers disagree, and the number of the
// ruling in RULINGS.md.
type ruling struct {
	number string
	want   []string
}

var rulings = map[string]ruling{}

var goldenRulings = map[string]string{}
