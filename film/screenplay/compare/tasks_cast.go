package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"backlot/film/screenplay"
)

// speech is what one character has to learn or forget in one scene.
type speech struct {
	in, out   int // words to learn, words cut
	came, far int // words that moved here, or away to another scene
	manner    int // parentheticals that changed
	why       []Reason
}

// speeches compares who says what: also a line whose words stay and whose
// speaker changes is new to somebody.
func (t *tasker) speeches() {
	t.spoken, t.order = map[string]*speech{}, map[string][]string{}
	for j := range t.b.s.Blocks {
		b := &t.b.s.Blocks[j]
		who := t.b.who[j]
		if len(who) == 0 || t.b.inScene[j] < 0 {
			continue
		}
		scene := t.b.scenes[t.b.inScene[j]].ID
		i, lives := t.a.block[b.ID]
		var was []string
		if lives {
			was = t.a.who[i]
		}
		for _, name := range who {
			t.says(scene, name, b, i, slices.Contains(was, name))
		}
		for _, name := range was {
			if !slices.Contains(who, name) {
				t.lost(name, i)
			}
		}
	}
	for i := range t.a.s.Blocks {
		j, lives := t.b.block[t.a.s.Blocks[i].ID]
		if lives && len(t.b.who[j]) > 0 {
			continue
		}
		for _, name := range t.a.who[i] {
			t.lost(name, i)
		}
	}
}

func (t *tasker) of(scene, name string) *speech {
	key := scene + "\x00" + name
	if t.spoken[key] == nil {
		t.spoken[key] = &speech{}
		t.order[scene] = append(t.order[scene], name)
	}
	return t.spoken[key]
}

// says counts a block of the later draft that name speaks; same says that the
// same character spoke block i before.
func (t *tasker) says(scene, name string, b *screenplay.Block, i int, same bool) {
	p := b.Type == screenplay.Parenthetical
	switch {
	case !same && p:
		return // comes with the line
	case !same:
		s := t.of(scene, name)
		s.in += wordCount(b.Text)
		s.why = append(s.why, why("after", b))
		return
	}
	was := &t.a.s.Blocks[i]
	if k := t.a.inScene[i]; !p && k >= 0 && t.a.scenes[k].ID != scene {
		n := wordCount(b.Text)
		t.of(scene, name).came += n
		t.of(t.a.scenes[k].ID, name).far += n
	}
	if strings.Join(strings.Fields(was.Text), " ") == strings.Join(strings.Fields(b.Text), " ") {
		return
	}
	s := t.of(scene, name)
	if p {
		s.manner++
	} else {
		in, out := wordChange(was.Text, b.Text)
		s.in, s.out = s.in+in, s.out+out
	}
	s.why = append(s.why, why("after", b))
}

// lost counts block i of the earlier draft, which name no longer speaks.
func (t *tasker) lost(name string, i int) {
	b := &t.a.s.Blocks[i]
	if t.a.inScene[i] < 0 {
		return
	}
	s := t.of(t.a.scenes[t.a.inScene[i]].ID, name)
	if b.Type == screenplay.Parenthetical {
		s.manner++
	} else {
		s.out += wordCount(b.Text)
	}
	s.why = append(s.why, why("before", b))
}

// lines tells each actor of a scene what is to be learned.
func (t *tasker) lines(c *SceneChange) {
	for _, name := range t.order[c.ID] {
		s := t.spoken[c.ID+"\x00"+name]
		if t.told(c.ID, name, s) {
			continue
		}
		task := Task{Names: []string{name}, Was: fmt.Sprint(s.out), Now: fmt.Sprint(s.in), Why: s.why}
		switch {
		case s.in > 0:
			task.What = fmt.Sprintf("%s has %s to learn", name, count(s.in, "new word", "new words"))
			if s.out > 0 {
				task.What += fmt.Sprintf(" and %d to forget", s.out)
			}
			t.add(Must, Lines, task, Actors)
		case s.out > 0:
			task.What = fmt.Sprintf("%s loses %s, nothing new to learn", name, count(s.out, "word", "words"))
			t.add(Warn, Lines, task, Actors)
		case s.came+s.far > 0:
			task.Why = t.headings(t.a.scene(c.ID), t.b.scene(c.ID))
			task.What = fmt.Sprintf("%s: %s moved here from another scene, none of them new", name, count(s.came, "word", "words"))
			if s.came == 0 {
				task.What = fmt.Sprintf("%s: %s moved to another scene", name, count(s.far, "word", "words"))
			}
			t.add(Note, Lines, task, Actors)
		case s.manner > 0:
			task.What = fmt.Sprintf("%s: %s changed, the words stay", name, count(s.manner, "parenthetical", "parentheticals"))
			t.add(Note, Manner, task, Actors)
		}
	}
}

