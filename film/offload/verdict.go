package offload

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict says whether a card may be formatted.
type Verdict struct {
	Safe bool `json:"safe"`
	// Wanting is what is missing, each a sentence; empty when it is safe.
	Wanting []string `json:"wanting,omitempty"`
}

// String is the verdict in a line.
func (v Verdict) String() string {
	if v.Safe {
		return "safe to format"
	}
	return "do not format: " + strings.Join(v.Wanting, "; ")
}

// The rule of three, two, one, as insurers and bonds ask for it: three copies, on two kinds of
// media, one of them elsewhere (docs/manual/offload.md).
const (
	wantCopies = 3
	wantMedia  = 2
	wantSites  = 2
)

// SafeToFormat judges the copies of one card, which may come from several reports and days. Only
// complete copies read back from a disk count, each disk once, and only those of the same content;
// what was read from memory proves nothing. Kinds of media and sites that are not stated count as
// none.
func SafeToFormat(copies []CopyReport) Verdict {
	best, seen := []CopyReport(nil), map[string][]CopyReport{}
	for _, c := range copies {
		if !c.Complete || c.Verification == Memory || c.Verification == "" || c.Content == "" {
			continue
		}
		same := func(o CopyReport) bool { return o.Device == c.Device }
		if slices.ContainsFunc(seen[c.Content], same) {
			continue // a second folder on the same disk burns with the first
		}
		seen[c.Content] = append(seen[c.Content], c)
		if len(seen[c.Content]) > len(best) {
			best = seen[c.Content]
		}
	}
	media, sites := map[string]bool{}, map[string]bool{}
	for _, c := range best {
		if c.Media != "" {
			media[c.Media] = true
		}
		if c.Site != "" {
			sites[c.Site] = true
		}
	}
	var v Verdict
	if n := len(best); n < wantCopies {
		v.Wanting = append(v.Wanting, fmt.Sprintf("%d of %d verified copies on disks of their own", n, wantCopies))
	}
	if n := len(media); n < wantMedia {
		v.Wanting = append(v.Wanting, fmt.Sprintf("%d of %d kinds of media", n, wantMedia))
	}
	if len(sites) < wantSites {
		v.Wanting = append(v.Wanting, "no copy elsewhere")
	}
	if len(seen) > 1 {
		v.Wanting = append(v.Wanting, "copies differ in what they hold, or were hashed in different formats")
	}
	v.Safe = len(v.Wanting) == 0
	return v
}
