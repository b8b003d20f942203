// Package omc reads, checks and writes OMC-JSON, the exchange form of the
// MovieLabs Ontology for Media Creation, version 2.8.
//
// A file holds one entity, a list of entities, or an object of lists by entity
// type; entities may stand inside others or be referred to by identifier. Read
// keeps all of it, member for member; Flatten turns nesting into references.
// Validate says where a document departs from MovieLabs' schema.
//
// The schema is embedded, so nothing here needs a network:
// omc-v2.8.schema.json, Copyright 2021-2025 Motion Picture Laboratories, Inc.,
// licensed under the Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0),
// from github.com/MovieLabs/OMC, unchanged.
package omc
