// Package explain says in sentences why a board cannot be, and why it is as it is.
//
// Conflict finds, in a case that no board solves, a smallest set of records that cannot all hold:
// whoever changes one of them gets on. Moves says of everything that changed its day which
// cost or rule that serves.
package explain
