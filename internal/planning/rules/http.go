package rules

import (
	"context"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/rules"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base, RightRead, s.all, web.Summary("Rules in force, and the days of the board that break them"))
	web.Query(m, "GET "+base+"/packs/{key}", RightRead, s.pack, web.Summary("A rule pack with every rule, its source and the production's edits"))
	web.Command(m, "POST "+base+"/packs", RightEdit, s.addPack, web.Summary("Put a rule pack in force"))
	web.Command(m, "PATCH "+base+"/packs/{pack}", RightEdit, s.editPack, web.Summary("Change when a pack is in force, or take another in its place"))
	web.Command(m, "DELETE "+base+"/packs/{pack}", RightEdit, s.removePack, web.Summary("Take a rule pack out of force"))
	web.Command(m, "POST "+base+"/packs/{pack}/rules", RightEdit, s.addRule, web.Summary("Change a rule for this production, or add one of its own"))
	web.Command(m, "DELETE "+base+"/edits/{rule}", RightEdit, s.removeRule, web.Summary("Undo the production's change of a rule"))
	web.Command(m, "PUT "+base+"/planner/{key}", RightEdit, s.mode, web.Summary("Say how a rule of the stripboard counts"))
	web.Command(m, "POST "+base+"/waivers", RightEdit, s.addWaiver, web.Summary("Grant an exception, with the consent it rests on"))
	web.Command(m, "DELETE "+base+"/waivers/{waiver}", RightEdit, s.removeWaiver, web.Summary("Withdraw an exception"))
	web.Action(m, "POST "+base+"/try", RightRead, s.try, web.Summary("Whether a person may work some hours, why not, and what it costs"))
}

func (s *service) all(_ context.Context, v graph.View, _ struct{}) (Answer, error) {
	return s.answer(v)
}

func (s *service) pack(_ context.Context, v graph.View, in struct {
	Key string `path:"key" doc:"Id of the pack in force, or key of any pack that comes with Backlot"`
}) (PackPage, error) {
	return s.packPage(v, in.Key)
}

type packPath struct {
	Pack graph.Ref[production.RulePack] `path:"pack"`
}

func (s *service) addPack(_ context.Context, v graph.View, in PackIn) (graph.Change, error) {
	return addPack(v, s.ids, in)
}

func (s *service) editPack(_ context.Context, v graph.View, in struct {
	packPath
	PackEdit
}) (graph.Change, error) {
	return editPack(v, s.ids, in.Pack.ID, in.PackEdit)
}

func (s *service) removePack(_ context.Context, v graph.View, in packPath) (graph.Change, error) {
	return removePack(v, s.ids, in.Pack.ID)
}

func (s *service) addRule(_ context.Context, v graph.View, in struct {
	packPath
	RuleIn
}) (graph.Change, error) {
	return addRule(v, s.ids, in.Pack.ID, in.RuleIn)
}

func (s *service) removeRule(_ context.Context, v graph.View, in struct {
	Rule graph.Ref[production.Rule] `path:"rule"`
}) (graph.Change, error) {
	return removeRule(v, s.ids, in.Rule.ID)
}

func (s *service) mode(_ context.Context, v graph.View, in struct {
	Key string `path:"key" doc:"Rule of the stripboard, such as overtime"`
	ModeIn
}) (graph.Change, error) {
	return putMode(v, s.ids, in.Key, in.ModeIn)
}

func (s *service) addWaiver(_ context.Context, v graph.View, in WaiverIn) (graph.Change, error) {
	return addWaiver(v, s.ids, in)
}

func (s *service) removeWaiver(_ context.Context, v graph.View, in struct {
	Waiver graph.Ref[production.Waiver] `path:"waiver"`
}) (graph.Change, error) {
	return removeWaiver(v, s.ids, in.Waiver.ID)
}

func (s *service) try(ctx context.Context, in TryIn) (TryOut, error) {
	return try(web.ViewOf(ctx), in)
}
