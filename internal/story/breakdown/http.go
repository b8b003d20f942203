package breakdown

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const prefix = "/api/productions/{production}/breakdown"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+prefix+"/categories", readRight, s.categories)
	web.Query(m, "GET "+prefix+"/scenes/{scene}", readRight, s.sheet)
	web.Query(m, "GET "+prefix+"/scenes/{scene}/suggestions", readRight, s.suggestions)
	web.Query(m, "GET "+prefix+"/elements", readRight, s.elements)
	web.Query(m, "GET "+prefix+"/story-days", readRight, s.storyDays)
	web.Command(m, "PATCH "+prefix+"/scenes/{scene}", editRight, s.patchScene)
	web.Command(m, "POST "+prefix+"/tags", editRight, s.addTag)
	web.Command(m, "POST "+prefix+"/tags/many", editRight, s.addTags)
	web.Command(m, "DELETE "+prefix+"/tags/{tag}", editRight, s.dropTag)
	web.Command(m, "POST "+prefix+"/rejections", editRight, s.reject)
	web.Command(m, "POST "+prefix+"/uses", editRight, s.addUse)
	web.Command(m, "PATCH "+prefix+"/uses/{use}", editRight, s.patchUse)
	web.Command(m, "DELETE "+prefix+"/uses/{use}", editRight, s.dropUse)
	web.Command(m, "POST "+prefix+"/elements", editRight, s.addElement)
	web.Command(m, "PATCH "+prefix+"/elements/{element}", editRight, s.patchElement)
	web.Command(m, "POST "+prefix+"/elements/{element}/merge", editRight, s.merge)
	web.Command(m, "POST "+prefix+"/story-days", editRight, s.addStoryDay)
	web.Command(m, "POST "+prefix+"/story-days/{day}/scenes", editRight, s.assignDay)
}

type categoriesOut struct {
	Categories []categoryRow `json:"categories"`
}

type categoryRow struct {
	Key    string `json:"key"`
	Title  string `json:"title"`
	Plural string `json:"plural"`
	Color  string `json:"color"`
}

func (s *service) categories(context.Context, graph.View, struct{}) (categoriesOut, error) {
	var out categoriesOut
	for _, c := range production.Categories() {
		out.Categories = append(out.Categories, categoryRow{c.Key, c.Title, c.Plural, c.Color})
	}
	return out, nil
}

type sceneIn struct {
	Scene graph.Ref[production.Scene] `path:"scene"`
}

// SceneSheet is a sheet with the words it was made from.
type SceneSheet struct {
	Sheet
	Blocks []TextBlock `json:"blocks"`
	Tags   []TagMark   `json:"tags"`
}

func (s *service) sheet(_ context.Context, v graph.View, in sceneIn) (SceneSheet, error) {
	sheet, err := SheetOf(v, in.Scene.ID)
	if err != nil {
		return SceneSheet{}, err
	}
	blocks, tags := text(v, in.Scene.ID, sheet.Draft.ID)
	return SceneSheet{sheet, blocks, tags}, nil
}

type elementsIn struct {
	Category string `query:"category" doc:"Breakdown category; left out: all"`
}

type elementsOut struct {
	Elements []ElementRow `json:"elements"`
}

func (s *service) elements(_ context.Context, v graph.View, in elementsIn) (elementsOut, error) {
	return elementsOut{append([]ElementRow{}, Elements(v, in.Category)...)}, nil
}

type patchSceneIn struct {
	Scene             graph.Ref[production.Scene]     `path:"scene"`
	Synopsis          *string                         `json:"synopsis,omitempty"`
	TimeOfDay         *string                         `json:"time_of_day,omitempty"`
	StoryDay          *graph.Ref[production.StoryDay] `json:"story_day,omitempty"`
	LengthEighths     *pages.Eighths                  `json:"length_eighths,omitempty" minimum:"1"`
	EstimatedShootMin *int                            `json:"estimated_shoot_min,omitempty" minimum:"0"`
	Notes             *string                         `json:"notes,omitempty"`
}

