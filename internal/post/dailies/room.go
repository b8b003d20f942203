package dailies

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// A review room is several people before one picture. One leads; the others see the
// frame that the leader sees. Like presence it is a courtesy of this node: it is not
// kept, and ends when nobody is in it. What people write there is kept as notes.

// Room is a review room as everybody in it sees it.
type Room struct {
	ID     graph.ID     `json:"id"`
	Clip   graph.ID     `json:"clip"`
	Leader graph.ID     `json:"leader" doc:"Account"`
	People []RoomPerson `json:"people"`
	Show
	// Step grows with everything that changes in the room.
	Step int64 `json:"step"`
}

// RoomPerson is somebody in a room.
type RoomPerson struct {
	Account graph.ID `json:"account"`
	Name    string   `json:"name"`
}

// Show is where the leader's picture stands.
type Show struct {
	Playing bool    `json:"playing"`
	Frame   int64   `json:"frame" minimum:"0"`
	Speed   float64 `json:"speed" minimum:"-8" maximum:"8" doc:"1 is the speed of the file"`
	AtMS    int64   `json:"at_ms" doc:"When it stood there, in Unix milliseconds of the server"`
}

// Pointer is a light or a line that somebody holds onto the picture for a moment.
type Pointer struct {
	Account graph.ID `json:"account"`
	Name    string   `json:"name"`
	X       float64  `json:"x" doc:"0 to 1 of the picture's width"`
	Y       float64  `json:"y"`
	Off     bool     `json:"off,omitempty" doc:"It is taken away"`
	Drawing string   `json:"drawing,omitempty" doc:"What they draw, as JSON of shapes, until it is saved as a note"`
}

// Bounds of rooms.
const (
	mostRooms  = 200 // on this node
	mostPeople = 60  // in one room
	emptyRoom  = time.Minute
	gracePause = 6 * time.Second // a tablet that loses its network for a moment has not left
)

type rooms struct {
	ids graph.IDs
	now func() time.Time

	mu   sync.Mutex
	open map[graph.ID]*room
}

type room struct {
	production graph.ID
	Room
	seats   map[*seat]bool
	left    map[graph.ID]time.Time // accounts without a seat, and since when
	drawn   map[graph.ID]Pointer   // what people draw on the clip, for who comes later
	emptied time.Time
}

// seat is one open stream of a person into a room.
type seat struct {
	person   RoomPerson
	changed  chan struct{} // holds one: the room is not as it was
	pointers chan Pointer
}

func newRooms(ids graph.IDs, now func() time.Time) *rooms {
	return &rooms{ids: ids, now: now, open: map[graph.ID]*room{}}
}

// begin opens a room before a clip, led by who opens it.
func (rs *rooms) begin(production, clip graph.ID, by RoomPerson) (Room, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.tidy()
	if len(rs.open) >= mostRooms {
		return Room{}, fault.New(fault.Unavailable, "%d review rooms are open: want one to end first", mostRooms)
	}
	now := rs.now()
	r := &room{production: production, seats: map[*seat]bool{}, left: map[graph.ID]time.Time{}, drawn: map[graph.ID]Pointer{}, emptied: now,
		Room: Room{ID: rs.ids.NewID(), Clip: clip, Leader: by.Account, People: []RoomPerson{}, Show: Show{Speed: 1, AtMS: now.UnixMilli()}}}
	rs.open[r.ID] = r
	return r.copy(), nil
}

// list gives the rooms of a production, the oldest first.
func (rs *rooms) list(production graph.ID) []Room {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.tidy()
	out := []Room{}
	for _, r := range rs.open {
		if r.production == production {
			out = append(out, r.copy())
		}
	}
	slices.SortFunc(out, func(a, b Room) int { return strings.Compare(a.ID.String(), b.ID.String()) })
	return out
}

func (rs *rooms) get(production, id graph.ID) (Room, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.room(production, id)
	if err != nil {
		return Room{}, err
	}
	return r.copy(), nil
}

func (rs *rooms) room(production, id graph.ID) (*room, error) {
	rs.tidy()
	if r := rs.open[id]; r != nil && r.production == production {
		return r, nil
	}
	return nil, noRoom(id)
}

func noRoom(id graph.ID) error {
	return fault.New(fault.NotFound, "no review room %s: it has ended, or never was", id)
}

