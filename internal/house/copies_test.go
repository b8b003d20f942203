package house_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"backlot/film/pdftext"
	"backlot/internal/house/demo"
	"backlot/testdata/raced"
)

const inDemo = "/api/productions/" // followed by the demo's id

// read answers a request with what the answer says.
func read[T any](p person, path string) T {
	p.t.Helper()
	status, body := p.get(inDemo + demo.Production.String() + path)
	var out T
	if err := json.Unmarshal(body, &out); status != http.StatusOK || err != nil {
		p.t.Fatalf("GET %s: %d %.300s, %v", path, status, body, err)
	}
	return out
}

type copyRow struct {
	ID, HandOut, Name, Mark string
	Sealed                  bool
}

func (p person) copies() []copyRow {
	type row struct {
		ID      string `json:"id"`
		HandOut string `json:"hand_out"`
		Name    string `json:"name"`
		Mark    string `json:"mark"`
		Note    string `json:"note"`
		Sealed  bool   `json:"sealed"`
	}
	var out []copyRow
	for _, r := range read[struct {
		Copies []row `json:"copies"`
	}](p, "/copies").Copies {
		if r.Note == "Premiere" {
			out = append(out, copyRow{r.ID, r.HandOut, r.Name, r.Mark, r.Sealed})
		}
	}
	return out
}

// handOut hands the current draft to people by name and waits for the job.
func (p person) handOut(to ...string) {
	p.t.Helper()
	people := read[struct {
		People []struct{ ID, Name string } `json:"people"`
	}](p, "/copies/choices").People
	var ids []string
	for _, name := range to {
		for _, one := range people {
			if one.Name == name {
				ids = append(ids, one.ID)
			}
		}
	}
	var draft string
	for _, d := range read[struct {
		Drafts []struct {
			ID      string
			Current bool
		} `json:"drafts"`
	}](p, "/drafts").Drafts {
		if d.Current {
			draft = d.ID
		}
	}
	status, body := p.send("POST", inDemo+demo.Production.String()+"/drafts/"+draft+"/copies", map[string]any{"recipients": ids, "note": "Premiere"})
	var asked struct{ Job string }
	if err := json.Unmarshal(body, &asked); status != http.StatusOK || err != nil || len(ids) != len(to) {
		p.t.Fatalf("hand out to %v: %d %s", to, status, body)
	}
	for range 600 {
		job := read[struct{ State, Problem, Title string }](p, "/jobs/"+asked.Job)
		switch job.State {
		case "done":
			return
		case "failed", "cancelled":
			p.t.Fatalf("the job %q is %s: %s", job.Title, job.State, job.Problem)
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.t.Fatal("the job does not end")
}

// words of a stored copy, or the status that refuses it.
func (p person) copyWords(id string) (int, string) {
	p.t.Helper()
	status, body := p.get(inDemo + demo.Production.String() + "/records/" + id + "/files/hash")
	if status != http.StatusOK {
		return status, ""
	}
	pages, err := pdftext.Read(body, pdftext.Limits{})
	if err != nil {
		p.t.Fatal(err)
	}
	var b strings.Builder
	for _, page := range pages {
		for _, w := range page.Words {
			b.WriteString(w.Text + " ")
		}
	}
	return status, b.String()
}

// TestCopiesKeepSecretsFromThoseWhoHandThemOut runs the whole way: a producer who is
// cleared for the end of the film hands it to a director who is too and to an
// electrician who is not; a coordinator without clearance finds and opens only what
// holds nothing sealed.
func TestCopiesKeepSecretsFromThoseWhoHandThemOut(t *testing.T) {
	raced.Skip(t) // most of it is reading PDF
	t.Parallel()
	in := open(t)
	if err := in.h.Jobs.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	producer, coordinator := in.as("producer@demo.example"), in.as("coordinator@demo.example")
	producer.handOut("Ylva Nordahl", "Roar Lien")
	byName := map[string]copyRow{}
	for _, c := range producer.copies() {
		byName[c.Name] = c
	}
	director, gaffer := byName["Ylva Nordahl"], byName["Roar Lien"]
	if !director.Sealed || gaffer.Sealed || director.Mark == gaffer.Mark || director.Mark == "" {
		t.Fatalf("copies %+v; want the director's sealed, the electrician's not, each with its number", byName)
	}
	const end = "CARETAKER" // speaks in the sealed scenes 34 and 35
	if _, text := producer.copyWords(director.ID); !strings.Contains(text, end) || !strings.Contains(text, director.Mark) {
		t.Error("the director's copy lacks the sealed end, or its number")
	}
	if _, text := producer.copyWords(gaffer.ID); strings.Contains(text, end) || !strings.Contains(text, gaffer.Mark) {
		t.Error("the electrician's copy holds the sealed end, or lacks its number")
	}
	if status, _ := coordinator.copyWords(director.ID); status != http.StatusNotFound {
		t.Errorf("the uncleared coordinator opens the director's copy: %d", status)
	}
	for _, c := range coordinator.copies() {
		if c.Name == director.Name {
			t.Error("the uncleared coordinator finds the director's copy in the list")
		}
	}
	status, body := coordinator.get(inDemo + demo.Production.String() + "/copies/" + gaffer.HandOut + "/zip")
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if status != http.StatusOK || err != nil || len(z.File) != 1 {
		t.Fatalf("the coordinator's archive: %d, %v; want the electrician's copy alone", status, err)
	}
	part, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := io.ReadAll(part); err != nil || len(again) < 1000 {
		t.Errorf("the copy in the archive has %d bytes, %v", len(again), err)
	}

	coordinator.handOut("Ylva Nordahl")
	for _, c := range coordinator.copies() {
		if c.Name != director.Name {
			continue
		}
		if _, text := coordinator.copyWords(c.ID); strings.Contains(text, end) || !strings.Contains(text, "LIGHTHOUSE") {
			t.Error("an uncleared coordinator gets at the end of the film by handing a copy to the director")
		}
	}
}
