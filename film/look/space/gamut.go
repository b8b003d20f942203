package space

import "backlot/film/look"

// gamut is a set of primaries with their white, as CIE 1931 xy, and the way its maker adapts the white to that of ACES.
type gamut struct {
	name                    string
	red, green, blue, white [2]float64
	adapt                   mat
}

type mat [3][3]float64

// The whites: D65 as in ITU-R BT.709, and that of ACES (Academy TB-2018-001).
var (
	d65  = [2]float64{0.3127, 0.3290}
	aces = [2]float64{0.32168, 0.33767}
)

// The cone responses by which whites are adapted. Bradford is what ACES uses for displays (ICC.1:2010 annex E); CAT02 is
// what ARRI, Sony and Canon use in their ACES input transforms (CIE 159:2004).
var (
	bradford = mat{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	cat02    = mat{{0.7328, 0.4296, -0.1624}, {-0.7036, 1.6975, 0.0061}, {0.0030, 0.0136, 0.9834}}
)

var (
	ap0      = gamut{"AP0", [2]float64{0.7347, 0.2653}, [2]float64{0, 1}, [2]float64{0.0001, -0.0770}, aces, bradford}
	ap1      = gamut{"AP1", [2]float64{0.713, 0.293}, [2]float64{0.165, 0.830}, [2]float64{0.128, 0.044}, aces, bradford}
	awg3     = gamut{"ARRI Wide Gamut 3", [2]float64{0.6840, 0.3130}, [2]float64{0.2210, 0.8480}, [2]float64{0.0861, -0.1020}, d65, cat02}
	awg4     = gamut{"ARRI Wide Gamut 4", [2]float64{0.7347, 0.2653}, [2]float64{0.1424, 0.8576}, [2]float64{0.0991, -0.0308}, d65, cat02}
	sgamut3  = gamut{"S-Gamut3", [2]float64{0.730, 0.280}, [2]float64{0.140, 0.855}, [2]float64{0.100, -0.050}, d65, cat02}
	sgamut3c = gamut{"S-Gamut3.Cine", [2]float64{0.766, 0.275}, [2]float64{0.225, 0.800}, [2]float64{0.089, -0.087}, d65, cat02}
	vgamut   = gamut{"V-Gamut", [2]float64{0.730, 0.280}, [2]float64{0.165, 0.840}, [2]float64{0.100, -0.030}, d65, cat02}
	cgamut   = gamut{"Cinema Gamut", [2]float64{0.740, 0.270}, [2]float64{0.170, 1.140}, [2]float64{0.080, -0.100}, d65, cat02}
	rwg      = gamut{"REDWideGamutRGB", [2]float64{0.780308, 0.304253}, [2]float64{0.121595, 1.493994}, [2]float64{0.095612, -0.084589}, d65, cat02}
	bmd5     = gamut{"Blackmagic Wide Gamut Gen 5", [2]float64{0.7177215, 0.3171181}, [2]float64{0.2280410, 0.8615690}, [2]float64{0.1005841, -0.0820452}, [2]float64{0.3127170, 0.3290312}, cat02}
	rec709   = gamut{"Rec.709", [2]float64{0.640, 0.330}, [2]float64{0.300, 0.600}, [2]float64{0.150, 0.060}, d65, bradford}
	rec2020  = gamut{"Rec.2020", [2]float64{0.708, 0.292}, [2]float64{0.170, 0.797}, [2]float64{0.131, 0.046}, d65, bradford}
	p3d65    = gamut{"P3-D65", [2]float64{0.680, 0.320}, [2]float64{0.265, 0.690}, [2]float64{0.150, 0.060}, d65, bradford}
)

// between is the matrix from the light of one gamut to that of another, through the white of ACES.
func between(from, to gamut) [3][3]float64 {
	return product(inverted(to.toACES()), from.toACES())
}

// toACES is the matrix to XYZ under the white of ACES.
func (g gamut) toACES() mat {
	if g.white == aces {
		return g.toXYZ()
	}
	from, to := apply(g.adapt, xyz(g.white)), apply(g.adapt, xyz(aces))
	var scale mat
	for i := range 3 {
		scale[i][i] = to[i] / from[i]
	}
	return product(inverted(g.adapt), product(scale, product(g.adapt, g.toXYZ())))
}

// toXYZ is the normalised primary matrix. Source: SMPTE RP 177.
func (g gamut) toXYZ() mat {
	var p mat
	for k, c := range [3][2]float64{g.red, g.green, g.blue} {
		v := xyz(c)
		for i := range 3 {
			p[i][k] = v[i]
		}
	}
	weight := apply(inverted(p), xyz(g.white))
	for i := range 3 {
		for k := range 3 {
			p[i][k] *= weight[k]
		}
	}
	return p
}

// xyz is a chromaticity at luminance 1.
func xyz(c [2]float64) [3]float64 { return [3]float64{c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]} }

func apply(m mat, v [3]float64) (out [3]float64) {
	for i := range 3 {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

func product(a, b mat) (out mat) {
	for i := range 3 {
		for k := range 3 {
			out[i][k] = a[i][0]*b[0][k] + a[i][1]*b[1][k] + a[i][2]*b[2][k]
		}
	}
	return out
}

// inverted is for matrices of primaries and cones, which all have an inverse.
func inverted(m mat) mat {
	return inverse(&look.Matrix{M: m}).(*look.Matrix).M
}
