package cut

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"backlot/film/rate"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// libraryMark stands before the address of a file in our library.
const libraryMark = "sha256:"

// Reel is where the reel of a cut is, for this reader; without a Video there is none, or none for them.
type Reel struct {
	Video  string    `json:"video,omitempty" doc:"Address of an mp4"`
	Width  int       `json:"width,omitempty"`
	Height int       `json:"height,omitempty"`
	Frames int64     `json:"frames,omitempty"`
	Rate   rate.Rate `json:"rate,omitzero"`
	Bytes  int64     `json:"bytes,omitempty"`
	AtMS   int64     `json:"at_ms,omitempty" doc:"When it was rendered"`
}

func (s *service) reelRoutes(m *web.Mux) {
	// Whether there is a reel for somebody depends on records that they do not know.
	web.Query(m, "GET "+prefix+"/versions/{timeline}/reel", readRight, s.reel, web.Fresh(), web.Summary("The reel of a cut, when there is one that the reader may watch"))
	web.Raw(m, "GET "+prefix+"/versions/{timeline}/reel/video", readRight, s.playReel, web.Timeout(0), web.Summary("The reel of a cut as an mp4; ranges are answered"))
	web.Action(m, "POST "+prefix+"/versions/{timeline}/reel", editRight, func(ctx context.Context, in timelineIn) (askedOut, error) {
		return s.askReel(ctx, web.ViewOf(ctx), in)
	}, web.Summary("Render a reel of a cut: a job"))
}

func (s *service) reel(ctx context.Context, v graph.View, in timelineIn) (Reel, error) {
	if _, ok := graph.Get[production.Timeline](v, in.Timeline.ID); !ok {
		return Reel{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	r, err := s.reelFor(ctx, v, in.Timeline.ID)
	if fault.Is(err, fault.NotFound) {
		return Reel{}, nil
	} else if err != nil {
		return Reel{}, err
	}
	at := fmt.Sprintf("/api/productions/%s/cut/versions/%s/reel/video?v=%d", v.Where().Production, in.Timeline.ID, r.AtMS)
	return Reel{at, r.Width, r.Height, r.LengthFrames, r.Rate, r.SizeBytes, r.AtMS}, nil
}

// reelFor is the newest reel of a cut that the reader of v may watch; any other is NotFound, as one that never was.
// Their view says which cut there is, the whole production which clips the reel was made of and the cut shows now, and
// dailies who may watch those.
func (s *service) reelFor(ctx context.Context, v graph.View, id graph.ID) (production.Rendition, error) {
	none := fault.New(fault.NotFound, "no reel of cut %s", id)
	if _, ok := graph.Get[production.Timeline](v, id); !ok {
		return production.Rendition{}, none
	}
	whole, c, err := s.whole(ctx, v, id)
	if fault.Is(err, fault.NotFound) { // a cut of a branch
		return production.Rendition{}, none
	} else if err != nil {
		return production.Rendition{}, err
	}
	var best production.Rendition
	for _, r := range graph.Referring[production.Rendition](whole, id, "timeline") {
		if r.Type == reelType && r.Viewer.IsZero() && r.AtMS >= best.AtMS {
			best = r
		}
	}
	if best.Hash == "" {
		return production.Rendition{}, none
	}
	clips := c.clips()
	for text := range best.Clips {
		id, err := graph.ParseID(text)
		if err != nil {
			return production.Rendition{}, none
		}
		clips = append(clips, id)
	}
	if s.footage.MayWatch(v, whole, clips) != nil {
		return production.Rendition{}, none
	}
	return best, nil
}

// playReel answers with the file; ranges let a player seek.
func (s *service) playReel(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := graph.ParseID(r.PathValue("timeline"))
	if err != nil {
		return fault.New(fault.NotFound, "no cut %q", r.PathValue("timeline"))
	}
	reel, err := s.reelFor(ctx, web.ViewOf(ctx), id)
	if err != nil {
		return err
	}
	hash, _ := strings.CutPrefix(reel.Hash, libraryMark)
	content, err := s.files.Open(ctx, hash)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	file, ok := content.(io.ReadSeeker)
	if !ok {
		return fmt.Errorf("reel of cut %s: %T cannot be sought in", id, content)
	}
	if err := web.Audited(ctx); err != nil {
		return err
	}
	line, _ := graph.Get[production.Timeline](web.ViewOf(ctx), id)
	w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("reel-%d-%d", reel.AtMS, reel.SizeBytes))) // does not tell the address of the file
	web.ServeDocument(w, r, fileName(line.Name)+".mp4", reel.MediaType, true)
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
