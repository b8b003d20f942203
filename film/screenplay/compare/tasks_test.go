package compare_test

import (
	"slices"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
	"backlot/film/screenplay/compare"
)

// tasksOf applies edits (old, new, old, new ...) to the base draft and lists the tasks.
func tasksOf(t *testing.T, edits ...string) []compare.Task {
	t.Helper()
	text := base
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("the draft has no %q", edits[i])
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	before := script(t, base)
	r := compare.Drafts(before, script(t, text))
	tasks := compare.Tasks(r, before, compare.Known{})
	rooted(t, tasks, before, r.Script)
	return tasks
}

// rooted checks that every task names words that stand where it says.
func rooted(t interface{ Errorf(string, ...any) }, tasks []compare.Task, before, after *screenplay.Script) {
	for _, task := range tasks {
		if len(task.Why) == 0 {
			t.Errorf("%s %s has no reason", task.Department, task.What)
		}
		for _, w := range task.Why {
			b := before.Block(w.Block)
			if w.Draft == "after" {
				b = after.Block(w.Block)
			}
			if b == nil {
				t.Errorf("%s %q: no block %s %s", task.Department, task.What, w.Draft, w.Block)
				continue
			}
			words := strings.TrimSuffix(w.Words, "…")
			if !strings.Contains(strings.Join(strings.Fields(b.Text), " "), strings.Join(strings.Fields(words), " ")) && len(b.Notes) == 0 {
				t.Errorf("%s %q: %q is not in %q", task.Department, task.What, w.Words, b.Text)
			}
		}
	}
}

func TestEveryDepartmentLearnsWhatItMustDo(t *testing.T) {
	car := "INT. CAR - NIGHT #3#\n\nThey drive in silence along the coast road.\n\n"
	cliff := "EXT. CLIFF - DAWN #3A#\n\nREIS, alone, opens a brass key ring. Gulls scream over the broken fence.\n\nREIS\nNobody told me.\n\n"
	for _, tt := range []struct {
		name  string
		edits []string
		who   compare.Department
		scene string
		kind  compare.TaskKind
		level compare.Severity
		what  string
	}{
		{"an actor gets a line more", []string{"It is always late on Thursdays.", "It is always late on Thursdays, always."}, compare.Actors, "1", compare.Lines, compare.Must, "TOM has 2 new words to learn and 1 to forget"},
		{"an actor loses words", []string{" on Thursdays", ""}, compare.Actors, "1", compare.Lines, compare.Must, "TOM has 1 new word to learn and 3 to forget"},
		{"a line goes to another actor", []string{"TOM\nIt is always", "REIS\nIt is always"}, compare.Actors, "1", compare.CastNew, compare.Must, "REIS comes into the scene with 1 speech, 6 words"},
		{"and its first speaker loses it", []string{"TOM\nIt is always", "REIS\nIt is always"}, compare.Actors, "1", compare.CastGone, compare.Must, "TOM is no longer in the scene: had 1 speech, 6 words"},
		{"a new part is cast", []string{"TOM\nIt is always", "REIS\nIt is always"}, compare.Casting, "", compare.PartNew, compare.Must, "REIS: a new part, in 1 scene: 1"},
		{"somebody heard is now seen", []string{"TOM\nIt is", "TOM (O.S.)\nIt is"}, compare.Wardrobe, "", "", "", ""},
		{"somebody seen is now heard", []string{"TOM\nIt is", "TOM (O.S.)\nIt is"}, compare.Sound, "1", compare.Heard, compare.Must, "TOM is only heard, was on screen"},
		{"day becomes night", []string{"KITCHEN - DAY", "KITCHEN - NIGHT"}, compare.Lighting, "1", compare.LightChanged, compare.Must, "plays at night, was day"},
		{"a night shoot is planned", []string{"KITCHEN - DAY", "KITCHEN - NIGHT"}, compare.AssistantDirectors, "1", compare.LightChanged, compare.Must, "plays at night, was day"},
		{"inside becomes outside", []string{"INT. CAR", "EXT. CAR"}, compare.Sound, "3", compare.InsideOut, compare.Must, "plays EXT, was INT"},
		{"another set", []string{"INT. CAR", "INT. TRUCK"}, compare.Locations, "3", compare.SetChanged, compare.Must, "plays at TRUCK, was CAR: a new set"},
		{"a set nobody plays on", []string{"INT. CAR", "INT. TRUCK"}, compare.Art, "", compare.SetGone, compare.Must, "no scene plays at CAR any more"},
		{"a vehicle comes", []string{"INT. CAR", "INT. TRUCK"}, compare.Vehicles, "3", compare.ElementsNew, compare.Must, "now needs Truck"},
		{"a vehicle goes", []string{"INT. CAR", "INT. TRUCK"}, compare.Vehicles, "3", compare.ElementsGone, compare.Warn, "no longer needs Car"},
		{"a prop goes", []string{"with a rope in his hands", "with his hands in his pockets"}, compare.Props, "2", compare.ElementsGone, compare.Warn, "no longer needs Rope"},
		{"an omitted scene", []string{car, ".OMITTED #3#\n\n"}, compare.AssistantDirectors, "3", compare.SceneGone, compare.Must, "omitted, its number stays: 1/8 at INT CAR NIGHT"},
		{"a cut scene", []string{car, ""}, compare.Production, "3", compare.SceneGone, compare.Must, "cut: 1/8 at INT CAR NIGHT"},
		{"a new scene", []string{car, car + cliff}, compare.Production, "3A", compare.SceneNew, compare.Must, "EXT CLIFF DAWN"},
		{"animals of a new scene", []string{car, car + cliff}, compare.Animals, "3A", compare.ElementsNew, compare.Must, "Gull"},
		{"a scene renumbered", []string{"#3#", "#3A#"}, compare.Camera, "3A", compare.NumberNew, compare.Must, "now scene 3A, was 3"},
		{"a scene moved", []string{car, "", "INT. KITCHEN - DAY #1#", car + "INT. KITCHEN - DAY #1#"}, compare.ScriptSupervisor, "3", compare.SceneMoved, compare.Must, "moved: follows the opening, followed scene 2"},
		{"a scene split", []string{"The boat bumps", "EXT. QUAY - NIGHT #2A#\n\nThe boat bumps"}, compare.AssistantDirectors, "2A", compare.SceneSplit, compare.Must, "split from scene 2"},
		{"who plays in the part that was split off", []string{"The boat bumps", "EXT. QUAY - NIGHT #2A#\n\nThe boat bumps"}, compare.Actors, "2A", compare.CastNew, compare.Must, "MARA comes into the scene without a line"},
		{"scenes merged", []string{car, "They drive in silence along the coast road.\n\n"}, compare.AssistantDirectors, "3", compare.SceneGone, compare.Must, "now part of scene 2"},
		{"the night passes elsewhere", []string{"INT. CAR - NIGHT", "INT. CAR - MORNING"}, compare.Wardrobe, "3", compare.StoryDays, compare.Warn, "proposed story day is 2, was 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tasks := tasksOf(t, tt.edits...)
			if tt.kind == "" { // this department has nothing to do
				if i := slices.IndexFunc(tasks, func(k compare.Task) bool { return k.Department == tt.who }); i >= 0 {
					t.Errorf("%s gets %+v", tt.who, tasks[i])
				}
				return
			}
			var got []string
			for _, k := range tasks {
				if k.Department == tt.who {
					if k.Number == tt.scene && k.Kind == tt.kind && k.Severity == tt.level && strings.Contains(k.What, tt.what) {
						return
					}
					got = append(got, k.Number+" "+string(k.Kind)+" "+string(k.Severity)+": "+k.What)
				}
			}
			t.Errorf("%s gets\n  %s\nwant %s %s %s: %s", tt.who, strings.Join(got, "\n  "), tt.scene, tt.kind, tt.level, tt.what)
		})
	}
}

