package house_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/api"
	"backlot/internal/core/graph"
	"backlot/internal/house"
)

const root = "../.."

// areas are the folders under internal that hold slices.
var areas = []string{"story", "planning", "money", "shoot", "crafts", "post", "security", "publicity"}

// goFiles goes through the Go files of the project.
func goFiles(t *testing.T, visit func(path string, f *ast.File)) {
	t.Helper()
	files := token.NewFileSet()
	for _, top := range []string{"cmd", "film", "internal", "web", "testdata"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			f, err := parser.ParseFile(files, path, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err == nil {
				visit(filepath.ToSlash(rel), f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sliceOf is the slice a path or import belongs to, such as "story/drafts", or "".
func sliceOf(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "backlot/"), "/")
	if len(parts) >= 3 && parts[0] == "internal" && slices.Contains(areas, parts[1]) {
		return parts[1] + "/" + parts[2]
	}
	return ""
}

func TestImportsKeepTheDependencyRule(t *testing.T) {
	goFiles(t, func(path string, f *ast.File) {
		for _, spec := range f.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if !strings.HasPrefix(imported, "backlot/") {
				continue
			}
			from, to := sliceOf(path), sliceOf(imported)
			house := strings.HasPrefix(path, "internal/house") || strings.HasPrefix(path, "cmd/")
			if strings.HasSuffix(path, "bench_test.go") && imported == "backlot/internal/house/seed" {
				continue // figures are taken on productions of a real size, which the seed makes
			}
			switch {
			case strings.HasPrefix(path, "film/") && strings.HasPrefix(imported, "backlot/internal/"):
				t.Errorf("%s: an engine imports %s", path, imported)
			case strings.HasPrefix(path, "internal/core/") && (to != "" || strings.HasPrefix(imported, "backlot/internal/house")):
				t.Errorf("%s: core imports %s", path, imported)
			case from != "" && to != "" && from != to:
				t.Errorf("%s: a slice imports another, %s; declare an interface and let the house pass it in", path, imported)
			case to != "" && from != to && !house:
				t.Errorf("%s imports slice %s; only the house does", path, to)
			}
		}
	})
}

func TestOnlyCoreSpeaksSQL(t *testing.T) {
	statement := regexp.MustCompile("(?m)^[\"`\\s]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) ")
	goFiles(t, func(path string, f *ast.File) {
		if strings.HasPrefix(path, "internal/core/") || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && statement.MatchString(lit.Value) {
				t.Errorf("%s holds SQL: %.60s", path, lit.Value)
			}
			return true
		})
	})
}

func TestEverySliceFolderIsInTheList(t *testing.T) {
	listed := map[string]bool{}
	for _, s := range house.Slices(graph.RandomIDs{}, nil) {
		listed[s.Area+"/"+s.Name] = true
	}
	for _, area := range areas {
		folders, _ := filepath.Glob(filepath.Join(root, "internal", area, "*"))
		for _, f := range folders {
			if st, err := os.Stat(f); err != nil || !st.IsDir() {
				continue
			}
			name := area + "/" + filepath.Base(f)
			if !listed[name] {
				t.Errorf("internal/%s is not in house.Slices", name)
			}
			delete(listed, name)
			if _, err := os.Stat(filepath.Join(f, "README.md")); err != nil {
				t.Errorf("internal/%s has no README.md", name)
			}
		}
	}
	for name := range listed {
		t.Errorf("house.Slices lists %s, which has no folder", name)
	}
}

func TestExportedNamesHaveComments(t *testing.T) {
	goFiles(t, func(path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "cmd/") {
			return
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || exportedReceiver(d)) && !standardMethod(d) {
					t.Errorf("%s: %s has no comment", path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: %s has no comment", path, ts.Name.Name)
					}
				}
			}
		}
	})
}

func exportedReceiver(d *ast.FuncDecl) bool {
	name := fmt.Sprint(d.Recv.List[0].Type)
	if star, ok := d.Recv.List[0].Type.(*ast.StarExpr); ok {
		name = fmt.Sprint(star.X)
	}
	return ast.IsExported(name)
}

// standardMethod reports methods whose meaning the standard library gives.
func standardMethod(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	switch d.Name.Name {
	case "Error", "Unwrap", "String", "Len", "Less", "Swap", "Read", "Write", "Close", "MarshalJSON", "UnmarshalJSON":
		return true
	}
	return false
}

var link = regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)

func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{"node_modules", ".git", "dist", "bin"}, d.Name()) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".md") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRolesAndRoutes compares who may call what with the reviewed table in
// testdata/rights.golden. BACKLOT_UPDATE=1 writes it anew; read the difference as a
// change of who may do what.
func TestRolesAndRoutes(t *testing.T) {
	list := house.Slices(graph.RandomIDs{}, nil)
	policy, err := access.NewPolicy(append([][]access.Right{api.Rights, api.KindRights}, house.Rights(list)...)...)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range house.Describe("test").Routes() {
		fmt.Fprintf(&b, "%s %s\n    %s: %s\n", r.Method, r.Path, r.Right, strings.Join(policy.HoldersOf(r.Right), " "))
	}
	golden := filepath.Join("testdata", "rights.golden")
	if os.Getenv("BACKLOT_UPDATE") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("who may call what differs from %s; BACKLOT_UPDATE=1 go test ./internal/house -run RolesAndRoutes writes it, git diff shows what changed", golden)
	}
}

func TestTheAPIDescriptionIsCurrent(t *testing.T) {
	want, err := os.ReadFile(filepath.Join(root, "web", "src", "api", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := house.Describe("1").OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("web/src/api/openapi.json is not what the routes say; run make api")
	}
}

// TestAProducerCanInviteTheCrew checks that whoever staffs a production holds what
// those roles need: nobody can give a right they do not hold. Medical and security
// roles are given by an owner.
func TestAProducerCanInviteTheCrew(t *testing.T) {
	list := house.Slices(graph.RandomIDs{}, nil)
	policy, err := access.NewPolicy(append([][]access.Right{api.Rights, api.KindRights}, house.Rights(list)...)...)
	if err != nil {
		t.Fatal(err)
	}
	held := policy.RightsOf("producer", "production")
	for _, role := range []string{"line_producer", "production_coordinator", "first_ad", "second_ad", "script_supervisor", "director", "writer", "editor", "dit", "cast", "crew"} {
		for _, right := range policy.RightsOf(role, "") {
			if !slices.Contains(held, right) {
				t.Errorf("a producer cannot invite a %s: the role holds %s", role, right)
			}
		}
	}
}
