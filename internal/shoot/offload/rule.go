package offload

import (
	"fmt"
	"strconv"

	"backlot/film/offload"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// RulePack is the key of the rule pack with which a production asks for more than three copies, two
// kinds of media and two places: rules "copies", "media" and "sites" with a number as their value.
const RulePack = "offload"

// RuleOf is what must be there before a card may be formatted: the rule of three, two, one, or more
// where the production's own pack asks for more. It can never ask for less. What cannot be read of the
// pack is said.
func RuleOf(v graph.View) (rule offload.Rule, problems []string) {
	rule = offload.ThreeTwoOne()
	fields := map[string]*int{"copies": &rule.Copies, "media": &rule.Media, "sites": &rule.Sites}
	for id, p := range graph.All[production.RulePack](v) {
		if p.Pack != RulePack {
			continue
		}
		for _, r := range graph.Referring[production.Rule](v, id, "pack") {
			at, known := fields[r.Key]
			n, err := strconv.Atoi(r.Value)
			switch {
			case !known:
				problems = append(problems, fmt.Sprintf("Rule %q of %s is not known here: want copies, media or sites", r.Key, p.Name))
			case err != nil || n < 1 || n > 20:
				problems = append(problems, fmt.Sprintf("Rule %q of %s is %q: want a number from 1 to 20", r.Key, p.Name, r.Value))
			case n < *at:
				problems = append(problems, fmt.Sprintf("Rule %q of %s asks for %d; it can only ask for more than %d", r.Key, p.Name, n, *at))
			default:
				*at = n
			}
		}
	}
	return rule, problems
}
