package production

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"backlot/internal/core/graph"
)

// Rights by which kinds are guarded. Access gives them to roles; a kind's Read
// right is empty where everybody in the production may know its records.
const (
	RightPeople  = "people.private" // contacts, birth dates, documents
	RightMedical = "people.medical" // medical facts
	RightDiet    = "people.diet"    // diets and allergens
	RightSizes   = "people.sizes"   // body measurements
	RightDeals   = "deals.read"     // rates and terms
	RightMoney   = "money.read"     // budgets and costs
	RightCasting = "casting.read"   // options and ratings
	RightConsent = "consent.read"   // grants, riders and conditions
	RightLedger  = "security.read"  // who received which copy
	RightRoom    = "room.read"      // the writers' room: cards, pitches, arcs and how they end
	// RightDisruptions lets its holder know what went wrong, who cannot work, and the delay ledger.
	RightDisruptions = "disruption.read"
	// RightViewingFiles lets its holder know renditions themselves, with the addresses of their files: whoever
	// knows an address can have the file. Pages show pictures without it, each to whom it is meant for.
	RightViewingFiles = "footage.files"
	RightCut          = "cut.read"   // cuts: versions, their shots, markers and cues
	RightPrices       = "cut.prices" // prices of work orders and of their changes
)

// Edit rights of the generic record routes, one an area.
const (
	EditStory    = "story.edit"
	EditPlan     = "planning.edit"
	EditShoot    = "shoot.edit"
	EditCrafts   = "crafts.edit"
	EditPost     = "post.edit"
	EditMoney    = "money.edit"
	EditPeople   = "people.edit"
	EditSecurity = "security.edit"
	EditNotes    = "notes.edit"
	EditRoom     = "room.lead" // others write through the room, which keeps its locks
)

// NewRegistry makes the registry of all kinds of a production.
func NewRegistry() *graph.Registry { return graph.NewRegistry(Kinds()...) }

// Kinds lists all kinds, concept by concept.
func Kinds() []graph.Registration {
	var all []graph.Registration
	for _, group := range [][]graph.Registration{
		workKinds(), peopleKinds(), storyKinds(), roomKinds(), elementKinds(), thingKinds(), choiceKinds(),
		planKinds(), disruptionKinds(), captureKinds(), postKinds(), judgementKinds(), moneyKinds(), rightsKinds(), deliveryKinds(),
	} {
		all = append(all, group...)
	}
	return all
}

func reg[T graph.Noun](concept, omc, title, plural, read, edit string, label func(T) string) graph.Registration {
	return graph.Register(graph.KindInfo{Version: 1, Concept: concept, OMC: omc, Title: title, Plural: plural, Read: read, Edit: edit}, label)
}

func workKinds() []graph.Registration {
	return []graph.Registration{
		reg("Work", "Organization", "Company", "Companies", "", EditPeople, func(c Company) string { return c.Name }),
		reg("Work", "CreativeWork", "Title", "Titles", "", EditPlan, func(t Title) string { return t.Name }),
		reg("Work", "CreativeWork", "Season", "Seasons", "", EditPlan, func(s Season) string { return fmt.Sprintf("Season %d", s.Number) }),
		reg("Work", "CreativeWork", "Episode", "Episodes", "", EditPlan, func(e Episode) string { return words("Episode", e.Number, e.Name) }),
		reg("Work", "Collection", "Shooting block", "Shooting blocks", "", EditPlan, func(b ShootingBlock) string { return b.Name }),
		reg("Work", "ProductionUnit", "Unit", "Units", "", EditPlan, func(u Unit) string { return u.Name }),
		reg("Event and branch", "Provenance", "Event", "Events", "", EditShoot, func(e Event) string { return words(human(e.Type), e.Text) }),
		reg("Event and branch", "", "Scenario", "Scenarios", "", EditPlan, func(s Scenario) string { return s.Question }),
		reg("Event and branch", "Provenance", "Origin", "Origins", RightLedger, EditPlan, func(o Origin) string { return words(o.EntityType, o.Value) }),
	}
}

