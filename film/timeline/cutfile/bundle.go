package cutfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"

	"backlot/film/timeline"
)

// bundle is how a file of OpenTimelineIO with its media (.otioz) begins: it is a zip.
const bundle = "PK\x03\x04"

// maxBundled bounds the cut within a bundle, for a zip may unfold to a thousand times its size. Large cuts are 50 MB.
const maxBundled = 512 << 20

// readBundle reads the cut of a bundle, content.otio. Its media stay where they are; their addresses are within the bundle.
func readBundle(b []byte) (*timeline.Node, []timeline.Finding, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, fmt.Errorf("OpenTimelineIO bundle: %w", err)
	}
	for _, f := range z.File {
		if path.Base(f.Name) != "content.otio" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, nil, fmt.Errorf("OpenTimelineIO bundle: %s: %w", f.Name, err)
		}
		defer r.Close()
		most := min(maxBundled, 100*int64(len(b))+1<<20)
		raw, err := io.ReadAll(io.LimitReader(r, most+1))
		if err != nil {
			return nil, nil, fmt.Errorf("OpenTimelineIO bundle: %s: %w", f.Name, err)
		}
		if int64(len(raw)) > most {
			return nil, nil, fmt.Errorf("OpenTimelineIO bundle: %s unfolds to more than %d MB", f.Name, most>>20)
		}
		return timeline.Parse(raw)
	}
	return nil, nil, fmt.Errorf("OpenTimelineIO bundle: no content.otio in the zip")
}
