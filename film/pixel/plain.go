//go:build !goexperiment.simd || !amd64

package pixel

// engines is what this build can run, best first: without the experiment that gives vectors, or on a processor it does
// not know, the arithmetic in Go.
func engines() []engine { return []engine{plain} }
