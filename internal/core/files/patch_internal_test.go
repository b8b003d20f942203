package files

import (
	"maps"
	"strings"
	"testing"
)

func FuzzMetadata(f *testing.F) {
	f.Add("filename QTAwMS5tb3Y=,empty")
	f.Add("a  QQ==,b")
	f.Fuzz(func(t *testing.T, s string) {
		meta, err := parseMetadata([]string{s})
		if err != nil {
			return
		}
		for key := range meta {
			if key == "" || strings.ContainsAny(key, " ,\r\n") {
				t.Errorf("key %q", key)
			}
		}
		again, err := parseMetadata([]string{formatMetadata(meta)})
		if err != nil || !maps.Equal(meta, again) {
			t.Errorf("%q is written as %q: %v", s, formatMetadata(meta), err)
		}
	})
}
