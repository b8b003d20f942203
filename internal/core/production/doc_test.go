package production

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"backlot/internal/core/graph"
)

// commentsOf reads the doc comments of the nouns out of this package's source.
func commentsOf(t *testing.T) map[graph.Kind]map[string]string {
	t.Helper()
	byType := map[string]map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			decl, ok := n.(*ast.GenDecl)
			if !ok || decl.Tok != token.TYPE {
				return true
			}
			for _, s := range decl.Specs {
				spec := s.(*ast.TypeSpec)
				st, ok := spec.Type.(*ast.StructType)
				if !ok {
					continue
				}
				docs := map[string]string{"": flat(decl.Doc.Text())}
				previous := ""
				for _, fld := range st.Fields.List {
					if fld.Tag == nil {
						continue
					}
					tag := reflect.StructTag(strings.Trim(fld.Tag.Value, "`"))
					json, _, _ := strings.Cut(tag.Get("json"), ",")
					if fld.Doc != nil {
						previous = flat(fld.Doc.Text())
					}
					docs[json] = previous
				}
				byType[spec.Name.Name] = docs
			}
			return true
		})
	}
	out := map[graph.Kind]map[string]string{}
	for _, k := range NewRegistry().All() {
		out[k.Kind] = byType[k.Type.Name()]
	}
	return out
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// current compares a generated file; BACKLOT_UPDATE=1 writes it.
func current(t *testing.T, name string, want []byte) {
	t.Helper()
	if os.Getenv("BACKLOT_UPDATE") == "1" {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not current (%v): run BACKLOT_UPDATE=1 go test ./internal/core/production", name, err)
	}
}

func TestFieldHelpIsCurrent(t *testing.T) {
	docs := commentsOf(t)
	for kind, fields := range docs {
		for name, doc := range fields {
			if doc == "" {
				t.Errorf("%s.%s has no doc comment", kind, name)
			}
		}
	}
	b, err := json.MarshalIndent(docs, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	current(t, "fielddoc.json", append(b, '\n'))
}

func TestReadmeTableIsCurrent(t *testing.T) {
	concepts := []string{
		"Work", "Event and branch", "Party", "Engagement", "Text", "Scene", "Element", "Use", "State", "Realisation",
		"Item", "Place", "Option", "Rule", "Activity", "Day", "Capture", "Asset version", "Timeline", "Work order",
		"Note and decision", "Money line", "Grant", "Risk and incident", "Delivery",
	}
	docs := commentsOf(t)
	var b strings.Builder
	b.WriteString(readmeHead)
	for i, c := range concepts {
		for _, k := range NewRegistry().All() {
			if k.Concept != c {
				continue
			}
			sentence, _, _ := strings.Cut(docs[k.Kind][""], ". ")
			read := k.Read
			if read == "" {
				read = "everybody"
			}
			fmt.Fprintf(&b, "| %d %s | `%s` | %s | %s | %s |\n", i+1, c, k.Kind, k.OMC, read, strings.TrimSuffix(sentence, "."))
		}
	}
	current(t, "README.md", []byte(b.String()))
}

const readmeHead = `# The nouns

Every fact a production keeps is a record of one of these kinds. For whoever writes a slice: take the struct from this
package, read it through a view (` + "`graph.Get`, `graph.All`" + `), write it through an edit (` + "`graph.Add`, `graph.Update`" + `).
A new field needs a doc comment (it becomes the form's help) and, when old records must change, an ` + "`Upgrade`" + `.

Rules: a list is child records with an ` + "`order`" + ` key, never an array; a set is ` + "`map[string]bool`" + `; money is one text
("1250.00 EUR"), so that an amount and a currency can never come from two different people; frames stand beside their rate; a
` + "`graph:\"owner\"`" + ` reference hides a record together with the one it hangs on. Concept 2 (event and branch) is mostly the
graph itself: changes are its signed events; the two kinds here describe what happened on set and what a branch is for.

This table is checked by a test: ` + "`BACKLOT_UPDATE=1 go test ./internal/core/production`" + ` writes it.

| concept | kind | OMC v2.8 term | who may know it | what it is |
|---|---|---|---|---|
`
