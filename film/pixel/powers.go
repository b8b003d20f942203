//go:build goexperiment.simd && amd64

package pixel

import "math"

// The numbers of powers in float32.
const (
	leastNormal = 0x1p-126
	rootHalf    = 0x3f3504f3 // the bits of √½

	// log2 m = s × (log0 + log1·s² + …) with s = (m-1)/(m+1): 2/ln 2 over the odd numbers.
	log0 = 2 * math.Log2E
	log1 = log0 / 3
	log2 = log0 / 5
	log3 = log0 / 7
	log4 = log0 / 9

	// 2^f = 1 + exp1·f + …: the powers of ln 2 over the factorials.
	exp1 = math.Ln2
	exp2 = exp1 * math.Ln2 / 2
	exp3 = exp2 * math.Ln2 / 3
	exp4 = exp3 * math.Ln2 / 4
	exp5 = exp4 * math.Ln2 / 5
	exp6 = exp5 * math.Ln2 / 6
	exp7 = exp6 * math.Ln2 / 7
)