func peopleKinds() []graph.Registration {
	return []graph.Registration{
		reg("Party", "Participant", "Party", "Parties", "", EditPeople, func(p Party) string { return p.Name }),
		reg("Party", "ContactInfo", "Contact", "Contacts", RightPeople, EditPeople, func(c Contact) string { return words(human(c.Type), c.Value) }),
		reg("Party", "Person", "Private facts", "Private facts", RightPeople, EditPeople, func(Private) string { return "Private facts" }),
		reg("Party", "Person", "Diet", "Diets", RightDiet, EditPeople, func(d Diet) string { return words("Diet", human(d.Meal)) }),
		reg("Party", "Person", "Measurement", "Measurements", RightSizes, EditCrafts, func(m Measurement) string { return fmt.Sprintf("%s %d", human(m.Type), m.Value) }),
		reg("Party", "Person", "Medical fact", "Medical facts", RightMedical, EditPeople, func(m Medical) string { return m.Restriction }),
		reg("Party", "Person", "Qualification", "Qualifications", "", EditPeople, func(q Qualification) string { return q.Name }),
		reg("Party", "Person", "Availability", "Availabilities", "", EditPeople, func(a Availability) string { return fmt.Sprintf("%s %s to %s", human(a.Type), a.From, a.To) }),
		reg("Party", "Person", "Availability reason", "Availability reasons", RightPeople, EditPeople, func(r AvailabilityReason) string { return short(r.Text) }),
		reg("Party", "Department", "Department", "Departments", "", EditPeople, func(d Department) string { return d.Name }),
		reg("Party", "Role", "Role", "Roles", "", EditPeople, func(r Role) string { return r.Name }),
		reg("Party", "Organization", "Membership", "Memberships", "", EditPeople, func(m Membership) string { return words("Member", m.Role) }),
		reg("Engagement", "Participant", "Engagement", "Engagements", "", EditPeople, func(e Engagement) string { return words(e.CastNumber, human(e.Capacity), human(e.Status)) }),
		reg("Engagement", "", "Deal", "Deals", RightDeals, EditMoney, func(d Deal) string { return fmt.Sprintf("%s a %s", d.Rate, d.RateUnit) }),
		reg("Engagement", "BilledName", "Billing clause", "Billing clauses", RightDeals, EditPost, func(b BillingClause) string { return words(b.CreditAs, b.CreditedName) }),
		reg("Engagement", "", "Work time", "Work times", RightDeals, EditShoot, func(w WorkTime) string { return words("Work time", human(w.Status)) }),
	}
}

func storyKinds() []graph.Registration {
	return []graph.Registration{
		reg("Text", "Script", "Draft", "Drafts", "", EditStory, func(d Draft) string { return words(d.Name, d.Version) }),
		reg("Text", "Text", "Block", "Blocks", "", EditStory, func(b Block) string { return short(b.Text) }),
		reg("Text", "DocumentAsset", "Locked page", "Locked pages", "", EditStory, func(p LockedPage) string { return "Page " + p.Label }),
		reg("Text", "RevisionInfo", "Revision colour", "Revision colours", "", EditStory, func(r RevisionColor) string { return r.Name }),
		reg("Text", "DocumentAsset", "Source", "Sources", "", EditStory, func(s Source) string { return s.Name }),
		reg("Text", "Text", "Passage", "Passages", "", EditStory, func(p Passage) string { return p.Locator }),
		reg("Text", "", "Person of a source", "People of sources", "", EditStory, func(p SourcePerson) string { return p.Name }),
		reg("Text", "Provenance", "Adaptation", "Adaptations", "", EditStory, func(a Adaptation) string { return human(a.Change) }),
		reg("Text", "Task", "Revision task", "Revision tasks", "", EditCrafts, func(t RevisionTask) string { return words(human(t.Department), human(t.Status)) }),
		reg("Scene", "NarrativeScene", "Scene", "Scenes", "", EditStory, func(s Scene) string { return words("Scene", s.Number, s.Heading) }),
		reg("Scene", "SequenceChronologyDescriptor", "Story day", "Story days", "", EditStory, func(d StoryDay) string { return d.Label }),
		reg("Scene", "Context", "Content flag", "Content flags", "", EditStory, func(f ContentFlag) string { return human(f.Type) }),
	}
}

func elementKinds() []graph.Registration {
	return []graph.Registration{
		reg("Element", "Character, NarrativeObject and others by category", "Element", "Elements", "", EditStory, func(e Element) string { return words(e.Number, e.Name) }),
		reg("Use", "Context", "Use", "Uses", "", EditStory, func(u Use) string { return words("Use", u.Note) }),
		reg("Use", "Context", "Tag", "Tags", "", EditStory, func(t Tag) string { return t.Text }),
		reg("State", "StateDescriptor", "State", "States", "", EditCrafts, func(s State) string { return s.Name }),
		reg("State", "State", "Sighting", "Sightings", "", EditShoot, func(s Sighting) string { return short(s.Text) }),
		reg("State", "NarrativeWardrobe", "Garment", "Garments", "", EditCrafts, func(g Garment) string { return g.Name }),
	}
}

