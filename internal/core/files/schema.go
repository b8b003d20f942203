package files

import "backlot/internal/core/db"

// Migrations make the tables of files and uploads.
var Migrations = []db.Migration{{ID: "files/001", SQL: `
CREATE TABLE file (
	id TEXT PRIMARY KEY,
	size INTEGER NOT NULL,
	xxh3 TEXT NOT NULL,
	mime TEXT NOT NULL,
	blocks BLOB NOT NULL,
	stored_ms INTEGER NOT NULL,
	pending INTEGER NOT NULL,
	doomed_ms INTEGER NOT NULL
);
CREATE INDEX file_stored ON file (stored_ms);
CREATE TABLE upload (
	id TEXT PRIMARY KEY,
	owner TEXT NOT NULL,
	size INTEGER NOT NULL,
	reached INTEGER NOT NULL,
	meta TEXT NOT NULL,
	writer TEXT NOT NULL,
	file TEXT NOT NULL,
	told INTEGER NOT NULL,
	created_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL
);
CREATE INDEX upload_expires ON upload (expires_ms);
`}}
