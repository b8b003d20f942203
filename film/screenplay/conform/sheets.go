package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"backlot/film/conform"
	"backlot/film/sheets"
)

// Sheets checks the breakdown sheet formats of a folder shaped like the
// scheduling conformance data. A folder without such files gives no cases.
func Sheets(dir fs.FS) ([]conform.Case, error) {
	r := &runner{dir: dir}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch path.Ext(name) {
		case ".sex":
			r.sheet("sex", name, func(raw []byte) (sheets.Book, error) { return sheets.ReadSEX(bytes.NewReader(raw)) },
				func(b sheets.Book, out *bytes.Buffer) error { return sheets.WriteSEX(out, b) })
		case ".uss":
			r.sheet("uss", name, func(raw []byte) (sheets.Book, error) { return sheets.ReadUSS(bytes.NewReader(raw)) },
				func(b sheets.Book, out *bytes.Buffer) error { return sheets.WriteUSS(out, b) })
		}
		return nil
	})
	return r.cases, err
}

// sheet checks one file: it equals the expected values beside it, if there are
// any, and reads the same after it was written.
func (r *runner) sheet(suite, name string, read func([]byte) (sheets.Book, error), write func(sheets.Book, *bytes.Buffer) error) {
	raw, err := fs.ReadFile(r.dir, name)
	if err != nil {
		r.add(conform.Fail, suite, name, err.Error())
		return
	}
	got, err := read(raw)
	if err != nil {
		r.add(conform.Fail, suite, name, err.Error())
		return
	}
	if exp, err := fs.ReadFile(r.dir, strings.TrimSuffix(name, path.Ext(name))+".expected.json"); err == nil {
		var want sheets.Book
		detail := ""
		if err := json.Unmarshal(exp, &want); err != nil {
			detail = err.Error()
		} else if !reflect.DeepEqual(got, want) {
			detail = fmt.Sprintf("reads %.200v; want %.200v", got, want)
		}
		r.check(suite, name+" values", detail)
	}
	var out bytes.Buffer
	detail := ""
	if err := write(got, &out); err != nil {
		detail = err.Error()
	} else if again, err := read(out.Bytes()); err != nil {
		detail = "written and read again: " + err.Error()
	} else if again.Findings, got.Findings = nil, nil; !reflect.DeepEqual(again, got) {
		detail = "written and read again it differs"
	}
	r.check(suite, name+" round trip", detail)
}
