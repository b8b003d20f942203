package report

import (
	"cmp"
	"slices"

	"backlot/film/pages"
)

// Character is everything the script asks of one part.
type Character struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"` // other spellings in the cues
	Scenes  []Part   `json:"scenes"`  // in script order
	// Eighths sums the scenes the character is in; Speaks those with a line.
	Eighths  pages.Eighths `json:"eighths"`
	Speaking int           `json:"speaking"` // scenes with a line
	Silent   int           `json:"silent"`   // scenes without
	Heard    int           `json:"heard"`    // scenes in which only the voice is heard
	Speeches int           `json:"speeches"`
	Words    int           `json:"words"` // spoken
	First    string        `json:"first"` // scene numbers
	Last     string        `json:"last"`
	With     []Company     `json:"with"` // most shared scenes first
}

// Part is a character in one scene.
type Part struct {
	Scene    string        `json:"scene"` // id of the scene
	Number   string        `json:"number"`
	Heading  string        `json:"heading"`
	Page     string        `json:"page"`
	Eighths  pages.Eighths `json:"eighths"` // of the scene
	Speeches int           `json:"speeches"`
	Words    int           `json:"words"`
	Heard    bool          `json:"heard,omitempty"` // speaks off screen only
}

// Company is how often two characters are in one scene.
type Company struct {
	Name   string `json:"name"`
	Scenes int    `json:"scenes"`
}

// Characters reports on everybody who has a cue somewhere in the script, most
// speeches first. Scenes in which they are without a line count as silent.
// Speeches before the first scene heading count as well.
func (b *Book) Characters() []Character {
	people := b.Script.People(b.list)
	out := make([]Character, len(people))
	at := map[string]int{}
	for i, p := range people {
		out[i] = Character{Name: p.Name, Aliases: p.Aliases, Scenes: []Part{}, Speeches: p.Lines, Words: p.Words, With: []Company{}}
		at[p.Name] = i
	}
	met := map[[2]int]int{}
	for s := range b.list {
		if b.list[s].Omitted {
			continue
		}
		there := b.list[s].Characters
		for k, c := range there {
			i := at[c.Name]
			out[i].add(b, s, k)
			for _, other := range there {
				if other.Name != c.Name {
					met[[2]int{i, at[other.Name]}]++
				}
			}
		}
	}
	for pair, n := range met {
		out[pair[0]].With = append(out[pair[0]].With, Company{people[pair[1]].Name, n})
	}
	for i := range out {
		slices.SortFunc(out[i].With, func(a, b Company) int {
			return cmp.Or(cmp.Compare(b.Scenes, a.Scenes), cmp.Compare(a.Name, b.Name))
		})
	}
	return out
}

// add puts the k-th presence of scene s into the character's list.
func (c *Character) add(b *Book, s, k int) {
	sc, at, who := &b.list[s], b.Set.Scenes[s], b.list[s].Characters[k]
	voice := who.Speaks() && who.Heard
	c.Scenes = append(c.Scenes, Part{Scene: sc.ID, Number: at.Number, Heading: sc.Text, Page: at.Page, Eighths: at.Eighths,
		Speeches: who.Lines, Words: who.Words, Heard: voice})
	c.Eighths += at.Eighths
	switch {
	case !who.Speaks():
		c.Silent++
	default:
		c.Speaking++
	}
	if voice {
		c.Heard++
	}
	if len(c.Scenes) == 1 {
		c.First = at.Number
	}
	c.Last = at.Number
}
