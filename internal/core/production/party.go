package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Party is someone or something that acts or signs: a person, organisation,
// group or performing animal.
type Party struct {
	// What it is.
	Type string `json:"type" required:"true" enum:"person,organization,group,animal"`
	// Name people use.
	Name string `json:"name" required:"true"`
	// Family name, for sorting people.
	FamilyName string `json:"family_name,omitzero"`
	// Name in contracts.
	LegalName string `json:"legal_name,omitzero"`
	// Pronouns the person asks for.
	Pronouns string `json:"pronouns,omitzero"`
	// Languages spoken, BCP 47, as a set.
	Languages map[string]bool `json:"languages,omitzero"`
	// Country of residence or registration, ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero" minLength:"2" maxLength:"2"`
	// City of residence, from which travel is counted.
	HomeBase string `json:"home_base,omitzero"`
	// Under age where the person works; the birth date is private.
	Minor bool `json:"minor,omitzero"`
	// Species and breed, for animals.
	Species string `json:"species,omitzero"`
	// Trainer or guardian who is always with this party.
	Guardian graph.Ref[Party] `json:"guardian,omitzero"`
	// Organisation that represents the party: agency or management.
	Agency graph.Ref[Party] `json:"agency,omitzero"`
	// Account of the person in this installation, when they sign in.
	Account graph.ID `json:"account,omitzero"`
	// Same party in the studio's graph.
	Studio graph.ID `json:"studio,omitzero"`
	// International standard name identifier.
	ISNI string `json:"isni,omitzero" title:"ISNI"`
	// Skills, as a set: "riding", "Norwegian", "violin".
	Skills map[string]bool `json:"skills,omitzero"`
	// Performance or trade unions, as a set.
	Unions map[string]bool `json:"unions,omitzero"`
}

// Contact is a way to reach a party.
type Contact struct {
	// Whose it is.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// Sort of contact.
	Type string `json:"type" required:"true" enum:"mobile,phone,email,address,emergency,radio"`
	// Number, address or channel.
	Value string `json:"value" required:"true"`
	// Whose number it is, for an emergency contact.
	Note string `json:"note,omitzero"`
	// May stand on the crew list and call sheet.
	OnLists bool `json:"on_lists,omitzero"`
}

// Private holds personal facts only the production office needs.
type Private struct {
	// Whose they are.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// Date of birth.
	Birth Date `json:"birth,omitzero"`
	// Nationalities, ISO 3166-1 alpha-2, as a set.
	Nationalities map[string]bool `json:"nationalities,omitzero"`
	// Passport or identity document number.
	DocumentNumber string `json:"document_number,omitzero"`
	// Date the document expires.
	DocumentExpires Date `json:"document_expires,omitzero"`
	// Date these facts must be erased.
	EraseOn Date `json:"erase_on,omitzero"`
}

// Diet is what a party eats and must not eat.
type Diet struct {
	// Whose it is.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// Kind of meal.
	Meal string `json:"meal,omitzero" enum:"any,vegetarian,vegan,halal,kosher,pescatarian,gluten_free,lactose_free,child,other"`
	// Allergens, by the 14 of EU regulation 1169/2011 or free words, as a set.
	Allergens map[string]bool `json:"allergens,omitzero"`
	// Anything the caterer must know.
	Note string `json:"note,omitzero"`
}

// Measurement is one body measure of a performer or double.
type Measurement struct {
	// Whose it is.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// What was measured.
	Type string `json:"type" required:"true" enum:"height,weight,chest,waist,hip,inseam,outseam,sleeve,neck,head,shoe_eu,glove,back,shoulder"`
	// Millimetres, grams for weight, tenths for shoe sizes.
	Value int `json:"value" required:"true" minimum:"1"`
	// Date it was taken.
	TakenOn Date `json:"taken_on,omitzero"`
}

// Medical is a medical fact that changes what a person may do. It is sealed and
// has a date on which it is erased.
type Medical struct {
	// Whom it concerns.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// The fact, in the fewest words that keep people safe.
	Fact string `json:"fact" required:"true"`
	// What follows for work: "no cold water", "no strobe".
	Restriction string `json:"restriction,omitzero"`
	// First day it holds.
	From Date `json:"from,omitzero"`
	// Last day it holds.
	To Date `json:"to,omitzero"`
	// Date it must be erased.
	EraseOn Date `json:"erase_on" required:"true"`
}

// Qualification is a certificate that lets a party do something.
type Qualification struct {
	// Who holds it.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// What it is: "armourer licence", "IPAF 3b", "PADI rescue diver".
	Name string `json:"name" required:"true"`
	// Who issued it.
	Issuer string `json:"issuer,omitzero"`
	// Number on it.
	Number string `json:"number,omitzero"`
	// First day it is valid.
	ValidFrom Date `json:"valid_from,omitzero"`
	// Last day it is valid.
	ValidTo Date `json:"valid_to,omitzero"`
}

// Availability is a stretch of days on which a person, place or item can or cannot be had.
type Availability struct {
	// Whose days they are; or
	Party graph.Ref[Party] `json:"party,omitzero" graph:"owner"`
	// the place whose they are; or
	Place graph.Ref[Place] `json:"place,omitzero" graph:"owner"`
	// the item whose they are.
	Item graph.Ref[Item] `json:"item,omitzero" graph:"owner"`
	// How firm it is. Unavailable days cannot be planned, tentative ones are asked about first; where there are available days, no others can be planned.
	Type string `json:"type" required:"true" enum:"unavailable,tentative,available,hold,travel,school"`
	// First day.
	From Date `json:"from" required:"true"`
	// Last day.
	To Date `json:"to" required:"true"`
	// Minutes after midnight from which it counts on each of the days, when it is not the whole day.
	FromMin int `json:"from_min,omitzero" minimum:"0" maximum:"1440"`
	// Minutes after midnight until which it counts; 0 is the end of the day.
	ToMin int `json:"to_min,omitzero" minimum:"0" maximum:"1440"`
	// Why, as far as it may be told to everybody; the rest is an availability reason.
	Reason string `json:"reason,omitzero"`
	// Where it comes from: "agent's mail of 3 March", "liv.ics".
	Source string `json:"source,omitzero"`
	// Identity of the entry in the calendar it was read from, so that reading it again changes it.
	UID string `json:"uid,omitzero"`
}

