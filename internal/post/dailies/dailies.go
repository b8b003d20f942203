// Package dailies is where footage is watched: viewing copies made of it, the day's
// takes in story order, notes and drawings on frames, ranges that are chosen or kept
// away from, and rooms in which several people look at one frame together.
package dailies

import (
	"context"
	"io"
	"sync"
	"time"

	"backlot/film/media"
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	readRight  = "dailies.read"
	cleanRight = "dailies.clean"
	noteRight  = "dailies.note"
	markRight  = "dailies.mark"
	makeRight  = "dailies.make"
	ruleRight  = "dailies.rule"
)

// Files keeps what is made, byte for byte, and gives its content address. What Open
// gives can also be sought in (io.Seeker), as players do.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Originals finds the files that cameras made.
type Originals interface {
	// Find is the path on this machine of a file of a stored copy. NotFound says what is missing.
	Find(volume, folder, name string) (string, error)
}

// Desk does for the slice what a view cannot.
type Desk interface {
	// Whole is the production as the program knows it. What is read there must not
	// reach a person unless their own view and the rules of the slice let it.
	Whole(ctx context.Context, at graph.Place) (graph.View, error)
	// Beside is the main line now, for the reader of the view.
	Beside(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error)
	// NameOf is the name of an account, or "".
	NameOf(ctx context.Context, account graph.ID) string
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// Wants is what the slice needs from the house.
type Wants struct {
	IDs       graph.IDs
	Files     Files
	Originals Originals
	Desk      Desk
	Now       func() time.Time // nil: time.Now
}

// Slice describes the slice to the house.
func Slice(w Wants) slice.Slice {
	if w.Now == nil {
		w.Now = time.Now
	}
	s := &service{Wants: w, rooms: newRooms(w.IDs, w.Now), making: map[graph.ID]float64{}}
	watchers := []string{"@office", "@executive", "@creative", "@editorial", "@head", "first_ad", "script_supervisor", "dit", "music_supervisor"}
	return slice.Slice{
		Area:  "post",
		Name:  "dailies",
		Title: "Dailies",
		Rights: []access.Right{
			{Name: readRight, Title: "Watch dailies", Roles: watchers},
			{Name: cleanRight, Title: "Watch dailies without a name burned in", Roles: []string{"@office", "@editorial", "director", "dit"}},
			{Name: noteRight, Title: "Write notes on footage, and answer them", Roles: watchers},
			{Name: markRight, Title: "Choose selects and tag outtakes in footage", Roles: []string{"@office", "@editorial", "director", "showrunner", "script_supervisor"}},
			{Name: makeRight, Title: "Make viewing copies, and watch footage that no take is known of", Roles: []string{"@office", "@editorial", "dit"}},
			{Name: ruleRight, Title: "Say who watches footage of a closed set, and whose copies bear a name", Roles: []string{"@office", "director", "showrunner"}},
		},
		Routes:    s.routes,
		Documents: s.papers(),
		Jobs: []slice.Job{
			{Kind: makeJob, Title: "Make viewing copies of footage", Run: s.makeCopies},
			{Kind: ownJob, Title: "Make a viewing copy with a name burned in", Run: s.makeOwn},
		},
	}
}

type service struct {
	Wants
	rooms *rooms

	mu     sync.Mutex
	tools  *media.Tools
	making map[graph.ID]float64 // clips that this node makes copies of, and how far it is, 0 to 1
}

// ffmpeg finds the tools once; while they are missing it looks each time.
func (s *service) ffmpeg(ctx context.Context) (*media.Tools, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tools == nil {
		t, err := media.Find(ctx, media.Options{})
		if err != nil {
			return nil, err
		}
		s.tools = t
	}
	return s.tools, nil
}

// progress notes how far the copies of a clip are; below 0 says that nobody makes any.
func (s *service) progress(clip graph.ID, far float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if far < 0 {
		delete(s.making, clip)
		return
	}
	s.making[clip] = far
}

func (s *service) far(clip graph.ID) (float64, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.making[clip]
	return f, ok
}
