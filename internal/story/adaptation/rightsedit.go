package adaptation

import (
	"context"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

type sourceIn struct {
	Source graph.Ref[production.Source] `path:"source"`
}

type termIn struct {
	sourceIn
	Grant graph.Ref[production.Grant] `json:"grant,omitzero"`
	Type  string                      `json:"type" enum:"option,extension,purchase,licence,reversion,approval,payment,other"`
	Name  string                      `json:"name" minLength:"1"`
	From  civil.Date                  `json:"from,omitzero"`
	Until civil.Date                  `json:"until,omitzero"`
	ActBy civil.Date                  `json:"act_by,omitzero"`
	Done  civil.Date                  `json:"done,omitzero"`
	Note  string                      `json:"note,omitempty"`
}

func (s *service) addTerm(_ context.Context, v graph.View, in termIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Add the term "+in.Name)
	graph.Add(e, production.RightsTerm{Source: in.Source, Grant: in.Grant, Type: in.Type, Name: in.Name, From: in.From, Until: in.Until, ActBy: in.ActBy, Done: in.Done, Note: in.Note})
	return e.Change()
}

type patchTermIn struct {
	Term  graph.Ref[production.RightsTerm] `path:"term"`
	Name  *string                          `json:"name,omitempty" minLength:"1"`
	From  *civil.Date                      `json:"from,omitempty"`
	Until *civil.Date                      `json:"until,omitempty"`
	ActBy *civil.Date                      `json:"act_by,omitempty"`
	Done  *civil.Date                      `json:"done,omitempty"`
	Note  *string                          `json:"note,omitempty"`
}

func (s *service) patchTerm(_ context.Context, v graph.View, in patchTermIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change the term "+v.Label(in.Term.ID))
	graph.Update(e, in.Term.ID, func(t *production.RightsTerm) {
		set(&t.Name, in.Name)
		set(&t.From, in.From)
		set(&t.Until, in.Until)
		set(&t.ActBy, in.ActBy)
		set(&t.Done, in.Done)
		set(&t.Note, in.Note)
	})
	return e.Change()
}

type termPath struct {
	Term graph.Ref[production.RightsTerm] `path:"term"`
}

func (s *service) dropTerm(_ context.Context, v graph.View, in termPath) (graph.Change, error) {
	return s.drop(v, in.Term.ID)
}

// drop removes one record of the rights.
func (s *service) drop(v graph.View, id graph.ID) (graph.Change, error) {
	name := v.Label(id)
	if name == "" {
		return graph.Change{}, fault.New(fault.NotFound, "no record %s", id)
	}
	e := v.Edit(s.ids, "Remove "+name)
	e.Delete(id)
	return e.Change()
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

type agreementIn struct {
	sourceIn
	Type    string                      `json:"type" enum:"option,adaptation_right,licence"`
	Name    string                      `json:"name" minLength:"1"`
	Grantor graph.Ref[production.Party] `json:"grantor,omitzero"`
	Scope   string                      `json:"scope,omitempty" doc:"Media, territory and use in words"`
	Price   production.Money            `json:"price,omitzero"`
	Status  string                      `json:"status,omitempty" enum:"needed,asked,quoted,agreed,signed,refused,expired,revoked,void"`
	Number  string                      `json:"number,omitempty"`
}

// addAgreement adds an option or licence about the source. Its dates are terms.
func (s *service) addAgreement(_ context.Context, v graph.View, in agreementIn) (graph.Change, error) {
	if err := mayReadAgreements(v); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Add the agreement "+in.Name)
	graph.Add(e, production.Grant{Type: in.Type, Name: in.Name, Grantor: in.Grantor, About: graph.To[graph.Any](in.Source.ID), Scope: in.Scope, Price: in.Price, Status: in.Status, Number: in.Number})
	return e.Change()
}

// mayReadAgreements refuses to write what its writer could not read back.
func mayReadAgreements(v graph.View) error {
	if aud := v.Audience(); !aud.Has(production.RightConsent) {
		return fault.New(fault.Denied, "agreements and papers of the rights are kept by those who may read them (%s)", production.RightConsent)
	}
	return nil
}

type patchAgreementIn struct {
	Grant   graph.Ref[production.Grant]  `path:"grant"`
	Name    *string                      `json:"name,omitempty" minLength:"1"`
	Grantor *graph.Ref[production.Party] `json:"grantor,omitempty"`
	Scope   *string                      `json:"scope,omitempty"`
	Price   *production.Money            `json:"price,omitempty"`
	Status  *string                      `json:"status,omitempty"`
	Number  *string                      `json:"number,omitempty"`
}

func (s *service) patchAgreement(_ context.Context, v graph.View, in patchAgreementIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change the agreement "+v.Label(in.Grant.ID))
	graph.Update(e, in.Grant.ID, func(g *production.Grant) {
		set(&g.Name, in.Name)
		set(&g.Grantor, in.Grantor)
		set(&g.Scope, in.Scope)
		set(&g.Price, in.Price)
		set(&g.Status, in.Status)
		set(&g.Number, in.Number)
	})
	return e.Change()
}

type conditionIn struct {
	Grant  graph.Ref[production.Grant] `path:"grant"`
	Type   string                      `json:"type" enum:"reserved,approval,moral,credit,payment,use,time,secrecy"`
	Text   string                      `json:"text" minLength:"1"`
	Due    civil.Date                  `json:"due,omitzero"`
	Amount production.Money            `json:"amount,omitzero"`
}

func (s *service) addCondition(_ context.Context, v graph.View, in conditionIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Add to "+v.Label(in.Grant.ID))
	graph.Add(e, production.Condition{Grant: in.Grant, Type: in.Type, Text: in.Text, Due: in.Due, Amount: in.Amount})
	return e.Change()
}

type patchConditionIn struct {
	Condition graph.Ref[production.Condition] `path:"condition"`
	Text      *string                         `json:"text,omitempty" minLength:"1"`
	Due       *civil.Date                     `json:"due,omitempty"`
	Amount    *production.Money               `json:"amount,omitempty"`
	Met       *bool                           `json:"met,omitempty"`
}

func (s *service) patchCondition(_ context.Context, v graph.View, in patchConditionIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change "+v.Label(in.Condition.ID))
	graph.Update(e, in.Condition.ID, func(c *production.Condition) {
		set(&c.Text, in.Text)
		set(&c.Due, in.Due)
		set(&c.Amount, in.Amount)
		set(&c.Met, in.Met)
	})
	return e.Change()
}

type conditionPath struct {
	Condition graph.Ref[production.Condition] `path:"condition"`
}

func (s *service) dropCondition(_ context.Context, v graph.View, in conditionPath) (graph.Change, error) {
	return s.drop(v, in.Condition.ID)
}

type titleItemIn struct {
	sourceIn
	Name    string                      `json:"name" minLength:"1"`
	Type    string                      `json:"type,omitempty" enum:"agreement,assignment,release,registration,search,opinion,authorship,waiver,insurance,other"`
	Party   graph.Ref[production.Party] `json:"party,omitzero"`
	CanWait bool                        `json:"can_wait,omitempty"`
	Due     civil.Date                  `json:"due,omitzero"`
}

func (s *service) addTitleItem(_ context.Context, v graph.View, in titleItemIn) (graph.Change, error) {
	if err := mayReadAgreements(v); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Ask for "+in.Name)
	addTitleItems(e, v, in.Source.ID, []production.TitleItem{{Name: in.Name, Type: in.Type, Party: in.Party, CanWait: in.CanWait, Due: in.Due}})
	return e.Change()
}

func addTitleItems(e *graph.Edit, v graph.View, src graph.ID, items []production.TitleItem) {
	last := ""
	have := map[string]bool{}
	for _, it := range titleOf(v, src) {
		last = max(last, it.Order)
		have[it.Name] = true
	}
	for _, it := range items {
		if have[it.Name] {
			continue
		}
		last = graph.Between(last, "")
		it.Source, it.Order = graph.To[production.Source](src), last
		if it.Status == "" {
			it.Status = "missing"
		}
		graph.Add(e, it)
	}
}

// usualPapers are those that a distributor's or insurer's counsel asks for when a
// book is filmed. It is a list to begin with, not advice: counsel adds and removes.
var usualPapers = []production.TitleItem{
	{Name: "Option and purchase agreement with the author", Type: "agreement"},
	{Name: "Publisher's release (quitclaim)", Type: "release"},
	{Name: "Short-form assignment, signed and recorded", Type: "assignment"},
	{Name: "Copyright registration or search", Type: "search"},
	{Name: "Title report and opinion", Type: "opinion", CanWait: true},
	{Name: "Screenwriter's agreement", Type: "agreement"},
	{Name: "Certificate of authorship of the screenplay", Type: "authorship"},
	{Name: "Moral rights: waiver, or consent where they cannot be waived", Type: "waiver"},
	{Name: "Errors and omissions insurance", Type: "insurance", CanWait: true},
}

// checklist adds the usual papers that are not listed yet.
func (s *service) checklist(_ context.Context, v graph.View, in sourceIn) (graph.Change, error) {
	if err := mayReadAgreements(v); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Ask for the usual papers of a chain of title")
	addTitleItems(e, v, in.Source.ID, usualPapers)
	if e.Len() == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "the usual papers are all listed")
	}
	return e.Change()
}