func TestADepartmentThatIsNotTouchedHasNoTask(t *testing.T) {
	for _, k := range tasksOf(t, "It is always late on Thursdays.", "It is never on time.") {
		if k.Department != compare.Actors && k.Department != compare.ScriptSupervisor {
			t.Errorf("a changed line gives %s: %s", k.Department, k.What)
		}
	}
}

func TestTheSameDraftGivesNoTask(t *testing.T) {
	if k := tasksOf(t); len(k) != 0 {
		t.Errorf("tasks %+v", k)
	}
}

func TestElementsGivenByPeopleReplaceTheSuggestedOnes(t *testing.T) {
	before := script(t, base)
	r := compare.Drafts(before, script(t, strings.Replace(base, "a rope in", "a violin in", 1)))
	k := compare.Known{Before: tagged(before, "heaving line"), After: tagged(r.Script, "violin")}
	var got []string
	for _, task := range compare.Tasks(r, before, k) {
		if task.Department == compare.Props {
			got = append(got, task.What)
		}
	}
	if strings.Join(got, "; ") != "now needs violin; no longer needs heaving line" {
		t.Errorf("props get %q", got)
	}
}

// tagged is one prop in the second scene, as a person tagged it.
func tagged(s *screenplay.Script, name string) []breakdown.Suggestion {
	sc := s.Scenes()[1]
	b := &s.Blocks[sc.Start+1]
	return []breakdown.Suggestion{{Scene: sc.ID, Number: sc.Number, Category: breakdown.Props, Name: name, Confidence: 1,
		Places: []breakdown.Place{{Block: b.ID, Words: "in his hands"}}}}
}
