package takes

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/slate"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/takes"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base+"/days", RightRead, s.list, web.Summary("Shoot days with what was logged on them"))
	web.Query(m, "GET "+base+"/days/{day}", RightRead, s.log, web.Summary("The log of a day"))
	web.File(m, "GET "+base+"/days/{day}/log", RightRead, s.logFile, web.Summary("The log of a day as CSV or JSON"))
	web.Query(m, "GET "+base+"/setups/{setup}", RightRead, s.setup, web.Summary("A setup with its takes, the script of its scene and what is covered"))
	web.Query(m, "GET "+base+"/rolls/{roll}", RightRead, s.roll, web.Summary("What the log says is on a card, beside what is"))
	web.File(m, "GET "+base+"/rolls/{roll}/report", RightRead, s.rollFile, web.Summary("A camera or sound report as CSV or JSON"))
	web.Query(m, "GET "+base+"/days/{day}/matching", RightRead, s.matching, web.Summary("Which clip belongs to which take, and what does not fit"))
	s.logRoutes(m)
	web.Command(m, "POST "+base+"/days/{day}/matching", RightMatch, func(_ context.Context, v graph.View, in struct {
		dayIn
		LinkIn
	}) (graph.Change, error) {
		return link(v, s.ids, in.Day.ID, in.LinkIn)
	}, web.Summary("Give clips to takes: those named, or all that are sure"))
	web.Command(m, "POST "+base+"/days/{day}/clock", RightMatch, func(_ context.Context, v graph.View, in struct {
		dayIn
		ClockIn
	}) (graph.Change, error) {
		return confirmClock(v, s.ids, in.Day.ID, in.ClockIn)
	}, web.Summary("Confirm by how much the timecode of a camera is ahead"))
}

// logRoutes are what is written on set. They never ask for the state their author saw: nothing may be lost.
func (s *service) logRoutes(m *web.Mux) {
	web.Command(m, "PATCH "+base+"/numbering", RightLog, func(_ context.Context, v graph.View, in struct {
		Numbering string `json:"numbering" enum:"scene,running"`
	}) (graph.Change, error) {
		return setNumbering(v, s.ids, slate.Numbering(in.Numbering))
	}, web.Summary("How slates are numbered"))
	web.Command(m, "POST "+base+"/days/{day}/setups", RightLog, func(_ context.Context, v graph.View, in struct {
		dayIn
		SetupIn
	}) (graph.Change, error) {
		return addSetup(v, s.ids, in.Day.ID, in.SetupIn)
	}, web.Summary("Set up: the next slate of a scene"))
	web.Command(m, "PATCH "+base+"/setups/{setup}", RightLog, func(_ context.Context, v graph.View, in struct {
		setupIn
		SetupEdit
	}) (graph.Change, error) {
		return editSetup(v, s.ids, in.Setup.ID, in.SetupEdit)
	}, web.Summary("Change or strike a setup"))
	web.Command(m, "DELETE "+base+"/setups/{setup}", RightLog, func(_ context.Context, v graph.View, in setupIn) (graph.Change, error) {
		return dropSetup(v, s.ids, in.Setup.ID)
	}, web.Summary("Take a setup out of the log; its clips stay"))
	web.Command(m, "POST "+base+"/setups/{setup}/takes", RightLog, func(ctx context.Context, v graph.View, in struct {
		setupIn
		TakeIn
	}) (graph.Change, error) {
		return addTake(v, s.ids, in.Setup.ID, in.TakeIn, partyOf(v, web.PersonOf(ctx).Account))
	}, web.Summary("Log a take"))
	web.Command(m, "PATCH "+base+"/takes/{take}", RightLog, func(_ context.Context, v graph.View, in struct {
		takeIn
		TakeEdit
	}) (graph.Change, error) {
		return editTake(v, s.ids, in.Take.ID, in.TakeEdit)
	}, web.Summary("Judge or change a take"))
	web.Command(m, "DELETE "+base+"/takes/{take}", RightLog, func(_ context.Context, v graph.View, in takeIn) (graph.Change, error) {
		return dropTake(v, s.ids, in.Take.ID)
	}, web.Summary("Take a take out of the log; its clips stay"))
	web.Command(m, "PATCH "+base+"/takes/{take}/cameras/{camera}", RightLog, func(_ context.Context, v graph.View, in struct {
		takeIn
		Camera string `path:"camera" maxLength:"2"`
		CameraEdit
	}) (graph.Change, error) {
		return editRolled(v, s.ids, in.Take.ID, in.Camera, in.CameraEdit)
	}, web.Summary("What a camera or the recorder did on a take"))
	web.Command(m, "PATCH "+base+"/setups/{setup}/cameras/{camera}", RightLog, func(_ context.Context, v graph.View, in struct {
		setupIn
		Camera string `path:"camera" maxLength:"2"`
		CameraEdit
	}) (graph.Change, error) {
		return editStanding(v, s.ids, in.Setup.ID, in.Camera, in.CameraEdit)
	}, web.Summary("How a camera or the recorder stands on a setup"))
	web.Command(m, "POST "+base+"/days/{day}/rolls", RightLog, func(_ context.Context, v graph.View, in struct {
		dayIn
		RollIn
	}) (graph.Change, error) {
		return loadRoll(v, s.ids, in.Day.ID, in.RollIn)
	}, web.Summary("Load a card"))
	web.Command(m, "POST "+base+"/setups/{setup}/coverage", RightLog, func(_ context.Context, v graph.View, in struct {
		setupIn
		CoverIn
	}) (graph.Change, error) {
		return cover(v, s.ids, in.Setup.ID, in.CoverIn)
	}, web.Summary("Draw a tramline: what a setup covers"))
	web.Command(m, "DELETE "+base+"/coverage/{coverage}", RightLog, func(_ context.Context, v graph.View, in struct {
		Coverage graph.Ref[production.Coverage] `path:"coverage"`
	}) (graph.Change, error) {
		return uncover(v, s.ids, in.Coverage.ID)
	}, web.Summary("Take a tramline away"))
}

