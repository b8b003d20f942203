package demo

import (
	"crypto/sha256"
	"fmt"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// demoCopy is a copy of a card as the demo has it: how the last check of it went.
type demoCopy struct{ volume, status, fault string }

// demoCards are the cards of the two logged days, in every state that a card can be in.
var demoCards = []struct {
	roll, status string
	copies       []demoCopy
	released     bool
}{
	{"A001", "released", []demoCopy{{"footage", "verified", ""}, {"shuttle", "verified", ""}, {"lab", "verified", ""}}, true},
	{"S001", "verified", []demoCopy{{"footage", "verified", ""}, {"shuttle", "verified", ""}, {"lab", "verified", ""}}, false},
	{"B001", "copied", []demoCopy{{"footage", "verified", ""}, {"shuttle", "verified", ""}}, false},
	{"A002", "copied", []demoCopy{{"footage", "verified", ""}, {"shuttle", "verified", ""},
		{"lab", "damaged", "CLIPS/A002C003_270301_R2KL.mov: has xxh128 5be7617117c6c3840f1f22c336ab52d3 instead of a40324e67cba7542fa8c0ca928aa2e9e"}}, false},
	{"A003", "copied", []demoCopy{{"footage", "verified", ""}, {"shuttle", "copying", ""}}, false},
	{"B002", "copied", []demoCopy{{"footage", "verified", ""}}, false},
	{"S002", "copied", []demoCopy{{"footage", "verified", ""}}, false},
}

// demoDisks are the disks that `backlot demo` has as volumes: what they are, and where they are kept.
var demoDisks = map[string]struct{ medium, site string }{"footage": {"raid", "DIT truck"}, "shuttle": {"ssd", "DIT truck"}, "lab": {"lto", "Lab, Bergen"}}

// addCopies copies the cards of the two logged days, each as far as its row says.
func (b *builder) addCopies(e *graph.Edit) {
	sites := map[string]graph.ID{}
	for _, name := range []string{"DIT truck", "Lab, Bergen"} {
		sites[name] = graph.Add(e, production.Place{Name: name, Type: "storage", Country: "NO"})
	}
	rolls := map[string]graph.ID{}
	for id, r := range graph.All[production.Roll](b.view) {
		rolls[r.Name] = id
	}
	for _, card := range demoCards {
		id := b.find("roll", rolls, card.roll)
		files, bytes, evening := 0, int64(0), int64(0)
		for _, c := range graph.Referring[production.Clip](b.view, id, "roll") {
			files, bytes = files+1, bytes+c.SizeBytes
		}
		if r, ok := graph.Get[production.Roll](b.view, id); ok {
			d, _ := graph.Get[production.ShootDay](b.view, r.Day.ID)
			evening = at(d.Date, "18:30", "Europe/Oslo")
		}
		step := func(minutes int64, s production.RollStep) {
			s.Roll, s.AtMS, s.Account = graph.To[production.Roll](id), evening+minutes*60_000, b.opts.Accounts["dit@demo.example"]
			graph.Add(e, s)
		}
		step(0, production.RollStep{Step: "handed_over", From: "Petter Aas", To: "Jun Park", Where: "DIT truck", Seal: "red tape"})
		graph.Update(e, id, func(r *production.Roll) { r.Status, r.SizeBytes = card.status, bytes })
		for i, c := range card.copies {
			at, disk := evening+int64(10+20*i)*60_000, demoDisks[c.volume]
			s := production.StoredCopy{Roll: graph.To[production.Roll](id), Medium: disk.medium, Label: c.volume, Path: card.roll, Site: graph.To[production.Place](sites[disk.site]), Status: c.status,
				Fault: c.fault, Device: "label " + c.volume, Files: files, SizeBytes: bytes, ReadBack: "direct"}
			switch c.status {
			case "verified":
				s.VerifiedAtMS, s.Hash = at, fmt.Sprintf("xxh128:%x", sha256.Sum256([]byte(card.roll)))
			case "copying":
				s.Files, s.SizeBytes, s.ReadBack = files/2, bytes/2, ""
			}
			graph.Add(e, s)
			note := fmt.Sprintf("%d files to %s", s.Files, c.volume)
			what := "copied"
			if c.status == "damaged" {
				what, note = "damaged", "The copy on "+c.volume+" is damaged: "+c.fault
			}
			step(int64(10+20*i), production.RollStep{Step: what, To: "Jun Park", Where: disk.site, Note: note})
		}
		if card.released {
			step(90, production.RollStep{Step: "released", To: "Jun Park", Where: "DIT truck", Note: "Verified copies: footage, lab, shuttle"})
		}
	}
}
