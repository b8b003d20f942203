package compare

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
	"backlot/film/screenplay/layout"
)

// Department is who has work from a change.
type Department string

// The departments, in the order tasks are listed.
const (
	Production         Department = "production"
	AssistantDirectors Department = "assistant_directors"
	Casting            Department = "casting"
	Actors             Department = "cast"
	Background         Department = "background"
	Locations          Department = "locations"
	Art                Department = "art" // sets and set dressing
	Greens             Department = "greens"
	Props              Department = "props"
	Wardrobe           Department = "wardrobe"
	MakeupHair         Department = "makeup_hair"
	Vehicles           Department = "vehicles"
	Animals            Department = "animals"
	Stunts             Department = "stunts"
	SpecialEffects     Department = "special_effects" // and mechanical ones
	VisualEffects      Department = "visual_effects"
	Camera             Department = "camera"
	Lighting           Department = "lighting"
	Sound              Department = "sound"
	Music              Department = "music"
	Security           Department = "security"
	ScriptSupervisor   Department = "script_supervisor"
)

// Departments lists the departments in the order tasks are listed.
func Departments() []Department {
	return []Department{Production, AssistantDirectors, Casting, Actors, Background, Locations, Art, Greens, Props, Wardrobe, MakeupHair,
		Vehicles, Animals, Stunts, SpecialEffects, VisualEffects, Camera, Lighting, Sound, Music, Security, ScriptSupervisor}
}

// Severity says how pressing a task is.
type Severity string

// The severities, in the words consequences use.
const (
	Must Severity = "must" // something must be got, cancelled, learned or planned again
	Warn Severity = "warn" // look whether it touches the work
	Note Severity = "info" // good to know
)

// TaskKind is what a task is about, for grouping and for other languages than
// the sentence in What.
type TaskKind string

// The kinds of task. Names, Was and Now of the task hold what the kind needs.
const (
	SceneNew     TaskKind = "scene_new"     // Now: length
	SceneGone    TaskKind = "scene_gone"    // Was: length
	SceneSplit   TaskKind = "scene_split"   // Names: scenes it was part of
	SceneMerged  TaskKind = "scene_merged"  // Names: scenes it took in
	SceneMoved   TaskKind = "scene_moved"   // Was, Now: scene it follows
	NumberNew    TaskKind = "number_new"    // Was, Now: scene number
	LengthNew    TaskKind = "length_new"    // Was, Now: page length
	CastNew      TaskKind = "cast_new"      // Names: characters
	CastGone     TaskKind = "cast_gone"     // Names: characters
	PartNew      TaskKind = "part_new"      // Names: a character the script did not have
	PartGone     TaskKind = "part_gone"     // Names: a character the script no longer has
	Seen         TaskKind = "seen"          // Names: characters heard before, on screen now
	Heard        TaskKind = "heard"         // Names: characters on screen before, only heard now
	Lines        TaskKind = "lines"         // Names: character; Was, Now: words out and in
	Manner       TaskKind = "manner"        // Names: character; a parenthetical changed
	SetChanged   TaskKind = "set"           // Was, Now: set
	SetGone      TaskKind = "set_gone"      // Was: a set that no scene plays on any more
	InsideOut    TaskKind = "int_ext"       // Was, Now: INT, EXT, INT/EXT
	LightChanged TaskKind = "light"         // Was, Now: time of day
	ElementsNew  TaskKind = "elements_new"  // Names: elements that came in
	ElementsGone TaskKind = "elements_gone" // Names: elements that went
	StoryDays    TaskKind = "story_day"     // Was, Now: proposed story day
	TextChanged  TaskKind = "text"          // Was, Now: words out and in
	FrontChanged TaskKind = "front"         // title page or text before the first scene
	Total        TaskKind = "total"         // Was, Now: page length of the script
)

// Reason is a stretch of one of the drafts that makes a task necessary.
type Reason struct {
	Draft string `json:"draft"` // "before" or "after"
	Block string `json:"block"` // id of the block
	Words string `json:"words"`
}

// Task is what one department has to do about one change. Without Scene it is
// about the whole script.
type Task struct {
	Department Department `json:"department"`
	Scene      string     `json:"scene,omitempty"` // id of the scene
	Number     string     `json:"number,omitempty"`
	Heading    string     `json:"heading,omitempty"`
	Kind       TaskKind   `json:"kind"`
	Severity   Severity   `json:"severity"`
	What       string     `json:"what"` // one sentence
	Names      []string   `json:"names,omitempty"`
	Was        string     `json:"was,omitempty"`
	Now        string     `json:"now,omitempty"`
	Why        []Reason   `json:"why"`
}

