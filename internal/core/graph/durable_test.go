package graph

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
)

// killEnv tells a copy of the test program to be the victim: address of a
// database, and a number for its ids.
const killEnv = "BACKLOT_TEST_VICTIM"

var (
	killFilm = Main(MustID("0000000a-0000-7000-8000-000000000001"))
	killLamp = MustID("0000000a-0000-7000-8000-000000000002")
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv(killEnv); dsn != "" {
		if err := victim(dsn); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	for _, done := range AfterTests {
		done()
	}
	os.Exit(code)
}

// AfterTests are run when all tests have ended: what several benchmarks share goes then.
var AfterTests []func()

// victim lands changes from 50 writers until it is killed, and prints the id of
// each when it was told that it had landed.
func victim(dsn string) error {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return err
	}
	s, err := Open(ctx, d, film, Options{Now: time.Now, IDs: RandomIDs{}, Device: RandomIDs{}.NewID()})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	for range 50 {
		wg.Go(func() {
			for {
				id, err := victimEdit(s)
				mu.Lock()
				if err != nil {
					failed = err
					mu.Unlock()
					return
				}
				fmt.Println(id) // one write: a line is printed whole or not at all
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return failed
}

// victimEdit is one change of three operations on a new scene, its use and the
// lamp that all writers share.
func victimEdit(s *Store) (ID, error) {
	v, err := s.View(ctx, killFilm, System)
	if err != nil {
		return ID{}, err
	}
	e := v.Edit(RandomIDs{}, "Three at once")
	sc := Add(e, scene{Number: "1"})
	Add(e, use{Scene: To[scene](sc), Element: To[element](killLamp)})
	Update(e, killLamp, func(x *element) { x.Name = sc.String() })
	c, err := e.Change()
	if err != nil {
		return ID{}, err
	}
	_, err = s.Land(ctx, c, ID{})
	return c.ID, err
}

func TestKillAtAnyMomentLosesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStore(t, d, film, RandomIDs{}, time.Now)
		if err := s.CreateProduction(ctx, Production{ID: killFilm.Production, Name: "Victim", Kind: "feature"}); err != nil {
			t.Fatal(err)
		}
		e := must[View](t)(s.View(ctx, killFilm, System)).Edit(RandomIDs{}, "A lamp")
		AddAs(e, killLamp, element{Name: "Lamp"})
		must[Change](t)(s.Land(ctx, must[Change](t)(e.Change()), ID{}))
		s.Close()
		acked := 0
		for range long(5, 100) {
			ids := killOnce(t, d.DSN, time.Duration(rand.IntN(300))*time.Millisecond)
			checkAcked(t, d, ids)
			acked += len(ids)
		}
		if acked == 0 {
			t.Fatal("no change was acknowledged before a kill")
		}
		t.Logf("%d changes acknowledged, none lost", acked)
		var n, last, ops int
		const count = "SELECT count(*), max(seq) FROM change WHERE production = ?"
		if err := d.QueryRow(ctx, count, killFilm.Production.String()).Scan(&n, &last); err != nil || n != last || n < acked {
			t.Errorf("%d changes, the last numbered %d (%v); want no gap and at least %d", n, last, err, acked)
		}
		if err := d.QueryRow(ctx, "SELECT count(*) FROM op WHERE production = ?", killFilm.Production.String()).Scan(&ops); err != nil || ops != 3*(n-1)+1 {
			t.Errorf("%d operations of %d changes, %v; want three of each", ops, n, err)
		}
		shop := &shop{TB: t, d: d, ids: RandomIDs{}, film: killFilm, now: time.Now()}
		shop.Store = openStore(t, d, film, RandomIDs{}, time.Now)
		shop.checkStored(killFilm)
	})
}

// killOnce runs a victim, kills it a while after its first acknowledged change,
// and gives what it was told had landed.
func killOnce(t *testing.T, dsn string, after time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killEnv+"="+dsn)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if len(ids) == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() }) //nolint:errcheck // SIGKILL
		}
		if len(lines.Text()) == 36 { // the last line may have been cut by the kill
			ids = append(ids, lines.Text())
		}
	}
	if err := cmd.Wait(); err == nil || stderr.Len() > 0 {
		t.Fatalf("the victim ended by itself: %v %s", err, stderr.String())
	}
	return ids
}

