package talent

import (
	"cmp"
	"slices"
)

// part is a piece of an instance that shares no actor with the rest, so that it can be ordered by
// itself: only what costs anything is left, equal scenes are one, equal actors are one.
type part struct {
	scenes []merged
	roles  []role // in falling order of wage
}

// merged is a run of scenes with the same actors. In some best order they are shot in a row.
type merged struct {
	members []int // of the instance, in the order to shoot them
	days    int64
}

// role is a set of actors in the same scenes, with their wages added.
type role struct {
	scenes []int // positions in part.scenes, rising
	wage   int64
}

// reduce leaves out what cannot change which order is best, and takes apart what nobody connects.
// Scenes stay in the order in which parts and members are returned: actors who were left out because
// all they do is in a row must stay so.
func reduce(in Instance) []part {
	var c part
	for s, days := range in.Duration {
		c.scenes = append(c.scenes, merged{members: []int{s}, days: days})
	}
	for a, row := range in.Plays {
		if in.Wage[a] == 0 {
			continue
		}
		r := role{wage: in.Wage[a]}
		for s, plays := range row {
			if plays {
				r.scenes = append(r.scenes, s)
			}
		}
		c.roles = append(c.roles, r)
	}
	return c.simplify()
}

// simplify merges scenes and drops actors in turn. Actors who have no scene, or one merged scene,
// are never paid for waiting, nor is anybody who is in every scene of a part; without them more
// scenes are equal and more parts come apart.
func (c part) simplify() []part {
	if len(c.scenes) == 0 {
		return nil
	}
	for {
		c = c.merge()
		n := len(c.roles)
		c.roles = slices.DeleteFunc(c.roles, func(r role) bool {
			return len(r.scenes) < 2 || len(r.scenes) == len(c.scenes)
		})
		if len(c.roles) == n {
			break
		}
	}
	pieces := c.split()
	if len(pieces) == 1 {
		return []part{c.joinRoles()}
	}
	var out []part
	for _, p := range pieces {
		out = append(out, p.simplify()...)
	}
	return out
}

// merge makes scenes with the same actors one.
func (c part) merge() part {
	keys := make([][]byte, len(c.scenes))
	for i := range keys {
		keys[i] = make([]byte, (len(c.roles)+7)/8)
	}
	for a, r := range c.roles {
		for _, i := range r.scenes {
			keys[i][a/8] |= 1 << (a % 8)
		}
	}
	var out part
	at := make([]int, len(c.scenes))
	known := map[string]int{}
	for i, s := range c.scenes {
		g, ok := known[string(keys[i])]
		if !ok {
			g = len(out.scenes)
			known[string(keys[i])] = g
			out.scenes = append(out.scenes, merged{})
		}
		out.scenes[g].members = append(out.scenes[g].members, s.members...)
		out.scenes[g].days += s.days
		at[i] = g
	}
	for _, r := range c.roles {
		out.roles = append(out.roles, r.at(at))
	}
	return out
}

// at is a role with its scenes at other positions.
func (r role) at(position []int) role {
	out := role{wage: r.wage}
	for _, i := range r.scenes {
		out.scenes = append(out.scenes, position[i])
	}
	slices.Sort(out.scenes)
	out.scenes = slices.Compact(out.scenes)
	return out
}

// split takes a part apart where nobody connects its scenes.
func (c part) split() []part {
	piece := make([]int, len(c.scenes)) // the first scene of a scene's piece
	for i := range piece {
		piece[i] = i
	}
	for _, r := range c.roles {
		for _, s := range r.scenes[1:] {
			low, high := min(piece[r.scenes[0]], piece[s]), max(piece[r.scenes[0]], piece[s])
			for i := range piece {
				if piece[i] == high {
					piece[i] = low
				}
			}
		}
	}
	var out []part
	number := make([]int, len(c.scenes)) // of a piece in out
	at := make([]int, len(c.scenes))
	for i, s := range c.scenes {
		if piece[i] == i {
			number[i] = len(out)
			out = append(out, part{})
		}
		p := &out[number[piece[i]]]
		at[i] = len(p.scenes)
		p.scenes = append(p.scenes, s)
	}
	for _, r := range c.roles {
		p := &out[number[piece[r.scenes[0]]]]
		p.roles = append(p.roles, r.at(at))
	}
	return out
}

// joinRoles makes actors who are in the same scenes one, and sorts by wage.
func (c part) joinRoles() part {
	var out []role
	for _, r := range c.roles {
		if i := slices.IndexFunc(out, func(o role) bool { return slices.Equal(o.scenes, r.scenes) }); i >= 0 {
			out[i].wage += r.wage
			continue
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(x, y role) int { return cmp.Compare(y.wage, x.wage) })
	c.roles = out
	return c
}