// Known is what is known of the two drafts beside their text. The zero value
// takes the elements from breakdown.Suggest and lays out on US Letter.
type Known struct {
	// Before and After are the elements of the scenes of each draft, such as those
	// people tagged; After by the ids of Result.Script. Nil: as the words propose.
	Before, After []breakdown.Suggestion
	Layout        layout.Options
}

// Tasks lists what each department has to do about the changes from before to
// r.Script, in the order of Departments and then of the script. Every task names
// the words that caused it; a comparison without changes gives none.
func Tasks(r Result, before *screenplay.Script, k Known) []Task {
	if r.Same() {
		return []Task{}
	}
	t := &tasker{r: r, a: side(before, k.Before, k.Layout), b: side(r.Script, k.After, k.Layout), out: []Task{}}
	t.speeches()
	t.whole()
	for i := range r.Scenes {
		t.scene(&r.Scenes[i])
	}
	t.storyDays()
	rank := map[Department]int{}
	for i, d := range Departments() {
		rank[d] = i
	}
	sort.SliceStable(t.out, func(i, j int) bool { return rank[t.out[i].Department] < rank[t.out[j].Department] })
	return t.out
}

// version is one draft as the tasks look at it.
type version struct {
	name    string
	s       *screenplay.Script
	scenes  []screenplay.Scene
	byID    map[string]int         // scene by id of its heading
	block   map[string]int         // block by id
	inScene []int                  // scene of each block, -1 in front
	who     [][]string             // speakers of each block
	named   [][]screenplay.Mention // characters named in the action of each block
	length  []pages.Eighths
	total   pages.Eighths
	found   map[string][]breakdown.Suggestion // by scene
	sets    map[string][]int                  // scenes that play on each set
	parts   map[string]int                    // scenes of each character
}

func side(s *screenplay.Script, found []breakdown.Suggestion, o layout.Options) *version {
	study := s.Study()
	v := &version{s: s, scenes: study.Scenes, byID: map[string]int{}, block: make(map[string]int, len(s.Blocks)), inScene: make([]int, len(s.Blocks)),
		who: study.Speakers(), named: study.Mentioned, found: map[string][]breakdown.Suggestion{}, sets: map[string][]int{}, parts: map[string]int{}}
	for i := range s.Blocks {
		v.block[s.Blocks[i].ID], v.inScene[i] = i, -1
	}
	set := layout.Set(s, o)
	v.total = set.Eighths
	for i := range v.scenes {
		sc := &v.scenes[i]
		v.byID[sc.ID] = i
		v.length = append(v.length, set.Scenes[i].Eighths)
		for b := sc.Start; b < sc.End; b++ {
			v.inScene[b] = i
		}
		if sc.Omitted {
			continue
		}
		v.sets[sc.Set] = append(v.sets[sc.Set], i)
		for _, c := range sc.Characters {
			v.parts[c.Name]++
		}
	}
	if found == nil {
		found = breakdown.Suggest(s)
	}
	for _, f := range found {
		v.found[f.Scene] = append(v.found[f.Scene], f)
	}
	return v
}

// scene is the scene of an id; nil if the draft has none or it is omitted.
func (v *version) scene(id string) *screenplay.Scene {
	if i, ok := v.byID[id]; ok && !v.scenes[i].Omitted {
		return &v.scenes[i]
	}
	return nil
}

func (v *version) eighths(sc *screenplay.Scene) pages.Eighths { return v.length[sc.Ordinal-1] }

// others lists the numbers of the other scenes on the set of a scene.
func (v *version) others(sc *screenplay.Scene) []string {
	var out []string
	for _, i := range v.sets[sc.Set] {
		if v.scenes[i].ID != sc.ID {
			out = append(out, label(&v.scenes[i]))
		}
	}
	return out
}

// label is what people call a scene.
func label(sc *screenplay.Scene) string {
	if sc.Number != "" {
		return sc.Number
	}
	return fmt.Sprintf("(%d)", sc.Ordinal)
}

// tasker collects the tasks.
type tasker struct {
	r      Result
	a, b   *version
	spoken map[string]*speech // by scene id and character
	order  map[string][]string
	out    []Task
	at     *SceneChange
}

