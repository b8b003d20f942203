package dailies

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

func (s *service) roomRoutes(m *web.Mux) {
	const base = "/api/productions/{production}/dailies/rooms"
	web.Action(m, "GET "+base, readRight, s.listRooms, web.Summary("Review rooms that are open now"))
	web.Action(m, "POST "+base, readRight, s.beginRoom, web.Summary("Open a review room"))
	web.Action(m, "GET "+base+"/{room}", readRight, s.readRoom, web.Summary("A review room, and the server's clock"))
	web.Action(m, "POST "+base+"/{room}/show", readRight, s.showRoom, web.Summary("Move the picture of everybody in the room"))
	web.Action(m, "POST "+base+"/{room}/lead", readRight, s.leadRoom, web.Summary("Take the lead, or hand it over"))
	web.Action(m, "POST "+base+"/{room}/pointer", readRight, s.pointRoom, web.Summary("Show a light or a line to everybody in the room"))
	web.Raw(m, "GET "+base+"/{room}/stream", readRight, func(w http.ResponseWriter, r *http.Request) error { return s.sit(w, r, m.Stopping()) }, web.Timeout(0),
		web.Summary("Be in a review room: what is shown, as server-sent events"))
}

// RoomNow is a room as one person is told of it, with the server's clock, by which
// others follow.
type RoomNow struct {
	Room
	NowMS   int64 `json:"now_ms"`
	Leading bool  `json:"leading" doc:"The reader leads"`
}

func (s *service) nowFor(r Room, reader graph.ID) RoomNow {
	return RoomNow{r, s.Now().UnixMilli(), r.Leader == reader}
}

type roomList struct {
	Rooms []RoomItem `json:"rooms"`
}

// RoomItem is a room in the list.
type RoomItem struct {
	Room
	Title string `json:"title" doc:"Slate and take, or the clip's name"`
}

// mayEnter hides a room in which something is shown that the reader may not watch.
func (s *service) mayEnter(ctx context.Context, v graph.View, r Room) error {
	now, err := s.Desk.Beside(ctx, v, graph.ID{})
	if err != nil {
		return err
	}
	if _, err := s.watchable(ctx, now, r.Clip); err != nil {
		if fault.Is(err, fault.NotFound) {
			return noRoom(r.ID)
		}
		return err
	}
	return nil
}

func (s *service) enterable(ctx context.Context, id graph.ID) (Room, error) {
	v := web.ViewOf(ctx)
	r, err := s.rooms.get(v.Where().Production, id)
	if err != nil {
		return r, err
	}
	return r, s.mayEnter(ctx, v, r)
}

func (s *service) listRooms(ctx context.Context, _ struct{}) (roomList, error) {
	v, out := web.ViewOf(ctx), roomList{Rooms: []RoomItem{}}
	for _, r := range s.rooms.list(v.Where().Production) {
		if err := s.mayEnter(ctx, v, r); fault.Is(err, fault.NotFound) {
			continue
		} else if err != nil {
			return out, err
		}
		out.Rooms = append(out.Rooms, RoomItem{r, titleOf(v, r.Clip)})
	}
	return out, nil
}

func titleOf(v graph.View, id graph.ID) string {
	clip, _ := graph.Get[production.Clip](v, id)
	if sl, ok := slateOf(v, clip); ok {
		return fmt.Sprintf("%s · %d%s", sl.Setup.Slate, sl.Take.Number, sl.Take.Suffix)
	}
	return clip.Name
}

func me(ctx context.Context) (RoomPerson, error) {
	p := RoomPerson{Account: web.PersonOf(ctx).Account, Name: web.NameOf(ctx)}
	if p.Account.IsZero() {
		return p, fault.New(fault.Signin, "sign in to be in a room")
	}
	return p, nil
}

type beginRoomIn struct {
	Clip graph.ID `json:"clip"`
}

func (s *service) beginRoom(ctx context.Context, in beginRoomIn) (RoomNow, error) {
	who, err := me(ctx)
	if err != nil {
		return RoomNow{}, err
	}
	v := web.ViewOf(ctx)
	if _, err := s.watchable(ctx, v, in.Clip); err != nil {
		return RoomNow{}, err
	}
	r, err := s.rooms.begin(v.Where().Production, in.Clip, who)
	return s.nowFor(r, who.Account), err
}

type roomIn struct {
	Room graph.ID `path:"room"`
}

func (s *service) readRoom(ctx context.Context, in roomIn) (RoomNow, error) {
	r, err := s.enterable(ctx, in.Room)
	return s.nowFor(r, web.PersonOf(ctx).Account), err
}

type showRoomIn struct {
	Room    graph.ID `path:"room"`
	Clip    graph.ID `json:"clip,omitzero" doc:"Another clip; left out: the same"`
	Playing bool     `json:"playing"`
	Frame   int64    `json:"frame" minimum:"0"`
	Speed   float64  `json:"speed" minimum:"-8" maximum:"8"`
}

