package access

import "backlot/internal/core/db"

// Migrations makes the tables of access. Times are milliseconds since 1970 UTC,
// 0 for "not"; ids are UUID text, ” for none; production ” is the whole house.
var Migrations = []db.Migration{
	{ID: "access/001", SQL: `
CREATE TABLE access_account (
	id TEXT PRIMARY KEY,
	email TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	language TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	theme TEXT NOT NULL,
	password TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	password_ms INTEGER NOT NULL,
	disabled_ms INTEGER NOT NULL
);
CREATE TABLE access_session (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL REFERENCES access_account (id),
	hash BLOB NOT NULL UNIQUE,
	old_hash BLOB UNIQUE,
	old_until_ms INTEGER NOT NULL,
	stale INTEGER NOT NULL,
	second_factor INTEGER NOT NULL,
	created_ms INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL,
	address TEXT NOT NULL,
	device TEXT NOT NULL
);
CREATE INDEX access_session_account ON access_session (account);
CREATE TABLE access_link (
	hash BLOB PRIMARY KEY,
	purpose TEXT NOT NULL,
	account TEXT NOT NULL,
	data TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	created_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL
);
CREATE INDEX access_link_account ON access_link (purpose, account);
CREATE TABLE access_throttle (
	name TEXT PRIMARY KEY,
	failures INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	touched_ms INTEGER NOT NULL
);
CREATE TABLE access_totp (
	account TEXT PRIMARY KEY REFERENCES access_account (id),
	secret BLOB NOT NULL,
	confirmed_ms INTEGER NOT NULL,
	last_step INTEGER NOT NULL
);
CREATE TABLE access_recovery_code (
	account TEXT NOT NULL REFERENCES access_account (id),
	hash BLOB NOT NULL,
	PRIMARY KEY (account, hash)
);
CREATE TABLE access_member (
	account TEXT NOT NULL REFERENCES access_account (id),
	production TEXT NOT NULL,
	since_ms INTEGER NOT NULL,
	PRIMARY KEY (account, production)
);
CREATE INDEX access_member_production ON access_member (production);
CREATE TABLE access_member_role (
	account TEXT NOT NULL,
	production TEXT NOT NULL,
	role TEXT NOT NULL,
	department TEXT NOT NULL,
	PRIMARY KEY (account, production, role, department)
);
CREATE INDEX access_member_role_production ON access_member_role (production, role);
CREATE TABLE access_role (
	production TEXT NOT NULL,
	role TEXT NOT NULL,
	title TEXT NOT NULL,
	rights TEXT NOT NULL,
	PRIMARY KEY (production, role)
);
CREATE TABLE access_compartment (
	id TEXT PRIMARY KEY,
	production TEXT NOT NULL,
	name TEXT NOT NULL,
	reason TEXT NOT NULL,
	created_ms INTEGER NOT NULL
);
CREATE INDEX access_compartment_production ON access_compartment (production);
CREATE TABLE access_clearance (
	compartment TEXT NOT NULL REFERENCES access_compartment (id),
	account TEXT NOT NULL REFERENCES access_account (id),
	production TEXT NOT NULL,
	granted_by TEXT NOT NULL,
	granted_ms INTEGER NOT NULL,
	PRIMARY KEY (compartment, account)
);
CREATE INDEX access_clearance_account ON access_clearance (account, production);
CREATE TABLE access_invitation (
	id TEXT PRIMARY KEY,
	hash BLOB NOT NULL UNIQUE,
	production TEXT NOT NULL,
	email TEXT NOT NULL,
	name TEXT NOT NULL,
	language TEXT NOT NULL,
	roles TEXT NOT NULL,
	compartments TEXT NOT NULL,
	inviter TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL
);
CREATE INDEX access_invitation_production ON access_invitation (production);
CREATE TABLE access_token (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL REFERENCES access_account (id),
	hash BLOB NOT NULL UNIQUE,
	name TEXT NOT NULL,
	production TEXT NOT NULL,
	rights TEXT NOT NULL,
	compartments TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL,
	used_ms INTEGER NOT NULL
);
CREATE INDEX access_token_account ON access_token (account);
CREATE TABLE access_version (
	name TEXT PRIMARY KEY,
	n INTEGER NOT NULL
);
INSERT INTO access_version (name, n) VALUES ('rights', 1);
CREATE TABLE access_audit (
	production TEXT NOT NULL,
	compartment TEXT NOT NULL,
	seq INTEGER NOT NULL,
	id TEXT NOT NULL UNIQUE,
	at_ms INTEGER NOT NULL,
	action TEXT NOT NULL,
	account TEXT NOT NULL,
	token TEXT NOT NULL,
	address TEXT NOT NULL,
	subject TEXT NOT NULL,
	record TEXT NOT NULL,
	route TEXT NOT NULL,
	detail TEXT NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (production, compartment, seq)
);
CREATE INDEX access_audit_at ON access_audit (production, at_ms);
CREATE TABLE access_audit_head (
	production TEXT NOT NULL,
	compartment TEXT NOT NULL,
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (production, compartment)
);
`},
}
