// Package production holds the nouns of a film or a series: every kind of fact
// a production keeps, as a typed Go struct that the graph stores.
//
// The 25 concepts are a chain: Text → Scene → Use(Element, State) → Realisation →
// Activity on Day at Place → Capture → Timeline → Work order → Delivery, with
// Engagement, Money, Grant, Rule, Risk and Note attachable to any of them. There
// is one file a concept. README.md lists all kinds with their MovieLabs OMC terms.
//
// Three conventions hold everywhere. Lists are child records with a fractional
// Order key (see graph.Between), never arrays; sets are map[string]bool. A Ref tagged
// `graph:"owner"` names the record without which this one cannot be known.
// Units are in the type (Money, Rate, Date) or in the name: _ms are milliseconds,
// _at_ms instants in Unix milliseconds UTC, _min minutes, _eighths eighths of a
// script page, _frames frames at the rate given beside them.
package production
