package compare

import (
	"fmt"
	"strings"

	"backlot/film/screenplay"
)

// scene lists what one changed scene asks of everybody.
func (t *tasker) scene(c *SceneChange) {
	t.at = c
	defer func() { t.at = nil }()
	was, now := t.a.scene(c.ID), t.b.scene(c.ID)
	switch {
	case was == nil && now == nil:
		return // omitted before and after
	case was == nil:
		t.arrived(c, now)
	case now == nil:
		t.gone(c, was)
	default:
		t.stayed(c, was, now)
	}
	t.presence(was, now)
	t.lines(c)
	t.elements(c)
}

// arrived is a scene that is new, or came out of another.
func (t *tasker) arrived(c *SceneChange, now *screenplay.Scene) {
	length := t.b.eighths(now).String()
	reasons := t.headings(nil, now)
	what := fmt.Sprintf("new scene of %s: %s", length, place(now))
	if c.Has(Split) {
		from := t.numbers(c.From)
		what = fmt.Sprintf("split from %s, %s: %s", some(from), length, place(now))
		t.add(Must, SceneSplit, Task{What: what, Names: from, Now: length, Why: reasons}, AssistantDirectors, ScriptSupervisor, Camera, VisualEffects)
	} else {
		t.add(Must, SceneNew, Task{What: what, Now: length, Why: reasons}, Production, AssistantDirectors, ScriptSupervisor)
	}
	t.set("", now, reasons)
	t.add(Must, LightChanged, Task{What: what, Now: lightOf(now), Why: reasons}, Lighting)
	if !c.Has(Split) {
		t.add(Warn, SceneNew, Task{What: what, Now: length, Why: reasons}, Camera, Sound)
	}
}

// gone is a scene that was cut or omitted.
func (t *tasker) gone(c *SceneChange, was *screenplay.Scene) {
	length := t.a.eighths(was).String()
	reasons := t.headings(was, nil)
	verb := "cut"
	if c.Has(Omitted) {
		verb = "omitted, its number stays"
	}
	into := t.into(was)
	if len(into) > 0 {
		verb = "now part of " + some(into)
	}
	what := fmt.Sprintf("%s: %s at %s", verb, length, place(was))
	t.add(Must, SceneGone, Task{What: what, Names: into, Was: length, Why: reasons}, Production, AssistantDirectors, ScriptSupervisor)
	t.add(Warn, SceneGone, Task{What: what, Names: into, Was: length, Why: reasons}, Locations, Art, Lighting, Camera, Sound)
}

// stayed is a scene that lives on and changed.
func (t *tasker) stayed(c *SceneChange, was, now *screenplay.Scene) {
	reasons := t.headings(was, now)
	if c.Has(Moved) {
		a, b := t.a.before(was), t.b.before(now)
		t.add(Must, SceneMoved, Task{What: fmt.Sprintf("moved: follows %s, followed %s", b, a), Was: a, Now: b, Why: reasons}, ScriptSupervisor)
		t.add(Warn, SceneMoved, Task{What: fmt.Sprintf("moved: follows %s, followed %s", b, a), Was: a, Now: b, Why: reasons}, AssistantDirectors, Actors, Wardrobe, MakeupHair)
	}
	if c.Has(Renumbered) {
		t.add(Must, NumberNew, Task{What: fmt.Sprintf("now scene %s, was %s: strips, slates and shot names", orDash(now.Number), orDash(was.Number)),
			Was: was.Number, Now: now.Number, Why: reasons}, AssistantDirectors, ScriptSupervisor, Camera, Sound, VisualEffects)
	}
	if c.Has(Merged) {
		from := t.numbers(c.From)
		t.add(Must, SceneMerged, Task{What: "took in " + some(from), Names: from, Why: reasons}, AssistantDirectors, ScriptSupervisor)
	}
	if was.Set != now.Set {
		t.set(was.Set, now, reasons)
	}
	if was.IntExt != now.IntExt {
		t.add(Must, InsideOut, Task{What: fmt.Sprintf("plays %s, was %s", orNone(now.IntExt), orNone(was.IntExt)), Was: was.IntExt, Now: now.IntExt, Why: reasons},
			AssistantDirectors, Locations, Art, Lighting, Camera, Sound)
	}
	t.light(was, now, reasons)
	if a, b := t.a.eighths(was), t.b.eighths(now); a != b {
		s := Note
		if a-b >= 2 || b-a >= 2 {
			s = Warn
		}
		if len(c.Blocks) > 0 {
			reasons = t.edits(c)
		}
		t.add(s, LengthNew, Task{What: fmt.Sprintf("%s long, was %s", b, a), Was: a.String(), Now: b.String(), Why: reasons}, AssistantDirectors, Production)
	}
	t.text(c)
}

