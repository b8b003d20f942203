package info

import (
	"cmp"
	"slices"

	"backlot/film/pages"
	"backlot/film/screenplay"
)

// Together is what two characters have with each other.
type Together struct {
	A       string        `json:"a"` // A comes before B in the list of characters
	B       string        `json:"b"`
	Scenes  int           `json:"scenes"` // in which both are seen
	Eighths pages.Eighths `json:"eighths"`
	// Words are those one says to the other: a speech goes to whoever spoke last
	// before it in the scene, or else to whoever speaks next.
	Words int      `json:"words"`
	In    []string `json:"in"` // ids of the scenes
}

// crowd is the number of characters beyond which a scene tells nothing about who
// meets whom.
const crowd = 60

// CoPresence is the graph of who shares scenes with whom: the pairs that are seen
// together, most scenes first. Who is only heard is not there to meet, and groups
// are nobody. lengths are the eighths of each scene.
func CoPresence(study *screenplay.Study, people []screenplay.Person, lengths []pages.Eighths) []Together {
	scenes := study.Scenes
	rank := map[string]int{}
	for i, p := range people {
		rank[p.Name] = i
	}
	index := map[[2]string]int{}
	out := []Together{}
	pair := func(a, b string) *Together {
		if rank[a] > rank[b] {
			a, b = b, a
		}
		i, ok := index[[2]string{a, b}]
		if !ok {
			i = len(out)
			index[[2]string{a, b}] = i
			out = append(out, Together{A: a, B: b, In: []string{}})
		}
		return &out[i]
	}
	for i := range scenes {
		there := seen(&scenes[i])
		if len(there) > crowd {
			continue
		}
		for k, a := range there {
			for _, b := range there[k+1:] {
				t := pair(a, b)
				t.Scenes++
				t.Eighths += lengths[i]
				t.In = append(t.In, scenes[i].ID)
			}
		}
	}
	addressed(study.Speeches, func(a, b string, words int) {
		if rank[a] > rank[b] {
			a, b = b, a
		}
		if i, ok := index[[2]string{a, b}]; ok {
			out[i].Words += words
		}
	})
	slices.SortStableFunc(out, func(x, y Together) int {
		return cmp.Or(y.Scenes-x.Scenes, int(y.Eighths-x.Eighths), rank[x.A]-rank[y.A], rank[x.B]-rank[y.B])
	})
	return out
}

// seen lists who is on screen in a scene.
func seen(sc *screenplay.Scene) []string {
	var out []string
	for _, c := range sc.Characters {
		if !c.Group && !(c.Heard && c.Speaks()) && !sc.Omitted {
			out = append(out, c.Name)
		}
	}
	return out
}

// addressed tells of every speech to whom its words go.
func addressed(list []screenplay.Speech, say func(from, to string, words int)) {
	other := func(i, step int) string {
		for k := i + step; k >= 0 && k < len(list) && k < i+8 && k > i-8 && list[k].Scene == list[i].Scene; k += step {
			if len(list[k].Names) == 1 && !slices.Contains(list[i].Names, list[k].Names[0]) {
				return list[k].Names[0]
			}
		}
		return ""
	}
	for i := range list {
		if list[i].Scene < 0 {
			continue
		}
		to := cmp.Or(other(i, -1), other(i, 1))
		if to == "" {
			continue
		}
		for _, from := range list[i].Names {
			say(from, to, list[i].Words)
		}
	}
}

// NeverMeet lists the pairs of characters, each in at least so many scenes, that
// are never seen in one together: one actor could play both, and their days need
// not overlap.
func NeverMeet(people []screenplay.Person, together []Together, scenes int) [][2]string {
	met := map[[2]string]bool{}
	for _, t := range together {
		if t.Scenes > 0 {
			met[[2]string{t.A, t.B}] = true
		}
	}
	var list []string
	for _, p := range people {
		if p.Scenes >= max(scenes, 1) && !p.Group {
			list = append(list, p.Name)
		}
		if len(list) == 200 {
			break // people come with the most lines first
		}
	}
	var out [][2]string
	for i, a := range list {
		for _, b := range list[i+1:] {
			if !met[[2]string{a, b}] && !met[[2]string{b, a}] {
				out = append(out, [2]string{a, b})
			}
		}
	}
	return out
}
