package hashes

// Sample is the input of the test vectors of a length: the top bytes of a multiplicative
// generator started at 1, as shared/data/media/hashes/vectors.json defines it.
func Sample(length int) []byte {
	out := make([]byte, length)
	x := uint64(1)
	for i := range out {
		x = x*6364136223846793005 + 1442695040888963407
		out[i] = byte(x >> 56)
	}
	return out
}
