package house_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"backlot/film/sheets"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/house/demo"
	"backlot/internal/planning/planner"
	"backlot/testdata/raced"
)

// currentBoard is the id of the board that is shot.
func (p person) currentBoard() string {
	p.t.Helper()
	for _, b := range read[struct {
		Boards []struct {
			ID      string
			Current bool
		} `json:"boards"`
	}](p, "/boards").Boards {
		if b.Current {
			return b.ID
		}
	}
	p.t.Fatal("no board is shot")
	return ""
}

// solve searches for a better board and waits for the end.
func (p person) solve(board string, body map[string]any) planner.Solution {
	p.t.Helper()
	var asked struct{ Job string }
	status, answer := p.send("POST", inDemo+demo.Production.String()+"/boards/"+board+"/solve", body)
	if status != http.StatusOK || json.Unmarshal(answer, &asked) != nil {
		p.t.Fatalf("solve: %d %s", status, answer)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	j, err := p.h.Jobs.Wait(ctx, graph.MustID(asked.Job))
	if err != nil || j.State != jobs.Done {
		p.t.Fatalf("the search is %s: %v %s", j.State, err, j.Error)
	}
	item := read[struct {
		Result planner.Solution `json:"result"`
	}](p, "/jobs/"+asked.Job)
	return item.Result
}

// TestBoardsSolvedAndExchanged shares one demo among its parts.
func TestBoardsSolvedAndExchanged(t *testing.T) {
	raced.Skip(t) // searches of one goroutine
	t.Parallel()
	in := open(t)
	t.Run("a board goes out and comes back", in.outAndBack)
	t.Run("a foreign schedule is reported line by line", in.foreignSchedule)
	t.Run("a search ends on a branch", in.search)
}

// search: the board found breaks no hard rule, costs no more than before, leaves the main line alone,
// and is the same for the same seed and steps.
func (in *installation) search(t *testing.T) {
	in.t = t
	if err := in.h.Jobs.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	ad := in.as("line.producer@demo.example")
	board := ad.currentBoard()
	before := read[planner.Verdict](ad, "/boards/"+board+"/rules")
	line := read[planner.Standing](ad, "/boards/"+board+"/standing")
	// The demo's board has a scene by night under the midnight sun and a child who is there too long; the
	// lighthouse has winter days in reserve, so both can be mended. A short search mends neither, and says so.
	if short := ad.solve(board, map[string]any{"steps": 500, "seed": 7}); short.Outcome != "impossible" || len(short.Broken) == 0 || short.Proved {
		t.Errorf("a short search: outcome %s with %d rules broken, proved %v", short.Outcome, len(short.Broken), short.Proved)
	}
	const steps = 300_000
	got := ad.solve(board, map[string]any{"steps": steps, "seed": 7})
	if got.Outcome != "better" || len(got.Broken) != 0 || got.Branch.IsZero() {
		t.Fatalf("outcome %s on branch %s with %d rules broken", got.Outcome, got.Branch, len(got.Broken))
	}
	on := "?branch=" + got.Branch.String()
	after := read[planner.Verdict](ad, "/boards/"+board+"/rules"+on)
	was, is := hardFlags(before), hardFlags(after)
	if is != len(got.Broken) || is > was || is == was && after.Price.Total.Minor >= before.Price.Total.Minor {
		t.Errorf("%d hard rules broken at %v; before %d at %v, and the search tells %d", is, after.Price.Total, was, before.Price.Total, len(got.Broken))
	}
	if still := read[planner.Standing](ad, "/boards/"+board+"/standing"); jsonOf(t, still) != jsonOf(t, line) {
		t.Error("the search changed the main line")
	}
	moves := read[planner.Moves](ad, "/boards/"+board+"/moves"+on)
	if len(moves.Moves) == 0 || len(moves.Moves) != got.Moved {
		t.Errorf("%d strips stand on another day; the search says %d", len(moves.Moves), got.Moved)
	}
	first := read[planner.Standing](ad, "/boards/"+board+"/standing"+on)
	again := ad.solve(board, map[string]any{"steps": steps, "seed": 7})
	second := read[planner.Standing](ad, "/boards/"+board+"/standing?branch="+again.Branch.String())
	if jsonOf(t, first.Dates) != jsonOf(t, second.Dates) {
		t.Error("the same seed and steps gave another board")
	}
	if veiled := in.as("first.ad@demo.example").solve(board, map[string]any{"steps": 500, "seed": 7}); !veiled.Relative || veiled.Currency != "" || veiled.Trace[0].Cost != 1000 {
		t.Errorf("without the right to deals costs are told as %+v", veiled.Trace[0])
	}
	if n := len(got.Trace); n < 2 || got.Trace[n-1].Cost > got.Trace[0].Cost && got.Trace[n-1].Hard >= got.Trace[0].Hard || got.Trace[n-1].Gap < 0 {
		t.Errorf("trace %+v", got.Trace)
	}
}

func hardFlags(v planner.Verdict) (n int) {
	for _, f := range v.Flags {
		if f.Mode == "hard" {
			n++
		}
	}
	return n
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// outAndBack: exported in each format and imported again, the board has the same scenes on the same
// dates, and the report has nothing to say.
func (in *installation) outAndBack(t *testing.T) {
	in.t = t
	ad := in.as("line.producer@demo.example")
	board := ad.currentBoard()
	at := inDemo + demo.Production.String()
	days := func(board string) string {
		var out []string
		for _, d := range read[struct {
			Days []struct {
				Date   string
				Strips []struct {
					Type, Text, Part string
					Scene            *struct{ ID string }
				}
			}
		}](ad, "/boards/"+board).Days {
			line := d.Date
			for _, s := range d.Strips {
				line += " " + s.Text + s.Part
				if s.Scene != nil {
					line += s.Scene.ID
				}
			}
			if len(d.Strips) > 0 {
				out = append(out, line)
			}
		}
		return strings.Join(out, "\n")
	}
	for _, format := range []string{"uss", "xlsx", "csv"} {
		t.Run(format, func(t *testing.T) {
			status, file := ad.get(at + "/boards/" + board + "/file?format=" + format)
			if status != http.StatusOK {
				t.Fatalf("%d %s", status, file)
			}
			if book, err := sheets.Read("board."+format, file); err != nil || len(book.Findings) > 0 {
				t.Fatalf("%v %q", err, book.Findings)
			}
			body := map[string]any{"name": "board." + format, "content": base64.StdEncoding.EncodeToString(file), "title": "Back from " + format}
			status, answer := ad.send("POST", at+"/board-files/read", body)
			var report planner.ImportReport
			if err := json.Unmarshal(answer, &report); status != http.StatusOK || err != nil {
				t.Fatalf("%d %s %v", status, answer, err)
			}
			if len(report.Lines)+len(report.Missing)+len(report.Findings) > 0 {
				t.Errorf("report %s", jsonOf(t, report))
			}
			if status, answer = ad.send("POST", at+"/board-files", body); status != http.StatusOK {
				t.Fatalf("%d %s", status, answer)
			}
			for _, b := range read[struct{ Boards []struct{ ID, Name string } }](ad, "/boards").Boards {
				if b.Name == "Back from "+format {
					if got, want := days(b.ID), days(board); got != want {
						t.Errorf("came back as\n%s\nwant\n%s", got, want)
					}
				}
			}
		})
	}
}

// foreignSchedule: nothing is lost that is no scene here.
func (in *installation) foreignSchedule(t *testing.T) {
	in.t = t
	ad := in.as("line.producer@demo.example")
	table := "Day,Date,Scene,Set,Pages,Cast\n1,2027-03-01,1,,9,NOBODY\n1,2027-03-01,999,MOON,1 3/8,ELVIS\n2,2027-03-06,2 pt 1,,1/8,\n"
	body := map[string]any{"name": "other.csv", "content": base64.StdEncoding.EncodeToString([]byte(table))}
	status, answer := ad.send("POST", inDemo+demo.Production.String()+"/board-files/read", body)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	for _, want := range []string{`"matched":2`, `"line":3,"number":"999","heading":"MOON","what":"no scene 999 in this production; it stands on the board as a banner"`,
		`also with NOBODY in the file`, `9 pages in the file`, `which is no working day of the calendar`, `"what":"not in the file; it lies in the boneyard"`, `"start":"2027-03-01"`} {
		if !bytes.Contains(answer, []byte(want)) {
			t.Errorf("no %s in %.1500s", want, answer)
		}
	}
	body["content"] = base64.StdEncoding.EncodeToString([]byte("{}"))
	body["name"] = "x.uss"
	if status, answer = ad.send("POST", inDemo+demo.Production.String()+"/board-files/read", body); status != http.StatusBadRequest && status != http.StatusUnprocessableEntity {
		t.Errorf("an empty schedule: %d %s", status, answer)
	}
}
