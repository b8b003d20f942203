package dailies

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"backlot/film/media"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// libraryMark stands before the address of a file in our library; what the library
// itself takes is the rest.
const libraryMark = "sha256:"

// serve answers with a picture, strip or sound shape of a clip that the reader may
// watch; ranges let a player seek. Whose name belongs in the picture gets their own
// copy and no other.
func (s *service) serve(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	id, err := graph.ParseID(r.PathValue("clip"))
	if err != nil {
		return fault.New(fault.NotFound, "no clip %q", r.PathValue("clip"))
	}
	c, err := s.screen(ctx, web.ViewOf(ctx))
	if err != nil {
		return err
	}
	clip, err := c.clip(id)
	if err != nil {
		return err
	}
	what := r.PathValue("what")
	if what == "cube" {
		return s.serveLook(w, r, c, clip)
	}
	file, err := c.choose(id, what, r.URL.Query().Get("height"), r.URL.Query().Get("look") == "true")
	if err != nil {
		return err
	}
	if what == "waveform" {
		return s.servePeaks(w, r, file)
	}
	return s.send(w, r, file, clip.Name)
}

// choose picks the file that the reader gets for what they ask.
func (c *screening) choose(clip graph.ID, what, height string, look bool) (production.Rendition, error) {
	has := c.copies(clip)
	none := fault.New(fault.NotFound, "no %s of this clip yet", what)
	var r *production.Rendition
	switch what {
	case "video":
		if c.burned() {
			if !has.current() {
				return production.Rendition{}, none
			}
			return *has.own, nil
		}
		h, err := strconv.Atoi(height)
		if height != "" && (err != nil || h < 0) {
			return production.Rendition{}, fault.At("query.height", "height %q: want pixels such as 540", height)
		}
		best, ok := has.proxy(h, look)
		if !ok {
			return best, none
		}
		return best, nil
	case "thumb":
		r = has.thumb
	case "filmstrip":
		r = has.strip
	case "waveform":
		r = has.waveform
	}
	if r == nil {
		return production.Rendition{}, none
	}
	return *r, nil
}

func (s *service) open(ctx context.Context, r production.Rendition) (io.ReadSeekCloser, error) {
	content, err := s.Files.Open(ctx, libraryID(r.Hash))
	if err != nil {
		return nil, err
	}
	file, ok := content.(io.ReadSeekCloser)
	if !ok {
		content.Close()
		return nil, fmt.Errorf("file %s: %T cannot be sought in", r.Hash, content)
	}
	return file, nil
}

func libraryID(hash string) string {
	if len(hash) > len(libraryMark) && hash[:len(libraryMark)] == libraryMark {
		return hash[len(libraryMark):]
	}
	return hash
}

func (s *service) send(w http.ResponseWriter, r *http.Request, file production.Rendition, name string) error {
	content, err := s.open(r.Context(), file)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	w.Header().Set("ETag", `"`+etag(file.Hash)+`"`)
	web.ServeDocument(w, r, name, file.MediaType, true)
	http.ServeContent(w, r, "", time.Time{}, content)
	return nil
}

// etag tells two files apart without telling the address of either.
func etag(hash string) string { return shortSum("etag " + hash) }

// peaks are what the player draws of a sound: the loudest of each stretch, 0 to 1.
type peaks struct {
	Peaks []float64 `json:"peaks"`
}

func (s *service) servePeaks(w http.ResponseWriter, r *http.Request, file production.Rendition) error {
	content, err := s.open(r.Context(), file)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	var wave media.Waveform
	if err := json.NewDecoder(content).Decode(&wave); err != nil {
		return fmt.Errorf("waveform %s: %w", file.Hash, err)
	}
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "private, no-cache")
	return json.NewEncoder(w).Encode(peaks{loudest(wave)})
}

// loudest joins the channels of a waveform to one.
func loudest(w media.Waveform) []float64 {
	out := []float64{}
	for _, ch := range w.Channels {
		for i := range min(len(ch.Min), len(ch.Max)) {
			for len(out) <= i {
				out = append(out, 0)
			}
			peak := float64(max(-int(ch.Min[i]), int(ch.Max[i]))) / 127
			out[i] = max(out[i], min(1, float64(int(peak*1000))/1000))
		}
	}
	return out
}
