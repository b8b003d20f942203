package pixel

// engine is one way of doing the arithmetic. Its functions take planes of a multiple of 16 pixels.
type engine struct {
	name   string
	split  func(t *tile, px []float32) // RGB apart; the length is a multiple of three
	join   func(px []float32, t *tile)
	splitA func(t *tile, px []float32) // RGBA apart; the length is a multiple of four
	joinA  func(px []float32, t *tile)
	table  func(t *table, r, g, b []float32)
	curve  func(c *ramp, v []float32)
	line   func(l line, v []float32)
	matrix func(m *matrix, r, g, b []float32)
	grade  func(c *grade, r, g, b []float32)
}

// plain is the arithmetic in Go: the reference, and what runs where there are no vectors.
var plain = engine{
	name:  "plain Go",
	split: split, join: join, splitA: splitA, joinA: joinA,
	table: tetrahedral, curve: curve, line: straight, matrix: multiply, grade: correct,
}

// fast is the best engine of this processor.
var fast = &engines()[0]

// Engine names the arithmetic that this processor runs: "AVX-512", "AVX2" or "plain Go".
func Engine() string { return fast.name }
