//go:build race

package explain_test

// One film of each kind is enough under the race detector: nothing here runs at once.
const planted = 1
