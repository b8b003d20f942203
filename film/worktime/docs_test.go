package worktime_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/worktime"
)

// TestRulePagesAreCurrent compares docs/rules with the packs; BACKLOT_UPDATE=1 writes the pages.
func TestRulePagesAreCurrent(t *testing.T) {
	dir := filepath.Join("..", "..", "docs", "rules")
	pages := map[string]string{"README.md": rulesIndex(allPacks(t))}
	for _, p := range allPacks(t) {
		pages[p.ID+".md"] = rulesPage(p)
	}
	for name, want := range pages {
		file := filepath.Join(dir, name)
		if os.Getenv("BACKLOT_UPDATE") != "" {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s is not what the packs say (%v): BACKLOT_UPDATE=1 go test ./film/worktime writes it", file, err)
		}
	}
}

func rulesIndex(packs []worktime.Pack) string {
	var b strings.Builder
	b.WriteString("# Rule packs\n\nWhat Backlot knows of labour law and agreements, as dated data with sources. It is no legal advice: a production has\n" +
		"its packs checked by local counsel. Status **V** was read in the cited page, **P** in a secondary, partial or old copy, **U** was\n" +
		"not found and only warns. These pages are made from `film/worktime/packs`.\n\n" +
		"| pack | what | where | from | to | rules V / P / U |\n|---|---|---|---|---|---|\n")
	for _, p := range packs {
		n := map[worktime.Status]int{}
		for _, r := range p.Rules {
			n[r.Status]++
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s | %s | %d / %d / %d |\n", p.ID, p.ID, p.Title, p.Jurisdiction, p.From, p.To,
			n[worktime.Verified], n[worktime.Partial], n[worktime.Unverified])
	}
	return b.String()
}

func rulesPage(p worktime.Pack) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nPack `%s`, %s", p.Title, p.ID, p.Kind)
	if !p.From.IsZero() {
		fmt.Fprintf(&b, ", in force from %s", p.From)
	}
	if !p.To.IsZero() {
		fmt.Fprintf(&b, " to %s", p.To)
	}
	b.WriteString(".")
	if p.Note != "" {
		b.WriteString(" " + p.Note)
	}
	b.WriteString("\n\n| rule | limit on | limit | for whom and when | if broken | status | where it stands |\n|---|---|---|---|---|---|---|\n")
	for _, r := range p.Rules {
		limit := r.Limit
		for _, x := range r.Relax {
			limit += "; " + x.Text
		}
		if r.Text != "" && r.Quantity == "duty" {
			limit = r.Text
		} else if r.Text != "" {
			limit += " (" + r.Text + ")"
		}
		source := r.Citation
		for _, id := range r.Source {
			source += " [" + id + "]"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.ID, worktime.Quantities[r.Quantity].Label, limit, whom(r.Where), r.Severity, r.Status, source)
	}
	if len(p.Sources) > 0 {
		b.WriteString("\nSources:\n\n")
		ids := make([]string, 0, len(p.Sources))
		for id := range p.Sources {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			fmt.Fprintf(&b, "- [%s] %s\n", id, p.Sources[id])
		}
	}
	return b.String()
}

func whom(w worktime.When) string {
	parts := slices.Concat(w.Roles, w.Engagements, w.Formats, w.Places)
	if w.Age != "" {
		parts = append(parts, "age "+w.Age)
	}
	if w.School != "" {
		parts = append(parts, "school "+w.School)
	}
	if w.Eve != "" {
		parts = append(parts, "before a "+w.Eve+" day")
	}
	if w.Attended != nil && *w.Attended {
		parts = append(parts, "after school")
	}
	if w.MoneyBreak != nil && *w.MoneyBreak {
		parts = append(parts, "over the money break")
	}
	if w.WorkedDays != "" {
		parts = append(parts, "days worked "+w.WorkedDays)
	}
	return strings.Join(parts, ", ")
}