func thingKinds() []graph.Registration {
	return []graph.Registration{
		reg("Realisation", "Depiction", "Realisation", "Realisations", "", EditCrafts, func(r Realisation) string { return words(r.Name, "("+human(r.Method)+")") }),
		reg("Realisation", "Task", "Build step", "Build steps", "", EditCrafts, func(b BuildStep) string { return human(b.Step) }),
		reg("Item", "Asset (physical)", "Item", "Items", "", EditCrafts, func(i Item) string { return words(i.Name, i.Serial) }),
		reg("Item", "", "Booking", "Bookings", "", EditCrafts, func(b Booking) string { return fmt.Sprintf("Booking %s to %s", b.From, b.To) }),
		reg("Item", "", "Custody", "Custodies", "", EditCrafts, func(c Custody) string { return words("Custody", human(c.Purpose)) }),
		reg("Place", "Location", "Place", "Places", "", EditPlan, func(p Place) string { return p.Name }),
		reg("Place", "Location", "Survey", "Surveys", "", EditPlan, func(s Survey) string { return "Survey " + s.Date.String() }),
		reg("Place", "Location", "Zone", "Zones", "", EditPlan, func(z Zone) string { return z.Name }),
		reg("Place", "Location", "Route", "Routes", "", EditPlan, func(r Route) string { return fmt.Sprintf("%d min", r.Minutes) }),
	}
}

func choiceKinds() []graph.Registration {
	return []graph.Registration{
		reg("Option", "Concept", "Question", "Questions", RightCasting, EditPeople, func(q Question) string { return q.Name }),
		reg("Option", "Concept", "Option", "Options", RightCasting, EditPeople, func(o Option) string { return o.Name }),
		reg("Option", "", "Rating", "Ratings", RightCasting, EditPeople, func(r Rating) string { return fmt.Sprintf("%d of 10", r.Score) }),
		reg("Rule", "", "Rule pack", "Rule packs", "", EditPlan, func(p RulePack) string { return p.Name }),
		reg("Rule", "", "Rule", "Rules", "", EditPlan, func(r Rule) string { return short(r.Text) }),
		reg("Rule", "", "Waiver", "Waivers", "", EditPlan, func(w Waiver) string { return short(w.Reason) }),
	}
}

func planKinds() []graph.Registration {
	return []graph.Registration{
		reg("Activity", "Scheduling", "Board", "Boards", "", EditPlan, func(b Board) string { return b.Name }),
		reg("Activity", "PerformScene", "Strip", "Strips", "", EditPlan, func(s Strip) string { return words(human(s.Type), s.Text) }),
		reg("Activity", "Task", "Activity", "Activities", "", EditPlan, func(a Activity) string { return a.Name }),
		reg("Activity", "Participant", "Attendance", "Attendances", "", EditPlan, func(a Attendance) string { return words("Attendance", human(a.Status)) }),
		reg("Activity", "Dependency", "Dependency", "Dependencies", "", EditPlan, func(d Dependency) string { return short(d.Reason) }),
		reg("Day", "ShootDayContext", "Shooting day", "Shooting days", "", EditPlan, func(d ShootDay) string { return dayLabel(d) }),
		reg("Day", "", "Calendar", "Calendars", "", EditPlan, func(c Calendar) string { return c.Name }),
		reg("Day", "", "Calendar day", "Calendar days", "", EditPlan, func(d CalendarDay) string { return words(d.Date.String(), d.Name) }),
		reg("Day", "", "Call", "Calls", "", EditShoot, func(Call) string { return "Call" }),
		reg("Day", "", "Meal", "Meals", "", EditShoot, func(m Meal) string { return human(m.Type) }),
	}
}

