//go:build !goexperiment.simd || !amd64

package hashes

// lanesOf is nil: without vectors every stream is hashed by itself.
func lanesOf(Format) *lanes { return nil }
