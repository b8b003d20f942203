package web

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Present is a person who is in a production now.
type Present struct {
	ID   graph.ID `json:"id"`
	Name string   `json:"name"`
	Page string   `json:"page,omitempty" doc:"Path of the page they look at; left out when the reader may not know it"`
}

// presentFor is how long a person counts as present after the last beat; pages
// beat every 20 seconds.
const presentFor = time.Minute

// presence knows who is in which production, on this node. It is a courtesy: it
// is not kept, and nothing depends on it.
type presence struct {
	now func() time.Time

	mu       sync.Mutex
	people   map[graph.ID]map[graph.ID]beat // by production and account
	watchers map[chan struct{}]graph.ID
}

type beat struct {
	Present
	at time.Time
}

func newPresence(now func() time.Time) *presence {
	return &presence{now: now, people: map[graph.ID]map[graph.ID]beat{}, watchers: map[chan struct{}]graph.ID{}}
}

// beat notes that somebody is there and wakes those who watch, if that is news.
func (p *presence) beat(production graph.ID, who Present) {
	p.mu.Lock()
	defer p.mu.Unlock()
	there := p.people[production]
	if there == nil {
		there = map[graph.ID]beat{}
		p.people[production] = there
	}
	old, known := there[who.ID]
	there[who.ID] = beat{who, p.now()}
	if !known || old.Present != who || p.now().Sub(old.at) > presentFor {
		p.wake(production)
	}
}

func (p *presence) leave(production, account graph.ID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.people[production][account]; ok {
		delete(p.people[production], account)
		p.wake(production)
	}
}

func (p *presence) wake(production graph.ID) {
	for w, of := range p.watchers {
		if of != production {
			continue
		}
		select {
		case w <- struct{}{}:
		default: // a signal is waiting already
		}
	}
}

func (p *presence) watch(production graph.ID) (wake chan struct{}, cancel func()) {
	w := make(chan struct{}, 1)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watchers[w] = production
	return w, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.watchers, w)
	}
}

// list is who is there, by name, as the reader of v may know it.
func (p *presence) list(v graph.View) []Present {
	p.mu.Lock()
	defer p.mu.Unlock()
	there := p.people[v.Where().Production]
	out := make([]Present, 0, len(there))
	for id, b := range there {
		if p.now().Sub(b.at) > presentFor {
			delete(there, id)
			continue
		}
		if !knowsPage(v, b.Page) {
			b.Page = ""
		}
		out = append(out, b.Present)
	}
	slices.SortFunc(out, func(a, b Present) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

var uuids = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`)

// knowsPage reports whether every record that a page's path names may be known.
func knowsPage(v graph.View, page string) bool {
	for _, text := range uuids.FindAllString(page, -1) {
		id, err := graph.ParseID(strings.ToLower(text))
		if err != nil {
			return false
		}
		if id == v.Where().Production {
			continue
		}
		if _, ok := v.Record(id); !ok {
			return false
		}
	}
	return true
}

type beatIn struct {
	Page string `json:"page,omitempty" maxLength:"500" doc:"Path of the page the person looks at"`
}

// People is who is present.
type People struct {
	People []Present `json:"people"`
}

// MountLive mounts what keeps pages alive: the stream of changes and presence.
func MountLive(m *Mux) {
	Raw(m, "GET /api/productions/{production}/stream", Member, m.stream, Timeout(0),
		Summary("Changes as they land, as server-sent events; resumable with Last-Event-ID"))
	Action(m, "GET /api/productions/{production}/presence", Member, func(ctx context.Context, _ struct{}) (People, error) {
		return People{m.present.list(ViewOf(ctx))}, nil
	}, Summary("Who is in the production now"))
	Action(m, "POST /api/productions/{production}/presence", Member, m.beatHere, Summary("Say that I am here, and where"))
	Action(m, "DELETE /api/productions/{production}/presence", Member, func(ctx context.Context, _ struct{}) (struct{}, error) {
		m.present.leave(ViewOf(ctx).Where().Production, PersonOf(ctx).Account)
		return struct{}{}, nil
	}, Summary("Say that I have gone"))
}

func (m *Mux) nameOf(ctx context.Context, account graph.ID) string {
	if m.cfg.Names == nil || account.IsZero() {
		return ""
	}
	return m.cfg.Names(ctx, account)
}

func (m *Mux) beatHere(ctx context.Context, in beatIn) (People, error) {
	page, _, _ := strings.Cut(in.Page, "?")
	if page != "" && !strings.HasPrefix(page, "/") {
		return People{}, fault.At("page", "page %q: want a path of the app, such as /p/1/scenes", page)
	}
	v, p := ViewOf(ctx), PersonOf(ctx)
	m.present.beat(v.Where().Production, Present{p.Account, m.nameOf(ctx, p.Account), page})
	return People{m.present.list(v)}, nil
}
