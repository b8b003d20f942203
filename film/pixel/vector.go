//go:build goexperiment.simd && amd64

package pixel

import "simd/archsimd"

// engines is what this processor can run, best first. AVX-512 replaces only what gains by it: loads, curves and sums in
// float64 are as quick with AVX2.
func engines() []engine {
	all := []engine{plain}
	if !archsimd.X86.AVX2() || !archsimd.X86.FMA() {
		return all
	}
	avx2 := engine{
		name:  "AVX2",
		split: split8, join: join8, splitA: splitA4, joinA: joinA4,
		table: table8, curve: curve8, line: line4, matrix: matrix4, grade: grade8,
	}
	all = append([]engine{avx2}, all...)
	if !archsimd.X86.AVX512() {
		return all
	}
	avx512 := avx2
	avx512.name, avx512.split, avx512.join, avx512.table, avx512.grade = "AVX-512", split16, join16, table16, grade16
	return append([]engine{avx512}, all...)
}

// Of the vectors of archsimd, Max and Min may exchange their operands, and then give the other one where one is not a
// number. So NaN is always taken out by a comparison.

// Every kernel ends with ClearAVXUpperBits: what Go computes with scalars afterwards would otherwise wait for the upper
// halves of the registers.

// at4, at8 and at16 are where a vector of float32 begins; the slice must reach to its end.
func at4(v []float32, i int) *[4]float32   { return (*[4]float32)(v[i:]) }
func at8(v []float32, i int) *[8]float32   { return (*[8]float32)(v[i:]) }
func at16(v []float32, i int) *[16]float32 { return (*[16]float32)(v[i:]) }