func (s *service) patchScene(_ context.Context, v graph.View, in patchSceneIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change the breakdown header of "+v.Label(in.Scene.ID))
	graph.Update(e, in.Scene.ID, func(sc *production.Scene) {
		set(&sc.Synopsis, in.Synopsis)
		set(&sc.TimeOfDay, in.TimeOfDay)
		set(&sc.StoryDay, in.StoryDay)
		set(&sc.LengthEighths, in.LengthEighths)
		set(&sc.EstimatedShootMin, in.EstimatedShootMin)
		set(&sc.Notes, in.Notes)
	})
	return e.Change()
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

type tagIn struct {
	Span
	Meaning
}

func (s *service) addTag(_ context.Context, v graph.View, in tagIn) (graph.Change, error) {
	_, words, err := in.Span.words(v)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Tag \""+words+"\"")
	if _, err := tag(e, v, in.Span, in.Meaning); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type tagsIn struct {
	Tags []tagIn `json:"tags" minItems:"1" maxItems:"500"`
}

// addTags accepts many suggestions in one change.
func (s *service) addTags(_ context.Context, v graph.View, in tagsIn) (graph.Change, error) {
	e := v.Edit(s.ids, fmt.Sprintf("Accept %d suggestions", len(in.Tags)))
	made := map[string]graph.Ref[production.Element]{}
	for _, t := range in.Tags {
		key := elementKey(t.Category, t.Name)
		if el, ok := made[key]; ok && t.Element.IsZero() {
			t.Element = el
		}
		el, err := tag(e, v, t.Span, t.Meaning)
		if err != nil {
			return graph.Change{}, err
		}
		made[key] = graph.To[production.Element](el)
	}
	return e.Change()
}

type tagPath struct {
	Tag graph.Ref[production.Tag] `path:"tag"`
}

func (s *service) dropTag(_ context.Context, v graph.View, in tagPath) (graph.Change, error) {
	e := v.Edit(s.ids, "Remove the tag "+v.Label(in.Tag.ID))
	if err := untag(e, v, in.Tag.ID); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type rejectIn struct {
	Span
	Category string `json:"category" minLength:"1"`
}

// reject remembers that a suggestion was turned down, so that it is not made again.
func (s *service) reject(_ context.Context, v graph.View, in rejectIn) (graph.Change, error) {
	_, words, err := in.Span.words(v)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Turn down the suggestion \""+words+"\"")
	graph.Add(e, production.Tag{Block: in.Block, StartRune: in.Start, EndRune: in.End, Text: words, Category: in.Category, Status: "rejected"})
	return e.Change()
}

type addUseIn struct {
	Scene graph.Ref[production.Scene] `json:"scene"`
	Meaning
	Quantity int    `json:"quantity,omitempty" minimum:"0"`
	Presence string `json:"presence,omitempty"`
	Note     string `json:"note,omitempty"`
}

func (s *service) addUse(_ context.Context, v graph.View, in addUseIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Add "+orElement(v, in.Meaning)+" to "+v.Label(in.Scene.ID))
	element, err := in.Meaning.resolve(e, v, in.Name)
	if err != nil {
		return graph.Change{}, err
	}
	use(e, v, in.Scene.ID, element, production.Use{Quantity: in.Quantity, Presence: in.Presence, Note: in.Note, Source: "typed"})
	if e.Len() == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "%s is in the scene already", v.Label(element))
	}
	return e.Change()
}

func orElement(v graph.View, m Meaning) string {
	if m.Element.IsZero() {
		return m.Name
	}
	return v.Label(m.Element.ID)
}

type patchUseIn struct {
	Use      graph.Ref[production.Use] `path:"use"`
	Quantity *int                      `json:"quantity,omitempty" minimum:"0"`
	Presence *string                   `json:"presence,omitempty"`
	Note     *string                   `json:"note,omitempty"`
}

func (s *service) patchUse(_ context.Context, v graph.View, in patchUseIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change "+v.Label(in.Use.ID))
	graph.Update(e, in.Use.ID, func(u *production.Use) {
		set(&u.Quantity, in.Quantity)
		set(&u.Presence, in.Presence)
		set(&u.Note, in.Note)
	})
	return e.Change()
}

type usePath struct {
	Use graph.Ref[production.Use] `path:"use"`
}

func (s *service) dropUse(_ context.Context, v graph.View, in usePath) (graph.Change, error) {
	u, ok := graph.Get[production.Use](v, in.Use.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no use %s", in.Use)
	}
	e := v.Edit(s.ids, "Take "+v.Label(u.Element.ID)+" out of "+v.Label(u.Scene.ID))
	e.Delete(in.Use.ID)
	return e.Change()
}

type elementIn struct {
	Name        string `json:"name" minLength:"1"`
	Category    string `json:"category" minLength:"1"`
	Number      string `json:"number,omitempty"`
	Description string `json:"description,omitempty"`
}

