package dailies

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"backlot/film/look"
	"backlot/film/look/space"
	"backlot/internal/core/fault"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// cubeEdge is how fine a table players and ffmpeg get: the usual one of monitors.
const cubeEdge = 33

// chain is what a look does to a picture, in the order of the set: the correction on the
// camera's own encoding, then the rendering or the table that brings it to a display.
func (s *service) chain(ctx context.Context, l production.Look) (*look.Chain, error) {
	out := look.Of(l.Name)
	cdl, err := cdlOf(l)
	if err != nil {
		return nil, err
	}
	if cdl != nil {
		out.Ops = append(out.Ops, cdl)
	}
	if l.Transform != "" {
		screen, err := rendering(l.Transform)
		if err != nil {
			return nil, fault.Mark(fault.Invalid, fmt.Errorf("look %q: %w", l.Name, err))
		}
		out = look.Join(l.Name, out, screen)
	}
	if l.TableHash != "" {
		f, err := s.Files.Open(ctx, libraryID(l.TableHash))
		if err != nil {
			return nil, err
		}
		defer f.Close() //nolint:errcheck // it was only read
		table, err := look.Read(l.TableName, f)
		if err != nil {
			return nil, fault.Mark(fault.Invalid, fmt.Errorf("look %q: %w", l.Name, err))
		}
		out = look.Join(l.Name, out, table)
	}
	return out, nil
}

// rendering is the way from a camera to a screen by its name, such as "logc3 to rec709" (film/look/space).
func rendering(name string) (*look.Chain, error) {
	a, b, ok := strings.Cut(name, " to ")
	if !ok {
		return nil, fmt.Errorf("transform %q: want a camera and a screen, such as logc3 to rec709", name)
	}
	from, err := space.Find(strings.TrimSpace(a))
	if err != nil {
		return nil, err
	}
	to, err := space.Find(strings.TrimSpace(b))
	if err != nil {
		return nil, err
	}
	return space.Render(from, to)
}

// cdlOf is the correction of a look; nil when it has none.
func cdlOf(l production.Look) (*look.CDL, error) {
	if l.Slope == "" && l.Offset == "" && l.Power == "" && l.Saturation == "" {
		return nil, nil //nolint:nilnil // no correction is a good answer
	}
	c := look.NewCDL()
	c.ID, c.Clamp = l.Name, true // ASC CDL 1.2 limits to 0 to 1
	for _, f := range []struct {
		text string
		into []float64
	}{{l.Slope, c.Slope[:]}, {l.Offset, c.Offset[:]}, {l.Power, c.Power[:]}} {
		for i, part := range strings.Fields(f.text) {
			n, err := strconv.ParseFloat(part, 64)
			if err != nil || i >= 3 {
				return nil, fault.New(fault.Invalid, "look %q: %q: want three numbers", l.Name, f.text)
			}
			f.into[i] = n
		}
	}
	if l.Saturation != "" {
		n, err := strconv.ParseFloat(l.Saturation, 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "look %q: saturation %q: want a number", l.Name, l.Saturation)
		}
		c.Saturation = n
	}
	return c, c.Check()
}

// cube is a look as one table.
func (s *service) cube(ctx context.Context, l production.Look) ([]byte, error) {
	chain, err := s.chain(ctx, l)
	if err != nil {
		return nil, err
	}
	table, _, err := look.Bake(chain, cubeEdge)
	if err != nil {
		return nil, fault.Mark(fault.Invalid, err)
	}
	var b bytes.Buffer
	err = look.WriteCube(&b, table, l.Name)
	return b.Bytes(), err
}

// serveLook answers with the look of a clip as a .cube.
func (s *service) serveLook(w http.ResponseWriter, r *http.Request, c *screening, clip production.Clip) error {
	sl, _ := slateOf(c.v, clip)
	_, l, ok := lookOf(c.v, sl)
	if !ok {
		return fault.New(fault.NotFound, "no look is known for this clip")
	}
	cube, err := s.cube(r.Context(), l)
	if err != nil {
		return err
	}
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	w.Header().Set("ETag", `"`+shortSum(string(cube))+`"`)
	web.ServeDocument(w, r, cubeName(l.Name), "text/plain; charset=utf-8", true)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(cube))
	return nil
}
