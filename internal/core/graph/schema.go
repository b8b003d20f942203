package graph

import "backlot/internal/core/db"

// Migrations are the steps of the graph's tables. What is stored never loses the
// order of changes; the record table is the fold of the main line, kept so that
// opening is one read and reporting tools need no code of ours.
var Migrations = []db.Migration{
	{ID: "graph/001", SQL: `
CREATE TABLE production (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	seq INTEGER NOT NULL
);
CREATE TABLE branch (
	production TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	base INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	author TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (production, id)
);
CREATE TABLE change (
	production TEXT NOT NULL,
	branch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	clock_ms INTEGER NOT NULL,
	clock_n INTEGER NOT NULL,
	device TEXT NOT NULL,
	author TEXT NOT NULL,
	cause TEXT NOT NULL,
	reverts TEXT NOT NULL,
	merges TEXT NOT NULL,
	needs TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (production, branch, seq)
);
CREATE UNIQUE INDEX change_id ON change (production, id);
CREATE TABLE op (
	production TEXT NOT NULL,
	branch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	i INTEGER NOT NULL,
	record TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (production, branch, seq, i)
);
CREATE INDEX op_record ON op (production, record);
CREATE TABLE record (
	production TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	fields JSON,
	meta TEXT NOT NULL,
	shown INTEGER NOT NULL,
	PRIMARY KEY (production, id)
) WITHOUT ROWID;
CREATE TABLE reporting (
	view TEXT PRIMARY KEY,
	form TEXT NOT NULL
);
`},
}
