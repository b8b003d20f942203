package graph

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
)

// opsPerChange keeps the lines of an archive made from a view short.
const opsPerChange = 2000

// ExportView writes what an audience may know of a production as an archive that
// Import reads: its present records, with aliases in place of what is sealed,
// without history, branches and files. The same view gives the same bytes.
func ExportView(w io.Writer, p Production, v View, author ID) error {
	changes := v.asChanges(p, author)
	z := zip.NewWriter(w)
	head := Manifest{Form: archiveForm, Version: archiveVersion, Production: p, Changes: Seq(len(changes))}
	if err := writeJSON(z, "manifest.json", head); err != nil {
		return err
	}
	if err := writeJSON(z, "changes.ndjson", changes...); err != nil {
		return err
	}
	if err := writeJSON[archiveBranch](z, "branches.ndjson"); err != nil {
		return err
	}
	return z.Close()
}

// asChanges is the records of a view as if they had just been made.
func (v View) asChanges(p Production, author ID) []Change {
	var out []Change
	clock := Clock{Ms: p.Created.UnixMilli()}
	for _, info := range v.s.reg.All() {
		var ops []Op
		flush := func() {
			if len(ops) > 0 {
				out = append(out, Change{Production: p.ID, Author: author, Device: p.ID, Cause: "Archive: " + info.Plural, Ops: ops})
				ops = nil
			}
		}
		for rec := range v.Records(info.Kind) {
			ops = append(ops, Op{Record: rec.ID, Kind: rec.Kind, Do: Create, Version: info.Version, Fields: rec.Fields})
			clock = clock.observe(rec.Born)
			if len(ops) == opsPerChange {
				flush()
			}
		}
		flush()
	}
	for i := range out {
		out[i].Clock = Clock{clock.Ms, uint32(i)}
		out[i].ID = contentID(&out[i])
	}
	return out
}

// contentID is an id made from a change's content (UUID version 8, RFC 9562).
func contentID(c *Change) ID {
	h := sha256.New()
	fmt.Fprintln(h, c.Production, c.Clock.Ms, c.Clock.N)
	_ = json.NewEncoder(h).Encode(c.Ops) // operations are JSON already
	id := ID(h.Sum(nil)[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return id
}
