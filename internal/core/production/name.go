package production

import "backlot/internal/core/graph"

// NameOf is the name papers carry: the title's, else the newest screenplay's,
// else "Untitled".
func NameOf(v graph.View) string {
	for _, t := range graph.All[Title](v) {
		return t.Name
	}
	name := "Untitled"
	for _, d := range graph.All[Draft](v) {
		if d.Type == "screenplay" {
			name = d.Name
		}
	}
	return name
}
