package graph

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
)

// upgradeScene turns heading into title, and eighths, a number, into a length.
func upgradeScene(_ int, f map[string]json.RawMessage) error {
	if v, ok := f["heading"]; ok {
		delete(f, "heading")
		f["title"] = v
	}
	if v, ok := f["eighths"]; ok {
		delete(f, "eighths")
		f["length"] = v
		if string(v) != "null" {
			f["length"] = json.RawMessage(`"` + string(v) + `/8"`)
		}
	}
	return nil
}

// shelf keeps files in memory.
type shelf map[string]string

func (s shelf) List(context.Context, ID) (out []string, _ error) {
	for id := range s {
		out = append(out, id)
	}
	return out, nil
}

func (s shelf) Open(_ context.Context, id string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(s[id])), nil
}

func (s shelf) Put(_ context.Context, id string, r io.Reader) error {
	b, err := io.ReadAll(r)
	s[id] = string(b)
	return err
}

// archived is a production with everything an archive must carry.
func archived(t testing.TB, s *shop) []byte {
	twelve := add(s, s.film, scene{Number: "12", Heading: "INT. LAMP ROOM - NIGHT", Eighths: 3})
	s.edit(s.film, "Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
	s.edit(s.film, "A secret", func(e *Edit) { e.Seal(Add(e, element{Name: "The president"}), s.ids.NewID(), element{Name: "Guest"}) })
	for i, state := range []string{"open", "merged", "dropped"} {
		at := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, at.Production, at.Branch, "What if "+state, ID{}))
		add(s, at, element{Name: fmt.Sprint("Lamp ", i)})
		switch state {
		case "merged":
			must[Change](t)(s.Merge(ctx, at, nil, ID{}))
		case "dropped":
			if err := s.DropBranch(ctx, at); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := s.Export(ctx, s.film.Production, &b, shelf{"ab12": "a call sheet", "cd34": strings.Repeat("frames", 1000)}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchiveRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		b := archived(t, s)
		other := openStore(t, dbtest.OpenSQLite(t), film, newIDs(9), func() time.Time { return noon.Add(time.Hour) })
		files := shelf{}
		for range 2 { // the second time, everything is there already
			m, err := other.Import(ctx, bytes.NewReader(b), int64(len(b)), files)
			if err != nil || m.Changes != 4 || m.Branches != 3 || m.Files != 2 {
				t.Fatalf("import: %+v, %v", m, err)
			}
		}
		if files["ab12"] != "a call sheet" || len(files["cd34"]) != 6000 {
			t.Error("files differ")
		}
		var places = []Place{s.film}
		here, there := must[[]Branch](t)(s.Branches(ctx, s.film.Production)), must[[]Branch](t)(other.Branches(ctx, s.film.Production))
		if fmt.Sprint(here) != fmt.Sprint(there) {
			t.Errorf("branches %v; want %v", there, here)
		}
		for _, br := range here {
			places = append(places, Place{s.film.Production, br.ID})
		}
		for _, at := range places {
			got, want := must[*Snapshot](t)(other.Snapshot(ctx, at)), must[*Snapshot](t)(s.Snapshot(ctx, at))
			if dump(got) != dump(want) || got.View(crew).Seq() != want.View(crew).Seq() {
				t.Errorf("imported:\n%s\nwant:\n%s", dump(got), dump(want))
			}
		}
		p, q := must[[]Production](t)(s.Productions(ctx)), must[[]Production](t)(other.Productions(ctx))
		if fmt.Sprint(p) != fmt.Sprint(q) {
			t.Errorf("production %v; want %v", q, p)
		}
		var again bytes.Buffer
		if err := other.Export(ctx, s.film.Production, &again, nil); err != nil {
			t.Fatal(err)
		}

		add(s, s.film, scene{Number: "99"}) // this one has gone on, the other goes elsewhere
		e := must[View](t)(other.View(ctx, s.film, System)).Edit(newIDs(8), "Elsewhere")
		Add(e, scene{Number: "77"})
		must[Change](t)(other.Land(ctx, must[Change](t)(e.Change()), ID{}))
		var newer bytes.Buffer
		if err := s.Export(ctx, s.film.Production, &newer, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Import(ctx, bytes.NewReader(newer.Bytes()), int64(newer.Len()), nil); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "line 5") {
			t.Errorf("import over another history: %v; want Conflict at line 5", err)
		}
	})
}

