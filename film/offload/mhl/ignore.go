package mhl

import (
	"path"
	"slices"
	"strings"
)

// DefaultIgnore is what every history leaves out: the histories themselves and the Finder's notes.
func DefaultIgnore() []string { return []string{".DS_Store", "ascmhl", "ascmhl/"} }

// Ignore decides which paths a history does not look at, by patterns as in a .gitignore file:
// a later pattern wins, "!" takes back, a slash at the end means folders only, a slash elsewhere
// ties the pattern to the top, "**" stands for any number of folders.
type Ignore struct{ rules []rule }

type rule struct {
	parts    []string
	not, dir bool
}

// NewIgnore prepares patterns; empty lines and comments say nothing.
func NewIgnore(patterns []string) Ignore {
	var g Ignore
	for _, p := range patterns {
		p = strings.TrimRight(p, " \r\n")
		if p == "" || p[0] == '#' {
			continue
		}
		var r rule
		if p[0] == '!' {
			r.not, p = true, p[1:]
		}
		p = strings.TrimPrefix(p, `\`)
		if strings.HasSuffix(p, "/") {
			r.dir, p = true, strings.TrimRight(p, "/")
		}
		if !strings.Contains(p, "/") {
			p = "**/" + p
		}
		r.parts = strings.Split(strings.TrimPrefix(p, "/"), "/")
		g.rules = append(g.rules, r)
	}
	return g
}

// Match says that a path, from the folder of the history, is left out.
func (g Ignore) Match(name string, dir bool) bool {
	parts, out := strings.Split(name, "/"), false
	for _, r := range g.rules {
		if out == r.not && (!r.dir || dir) && match(r.parts, parts) {
			out = !r.not
		}
	}
	return out
}

// match compares a pattern with a path, part by part. Patterns and paths are short, but a pattern
// may hold many "**", so the work is done once for each pair of places, not once for each way.
func match(pattern, parts []string) bool {
	row := make([]bool, len(parts)+1) // row[j]: the pattern from i on matches parts[j:]
	row[len(parts)] = true
	for i := len(pattern) - 1; i >= 0; i-- {
		above := slices.Clone(row)
		for j := len(parts); j >= 0; j-- {
			switch {
			case pattern[i] == "**" && i == len(pattern)-1:
				row[j] = j < len(parts) // "clips/**" is what is inside clips
			case pattern[i] == "**":
				row[j] = above[j] || j < len(parts) && row[j+1]
			default:
				row[j] = j < len(parts) && above[j+1] && part(pattern[i], parts[j])
			}
		}
	}
	return row[0]
}

func part(pattern, name string) bool {
	if !strings.ContainsAny(pattern, `*?[\`) {
		return pattern == name
	}
	if strings.Contains(pattern, "[!") {
		pattern = strings.ReplaceAll(pattern, "[!", "[^")
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// merge is the patterns a new generation states: those of the generation before it, or the usual
// ones, and what was asked for besides.
func merge(before, more []string) []string {
	out := slices.Clone(before)
	if len(out) == 0 {
		out = DefaultIgnore()
	}
	for _, p := range more {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// below turns patterns asked for at the top into those that concern a history at a path below.
func below(patterns []string, at string) []string {
	var out []string
	for _, p := range patterns {
		free := strings.TrimRight(p, "/")
		switch {
		case at == "." || !strings.Contains(free, "/") || strings.HasPrefix(strings.TrimPrefix(p, "/"), "**/"):
			out = append(out, p)
		default:
			if rest, ok := strings.CutPrefix(strings.TrimPrefix(p, "/"), at+"/"); ok && rest != "" {
				out = append(out, "/"+rest)
			}
		}
	}
	return out
}