// light is a scene whose time of day changed.
func (t *tasker) light(was, now *screenplay.Scene, reasons []Reason) {
	switch {
	case was.Light != now.Light:
		t.add(Must, LightChanged, Task{What: fmt.Sprintf("plays at %s, was %s", lightOf(now), lightOf(was)), Was: lightOf(was), Now: lightOf(now), Why: reasons},
			AssistantDirectors, Locations, Lighting, Camera)
		t.add(Warn, LightChanged, Task{What: fmt.Sprintf("plays at %s, was %s", lightOf(now), lightOf(was)), Was: lightOf(was), Now: lightOf(now), Why: reasons},
			Wardrobe, MakeupHair)
	case was.Time != now.Time:
		t.add(Warn, LightChanged, Task{What: fmt.Sprintf("time in the heading is %s, was %s", orNone(now.Time), orNone(was.Time)), Was: was.Time, Now: now.Time, Why: reasons},
			AssistantDirectors, Lighting, ScriptSupervisor)
	}
}

// set is a scene that plays on a set it did not play on.
func (t *tasker) set(was string, now *screenplay.Scene, reasons []Reason) {
	if now.Set == "" {
		return
	}
	what := "plays at " + now.Set
	if was != "" {
		what += ", was " + was
	}
	if len(t.a.sets[now.Set]) == 0 {
		what += ": a new set"
	} else if o := t.b.others(now); len(o) > 0 {
		what += ": also in " + some(o)
	}
	t.add(Must, SetChanged, Task{What: what, Was: was, Now: now.Set, Why: reasons}, Locations, Art)
	if was != "" {
		t.add(Warn, SetChanged, Task{What: what, Was: was, Now: now.Set, Why: reasons}, AssistantDirectors, Lighting, Camera, Sound)
	}
}

// text tells the script supervisor how much of a scene reads otherwise.
func (t *tasker) text(c *SceneChange) {
	in, out := 0, 0
	for _, b := range c.Blocks {
		switch b.Kind {
		case Added:
			in += wordCount(b.After)
		case Removed:
			out += wordCount(b.Before)
		case Edited:
			i, o := wordChange(b.Before, b.After)
			in, out = in+i, out+o
		}
	}
	if len(c.Blocks) == 0 {
		return
	}
	t.add(Warn, TextChanged, Task{What: fmt.Sprintf("%s changed: %s in, %s out", count(len(c.Blocks), "paragraph", "paragraphs"), count(in, "word", "words"), count(out, "word", "words")),
		Was: fmt.Sprint(out), Now: fmt.Sprint(in), Why: t.edits(c)}, ScriptSupervisor)
}

// edits are the changed blocks of a scene as reasons.
func (t *tasker) edits(c *SceneChange) []Reason {
	out := []Reason{}
	for _, b := range c.Blocks {
		out = append(out, changed(b))
	}
	return out
}

// into lists the later scenes that took in text of a scene that is gone.
func (t *tasker) into(was *screenplay.Scene) []string {
	var out []string
	for i := range t.r.Scenes {
		for _, id := range t.r.Scenes[i].From {
			if now := t.b.scene(t.r.Scenes[i].ID); id == was.ID && now != nil {
				out = append(out, "scene "+label(now))
			}
		}
	}
	return out
}

// numbers names scenes of the earlier draft.
func (t *tasker) numbers(ids []string) []string {
	var out []string
	for _, id := range ids {
		if i, ok := t.a.byID[id]; ok {
			out = append(out, "scene "+label(&t.a.scenes[i]))
		}
	}
	return out
}

// before names the scene that a scene follows.
func (v *version) before(sc *screenplay.Scene) string {
	if sc.Ordinal < 2 {
		return "the opening"
	}
	return "scene " + label(&v.scenes[sc.Ordinal-2])
}

// storyDays marks the scenes from which the proposed story days count otherwise
// than before, seen against the scene before them.
func (t *tasker) storyDays() {
	shift, known := 0, false
	for i := range t.b.scenes {
		now := &t.b.scenes[i]
		was := t.a.scene(now.ID)
		if was == nil || now.Omitted {
			continue
		}
		d := now.StoryDay - was.StoryDay
		if d != 0 && (!known || d != shift) {
			c := SceneChange{ID: now.ID, Number: now.Number, Heading: now.Text}
			t.at = &c
			t.add(Warn, StoryDays, Task{What: fmt.Sprintf("proposed story day is %d, was %d", now.StoryDay, was.StoryDay), Was: fmt.Sprint(was.StoryDay),
				Now: fmt.Sprint(now.StoryDay), Why: t.dayReasons(i)}, ScriptSupervisor, Wardrobe, MakeupHair)
			t.at = nil
		}
		shift, known = d, true
	}
}

// dayReasons are the headings between the last scene known before and scene i.
func (t *tasker) dayReasons(i int) []Reason {
	from := i
	for from > 0 && (from == i || t.a.scene(t.b.scenes[from].ID) == nil) {
		from--
	}
	out := []Reason{}
	for k := from; k <= i && len(out) < 6; k++ {
		out = append(out, why("after", &t.b.s.Blocks[t.b.scenes[k].Start]))
	}
	return out
}

func place(sc *screenplay.Scene) string {
	return strings.Join(strings.Fields(strings.Join([]string{sc.IntExt, sc.Set, sc.Time}, " ")), " ")
}

func lightOf(sc *screenplay.Scene) string {
	if sc.Light == "" {
		return orNone(strings.ToLower(sc.Time))
	}
	return sc.Light
}

func orNone(s string) string {
	if s == "" {
		return "not said"
	}
	return s
}