func captureKinds() []graph.Registration {
	return []graph.Registration{
		reg("Capture", "Shot", "Planned shot", "Planned shots", "", EditShoot, func(s PlannedShot) string { return words(s.Label, short(s.Description)) }),
		reg("Capture", "Slate", "Setup", "Setups", "", EditShoot, func(s Setup) string { return s.Slate }),
		reg("Capture", "Slate", "Take", "Takes", "", EditShoot, func(t Take) string { return words(fmt.Sprintf("Take %d", t.Number), t.Suffix) }),
		reg("Capture", "Shot", "Recording", "Recordings", "", EditShoot, func(r Recording) string { return words(r.Camera, r.ClipName) }),
		reg("Capture", "Context", "Coverage", "Coverages", "", EditShoot, func(Coverage) string { return "Coverage" }),
		reg("Capture", "StorageDevice", "Roll", "Rolls", "", EditShoot, func(r Roll) string { return r.Name }),
		reg("Capture", "Event", "Step of a roll", "Steps of rolls", "", EditShoot, func(s RollStep) string { return human(s.Step) }).Kept("Shoot, Cards: the card's chain of custody"),
		reg("Capture", "Asset (capture)", "Clip", "Clips", "", EditShoot, func(c Clip) string { return c.Name }),
		reg("Capture", "Annotation", "Range of a clip", "Ranges of clips", "", EditPost, func(r ClipRange) string { return words(human(r.Type), r.Text) }),
		reg("Capture", "Composition", "Pick for the outtakes", "Picks for the outtakes", "", EditPost, func(OuttakePick) string { return "Pick for the outtakes" }),
		reg("Capture", "Asset (ASC CDL, LUT)", "Look", "Looks", "", EditShoot, func(l Look) string { return l.Name }),
		reg("Capture", "Asset (proxy)", "Rendition", "Renditions", RightViewingFiles, EditPost, func(r Rendition) string { return human(r.Type) }),
		reg("Capture", "", "Watched mark", "Watched marks", "", EditNotes, func(Watched) string { return "Watched" }),
		reg("Capture", "", "Screening rule", "Screening rules", "", EditSecurity, func(ScreeningRule) string { return "How footage is shown" }),
		reg("Capture", "Capture", "Capture", "Captures", "", EditShoot, func(c Capture) string { return c.Name }),
	}
}

func postKinds() []graph.Registration {
	return []graph.Registration{
		reg("Asset version", "Asset", "Asset", "Assets", "", EditPost, func(a Asset) string { return a.Name }),
		reg("Asset version", "VersionInfo", "Version", "Versions", "", EditPost, func(v Version) string { return fmt.Sprintf("v%03d %s", v.Number, v.FileName) }),
		reg("Asset version", "Provenance", "Derivation", "Derivations", "", EditPost, func(d Derivation) string { return human(d.Method) }),
		reg("Asset version", "StorageDevice", "Stored copy", "Stored copies", "", EditPost, func(c StoredCopy) string { return words(human(c.Medium), c.Label) }),
		reg("Timeline", "EditorialSequence", "Timeline", "Timelines", RightCut, EditPost, func(t Timeline) string { return t.Name }),
		reg("Timeline", "Composition", "Timeline track", "Timeline tracks", RightCut, EditPost, func(t TimelineTrack) string { return t.Name }),
		reg("Timeline", "EditorialShot", "Timeline item", "Timeline items", RightCut, EditPost, func(t TimelineItem) string { return words(human(t.Type), t.Name) }),
		reg("Timeline", "Annotation", "Marker", "Markers", RightCut, EditPost, func(m Marker) string { return short(m.Text) }),
		reg("Timeline", "NarrativeAudio", "Cue", "Cues", RightCut, EditPost, func(c Cue) string { return words(c.Number, short(c.Text)) }),
		reg("Grant", "NarrativeAudio", "Music track", "Music tracks", "", EditPost, func(t Track) string { return words(t.Name, t.Artist) }),
		reg("Grant", "", "Share", "Shares", RightMoney, EditMoney, func(s Share) string { return fmt.Sprintf("%s %.2f %%", human(s.Side), float64(s.ShareBP)/100) }),
		graph.Register(graph.KindInfo{Version: 2, Concept: "Work order", OMC: "Shot", Title: "Work order", Plural: "Work orders", Edit: EditPost, Upgrade: withoutPrices},
			func(w WorkOrder) string { return w.Code }),
		graph.Register(graph.KindInfo{Version: 2, Concept: "Work order", OMC: "Task", Title: "Change order", Plural: "Change orders", Edit: EditPost, Upgrade: withoutPrices},
			func(c ChangeOrder) string { return words(human(c.Type), short(c.Text)) }),
		reg("Work order", "", "Price of work", "Prices of work", RightPrices, EditPost, func(p WorkPrice) string { return words(human(p.Type), p.Sum.String()) }),
		reg("Work order", "Task", "Step", "Steps", "", EditPost, func(s Step) string { return human(s.Type) }),
	}
}

// withoutPrices reads orders of version 1, which held their prices where everybody who knew the order could read them.
// The prices are not carried over: a record cannot become two.
func withoutPrices(_ int, fields map[string]json.RawMessage) error {
	for _, name := range []string{"bid", "estimate", "agreed"} {
		delete(fields, name)
	}
	return nil
}

