//go:build !race

package explain_test

// films is how many films of each kind are explained, scenes how long
// they are, and tight how many possible ones are asked about.
const films, scenes, tight = 2, 40, 8