type patchTitleIn struct {
	Item    graph.Ref[production.TitleItem] `path:"item"`
	Name    *string                         `json:"name,omitempty" minLength:"1"`
	Status  *string                         `json:"status,omitempty"`
	Party   *graph.Ref[production.Party]    `json:"party,omitempty"`
	CanWait *bool                           `json:"can_wait,omitempty"`
	Due     *civil.Date                     `json:"due,omitempty"`
	File    *string                         `json:"file_hash,omitempty" doc:"Stored file of the paper"`
	Note    *string                         `json:"note,omitempty"`
}

func (s *service) patchTitleItem(_ context.Context, v graph.View, in patchTitleIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change "+v.Label(in.Item.ID))
	graph.Update(e, in.Item.ID, func(t *production.TitleItem) {
		set(&t.Name, in.Name)
		set(&t.Status, in.Status)
		set(&t.Party, in.Party)
		set(&t.CanWait, in.CanWait)
		set(&t.Due, in.Due)
		set(&t.FileHash, in.File)
		set(&t.Note, in.Note)
	})
	return e.Change()
}

type titlePath struct {
	Item graph.Ref[production.TitleItem] `path:"item"`
}

func (s *service) dropTitleItem(_ context.Context, v graph.View, in titlePath) (graph.Change, error) {
	return s.drop(v, in.Item.ID)
}
