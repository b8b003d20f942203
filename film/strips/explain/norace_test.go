//go:build !race

package explain_test

// films is how many films of each kind are explained, scenes how long they are.
const films, scenes = 2, 40