func (s *service) addElement(_ context.Context, v graph.View, in elementIn) (graph.Change, error) {
	for _, el := range graph.All[production.Element](v) {
		if el.Category == in.Category && strings.EqualFold(el.Name, in.Name) && el.MergedInto.IsZero() {
			return graph.Change{}, fault.New(fault.Conflict, "%s is in the list already", el.Name)
		}
	}
	e := v.Edit(s.ids, "Add "+in.Name)
	graph.Add(e, production.Element{Name: in.Name, Category: in.Category, Number: in.Number, Description: in.Description})
	return e.Change()
}

type patchElementIn struct {
	Element     graph.Ref[production.Element] `path:"element"`
	Name        *string                       `json:"name,omitempty" minLength:"1"`
	Category    *string                       `json:"category,omitempty"`
	Number      *string                       `json:"number,omitempty"`
	Description *string                       `json:"description,omitempty"`
	LeadDays    *int                          `json:"lead_days,omitempty" minimum:"0"`
	Estimate    *production.Money             `json:"estimate,omitempty"`
}

func (s *service) patchElement(_ context.Context, v graph.View, in patchElementIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change "+v.Label(in.Element.ID))
	graph.Update(e, in.Element.ID, func(el *production.Element) {
		set(&el.Name, in.Name)
		set(&el.Category, in.Category)
		set(&el.Number, in.Number)
		set(&el.Description, in.Description)
		set(&el.LeadDays, in.LeadDays)
		set(&el.Estimate, in.Estimate)
	})
	return e.Change()
}

type mergeIn struct {
	Element graph.Ref[production.Element] `path:"element"`
	Into    graph.Ref[production.Element] `json:"into"`
}

func (s *service) merge(_ context.Context, v graph.View, in mergeIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Merge "+v.Label(in.Element.ID)+" into "+v.Label(in.Into.ID))
	if err := merge(e, v, in.Element.ID, in.Into.ID); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type storyDayRow struct {
	ID graph.ID `json:"id"`
	production.StoryDay
	Scenes []SceneRef `json:"scenes"`
}

type storyDaysOut struct {
	Days []storyDayRow `json:"days"`
	None []SceneRef    `json:"none"` // scenes that play on no day yet
}

func (s *service) storyDays(_ context.Context, v graph.View, _ struct{}) (storyDaysOut, error) {
	out := storyDaysOut{Days: []storyDayRow{}, None: []SceneRef{}}
	scenes := map[graph.ID][]SceneRef{}
	for id, sc := range graph.All[production.Scene](v) {
		if !sc.Omitted {
			scenes[sc.StoryDay.ID] = append(scenes[sc.StoryDay.ID], SceneRef{id, sc.Number, sc.Order})
		}
	}
	for _, list := range scenes {
		slices.SortFunc(list, func(a, b SceneRef) int { return strings.Compare(a.order, b.order) })
	}
	for id, d := range graph.All[production.StoryDay](v) {
		out.Days = append(out.Days, storyDayRow{id, d, append([]SceneRef{}, scenes[id]...)})
	}
	slices.SortFunc(out.Days, func(a, b storyDayRow) int { return strings.Compare(a.Order, b.Order) })
	out.None = append(out.None, scenes[graph.ID{}]...)
	return out, nil
}

type addStoryDayIn struct {
	Label string `json:"label" minLength:"1"`
	Gap   string `json:"gap,omitempty"`
}

func (s *service) addStoryDay(_ context.Context, v graph.View, in addStoryDayIn) (graph.Change, error) {
	last := ""
	for _, d := range graph.All[production.StoryDay](v) {
		last = max(last, d.Order)
	}
	e := v.Edit(s.ids, "Add story day "+in.Label)
	graph.Add(e, production.StoryDay{Label: in.Label, Gap: in.Gap, Order: graph.Between(last, "")})
	return e.Change()
}

type assignDayIn struct {
	Day    graph.Ref[production.StoryDay] `path:"day"`
	Scenes []graph.ID                     `json:"scenes" minItems:"1"`
}

func (s *service) assignDay(_ context.Context, v graph.View, in assignDayIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Put scenes on story day "+v.Label(in.Day.ID))
	for _, id := range in.Scenes {
		graph.Update(e, id, func(sc *production.Scene) { sc.StoryDay = in.Day })
	}
	return e.Change()
}