func checkAcked(t *testing.T, d *db.DB, ids []string) {
	t.Helper()
	rows := must[*sql.Rows](t)(d.Query(ctx, "SELECT id FROM change WHERE production = ?", killFilm.Production.String()))
	defer rows.Close()
	here := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		here[id] = true
	}
	for _, id := range ids {
		if !here[id] {
			t.Errorf("acknowledged change %s is lost", id)
		}
	}
}

func TestTwoNodesOnOnePostgreSQL(t *testing.T) {
	d := dbtest.OpenPostgreSQL(t)
	one := openShop(t, d)
	other := dbtest.Open(t, d.DSN)
	two := openStore(t, other, film, newIDs(2), func() time.Time { return noon })
	lamp := add(one, one.film, element{Name: "Lamp"})
	woken, cancel, err := two.Subscribe(ctx, one.film)
	if err != nil {
		t.Fatal(err)
	}
	defer cancel()
	at := Place{one.film.Production, one.ids.NewID()}
	must[Branch](t)(one.CreateBranch(ctx, at.Production, at.Branch, "What if", ID{}))
	var wg sync.WaitGroup
	for w := range 20 {
		s, ids := one.Store, newIDs(uint32(1000+w))
		if w%2 == 0 {
			s = two
		}
		wg.Go(func() {
			for i := range 10 {
				e := must[View](t)(s.View(ctx, one.film, System)).Edit(ids, "Edit")
				Add(e, scene{Number: fmt.Sprint(w, " ", i)})
				e.Patch("element", lamp, json.RawMessage(fmt.Sprintf(`{"category":"%d"}`, i)))
				c, err := e.Change()
				if err == nil {
					_, err = s.Land(ctx, c, ID{})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	e := one.view(one.film, System).Edit(one.ids, "The last")
	last := Add(e, scene{Number: "last"})
	must[Change](t)(one.Land(ctx, must[Change](t)(e.Change()), ID{}))
	start := time.Now()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case <-woken:
		case <-deadline:
			t.Fatal("the other node was not woken")
		}
		if _, ok := Get[scene](must[View](t)(two.View(ctx, one.film, System)), last); ok {
			break
		}
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the other node heard after %v; want a notification, not a poll", took)
	}
	a, b := must[*Snapshot](t)(one.Snapshot(ctx, one.film)), must[*Snapshot](t)(two.Snapshot(ctx, one.film))
	if a.Seq() != 202 || b.Seq() != 202 || dump(a) != dump(b) || a.View(crew).Seq() != b.View(crew).Seq() {
		t.Errorf("the nodes differ at %d and %d", a.Seq(), b.Seq())
	}
	one.checkStored(one.film)

	// an erasure on one node empties the other's branches too
	name := scene{Number: "Zebulon"}
	e = must[View](t)(two.View(ctx, at, System)).Edit(newIDs(3), "In the branch")
	secret := Add(e, name)
	must[Change](t)(two.Land(ctx, must[Change](t)(e.Change()), ID{}))
	must[Change](t)(one.Erase(ctx, one.film.Production, []ID{secret}, "Withdrew", ID{}))
	for range 100 {
		if snap, err := two.Snapshot(ctx, at); err == nil && !strings.Contains(dump(snap), "Zebulon") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the other node still holds what was erased")
}

func TestFullDiskLosesNothing(t *testing.T) {
	s := openShop(t, dbtest.OpenSQLite(t))
	var pages int
	if err := s.d.QueryRow(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) { must[sql.Result](t)(s.d.Exec(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n))) }
	limit(pages + 30)
	landed, refused := 0, error(nil)
	for refused == nil && landed < 1000 {
		e := s.view(s.film, System).Edit(s.ids, "Add")
		Add(e, scene{Number: fmt.Sprint(landed), Heading: strings.Repeat("INT. WAREHOUSE ", 100)})
		if _, refused = s.Land(ctx, must[Change](t)(e.Change()), ID{}); refused == nil {
			landed++
		}
	}
	if !fault.Is(refused, fault.Unavailable) || !strings.Contains(refused.Error(), "is full; nothing was saved") || landed == 0 {
		t.Fatalf("after %d changes: %v; want Unavailable that says what to do", landed, refused)
	}
	if n := len(numbers(s.view(s.film, System))); n != landed {
		t.Errorf("%d scenes in memory; want the %d that were acknowledged", n, landed)
	}
	s.checkStored(s.film)
	limit(1 << 20) // somebody made room
	add(s, s.film, scene{Number: "after"})
	s.checkStored(s.film)
}
