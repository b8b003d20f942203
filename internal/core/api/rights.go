package api

import (
	"backlot/internal/core/access"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// Rights are the rights of the core routes.
var Rights = []access.Right{
	{Name: "branches.edit", Title: "Make and drop branches", Roles: []string{"@office", "@ad", "@head", "@editorial", "director", "showrunner"}},
	{Name: "branches.merge", Title: "Bring a branch home to the main line", Roles: []string{"producer", "showrunner", "line_producer", "upm", "first_ad", "post_supervisor"}},
	{Name: "records.seal", Title: "Seal records in a compartment one is cleared for, and reveal them", Roles: []string{"producer", "showrunner", "director", "line_producer", "upm", "first_ad", "casting_director", "security_lead", "medic"}},
	{Name: "records.erase", Title: "Erase personal data for good", Roles: []string{"producer", "upm", "security_lead", "legal"}},
	{Name: "archive.export", Title: "Take a whole production out as an archive", Roles: []string{"producer"}},
	{Name: jobs.ReadRight, Title: "See everybody's jobs", Roles: []string{"@office", "post_supervisor", "dit"}},
	{Name: jobs.CancelRight, Title: "Cancel everybody's jobs", Roles: []string{"producer", "line_producer", "upm", "post_supervisor"}},
}

// KindRights are the rights by which kinds of record are read and written.
var KindRights = []access.Right{
	{Name: production.RightPeople, Title: "Read people's contacts, birth dates and papers", Roles: []string{"@office", "@ad", "casting_director", "legal"}},
	{Name: production.RightMedical, Title: "Read medical facts", Roles: []string{"medic"}},
	{Name: production.RightDiet, Title: "Read diets and allergens", Roles: []string{"@office", "@ad", "medic", "@head:catering", "crew:catering"}},
	{Name: production.RightSizes, Title: "Read body measurements", Roles: []string{"producer", "line_producer", "upm", "costume_designer", "department_head:costume", "crew:costume", "@head:prosthetics", "stunt_coordinator"}},
	{Name: production.RightDeals, Title: "Read rates and terms", Roles: []string{"producer", "line_producer", "upm", "accountant", "legal", "casting_director"}},
	{Name: production.RightMoney, Title: "Read budgets and costs", Roles: []string{"@money", "producer", "line_producer", "upm", "studio_executive"}},
	{Name: production.RightCasting, Title: "Read casting options and ratings", Roles: []string{"casting_director", "director", "showrunner", "producer", "line_producer", "studio_executive"}},
	{Name: production.RightConsent, Title: "Read licences, releases, riders and conditions", Roles: []string{"producer", "line_producer", "upm", "legal", "first_ad", "director"}},
	{Name: production.RightLedger, Title: "Read who received which copy", Roles: []string{"@security", "@office"}},
	{Name: production.RightRoom, Title: "Read the writers' room: cards, pitches, arcs, assignments", Roles: []string{"@office", "@executive", "writer", "writers_assistant", "script_coordinator", "director"}},
	{Name: production.RightDisruptions, Title: "Read disruptions, their ways out and the delay ledger", Roles: []string{"@office", "@executive", "@ad", "@money", "director", "location_manager", "legal"}},
	{Name: production.RightCut, Title: "Read cuts: versions, shots, markers, cues, notes", Roles: []string{"@crew", "@executive"}},
	{Name: production.RightPrices, Title: "See prices of work, and what a change of the cut costs; a vendor its own", Roles: []string{"@office", "@money", "@executive", "@editorial", "director", "vfx_supervisor", "music_supervisor", "vendor"}},
	{Name: production.RightViewingFiles, Title: "Read the records of viewing copies, with the addresses of their files"},
	{Name: production.EditRoom, Title: "Lead the writers' room: lock, hide, accept pitches", Roles: []string{"@office", "showrunner", "producer"}},
	{Name: production.EditStory, Title: "Write scripts, scenes and elements", Roles: []string{"@office", "@ad", "writer", "script_coordinator", "showrunner", "director", "script_supervisor"}},
	{Name: production.EditPlan, Title: "Write schedules, units and places", Roles: []string{"@office", "@ad", "location_manager"}},
	{Name: production.EditShoot, Title: "Write what happens on set", Roles: []string{"@office", "@ad", "@head", "script_supervisor", "dit"}},
	{Name: production.EditCrafts, Title: "Write what departments make", Roles: []string{"@head", "@office", "dit"}},
	{Name: production.EditPost, Title: "Write timelines, versions and deliveries", Roles: []string{"@editorial", "@office", "vfx_supervisor", "composer", "music_supervisor"}},
	{Name: production.EditMoney, Title: "Write budgets, costs and deals", Roles: []string{"@money", "producer", "line_producer", "upm"}},
	{Name: production.EditPeople, Title: "Write people and engagements", Roles: []string{"@office", "@ad", "casting_director"}},
	{Name: production.EditSecurity, Title: "Write who received which copy", Roles: []string{"@security"}},
	{Name: production.EditNotes, Title: "Write notes", Roles: []string{"@crew", "@editorial", "@office"}},
}