// add puts a task of the scene at hand on the list.
func (t *tasker) add(s Severity, k TaskKind, task Task, who ...Department) {
	task.Severity, task.Kind = s, k
	if t.at != nil {
		task.Scene, task.Number, task.Heading = t.at.ID, t.at.Number, t.at.Heading
	}
	if task.Why == nil {
		task.Why = []Reason{}
	}
	for _, d := range who {
		task.Department = d
		t.out = append(t.out, task)
	}
}

// why is a block of a draft as a reason, its words clipped to one line.
func why(draft string, b *screenplay.Block) Reason {
	return Reason{draft, b.ID, clip(b.Text)}
}

func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 100 {
		return strings.TrimSpace(string(r[:99])) + "…"
	}
	return text
}

// headings are the scene headings of both drafts as reasons.
func (t *tasker) headings(was, now *screenplay.Scene) []Reason {
	var out []Reason
	if was != nil {
		out = append(out, why("before", &t.a.s.Blocks[was.Start]))
	}
	if now != nil {
		out = append(out, why("after", &t.b.s.Blocks[now.Start]))
	}
	return out
}

// some joins names for a sentence, at most eight of them.
func some(names []string) string {
	if len(names) > 8 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:8], ", "), len(names)-8)
	}
	return strings.Join(names, ", ")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// whole lists what concerns the script as a whole: its length, its parts, its
// sets, its title page.
func (t *tasker) whole() {
	if len(t.r.Front) > 0 {
		var reasons []Reason
		for _, c := range t.r.Front {
			reasons = append(reasons, changed(c))
		}
		t.add(Note, FrontChanged, Task{What: count(len(t.r.Front), "entry", "entries") + " before the first scene changed", Why: reasons}, Production)
	}
	if t.a.total != t.b.total {
		s := Note
		if d := t.b.total - t.a.total; d >= pages.Page || -d >= pages.Page {
			s = Warn
		}
		t.add(s, Total, Task{What: fmt.Sprintf("the scenes come to %s pages; they were %s", t.b.total, t.a.total),
			Was: t.a.total.String(), Now: t.b.total.String(), Why: t.lengths()}, Production, AssistantDirectors)
	}
	t.parts(t.b, t.a, "after", PartNew, "a new part, in %s: %s", Casting, Production)
	t.parts(t.a, t.b, "before", PartGone, "no part any more; was in %s: %s", Casting, Production)
	for _, set := range sortedKeys(t.a.sets) {
		if len(t.b.sets[set]) > 0 || set == "" {
			continue
		}
		var reasons []Reason
		for _, i := range t.a.sets[set] {
			reasons = append(reasons, why("before", &t.a.s.Blocks[t.a.scenes[i].Start]))
		}
		t.add(Must, SetGone, Task{What: fmt.Sprintf("no scene plays at %s any more", set), Was: set, Why: reasons}, Locations, Art)
	}
}

// parts lists characters that one draft has and the other has not.
func (t *tasker) parts(in, not *version, draft string, k TaskKind, format string, who ...Department) {
	for _, name := range sortedKeys(in.parts) {
		if not.parts[name] > 0 {
			continue
		}
		var scenes []string
		var reasons []Reason
		for i := range in.scenes {
			sc := &in.scenes[i]
			for _, c := range sc.Characters {
				if c.Name == name && !sc.Omitted {
					scenes = append(scenes, label(sc))
					reasons = append(reasons, in.mention(sc, name, draft)...)
				}
			}
		}
		t.add(Must, k, Task{What: name + ": " + fmt.Sprintf(format, count(len(scenes), "scene", "scenes"), some(scenes)), Names: []string{name}, Why: reasons}, who...)
	}
}

// lengths gives the headings of the scenes whose length is not as it was.
func (t *tasker) lengths() []Reason {
	var out []Reason
	for i := range t.a.scenes {
		if was := &t.a.scenes[i]; t.b.scene(was.ID) == nil {
			out = append(out, t.headings(was, nil)...)
		}
	}
	for i := range t.b.scenes {
		now := &t.b.scenes[i]
		if was := t.a.scene(now.ID); was == nil || t.a.eighths(was) != t.b.eighths(now) {
			out = append(out, t.headings(nil, now)...)
		}
	}
	return out
}

// changed is a block change as a reason.
func changed(c BlockChange) Reason {
	if c.Kind == Removed {
		return Reason{"before", c.ID, clip(c.Before)}
	}
	return Reason{"after", c.ID, clip(c.After)}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
