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
	// Have is what was counted, Want what the rule asks for.
	Have Rule `json:"have"`
	Want Rule `json:"want"`
}

// String is the verdict in a line.
func (v Verdict) String() string {
	if v.Safe {
		return "safe to format"
	}
	return "do not format: " + strings.Join(v.Wanting, "; ")
}

// Rule is what must be there before a card may be formatted.
type Rule struct {
	Copies int `json:"copies"` // verified, on disks of their own
	Media  int `json:"media"`  // kinds of media
	Sites  int `json:"sites"`  // places
}

// ThreeTwoOne is the rule that insurers, bonds and streaming services ask for: three copies, on two
// kinds of media, one of them elsewhere (docs/manual/offload.md).
func ThreeTwoOne() Rule { return Rule{Copies: 3, Media: 2, Sites: 2} }

// Judge judges the copies of one card, which may come from several reports and days. Only complete
// copies read back from a disk count, each disk once, and only those of the same content; what was
// read from memory proves nothing. Kinds of media and sites that are not stated count as none.
func (r Rule) Judge(copies []CopyReport) Verdict {
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
	v := Verdict{Have: Rule{len(best), len(media), len(sites)}, Want: r}
	if v.Have.Copies < r.Copies {
		v.Wanting = append(v.Wanting, fmt.Sprintf("%d of %d verified copies on disks of their own", v.Have.Copies, r.Copies))
	}
	if v.Have.Media < r.Media {
		v.Wanting = append(v.Wanting, fmt.Sprintf("%d of %d kinds of media", v.Have.Media, r.Media))
	}
	switch {
	case v.Have.Sites >= r.Sites:
	case r.Sites == 2:
		v.Wanting = append(v.Wanting, "no copy elsewhere")
	default:
		v.Wanting = append(v.Wanting, fmt.Sprintf("%d of %d places", v.Have.Sites, r.Sites))
	}
	if len(seen) > 1 {
		v.Wanting = append(v.Wanting, "copies differ in what they hold, or were hashed in different formats")
	}
	v.Safe = len(v.Wanting) == 0
	return v
}
