package web

import (
	"strconv"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Landed answers a change that is on disk.
type Landed struct {
	Seq    graph.Seq `json:"seq" doc:"The change's number, as counted for the caller"`
	Change graph.ID  `json:"change" doc:"The change's id: undo takes it"`
}

// Preview answers what a change would do.
type Preview struct {
	Consequences []Consequence `json:"consequences"`
}

// Consequence is one effect of a change that has not landed.
type Consequence struct {
	What      string       `json:"what" doc:"A sentence with the numbers"`
	Why       []string     `json:"why,omitempty" doc:"The path from the change to its effect, one step a line"`
	Path      []graph.Step `json:"path,omitempty" doc:"The records of that path"`
	Who       []string     `json:"who,omitempty" doc:"Departments and people it touches"`
	Severity  string       `json:"severity" enum:"stop,warn,note"`
	DecideBy  string       `json:"decide_by,omitempty" doc:"Last civil date on which it is a free choice"`
	Cost      *Amount      `json:"cost,omitempty"`
	Minutes   int          `json:"time_min,omitempty" doc:"Shooting time gained or lost"`
	Documents []string     `json:"documents,omitempty" doc:"Documents to issue again"`
	Automatic bool         `json:"automatic,omitempty" doc:"Happens by itself; otherwise a person must act"`
	Source    string       `json:"source" doc:"The derivation that found it"`
}

// Amount is money as text.
type Amount struct {
	Amount   string `json:"amount" doc:"Decimal, such as -1250.00"`
	Currency string `json:"currency" doc:"ISO 4217"`
}

// idempotent reads the Idempotency-Key, and gives the answer of the change that
// landed under it before.
func (c *call) idempotent() (key graph.ID, before *Landed, err error) {
	text := c.r.Header.Get("Idempotency-Key")
	if text == "" || c.preview() {
		return key, nil, nil
	}
	if key, err = graph.ParseID(text); err != nil {
		return key, nil, fault.At("header.Idempotency-Key", "%w", err)
	}
	old, err := c.mux.cfg.Store.ChangeByID(c.r.Context(), c.place.Production, key)
	if fault.Is(err, fault.NotFound) {
		return key, nil, nil
	}
	if err != nil {
		return key, nil, err
	}
	if old.Author != c.person.Account || old.Where() != c.place {
		return key, nil, fault.New(fault.Conflict, "the Idempotency-Key is taken: make a fresh id for each command")
	}
	return key, c.landed(old), nil
}

func (c *call) landed(change graph.Change) *Landed {
	if told, ok := c.view.Told(change); ok {
		return &Landed{Seq: told.Seq, Change: change.ID}
	}
	return &Landed{Seq: c.view.Seq(), Change: change.ID} // it wrote what its author may not read
}

func (c *call) preview() bool {
	on, err := strconv.ParseBool(c.r.URL.Query().Get("preview"))
	return err == nil && on
}

// land brings a change home, or weighs it.
func (c *call) land(change graph.Change, base graph.Seq) error {
	if err := c.rebase(&change, base); err != nil {
		return err
	}
	if c.preview() {
		return c.weigh(change)
	}
	change, err := c.mux.cfg.Store.Land(c.r.Context(), change, c.person.Account)
	if err != nil {
		return err
	}
	c.mux.metrics.landed.Inc()
	if err := c.openView(); err != nil {
		return err
	}
	return c.answer(c.landed(change))
}

func (c *call) weigh(change graph.Change) error {
	after, err := c.present.With(change, c.studio)
	if err != nil {
		return err
	}
	list, err := graph.Consequences(c.mux.cfg.Derivations, c.view, c.open(after), change)
	if err != nil {
		return err
	}
	return c.answer(Preview{ConsequencesOf(list)})
}

var severities = map[graph.Severity]string{graph.Must: "stop", graph.Warn: "warn", graph.Info: "note"}

// ConsequencesOf is consequences as routes answer them.
func ConsequencesOf(list []graph.Consequence) []Consequence {
	out := make([]Consequence, 0, len(list))
	for _, f := range list {
		one := Consequence{What: f.What, Path: f.Why, Who: f.Who, Severity: severities[f.Severity], DecideBy: f.DecideBy,
			Minutes: f.Minutes, Documents: f.Documents, Automatic: f.Automatic, Source: f.Source}
		for _, step := range f.Why {
			one.Why = append(one.Why, step.Label)
		}
		if f.Cost != nil {
			one.Cost = &Amount{decimal(f.Cost.Minor, f.Cost.Currency), f.Cost.Currency}
		}
		out = append(out, one)
	}
	return out
}
