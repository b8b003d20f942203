package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/jobs/engine"
	"backlot/internal/core/jobs/jobstest"
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv("BACKLOT_JOBS_CHILD"); dsn != "" {
		child(dsn)
		return
	}
	os.Exit(m.Run())
}

func TestOnSQLite(t *testing.T) {
	jobstest.Run(t, func(t *testing.T) *db.DB { return dbtest.OpenSQLite(t) }, engine.For)
}

func TestOnPostgreSQL(t *testing.T) {
	d := dbtest.OpenPostgreSQL(t) // one for all: River's migrations take their time
	jobstest.Run(t, func(t *testing.T) *db.DB {
		for _, table := range []string{"job", "job_after", "job_asker", "job_turn", "job_worker", "river_job"} {
			if _, err := d.Exec(t.Context(), "DO $$ BEGIN IF to_regclass('"+table+"') IS NOT NULL THEN DELETE FROM "+table+"; END IF; END $$"); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}, engine.For)
}

// open makes a started queue on d that does kind "proxy".
func open(ctx context.Context, d *db.DB, do jobs.Func) (*jobs.Queue, error) {
	e, err := engine.For(ctx, d, slog.Default())
	if err != nil {
		return nil, err
	}
	q := jobs.New(d, e, jobstest.Quick(jobs.Options{Lease: 500 * time.Millisecond}))
	if err := q.Migrate(ctx); err != nil {
		return nil, err
	}
	q.Register("proxy", do)
	return q, q.Start(ctx)
}

// child is a worker that never finishes its job: it is killed in the middle.
func child(dsn string) {
	ctx := context.Background()
	d, err := db.Open(ctx, dsn)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	_, err = open(ctx, d, func(_ context.Context, run *jobs.Run) error {
		run.Progress(0.5, "encode")
		fmt.Println("running", run.Attempt)
		select {}
	})
	fmt.Println("started", err)
	select {}
}

// A worker is killed with kill -9 in the middle of a job: the job runs again, once.
func TestKilledWorkersJobRunsAgainOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), "BACKLOT_JOBS_CHILD="+d.DSN)
		cmd.Stderr = t.Output()
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		defer cmd.Process.Kill() //nolint:errcheck // our own child, dead already when all went well
		lines := bufio.NewScanner(out)
		waitLine(t, lines, "started <nil>")

		office := jobs.New(d, nopEngine{}, jobstest.Quick(jobs.Options{}))
		id, err := office.Enqueue(ctx, jobs.Request{Kind: "proxy", MaxTries: 1})
		if err != nil {
			t.Fatal(err)
		}
		waitLine(t, lines, "running 1")
		if err := cmd.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		cmd.Wait() //nolint:errcheck // killed

		runs := make(chan int, 10)
		q, err := open(ctx, d, func(_ context.Context, run *jobs.Run) error {
			runs <- run.Attempt
			return run.Result(run.Attempt)
		})
		if err != nil {
			t.Fatal(err)
		}
		defer q.Stop(ctx) //nolint:errcheck // tested elsewhere
		j, err := q.Wait(ctx, id)
		if err != nil || j.State != jobs.Done || j.Runs != 2 || string(j.Result) != "2" || j.Failures != 0 {
			t.Fatalf("job = %+v, %v; want done in its second run", j, err)
		}
		later, err := q.Enqueue(ctx, jobs.Request{Kind: "proxy"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := q.Wait(ctx, later); err != nil {
			t.Fatal(err)
		}
		if a, b := <-runs, <-runs; a != 2 || b != 1 || len(runs) != 0 {
			t.Errorf("runs after the kill: attempt %d, then %d, then %d more; want the killed job once and the later one once", a, b, len(runs))
		}
		if j, err := q.Get(ctx, graph.System, graph.ID{}, id); err != nil || j.Runs != 2 {
			t.Errorf("the killed job has %d runs, %v; want 2", j.Runs, err)
		}
	})
}

// nopEngine is for a process that only asks: the workers find the job themselves.
type nopEngine struct{}

func (nopEngine) Migrate(context.Context) error                { return nil }
func (nopEngine) Offer(context.Context, jobs.Class, int) error { return nil }
func (nopEngine) Stop(context.Context) error                   { return nil }
func (nopEngine) Start(context.Context, map[jobs.Class]int, func(context.Context, jobs.Class)) error {
	return nil
}

func waitLine(t *testing.T, lines *bufio.Scanner, want string) {
	t.Helper()
	for lines.Scan() {
		if line := lines.Text(); strings.TrimSpace(line) == want {
			return
		} else if strings.HasPrefix(line, "error") {
			t.Fatal(line)
		}
	}
	t.Fatalf("the child ended before it said %q: %v", want, lines.Err())
}
