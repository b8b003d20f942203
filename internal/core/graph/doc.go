// Package graph keeps a production as a graph of facts that only grows:
// changes in, records out.
//
// A Change is one atomic edit by one author on one device. The graph is the fold
// of its changes in the order of their clocks, so every machine that has the
// same changes has the same graph, whatever order they arrived in. Snapshots are
// immutable; a View is a snapshot as one audience may know it, and is the only
// way to read. A Gate refuses what several records together must not say. Branches, undo, merge, conflicts, consequences and erasure are
// all made of changes. The Store keeps changes in SQLite or PostgreSQL.
package graph