func (s *service) showRoom(ctx context.Context, in showRoomIn) (RoomNow, error) {
	if _, err := s.enterable(ctx, in.Room); err != nil {
		return RoomNow{}, err
	}
	v := web.ViewOf(ctx)
	if !in.Clip.IsZero() {
		if _, err := s.watchable(ctx, v, in.Clip); err != nil {
			return RoomNow{}, err
		}
	}
	r, err := s.rooms.show(v.Where().Production, in.Room, v.Audience().Account, in.Clip, Show{Playing: in.Playing, Frame: in.Frame, Speed: in.Speed})
	return s.nowFor(r, v.Audience().Account), err
}

type leadRoomIn struct {
	Room graph.ID `path:"room"`
	To   graph.ID `json:"to,omitzero" doc:"Account; left out: whoever asks"`
}

func (s *service) leadRoom(ctx context.Context, in leadRoomIn) (RoomNow, error) {
	if _, err := s.enterable(ctx, in.Room); err != nil {
		return RoomNow{}, err
	}
	v := web.ViewOf(ctx)
	by := v.Audience().Account
	if in.To.IsZero() {
		in.To = by
	}
	r, err := s.rooms.lead(v.Where().Production, in.Room, by, in.To)
	return s.nowFor(r, v.Audience().Account), err
}

type pointIn struct {
	Room    graph.ID `path:"room"`
	X       float64  `json:"x" minimum:"-0.5" maximum:"1.5"`
	Y       float64  `json:"y" minimum:"-0.5" maximum:"1.5"`
	Off     bool     `json:"off,omitempty"`
	Drawing string   `json:"drawing,omitempty" maxLength:"400000"`
}

func (s *service) pointRoom(ctx context.Context, in pointIn) (struct{}, error) {
	if _, err := s.enterable(ctx, in.Room); err != nil {
		return struct{}{}, err
	}
	if err := checkDrawing(in.Drawing); err != nil {
		return struct{}{}, err
	}
	who, err := me(ctx)
	if err != nil {
		return struct{}{}, err
	}
	p := Pointer{Account: who.Account, Name: who.Name, X: in.X, Y: in.Y, Off: in.Off, Drawing: in.Drawing}
	return struct{}{}, s.rooms.point(web.ViewOf(ctx).Where().Production, in.Room, p)
}

const (
	roomBeat  = 5 * time.Second // also how soon a lead that was let go is passed on
	roomWrite = 15 * time.Second
	roomLife  = 10 * time.Minute // then the browser comes back, which asks again who it is
)

// sit is the stream of one person in a room: events "room" with RoomNow, "pointer" with
// Pointer, "beat" now and then, and "end" when the room has ended or shows what the person may not watch.
func (s *service) sit(w http.ResponseWriter, r *http.Request, stopping <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(r.Context(), roomLife)
	defer cancel()
	id, err := graph.ParseID(r.PathValue("room"))
	if err != nil {
		return fault.New(fault.NotFound, "no review room %q", r.PathValue("room"))
	}
	if _, err := s.enterable(ctx, id); err != nil {
		return err
	}
	who, err := me(ctx)
	if err != nil {
		return err
	}
	v := web.ViewOf(ctx)
	seat, leave, err := s.rooms.enter(v.Where().Production, id, who)
	if err != nil {
		return err
	}
	defer leave()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	out := &roomStream{w, http.NewResponseController(w)}
	tick := time.NewTicker(roomBeat)
	defer tick.Stop()
	for err = out.beat(); err == nil; {
		select {
		case <-ctx.Done():
			return nil
		case <-stopping:
			return nil
		case <-seat.changed:
			err = s.tellRoom(ctx, v, id, out)
		case p := <-seat.pointers:
			err = out.event("pointer", p)
		case <-tick.C:
			if _, err = s.rooms.get(v.Where().Production, id); err == nil {
				err = out.beat()
			}
		}
	}
	return nil
}

// tellRoom says how the room is now, as long as the person may watch what is shown.
func (s *service) tellRoom(ctx context.Context, v graph.View, id graph.ID, out *roomStream) error {
	r, err := s.rooms.get(v.Where().Production, id)
	if err == nil {
		err = s.mayEnter(ctx, v, r)
	}
	if err != nil {
		_ = out.event("end", struct{}{}) // it ends either way
		return err
	}
	return out.event("room", s.nowFor(r, v.Audience().Account))
}

type roomStream struct {
	w  io.Writer
	rc *http.ResponseController
}

func (o *roomStream) event(kind string, data any) error {
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return o.write(fmt.Sprintf("event: %s\ndata: %s\n\n", kind, body))
}

// beat is an event, so that a page notices when it stays away.
func (o *roomStream) beat() error { return o.event("beat", struct{}{}) }

func (o *roomStream) write(text string) error {
	_ = o.rc.SetWriteDeadline(time.Now().Add(roomWrite)) // a test's recorder has none
	if _, err := io.WriteString(o.w, text); err != nil {
		return err
	}
	return o.rc.Flush()
}
