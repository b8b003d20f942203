package media

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Thumb is one frame as a small JPEG.
type Thumb struct {
	Path  string `json:"path"`  // ends in .jpg
	Frame int64  `json:"frame"` // from 0
	Width int    `json:"width"` // 0 is 320
}

func (x Thumb) check(of *Info) error {
	if e := strings.ToLower(filepath.Ext(x.Path)); e != ".jpg" && e != ".jpeg" {
		return fmt.Errorf("thumbnail %s: want a path that ends in .jpg", x.Path)
	}
	return of.holds(x.Frame)
}

// holds says whether a picture has a frame. One of a variable rate may be counted either way.
func (i *Info) holds(frame int64) error {
	if last := max(i.Video.Frames, i.Shown()) - 1; frame < 0 || frame > last {
		return fmt.Errorf("frame %d: want 0 to %d", frame, last)
	}
	return nil
}

// taking is the filter that takes one frame, or the one after it that could be decoded. What an even rate makes of a variable one
// may end a frame or two early, so the last is held.
func (i *Info) taking(frame int64) string {
	if i.Video.Variable {
		return fmt.Sprintf(`tpad=stop=3:stop_mode=clone,select=gte(n\,%d)`, min(frame, i.Shown()-1))
	}
	return fmt.Sprintf(`select=gte(pts\,%d)`, frame)
}

// Filmstrip is a sheet of small pictures, one every so many frames, in one JPEG, for a pointer that runs over a clip and for
// the clips of a timeline.
type Filmstrip struct {
	Path string // of the JPEG; the Sheet goes beside it as .json
	// Width of a picture; 0 is 160.
	Width int
	// Step is how many frames lie between pictures; 0 makes at most Most of them.
	Step int64
	// Most is how many pictures there may be; 0 is 100.
	Most int
}

// Sheet says what is where in a filmstrip: picture n shows frame n x Step, and stands in row n / Columns.
type Sheet struct {
	Image   string `json:"image"` // file name of the JPEG
	Width   int    `json:"width"` // of one picture
	Height  int    `json:"height"`
	Columns int    `json:"columns"`
	Rows    int    `json:"rows"`
	Count   int    `json:"count"`
	Step    int64  `json:"step"`
	Frames  int64  `json:"frames"` // of the clip
	Rate    string `json:"rate"`
}

// maxSheet is the longest side of a sheet; browsers refuse larger pictures, JPEG ends at 65535.
const maxSheet = 16000

// sheet plans a filmstrip.
func (f *Filmstrip) sheet(i *Info) (*Sheet, error) {
	v := i.Video
	s := &Sheet{Image: filepath.Base(f.Path), Width: f.Width, Frames: i.Shown(), Step: f.Step, Rate: v.Rate.String()}
	if s.Width == 0 {
		s.Width = 160
	}
	most := f.Most
	if most == 0 {
		most = 100
	}
	if s.Width < 16 || s.Width > 1000 || most < 1 || most > 10000 || s.Step < 0 {
		return nil, fmt.Errorf("filmstrip %d wide, %d pictures, step %d: want 16 to 1000, 1 to 10000, and 0 or more", s.Width, most, s.Step)
	}
	s.Width -= s.Width % 2
	dw, dh := v.Display()
	s.Height = max(2, (s.Width*dh+dw)/(2*dw)*2)
	if s.Step == 0 {
		s.Step = max(1, (s.Frames+int64(most)-1)/int64(most))
	}
	s.Count = int((s.Frames + s.Step - 1) / s.Step)
	s.Columns = min(s.Count, max(1, min(10, maxSheet/s.Width)))
	s.Rows = (s.Count + s.Columns - 1) / s.Columns
	if s.Rows*s.Height > maxSheet {
		return nil, fmt.Errorf("filmstrip of %d pictures is %d pixels high: want at most %d: a longer step or smaller pictures", s.Count, s.Rows*s.Height, maxSheet)
	}
	return s, nil
}

// asJPEG turns a picture into what JPEG files mean by their numbers.
const asJPEG = "scale=in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc,format=yuvj420p"

// smalls adds thumbnails and the filmstrip, from branches that begin at a number.
func (r *making) smalls(branch string, at int) error {
	for n, x := range r.plan.Thumbs {
		if x.Width == 0 {
			x.Width = 320
		}
		tmp, err := r.part(x.Path)
		if err != nil {
			return err
		}
		r.graph = append(r.graph, fmt.Sprintf(`[%s%d]%s,scale=%d:-2:flags=area,%s[t%d]`, branch, at, r.of.taking(x.Frame), x.Width, asJPEG, n))
		r.output = append(r.output, "-map", fmt.Sprintf("[t%d]", n), "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "4", "-update", "1", "-f", "image2", "-y", "file:"+tmp)
		r.made.Thumbs = append(r.made.Thumbs, x)
		at++
	}
	if r.plan.Filmstrip == nil {
		return nil
	}
	f := r.plan.Filmstrip
	s, err := f.sheet(r.of)
	if err != nil {
		return err
	}
	tmp, err := r.part(f.Path)
	if err != nil {
		return err
	}
	// the first of every step that could be decoded
	r.graph = append(r.graph, fmt.Sprintf(`[%s%d]select=isnan(prev_selected_pts)+gt(floor(pts/%[3]d)\,floor(prev_selected_pts/%[3]d)),scale=%d:%d:flags=area,%s,tile=%dx%d[f]`,
		branch, at, s.Step, s.Width, s.Height, asJPEG, s.Columns, s.Rows))
	r.output = append(r.output, "-map", "[f]", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "5", "-update", "1", "-f", "image2", "-y", "file:"+tmp)
	r.made.Filmstrip = s
	return r.sheetFile(strings.TrimSuffix(f.Path, filepath.Ext(f.Path))+".json", s)
}

func (r *making) sheetFile(path string, s *Sheet) error {
	tmp, err := r.part(path)
	if err != nil {
		return err
	}
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(tmp, b, 0o600)
}

// Place is where in the sheet the picture of a frame stands, in pixels from the top left.
func (s *Sheet) Place(frame int64) (x, y int) {
	n := int(max(0, min(int64(s.Count-1), frame/max(1, s.Step))))
	return n % s.Columns * s.Width, n / s.Columns * s.Height
}
