package drafts

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"backlot/film/screenplay/compare"
	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Tasks is what a draft asks of the departments, and what they have answered.
type Tasks struct {
	From        graph.ID     `json:"from"`
	Draft       graph.ID     `json:"draft"`
	Tasks       []Task       `json:"tasks" doc:"By department, then in script order"`
	Departments []TaskCounts `json:"departments" doc:"Those that have a task"`
}

// Task is one thing a draft asks of a department.
type Task struct {
	compare.Task
	Key    string   `json:"key" doc:"Names the task when it is answered; the same for the same change in any later comparison"`
	Record graph.ID `json:"record,omitzero" doc:"Scene it is about"`
	Status string   `json:"status" enum:"open,done,not_needed"`
	Note   string   `json:"note,omitempty"`
	By     string   `json:"by,omitempty"`
	AtMS   int64    `json:"at_ms,omitempty"`
}

// TaskCounts is how far one department is.
type TaskCounts struct {
	Department compare.Department `json:"department"`
	Open       int                `json:"open"`
	Must       int                `json:"must" doc:"Open ones that something depends on"`
	Done       int                `json:"done" doc:"Done or not needed"`
	Mine       bool               `json:"mine" doc:"The reader works in it"`
}

// TasksOf lists what draft asks of each department against from, or against the
// draft before.
func TasksOf(v graph.View, from, draft graph.ID) (Tasks, error) {
	p, err := pairOf(v, from, draft)
	if err != nil {
		return Tasks{}, err
	}
	return p.tasks(), nil
}

func (p pair) tasks() Tasks {
	out := Tasks{From: p.before.id, Draft: p.after.id, Tasks: []Task{}, Departments: []TaskCounts{}}
	answers := map[string]production.RevisionTask{}
	for _, t := range graph.All[production.RevisionTask](p.v) {
		answers[t.Department+"/"+t.Key] = t
	}
	known := compare.Known{Layout: pageOptions(p.after.draft)}
	for _, t := range compare.Tasks(p.result, p.before.Script, known) {
		row := Task{Task: t, Key: taskKey(t), Record: p.scenes[t.Scene], Status: "open"}
		if a, ok := answers[string(t.Department)+"/"+row.Key]; ok {
			by, _ := graph.Get[production.Party](p.v, a.By.ID)
			row.Status, row.Note, row.By, row.AtMS = a.Status, a.Note, by.Name, a.AtMS
		}
		out.Tasks = append(out.Tasks, row)
		out.count(p.v, row)
	}
	return out
}

func (t *Tasks) count(v graph.View, row Task) {
	n := len(t.Departments)
	if n == 0 || t.Departments[n-1].Department != row.Department {
		t.Departments = append(t.Departments, TaskCounts{Department: row.Department, Mine: worksIn(v, row.Department)})
		n++
	}
	c := &t.Departments[n-1]
	switch {
	case row.Status != "open":
		c.Done++
	case row.Severity == compare.Must:
		c.Must++
		c.Open++
	default:
		c.Open++
	}
}

// crews says which departments of the crew answer for which of the comparison.
var crews = map[compare.Department][]string{
	compare.Production: {"production"}, compare.AssistantDirectors: {"direction"}, compare.Casting: {"casting"}, compare.Actors: {"cast", "casting"},
	compare.Background: {"extras", "casting"}, compare.Locations: {"locations"}, compare.Art: {"art", "construction", "set_decoration"},
	compare.Greens: {"art", "set_decoration"}, compare.Props: {"props", "armoury"}, compare.Wardrobe: {"costume"}, compare.MakeupHair: {"makeup_hair", "prosthetics"},
	compare.Vehicles: {"vehicles", "transport"}, compare.Animals: {"animals"}, compare.Stunts: {"stunts"}, compare.SpecialEffects: {"sfx"},
	compare.VisualEffects: {"vfx"}, compare.Camera: {"camera", "grip"}, compare.Lighting: {"lighting"}, compare.Sound: {"sound"}, compare.Music: {"music"},
	compare.Security: {"security"}, compare.ScriptSupervisor: {"script"},
}

func worksIn(v graph.View, d compare.Department) bool {
	return slices.ContainsFunc(crews[d], func(name string) bool { return access.InDepartment(v.Audience(), name) })
}

// taskKey is a digest of what a task asks: the department's answer holds it, so
// that the answer finds its task again after any later import, and tells nothing
// of the words.
func taskKey(t compare.Task) string {
	words := make([]string, 0, len(t.Why))
	for _, w := range t.Why {
		words = append(words, w.Draft+w.Block+w.Words)
	}
	slices.Sort(words)
	h := sha256.New()
	_ = json.NewEncoder(h).Encode([]any{t.Kind, t.Scene, t.Names, t.Was, t.Now, words}) // a hash takes every write
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:15]))
}

// AnswerIn is a department's answer to one task.
type AnswerIn struct {
	Department compare.Department `json:"department"`
	Key        string             `json:"key" minLength:"8" maxLength:"64"`
	Status     string             `json:"status" enum:"open,done,not_needed" doc:"open takes an answer back"`
	Note       string             `json:"note,omitempty" maxLength:"2000"`
}

// answer writes what a department says about a task of draft. Heads answer for
// their own departments; whoever imports drafts, for all.
func (s *service) answer(v graph.View, from, draft graph.ID, in AnswerIn, now time.Time) (graph.Change, error) {
	p, err := pairOf(v, from, draft)
	if err != nil {
		return graph.Change{}, err
	}
	if !worksIn(v, in.Department) && !access.Can(v.Audience(), editRight) {
		return graph.Change{}, fault.New(fault.Denied, "only %s, or who may import drafts, answers for %s", strings.Join(crews[in.Department], " and "), in.Department)
	}
	list := p.tasks().Tasks
	i := slices.IndexFunc(list, func(t Task) bool { return t.Department == in.Department && t.Key == in.Key })
	if i < 0 {
		return graph.Change{}, fault.New(fault.NotFound, "%s asks no such thing of %s: read the list again", p.after.draft.Version, in.Department)
	}
	task := list[i]
	e := v.Edit(s.ids, answerCause(task, in.Status))
	for id, t := range graph.All[production.RevisionTask](v) {
		if t.Key == in.Key && t.Department == string(in.Department) {
			e.Delete(id)
		}
	}
	if in.Status != "open" {
		id := graph.Add(e, production.RevisionTask{Department: string(in.Department), Key: in.Key, Scene: graph.To[production.Scene](task.Record),
			Draft: graph.To[production.Draft](draft), Status: in.Status, Note: in.Note, By: graph.To[production.Party](personOf(v)), AtMS: now.UnixMilli()})
		if rec, ok := v.Record(task.Record); ok && !rec.Compartment.IsZero() {
			e.Seal(id, rec.Compartment, nil)
		}
	}
	return e.Change()
}

func answerCause(t Task, status string) string {
	name := strings.ReplaceAll(string(t.Department), "_", " ")
	switch status {
	case "done":
		return "Revision task of " + name + " done"
	case "not_needed":
		return "Revision task of " + name + " needs nothing"
	}
	return "Revision task of " + name + " open again"
}

// personOf is the party behind the account that reads the view.
func personOf(v graph.View) graph.ID {
	account := v.Audience().Account
	if account.IsZero() {
		return graph.ID{}
	}
	for id, p := range graph.All[production.Party](v) {
		if p.Account == account {
			return id
		}
	}
	return graph.ID{}
}
