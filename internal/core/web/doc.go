// Package web turns typed functions of a view into HTTP routes.
//
// A route is mounted with Query, Command, File, Action or Raw, always with the
// right it needs; mounting one without a right panics. Before a function runs, the
// person is known, the production, branch and moment are resolved, and the view is
// the person's own. A Command's change is landed here, or only weighed when the
// caller asks for a preview. Everything a route takes and gives is described in
// OpenAPI 3.1 from its Go types; errors are problem details (RFC 9457).
//
// Mux.Routes lists all routes with enough to call each one, so that tests over
// every route need no list of their own.
package web
