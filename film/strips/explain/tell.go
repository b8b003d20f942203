package explain

import (
	"fmt"
	"slices"
	"strings"
)

// mostNamed is how many scenes a sentence lists by number.
const mostNamed = 6

// tell puts a set into words: which scenes suffer, and how.
func (f *finder) tell(set []int) Set {
	out := Set{Facts: f.l.pick(set...)}
	facts := f.l.flags(set)
	stuck := f.stuck(set)
	switch {
	case len(stuck) > 0:
		out.Scenes = f.ids(stuck)
		out.Text = "For " + f.named(stuck) + " no day is left: each is closed by one of these."
		if len(set) == 1 {
			out.Text = "For " + f.named(stuck) + " no day is left."
		}
	default:
		d, ok := f.p.open(facts)
		if !ok {
			out.Scenes, out.Text = f.inSequence(set)
			break
		}
		if c, full := f.p.crowded(d, facts); full {
			out.Scenes, out.Text = f.ids(c.scenes), f.crowd(c)
		}
	}
	return out
}

// stuck are the scenes to which some facts close every day.
func (f *finder) stuck(set []int) []int {
	var out []int
	for i := range f.p.scenes {
		if !slices.ContainsFunc(f.p.scenes[i].ways, func(ways [][]int) bool {
			return !slices.ContainsFunc(ways, func(w []int) bool { return subset(w, set) })
		}) {
			out = append(out, i)
		}
	}
	return out
}

func (f *finder) ids(scenes []int) []string {
	out := make([]string, len(scenes))
	for i, s := range scenes {
		out[i] = f.l.c.Scenes[s].ID
	}
	return out
}

// named lists scenes by number, the first few of many.
func (f *finder) named(scenes []int) string {
	var words []string
	for _, s := range scenes {
		words = append(words, f.l.c.Scenes[s].Number)
	}
	if len(words) == 1 {
		return "scene " + words[0]
	}
	if n := len(words) - mostNamed; n > 1 {
		words = append(words[:mostNamed], fmt.Sprintf("%d more", n))
	}
	return "scenes " + and(words)
}

// inSequence tells of orders that leave no day.
func (f *finder) inSequence(set []int) (scenes []string, text string) {
	var list []int
	for _, i := range set {
		if x := f.l.all[i]; x.Kind == Sequence {
			for _, id := range []string{x.ID, x.Other} {
				if s := f.l.scene(id); !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
		}
	}
	slices.Sort(list)
	return f.ids(list), "In the order asked for, no days are left for " + f.named(list) + "."
}

// crowd tells of more work than room.
func (f *finder) crowd(c crowd) string {
	of := ""
	if c.group.name != "" {
		of = " of " + c.group.name
		if strings.Contains(c.group.name, "light at") {
			of = " in " + c.group.name
		}
	}
	between := fmt.Sprintf("between %s and %s", f.p.dates[c.from], f.p.dates[c.to])
	if c.from == c.to {
		between = fmt.Sprintf("on %s", f.p.dates[c.from])
	}
	scenes := f.named(c.scenes)
	if c.most > 0 {
		return fmt.Sprintf("Of the %s%s no more than %d fit one day, and %s %s.", scenes, of, c.most, days(c.days, "there is", "there are"), between)
	}
	return fmt.Sprintf("The %s%s take %s and have to be shot %s; %s %s there.", scenes, of, length(c.minutes), between, days(c.days, "holds", "hold"), length(c.room))
}

// days writes a number of days with its verb, before or after it.
func days(n int, one, many string) string {
	switch {
	case strings.HasPrefix(one, "there") && n == 1:
		return one + " 1 day"
	case strings.HasPrefix(one, "there"):
		return fmt.Sprintf("%s %d days", many, n)
	case n == 1:
		return "1 day " + one
	}
	return fmt.Sprintf("%d days %s", n, many)
}