type dayIn struct {
	Day graph.Ref[production.ShootDay] `path:"day"`
}

type setupIn struct {
	Setup graph.Ref[production.Setup] `path:"setup"`
}

type takeIn struct {
	Take graph.Ref[production.Take] `path:"take"`
}

type rollIn struct {
	Roll graph.Ref[production.Roll] `path:"roll"`
}

// partyOf is who an account is among the people of the production; zero when nobody has said.
func partyOf(v graph.View, account graph.ID) graph.ID {
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

// DayItem is a shoot day in the list.
type DayItem struct {
	ID      graph.ID   `json:"id"`
	Date    civil.Date `json:"date"`
	Number  int        `json:"number"`
	Unit    string     `json:"unit"`
	Scenes  []string   `json:"scenes" doc:"Numbers of the scenes that were slated, or that are planned while nothing was"`
	Setups  int        `json:"setups"`
	Takes   int        `json:"takes"`
	Circled int        `json:"circled"`
	RunMS   int64      `json:"run_ms"`
	Rolls   int        `json:"rolls"`
	Clips   int        `json:"clips"`
	Open    int        `json:"open" doc:"Clips without a take"`
}

type listOut struct {
	Days []DayItem `json:"days"`
}

func (s *service) list(_ context.Context, v graph.View, _ struct{}) (listOut, error) {
	out := listOut{Days: []DayItem{}}
	for id, d := range graph.All[production.ShootDay](v) {
		if d.Type == "off" || d.Type == "holiday" || d.Type == "travel" {
			continue
		}
		unit, _ := graph.Get[production.Unit](v, d.Unit.ID)
		item := DayItem{ID: id, Date: d.Date, Number: d.Number, Unit: unit.Name, Scenes: []string{}}
		item.count(v, id)
		if item.Setups == 0 {
			look, err := s.boards.Day(v, id)
			if err != nil {
				return listOut{}, err
			}
			for _, st := range look.Today.Strips {
				if st.Scene.Number != "" {
					item.Scenes = append(item.Scenes, st.Scene.Number)
				}
			}
		}
		out.Days = append(out.Days, item)
	}
	slices.SortStableFunc(out.Days, func(a, b DayItem) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Unit, b.Unit)) })
	return out, nil
}

func (i *DayItem) count(v graph.View, day graph.ID) {
	for _, s := range setupsOf(v, day) {
		i.Setups++
		if !slices.Contains(i.Scenes, s.SceneNumber) {
			i.Scenes = append(i.Scenes, s.SceneNumber)
		}
		for _, t := range s.Takes {
			i.Takes++
			i.RunMS += t.LengthMS
			if t.Circled {
				i.Circled++
			}
		}
	}
	for _, r := range rollsOf(v, day) {
		i.Rolls++
		i.Clips += r.Clips
		i.Open += r.Open
	}
}

func (s *service) log(_ context.Context, v graph.View, in dayIn) (Log, error) {
	return Read(v, s.boards, in.Day.ID)
}

func (s *service) setup(_ context.Context, v graph.View, in setupIn) (Detail, error) {
	return s.detail(v, in.Setup.ID)
}

func (s *service) roll(_ context.Context, v graph.View, in rollIn) (RollReport, error) {
	return ReportOf(v, in.Roll.ID)
}

func (s *service) matching(_ context.Context, v graph.View, in dayIn) (Matching, error) {
	return matchDay(v, in.Day.ID)
}

type fileIn struct {
	Format string `query:"format" enum:"csv,json" doc:"csv when left out"`
}

func (s *service) logFile(_ context.Context, v graph.View, in struct {
	dayIn
	fileIn
}) (web.Document, error) {
	l, err := Read(v, s.boards, in.Day.ID)
	if err != nil {
		return web.Document{}, err
	}
	d, err := openDay(v, in.Day.ID)
	if err != nil {
		return web.Document{}, err
	}
	return file(fmt.Sprintf("editors-log-%s", l.Date), in.Format, l, func() ([]byte, error) { return l.CSV(d) })
}

func (s *service) rollFile(_ context.Context, v graph.View, in struct {
	rollIn
	fileIn
}) (web.Document, error) {
	r, err := ReportOf(v, in.Roll.ID)
	if err != nil {
		return web.Document{}, err
	}
	return file("report-"+slate.Plain(r.Roll), in.Format, r, r.CSV)
}

// file is a paper for programs.
func file(name, format string, value any, table func() ([]byte, error)) (web.Document, error) {
	if format == "json" {
		b, err := asJSON(value)
		return web.Document{Name: name + ".json", Type: "application/json", Body: b}, err
	}
	b, err := table()
	return web.Document{Name: name + ".csv", Type: "text/csv; charset=utf-8", Body: b}, err
}
