package api_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/api"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

func (b *browser) jobState(id graph.ID, want string) api.JobItem {
	b.lot.t.Helper()
	var item api.JobItem
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		b.want(200, "GET", "{film}/jobs/"+id.String(), nil, &item)
		if item.State == want {
			return item
		}
	}
	b.lot.t.Fatalf("job is %+v; want %s", item, want)
	return item
}

func TestAJobFailsIsRunAgainAndCancelled(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada, jo := l.person("Ada", "producer"), l.person("Jo", "crew")
		tries := make(chan int, 10)
		l.jobs.Register("proxy", func(ctx context.Context, _ *jobs.Run) error {
			tries <- 1
			if len(tries) == 1 {
				return fault.New(fault.Invalid, "the clip is damaged")
			}
			<-ctx.Done()
			return context.Cause(ctx)
		})
		l.check(l.jobs.Start(l.ctx))
		t.Cleanup(func() {
			end, cancel := context.WithTimeout(l.ctx, 100*time.Millisecond) // what runs then is told to stop
			defer cancel()
			l.check(l.jobs.Stop(end))
		})
		id, err := l.jobs.Enqueue(l.ctx, jobs.Request{Kind: "proxy", Production: l.film, AskedBy: ada.id})
		l.check(err)
		if got := ada.jobState(id, "failed"); got.Problem != "the clip is damaged" || got.Author.Name != "Ada" {
			t.Errorf("failed as %+v", got)
		}
		jo.want(404, "GET", "{film}/jobs/"+id.String(), nil, nil)
		var again api.Made
		ada.want(200, "POST", "{film}/jobs/"+id.String()+"/retry", nil, &again)
		ada.jobState(again.ID, "running")
		ada.want(409, "POST", "{film}/jobs/"+again.ID.String()+"/retry", nil, nil)
		ada.want(204, "POST", "{film}/jobs/"+again.ID.String()+"/cancel", nil, nil)
		ada.jobState(again.ID, "cancelled")
		req, err := http.NewRequest("GET", l.url+"/api/productions/"+l.film.String()+"/jobs/stream", nil)
		l.check(err)
		third, err := l.jobs.Enqueue(l.ctx, jobs.Request{Kind: "proxy", Production: l.film, AskedBy: ada.id})
		l.check(err)
		res, err := ada.client.Do(req)
		l.check(err)
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() && !strings.Contains(lines.Text(), third.String()) {
		}
		if !strings.Contains(lines.Text(), fmt.Sprintf(`"id":"%s"`, third)) {
			t.Errorf("the stream said nothing of the third job")
		}
	})
}