// rezip copies an archive with one part replaced; nil leaves the part out.
func rezip(t testing.TB, archive []byte, name string, body []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		if f.Name != name {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if body != nil {
		w, _ := z.Create(name)
		w.Write(body)
	}
	z.Close()
	return out.Bytes()
}

func part(t testing.TB, archive []byte, name string) []byte {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, _ := io.ReadAll(f)
	return b
}

func TestHostileArchivesAreRefusedWithThePlace(t *testing.T) {
	s := openShop(t, dbtest.OpenSQLite(t))
	good := archived(t, s)
	log := part(t, good, "changes.ndjson")
	lines := bytes.SplitAfter(log, []byte("\n"))
	bomb := make([]byte, 100<<20)
	for name, tt := range map[string]struct {
		archive []byte
		want    string
	}{
		"100 MB of noise":    {bomb, "not a Backlot archive"},
		"empty":              {nil, "not a Backlot archive"},
		"half of it":         {good[:len(good)/2], "not a Backlot archive"},
		"another zip":        {rezip(t, good, "manifest.json", []byte("{}\n")), `archive is "" version 0`},
		"from the future":    {rezip(t, good, "manifest.json", []byte(`{"form":"backlot-archive","version":9}`)), "version 9; this program reads"},
		"no manifest":        {rezip(t, good, "manifest.json", nil), "lacks manifest.json"},
		"zip bomb":           {rezip(t, good, "changes.ndjson", bomb[:4<<20]), "changes.ndjson unpacks to"},
		"manifest bomb":      {rezip(t, good, "manifest.json", bomb[:2<<20]), "manifest.json unpacks to"},
		"a broken line":      {rezip(t, good, "changes.ndjson", append(bytes.Join(lines[:2], nil), "{\"id\": 7}\n"...)), "changes.ndjson line 3"},
		"a line cut short":   {rezip(t, good, "changes.ndjson", log[:len(log)-20]), "changes.ndjson line 4"},
		"lines missing":      {rezip(t, good, "changes.ndjson", bytes.Join(lines[:2], nil)), "ends after 2 changes; the manifest says 4"},
		"too many lines":     {rezip(t, good, "changes.ndjson", append(bytes.Clone(log), lines[0]...)), "line 5: more changes"},
		"another production": {rezip(t, good, "changes.ndjson", bytes.ReplaceAll(log, []byte(s.film.Production.String()), []byte("0000000f-0000-7000-8000-000000000001"))), "line 1: change"},
		"a path for a file":  {rezip(t, good, "files/../../../etc/passwd", []byte("root")), "want files/ and a content address"},
		"a file missing":     {rezip(t, good, "files/ab12", nil), "holds 1 files; the manifest says 2"},
		"a branch of nothing": {rezip(t, good, "branches.ndjson", []byte(`{"id":"0000000f-0000-7000-8000-000000000001","name":"x","base_seq":99,"state":"open"}`)),
			"branches.ndjson line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			into := openStore(t, dbtest.OpenSQLite(t), film, newIDs(9), func() time.Time { return noon })
			_, err := into.Import(ctx, bytes.NewReader(tt.archive), int64(len(tt.archive)), shelf{})
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v; want Invalid with %q", err, tt.want)
			}
			if _, err := into.Import(ctx, bytes.NewReader(good), int64(len(good)), shelf{}); err != nil {
				t.Errorf("the whole archive after it: %v", err)
			}
		})
	}
}

func FuzzArchive(f *testing.F) {
	s := openShop(f, dbtest.OpenSQLite(f))
	good := archived(f, s)
	f.Add(part(f, good, "manifest.json"), part(f, good, "changes.ndjson"), part(f, good, "branches.ndjson"))
	f.Add([]byte("{}"), []byte("null\n"), []byte("[]"))
	f.Fuzz(func(t *testing.T, manifest, changes, branches []byte) {
		b := rezip(t, rezip(t, rezip(t, good, "manifest.json", manifest), "changes.ndjson", changes), "branches.ndjson", branches)
		into := openStore(t, dbtest.OpenSQLite(t), film, newIDs(9), func() time.Time { return noon })
		m, err := into.Import(ctx, bytes.NewReader(b), int64(len(b)), shelf{})
		if err != nil && fault.Is(err, fault.Internal) {
			t.Fatalf("an internal error for bad input: %v", err)
		}
		if err == nil {
			if err := into.Export(ctx, m.Production.ID, io.Discard, shelf{"ab12": ""}); err != nil {
				t.Fatal(err)
			}
		}
		into.Close()
	})
}

// TestWriteOldestSample writes the sample that TestOldestStoredFormIsRead reads,
// once: BACKLOT_WRITE_SAMPLE=1, at version 1 of the archive, the log and the kinds.
func TestWriteOldestSample(t *testing.T) {
	if os.Getenv("BACKLOT_WRITE_SAMPLE") == "" {
		t.Skip("the sample is written once and never again; BACKLOT_WRITE_SAMPLE=1 writes it")
	}
	b := archived(t, openShop(t, dbtest.OpenSQLite(t)))
	if err := os.WriteFile("testdata/oldest.backlot", b, 0o644); err != nil {
		t.Fatal(err)
	}
}
