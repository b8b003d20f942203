package drafts

import (
	"bytes"
	"context"
	"path"
	"strings"

	"backlot/film/civil"
	"backlot/film/screenplay"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// maxScript bounds an uploaded script: the longest feature with all its markup is
// about 4 MB; base64 adds a third.
const maxScript = 48 << 20

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET /api/productions/{production}/drafts", readRight, s.list)
	web.Query(m, "GET /api/productions/{production}/drafts/{draft}/pages", readRight, s.pages)
	web.Query(m, "GET /api/productions/{production}/drafts/{draft}/text", readRight, s.text, web.Summary("A draft as running text: to read on a phone, to search"))
	web.Query(m, "GET /api/productions/{production}/drafts/{draft}/changes", readRight, s.changes)
	web.Query(m, "GET /api/productions/{production}/scenes", readRight, s.scenes)
	web.Action(m, "POST /api/productions/{production}/drafts/read", editRight, s.read, web.MaxBody(maxScript))
	web.Command(m, "POST /api/productions/{production}/drafts", editRight, s.add, web.MaxBody(maxScript))
	web.Command(m, "POST /api/productions/{production}/drafts/{draft}/lock", editRight, s.lock, web.Summary("Lock pages and scene numbers as they are printed now"))
	web.Command(m, "DELETE /api/productions/{production}/drafts/{draft}/lock", editRight, s.unlock, web.Summary("Let the pages of a draft be counted again"))
	s.noteRoutes(m)
	s.paperRoutes(m)
}

// DraftRow is a draft in the list.
type DraftRow struct {
	ID graph.ID `json:"id"`
	production.Draft
	Scenes  int  `json:"scenes"`
	Current bool `json:"current"`
}

type listOut struct {
	Drafts []DraftRow `json:"drafts"`
}

func (s *service) list(_ context.Context, v graph.View, _ struct{}) (listOut, error) {
	current, _, _ := Current(v)
	out := listOut{Drafts: []DraftRow{}}
	for id, d := range graph.All[production.Draft](v) {
		row := DraftRow{ID: id, Draft: d, Current: id == current}
		for _, b := range graph.Referring[production.Block](v, id, "draft") {
			if b.Type == string(screenplay.SceneHeading) {
				row.Scenes++
			}
		}
		out.Drafts = append(out.Drafts, row)
	}
	return out, nil
}

type draftIn struct {
	Draft graph.Ref[production.Draft] `path:"draft"`
}

func (s *service) pages(_ context.Context, v graph.View, in draftIn) (Pages, error) {
	return PagesOf(v, in.Draft.ID)
}

func (s *service) text(_ context.Context, v graph.View, in draftIn) (Text, error) {
	return TextOf(v, in.Draft.ID)
}

type changesIn struct {
	Draft graph.Ref[production.Draft] `path:"draft"`
	From  graph.Ref[production.Draft] `query:"from" doc:"Draft to compare with; left out: the one before"`
}

func (s *service) changes(_ context.Context, v graph.View, in changesIn) (Changes, error) {
	return Compare(v, in.From.ID, in.Draft.ID)
}

type scenesOut struct {
	Scenes []SceneRow `json:"scenes"`
}

func (s *service) scenes(_ context.Context, v graph.View, _ struct{}) (scenesOut, error) {
	out := scenesOut{Scenes: Scenes(v)}
	if out.Scenes == nil {
		out.Scenes = []SceneRow{}
	}
	return out, nil
}

type fileIn struct {
	Name    string `json:"name" minLength:"1" doc:"File name; its ending helps to tell the format"`
	Content []byte `json:"content" doc:"The file, base64"`
}

func (s *service) read(ctx context.Context, in fileIn) (ReadReport, error) {
	script, err := parse(in)
	if err != nil {
		return ReadReport{}, err
	}
	return reportOf(web.ViewOf(ctx), script), nil
}

type addIn struct {
	Name          string     `json:"name" minLength:"1"`
	Content       []byte     `json:"content"`
	Version       string     `json:"version,omitempty"`
	RevisionColor string     `json:"revision_color,omitempty" enum:"white,blue,pink,yellow,green,goldenrod,buff,salmon,cherry,tan,gray,ivory"`
	Date          civil.Date `json:"date,omitzero"`
	Paper         string     `json:"paper,omitempty" enum:"us_letter,a4"`
}

// add imports a file as the next draft and keeps the file itself.
func (s *service) add(ctx context.Context, v graph.View, in addIn) (graph.Change, error) {
	script, err := parse(fileIn{in.Name, in.Content})
	if err != nil {
		return graph.Change{}, err
	}
	hash, err := s.files.Keep(ctx, bytes.NewReader(in.Content))
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Import "+in.Name)
	_, err = Import(e, v, script, Options{Version: in.Version, RevisionColor: in.RevisionColor, Date: in.Date, Paper: in.Paper, FileHash: hash})
	if err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

func parse(in fileIn) (*screenplay.Script, error) {
	read := func() (*screenplay.Script, error) {
		return screenplay.Read(bytes.NewReader(in.Content), in.Name, screenplay.Limits{})
	}
	if strings.EqualFold(path.Ext(in.Name), ".json") {
		read = func() (*screenplay.Script, error) { return screenplay.Decode(in.Content) }
	}
	script, err := read()
	if err != nil {
		return nil, fault.At("body.content", "%w", err)
	}
	return script, nil
}

func (s *service) lock(_ context.Context, v graph.View, in draftIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Lock the pages of "+v.Label(in.Draft.ID))
	if err := lockDraft(e, v, in.Draft.ID); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

func (s *service) unlock(_ context.Context, v graph.View, in draftIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Unlock the pages of "+v.Label(in.Draft.ID))
	if err := unlockDraft(e, v, in.Draft.ID); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}
