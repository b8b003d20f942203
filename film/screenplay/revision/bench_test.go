package revision_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay/revision"
)

// BenchmarkFeature issues a revision of a feature: compare, carry numbers and pages, lay
// out twice.
func BenchmarkFeature(b *testing.B) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	raw, err := os.ReadFile(filepath.Join(dir, "screenplay/fountain/feature/feature.fountain"))
	if err != nil {
		b.Skipf("no conformance data: %v", err)
	}
	text := string(raw)
	first := revision.First(read(b, text), locked)
	later := read(b, strings.Replace(text, "\n\n@", "\n\n!A new paragraph stands here.\n\n@", 40))
	for b.Loop() {
		revision.Later(first, later, blue)
	}
}