// told reports whether presence says all there is to say: all the words of
// somebody who came in are new, all of somebody who left are gone.
func (t *tasker) told(scene, name string, s *speech) bool {
	was, now := t.a.scene(scene), t.b.scene(scene)
	is := func(p screenplay.Presence) bool { return p.Name == name }
	if i := slices.IndexFunc(others(now, was), is); i >= 0 {
		return s.came == 0
	}
	return s.far == 0 && slices.ContainsFunc(others(was, now), is)
}

// presence lists who came into a scene and who left it, and who is now seen
// after being only heard, or the other way.
func (t *tasker) presence(was, now *screenplay.Scene) {
	came, left := others(now, was), others(was, now)
	for _, p := range came {
		what := p.Name + " comes into the scene"
		switch {
		case p.Speaks() && p.Heard:
			what += ", only heard"
		case p.Speaks():
			what += fmt.Sprintf(" with %s, %s", count(p.Lines, "speech", "speeches"), count(p.Words, "word", "words"))
		default:
			what += " without a line"
		}
		task := Task{What: what, Names: []string{p.Name}, Why: t.b.mention(now, p.Name, "after")}
		t.add(Must, CastNew, task, Actors, AssistantDirectors)
		if !p.Heard {
			t.add(Must, CastNew, task, Wardrobe, MakeupHair)
		} else {
			t.add(Must, CastNew, task, Sound)
		}
	}
	for _, p := range left {
		what := p.Name + " is no longer in the scene"
		if p.Speaks() {
			what += fmt.Sprintf(": had %s, %s", count(p.Lines, "speech", "speeches"), count(p.Words, "word", "words"))
		}
		task := Task{What: what, Names: []string{p.Name}, Why: t.a.mention(was, p.Name, "before")}
		t.add(Must, CastGone, task, Actors, AssistantDirectors)
		if !p.Heard {
			t.add(Warn, CastGone, task, Wardrobe, MakeupHair)
		}
	}
	t.seen(was, now)
}

// seen lists characters of a scene that came on screen or went off it.
func (t *tasker) seen(was, now *screenplay.Scene) {
	if was == nil || now == nil {
		return
	}
	for _, p := range now.Characters {
		for _, q := range was.Characters {
			if q.Name != p.Name || q.Heard == p.Heard {
				continue
			}
			task := Task{Names: []string{p.Name}, Why: append(t.a.mention(was, p.Name, "before"), t.b.mention(now, p.Name, "after")...)}
			if q.Heard {
				task.What = p.Name + " is on screen, was only heard"
				t.add(Must, Seen, task, Actors, AssistantDirectors, Wardrobe, MakeupHair)
			} else {
				task.What = p.Name + " is only heard, was on screen"
				t.add(Must, Heard, task, Actors, AssistantDirectors, Sound)
			}
		}
	}
}

// others are the characters of one scene that another has not.
func others(in, not *screenplay.Scene) []screenplay.Presence {
	if in == nil {
		return nil
	}
	var out []screenplay.Presence
	for _, p := range in.Characters {
		if not == nil || !slices.ContainsFunc(not.Characters, func(q screenplay.Presence) bool { return q.Name == p.Name }) {
			out = append(out, p)
		}
	}
	return out
}

// mention is the first place of a scene that has a character: the cue, or the
// action that names them.
func (v *version) mention(sc *screenplay.Scene, name, draft string) []Reason {
	for i := sc.Start + 1; i < sc.End; i++ {
		b := &v.s.Blocks[i]
		switch b.Type {
		case screenplay.Character:
			if i+1 < sc.End && slices.Contains(v.who[i+1], name) {
				return []Reason{why(draft, b)}
			}
		case screenplay.Action:
			if slices.ContainsFunc(v.named[i], func(m screenplay.Mention) bool { return m.Name == name }) {
				return []Reason{why(draft, b)}
			}
		}
	}
	return []Reason{why(draft, &v.s.Blocks[sc.Start])}
}

// wordCount counts words as a person does: what spaces part.
func wordCount(text string) int { return len(strings.Fields(text)) }

// wordChange counts the words of after that are not in before, in order, and
// those of before that are gone.
func wordChange(before, after string) (in, out int) {
	fields := func(text string) []uint64 {
		var h []uint64
		for _, w := range strings.Fields(text) {
			h = append(h, xxh3.HashString(w))
		}
		return h
	}
	a, b := fields(before), fields(after)
	same := len(align(a, b))
	return len(b) - same, len(a) - same
}
