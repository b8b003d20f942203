package jobs

import "backlot/internal/core/db"

// Migrations make the tables of jobs.
var Migrations = []db.Migration{{ID: "jobs/001", SQL: `
CREATE TABLE job (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL,
	class TEXT NOT NULL,
	production TEXT NOT NULL,
	asked_by TEXT NOT NULL,
	args TEXT NOT NULL,
	dedupe TEXT NOT NULL,
	priority INTEGER NOT NULL,
	state TEXT NOT NULL,
	waits INTEGER NOT NULL,
	run INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	losses INTEGER NOT NULL,
	max_tries INTEGER NOT NULL,
	worker TEXT NOT NULL,
	cancel INTEGER NOT NULL,
	progress_ppm INTEGER NOT NULL,
	message TEXT NOT NULL,
	step INTEGER NOT NULL,
	steps INTEGER NOT NULL,
	result TEXT NOT NULL,
	error TEXT NOT NULL,
	error_kind TEXT NOT NULL,
	created_ms INTEGER NOT NULL,
	due_ms INTEGER NOT NULL,
	started_ms INTEGER NOT NULL,
	finished_ms INTEGER NOT NULL,
	changed_ms INTEGER NOT NULL,
	revision INTEGER NOT NULL
);
CREATE UNIQUE INDEX job_dedupe ON job (dedupe) WHERE dedupe <> '' AND state IN ('waiting', 'ready', 'running');
CREATE INDEX job_next ON job (class, state, production, priority, id);
CREATE INDEX job_running ON job (worker) WHERE state = 'running';
CREATE INDEX job_production ON job (production, id);
CREATE INDEX job_changed ON job (changed_ms);
CREATE INDEX job_finished ON job (finished_ms) WHERE finished_ms > 0;
CREATE TABLE job_after (
	job TEXT NOT NULL,
	needs TEXT NOT NULL,
	PRIMARY KEY (job, needs)
);
CREATE INDEX job_needed ON job_after (needs, job);
CREATE TABLE job_asker (
	account TEXT NOT NULL,
	job TEXT NOT NULL,
	PRIMARY KEY (account, job)
);
CREATE INDEX job_askers ON job_asker (job);
CREATE TABLE job_turn (
	class TEXT NOT NULL,
	production TEXT NOT NULL,
	turn INTEGER NOT NULL,
	PRIMARY KEY (class, production)
);
CREATE TABLE job_worker (
	id TEXT PRIMARY KEY,
	host TEXT NOT NULL,
	pid INTEGER NOT NULL,
	beat INTEGER NOT NULL,
	started_ms INTEGER NOT NULL
);
`}}