// enter sits a person down; leave must be called when their stream ends.
func (rs *rooms) enter(production, id graph.ID, who RoomPerson) (_ *seat, leave func(), err error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.room(production, id)
	if err != nil {
		return nil, nil, err
	}
	if len(r.seats) >= mostPeople {
		return nil, nil, fault.New(fault.Unavailable, "the room holds %d people: want one to leave first", mostPeople)
	}
	s := &seat{who, make(chan struct{}, 1), make(chan Pointer, 64)}
	r.seats[s] = true
	delete(r.left, who.Account)
	for _, p := range r.drawn {
		if p.Account != who.Account && len(s.pointers) < cap(s.pointers) {
			s.pointers <- p
		}
	}
	r.news()
	return s, func() { rs.leave(r, s) }, nil
}

func (rs *rooms) leave(r *room, s *seat) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(r.seats, s)
	if !r.sits(s.person.Account) {
		r.left[s.person.Account] = rs.now()
	}
	if len(r.seats) == 0 {
		r.emptied = rs.now()
	}
	r.news()
}

// show moves the picture of everybody in the room; only its leader may.
func (rs *rooms) show(production, id, by, clip graph.ID, to Show) (Room, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.room(production, id)
	if err != nil {
		return Room{}, err
	}
	if r.Leader != by {
		return Room{}, fault.New(fault.Denied, "somebody else leads the room: take the lead first")
	}
	if !clip.IsZero() && clip != r.Clip {
		r.Clip = clip
		clear(r.drawn)
	}
	to.AtMS = rs.now().UnixMilli()
	r.Show = to
	r.news()
	return r.copy(), nil
}

// lead hands the lead over. The leader gives it to anybody in the room; anybody in the
// room may take it.
func (rs *rooms) lead(production, id, by, to graph.ID) (Room, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.room(production, id)
	if err != nil {
		return Room{}, err
	}
	switch {
	case !r.sits(to):
		return Room{}, fault.New(fault.Invalid, "nobody leads from outside: want somebody in the room")
	case by != r.Leader && by != to:
		return Room{}, fault.New(fault.Denied, "only the leader gives the lead to another: take it yourself")
	}
	r.Leader = to
	r.news()
	return r.copy(), nil
}

// point shows a pointer to everybody else in the room. One who reads too slowly misses it.
func (rs *rooms) point(production, id graph.ID, p Pointer) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.room(production, id)
	if err != nil {
		return err
	}
	if !r.sits(p.Account) {
		return noRoom(id)
	}
	switch {
	case p.Drawing != "":
		r.drawn[p.Account] = p
	case p.Off:
		delete(r.drawn, p.Account)
	}
	for s := range r.seats {
		if s.person.Account == p.Account {
			continue
		}
		select {
		case s.pointers <- p:
		default:
		}
	}
	return nil
}

// tidy ends rooms that are empty, and passes the lead on where the leader has gone.
func (rs *rooms) tidy() {
	now := rs.now()
	for id, r := range rs.open {
		if len(r.seats) == 0 && now.Sub(r.emptied) > emptyRoom {
			delete(rs.open, id)
			continue
		}
		gone := false
		for account, since := range r.left {
			if now.Sub(since) > gracePause {
				delete(r.left, account)
				delete(r.drawn, account)
				gone = true
			}
		}
		if _, away := r.left[r.Leader]; gone && !r.sits(r.Leader) && !away {
			if first, ok := r.first(); ok {
				r.Leader = first
			}
		}
		if gone {
			r.news()
		}
	}
}

func (r *room) sits(account graph.ID) bool {
	for s := range r.seats {
		if s.person.Account == account {
			return true
		}
	}
	return false
}

// first is the account that comes first by name.
func (r *room) first() (graph.ID, bool) {
	people := r.people()
	if len(people) == 0 {
		return graph.ID{}, false
	}
	return people[0].Account, true
}

func (r *room) people() []RoomPerson {
	out := []RoomPerson{}
	for s := range r.seats {
		if !slices.ContainsFunc(out, func(p RoomPerson) bool { return p.Account == s.person.Account }) {
			out = append(out, s.person)
		}
	}
	slices.SortFunc(out, func(a, b RoomPerson) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Account.String(), b.Account.String()))
	})
	return out
}

// news counts a change and wakes everybody.
func (r *room) news() {
	r.Step++
	for s := range r.seats {
		select {
		case s.changed <- struct{}{}:
		default: // a word waits already
		}
	}
}

func (r *room) copy() Room {
	out := r.Room
	out.People = r.people()
	return out
}
