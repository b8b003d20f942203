package production

import (
	"slices"
	"strconv"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// SourcePerson is somebody in a source, and what became of them in the script.
type SourcePerson struct {
	// Source they are in.
	Source graph.Ref[Source] `json:"source" required:"true" graph:"owner"`
	// Name in the source.
	Name string `json:"name" required:"true"`
	// Other names the source calls them by, as a set.
	Aliases map[string]bool `json:"aliases,omitempty"`
	// What was done with them; nothing is undecided.
	Change string `json:"change,omitzero" enum:"kept,merged,cut"`
	// Character of the script they became, alone or with others.
	Element graph.Ref[Element] `json:"element,omitzero"`
	// Why.
	Reason string `json:"reason,omitzero"`
}

// RightsTerm is one stretch or date of the rights in a source, as everybody who
// plans may know it. What it costs stands in the grant.
type RightsTerm struct {
	// Source the right is in.
	Source graph.Ref[Source] `json:"source" required:"true" graph:"owner"`
	// Agreement it stands in.
	Grant graph.Ref[Grant] `json:"grant,omitzero"`
	// What sort of term.
	Type string `json:"type" required:"true" enum:"option,extension,purchase,licence,reversion,approval,payment,other"`
	// Name people know it by, such as "Second extension".
	Name string `json:"name" required:"true"`
	// First day.
	From Date `json:"from,omitzero"`
	// Last day; of a reversion, the day on which the right goes back unless photography has begun.
	Until Date `json:"until,omitzero"`
	// Last day to act: to give notice, exercise, approve or pay.
	ActBy Date `json:"act_by,omitzero"`
	// Day on which it was done: signed, extended, exercised, approved or paid.
	Done Date `json:"done,omitzero"`
	// Remarks for everybody; no sums.
	Note string `json:"note,omitzero"`
}

// TitleItem is one paper of the chain of title: what proves that the production
// holds the rights it films.
type TitleItem struct {
	// Source whose title it proves.
	Source graph.Ref[Source] `json:"source" required:"true" graph:"owner"`
	// What the paper is, such as "Publisher's release".
	Name string `json:"name" required:"true"`
	// What sort of paper.
	Type string `json:"type,omitzero" enum:"agreement,assignment,release,registration,search,opinion,authorship,waiver,insurance,other"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"missing,asked,draft,signed,recorded,not_needed"`
	// Who signs or delivers it.
	Party graph.Ref[Party] `json:"party,omitzero"`
	// Agreement it belongs to.
	Grant graph.Ref[Grant] `json:"grant,omitzero"`
	// Photography may begin without it.
	CanWait bool `json:"can_wait,omitzero"`
	// Date it is promised for.
	Due Date `json:"due,omitzero"`
	// Content address of the paper.
	FileHash string `json:"file_hash,omitzero"`
	// Remarks.
	Note string `json:"note,omitzero"`
	// Place in the checklist.
	Order string `json:"order" required:"true"`
}

// Alarms are the days before a date at which the source's rights warn, most
// first: 90, 30 and 7 when nothing is set.
func (s Source) Alarms() ([]int, error) {
	if strings.TrimSpace(s.AlarmDays) == "" {
		return []int{90, 30, 7}, nil
	}
	var out []int
	for part := range strings.SplitSeq(s.AlarmDays, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 1 || n > 3650 {
			return nil, fault.At("alarm_days", "alarm_days %q: want days between 1 and 3650 parted by commas, such as 90, 30, 7", s.AlarmDays)
		}
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return slices.Compact(out), nil
}

// Kind is "source_person".
func (SourcePerson) Kind() graph.Kind { return "source_person" }

// Validate reports what is wrong with the record, and what would be right.
func (p SourcePerson) Validate() error { return check(p) }

// Kind is "rights_term".
func (RightsTerm) Kind() graph.Kind { return "rights_term" }

// Validate reports what is wrong with the record, and what would be right.
func (t RightsTerm) Validate() error {
	if t.Until.IsZero() && t.ActBy.IsZero() && t.From.IsZero() && t.Done.IsZero() {
		return fault.At("until", "a term without a date: want its last day (until), its last day to act (act_by), or the day it was done (done)")
	}
	return firstError(check(t), period("until", t.From, t.Until))
}

// Kind is "title_item".
func (TitleItem) Kind() graph.Kind { return "title_item" }

// Validate reports what is wrong with the record, and what would be right.
func (i TitleItem) Validate() error { return check(i) }
