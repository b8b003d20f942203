//go:build !race

package explain_test

// planted is how many impossible films of each kind are explained.
const planted = 3