// AvailabilityReason is the private reason of an availability.
type AvailabilityReason struct {
	// The days it explains.
	Availability graph.Ref[Availability] `json:"availability" required:"true" graph:"owner"`
	// Why.
	Text string `json:"text" required:"true"`
}

// Department is a part of the crew under one head.
type Department struct {
	// Name on the crew list.
	Name string `json:"name" required:"true"`
	// Place on the crew list and call sheet.
	Order string `json:"order,omitzero"`
	// Department it is part of.
	Parent graph.Ref[Department] `json:"parent,omitzero"`
	// Head of the department.
	Head graph.Ref[Party] `json:"head,omitzero"`
	// Usual pre-call in minutes before the general call.
	PreCallMin int `json:"pre_call_min,omitzero" minimum:"0"`
}

// Role is a job on a production: "First assistant director", "Gaffer".
type Role struct {
	// Name of the job.
	Name string `json:"name" required:"true"`
	// Abbreviation crews use, such as "1st AD".
	Short string `json:"short,omitzero"`
	// Department of the job.
	Department graph.Ref[Department] `json:"department,omitzero"`
	// Place in the department's list.
	Order string `json:"order,omitzero"`
	// Rights a holder has, as a set, for accounts made from an engagement.
	Rights map[string]bool `json:"rights,omitzero"`
}

// Membership puts a party into a group or organisation.
type Membership struct {
	// The group or organisation.
	Group graph.Ref[Party] `json:"group" required:"true" graph:"owner"`
	// The member.
	Member graph.Ref[Party] `json:"member" required:"true" graph:"owner"`
	// What the member does in it.
	Role string `json:"role,omitzero"`
	// First day.
	From Date `json:"from,omitzero"`
	// Last day.
	To Date `json:"to,omitzero"`
}

// Kind is "party".
func (Party) Kind() graph.Kind { return "party" }

// Validate reports what is wrong with the record, and what would be right.
func (p Party) Validate() error {
	if err := check(p); err != nil {
		return err
	}
	if p.Type == "animal" && p.Species == "" {
		return fault.At("species", "species is missing: an animal needs one, such as \"dog, Lundehund\"")
	}
	return nil
}

// Kind is "contact".
func (Contact) Kind() graph.Kind { return "contact" }

// Validate reports what is wrong with the record, and what would be right.
func (c Contact) Validate() error { return check(c) }

// Kind is "private".
func (Private) Kind() graph.Kind { return "private" }

// Validate reports what is wrong with the record, and what would be right.
func (p Private) Validate() error { return check(p) }

// Kind is "diet".
func (Diet) Kind() graph.Kind { return "diet" }

// Validate reports what is wrong with the record, and what would be right.
func (d Diet) Validate() error { return check(d) }

// Kind is "measurement".
func (Measurement) Kind() graph.Kind { return "measurement" }

// Validate reports what is wrong with the record, and what would be right.
func (m Measurement) Validate() error { return check(m) }

// Kind is "medical".
func (Medical) Kind() graph.Kind { return "medical" }

// Validate reports what is wrong with the record, and what would be right.
func (m Medical) Validate() error { return firstError(check(m), period("to", m.From, m.To)) }

// Kind is "qualification".
func (Qualification) Kind() graph.Kind { return "qualification" }

// Validate reports what is wrong with the record, and what would be right.
func (q Qualification) Validate() error {
	return firstError(check(q), period("valid_to", q.ValidFrom, q.ValidTo))
}

// Kind is "availability".
func (Availability) Kind() graph.Kind { return "availability" }

// Validate reports what is wrong with the record, and what would be right.
func (a Availability) Validate() error {
	n := 0
	for _, none := range []bool{a.Party.IsZero(), a.Place.IsZero(), a.Item.IsZero()} {
		if !none {
			n++
		}
	}
	if n != 1 {
		return fault.At("party", "want one of party, place and item: whose days they are")
	}
	if a.ToMin != 0 && a.ToMin <= a.FromMin {
		return fault.At("to_min", "to_min %d: want more than from_min %d, or 0 for the end of the day", a.ToMin, a.FromMin)
	}
	return firstError(check(a), period("to", a.From, a.To))
}

// Kind is "availability_reason".
func (AvailabilityReason) Kind() graph.Kind { return "availability_reason" }

// Validate reports what is wrong with the record, and what would be right.
func (r AvailabilityReason) Validate() error { return check(r) }

// Kind is "department".
func (Department) Kind() graph.Kind { return "department" }

// Validate reports what is wrong with the record, and what would be right.
func (d Department) Validate() error { return check(d) }

// Kind is "role".
func (Role) Kind() graph.Kind { return "role" }

// Validate reports what is wrong with the record, and what would be right.
func (r Role) Validate() error { return check(r) }

// Kind is "membership".
func (Membership) Kind() graph.Kind { return "membership" }

// Validate reports what is wrong with the record, and what would be right.
func (m Membership) Validate() error { return firstError(check(m), period("to", m.From, m.To)) }