func judgementKinds() []graph.Registration {
	return []graph.Registration{
		reg("Note and decision", "Annotation", "Note", "Notes", "", EditNotes, func(n Note) string { return short(cmp.Or(n.Text, n.Words)) }),
		reg("Note and decision", "Annotation", "Notes round", "Notes rounds", RightCut, EditPost, func(r NotesRound) string { return r.Name }),
		reg("Note and decision", "Annotation", "Decision", "Decisions", "", EditNotes, func(d Decision) string { return d.Name }),
		reg("Note and decision", "Annotation", "Position", "Positions", "", EditNotes, func(p Position) string { return words(human(p.Stance), short(p.Text)) }),
	}
}

func moneyKinds() []graph.Registration {
	return []graph.Registration{
		reg("Money line", "", "Budget", "Budgets", RightMoney, EditMoney, func(b Budget) string { return b.Name }),
		reg("Money line", "", "Account", "Accounts", RightMoney, EditMoney, func(a Account) string { return words(a.Number, a.Name) }),
		reg("Money line", "", "Money line", "Money lines", RightMoney, EditMoney, func(m MoneyLine) string { return words(m.Name, m.Amount.String()) }),
		reg("Money line", "", "Fringe", "Fringes", RightMoney, EditMoney, func(f Fringe) string { return f.Name }),
		reg("Money line", "", "Global", "Globals", RightMoney, EditMoney, func(g Global) string { return g.Name }),
		reg("Money line", "", "Exchange rate", "Exchange rates", RightMoney, EditMoney, func(e ExchangeRate) string { return e.From + "/" + e.To }),
	}
}

func rightsKinds() []graph.Registration {
	return []graph.Registration{
		reg("Grant", "Attributable", "Grant", "Grants", RightConsent, EditMoney, func(g Grant) string { return g.Name }),
		reg("Grant", "", "Rights term", "Rights terms", "", EditMoney, func(t RightsTerm) string { return t.Name }),
		reg("Grant", "", "Chain of title paper", "Chain of title papers", RightConsent, EditMoney, func(i TitleItem) string { return i.Name }),
		reg("Grant", "", "Condition", "Conditions", RightConsent, EditMoney, func(c Condition) string { return short(c.Text) }),
		reg("Risk and incident", "", "Hazard", "Hazards", "", EditShoot, func(h Hazard) string { return h.Name }),
		reg("Risk and incident", "", "Control", "Controls", "", EditShoot, func(c Control) string { return short(c.Text) }),
		reg("Risk and incident", "", "Incident", "Incidents", "", EditShoot, func(i Incident) string { return short(i.Text) }),
		reg("Risk and incident", "", "Hold tag", "Hold tags", "", EditShoot, func(h HoldTag) string { return short(h.Reason) }),
		reg("Risk and incident", "", "Inspection", "Inspections", "", EditShoot, func(i Inspection) string { return words(i.Name, i.Result) }),
	}
}

func deliveryKinds() []graph.Registration {
	return []graph.Registration{
		reg("Delivery", "", "Compartment", "Compartments", RightLedger, EditSecurity, func(c Compartment) string { return c.Name }),
		reg("Delivery", "DocumentAsset", "Document", "Documents", "", EditShoot, func(d Document) string { return d.Name }),
		reg("Delivery", "VersionInfo", "Issue", "Issues", "", EditShoot, func(i Issue) string { return fmt.Sprintf("Revision %d", i.Revision) }),
		reg("Delivery", "Distribute", "Delivery", "Deliveries", RightLedger, EditSecurity, func(d Delivery) string { return words("Delivery", d.MarkID, human(d.Status)) }),
		reg("Delivery", "Distribute", "Deliverable", "Deliverables", "", EditPost, func(d Deliverable) string { return d.Name }),
		reg("Delivery", "", "Check result", "Check results", "", EditPost, func(c CheckResult) string { return words(c.Name, c.Result) }),
		reg("Delivery", "Distribute", "Distribution list", "Distribution lists", "", EditShoot, func(d DistributionList) string { return d.Name }),
		reg("Delivery", "Participant", "Visit", "Visits", "", EditSecurity, func(v Visit) string { return v.Name }),
	}
}

func dayLabel(d ShootDay) string {
	if d.Number > 0 {
		return fmt.Sprintf("Day %d, %s", d.Number, d.Date)
	}
	return words(human(d.Type), d.Date.String())
}

// human turns "stunt_double" into "Stunt double".
func human(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ReplaceAll(s, "_", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}

// words joins what is not empty.
func words(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" && p != "()" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// short cuts text to about a line, at a rune.
func short(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
