package light

import (
	"math"
	"time"
)

func rad(d float64) float64 { return d * math.Pi / 180 }
func deg(r float64) float64 { return r * 180 / math.Pi }
func sin(d float64) float64 { return math.Sin(rad(d)) }
func cos(d float64) float64 { return math.Cos(rad(d)) }

// j2000 is the epoch 2000-01-01 12:00 UTC; the minute between UTC and terrestrial time is far below
// the accuracy of the rest.
var j2000 = time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)

// sun returns the declination in degrees and the equation of time in minutes (NOAA solar
// calculation details; Meeus chapters 25 and 28).
func sun(t time.Time) (declination, equation float64) {
	c := float64(t.Unix()-j2000.Unix()) / 86400 / 36525 // Julian centuries
	long := math.Mod(280.46646+c*(36000.76983+c*0.0003032), 360)
	anomaly := 357.52911 + c*(35999.05029-0.0001537*c)
	ecc := 0.016708634 - c*(0.000042037+0.0000001267*c)
	centre := sin(anomaly)*(1.914602-c*(0.004817+0.000014*c)) +
		sin(2*anomaly)*(0.019993-0.000101*c) + sin(3*anomaly)*0.000289
	node := 125.04 - 1934.136*c
	apparent := long + centre - 0.00569 - 0.00478*sin(node)
	tilt := 23 + (26+(21.448-c*(46.815+c*(0.00059-c*0.001813)))/60)/60 + 0.00256*cos(node)
	declination = deg(math.Asin(sin(tilt) * sin(apparent)))

	y := math.Pow(math.Tan(rad(tilt/2)), 2)
	equation = 4 * deg(y*sin(2*long)-2*ecc*sin(anomaly)+4*ecc*y*sin(anomaly)*cos(2*long)-
		0.5*y*y*sin(4*long)-1.25*ecc*ecc*sin(2*anomaly))
	return declination, equation
}

// Moon is how the moon looks, which matters to a night exterior.
type Moon struct {
	Lit   float64 `json:"lit"`   // part of the disc in light, 0 to 1
	Phase string  `json:"phase"` // such as "waxing gibbous"
}

var phases = [...]string{
	"new moon", "waxing crescent", "first quarter", "waxing gibbous",
	"full moon", "waning gibbous", "last quarter", "waning crescent",
}

// MoonAt returns the look of the moon at an instant, to about one hundredth of the disc
// (Meeus, Astronomical Algorithms, chapter 48, low accuracy). In Day it is that of clock noon.
func MoonAt(t time.Time) Moon {
	c := float64(t.Unix()-j2000.Unix()) / 86400 / 36525
	elongation := math.Mod(297.8501921+c*445267.1114034, 360)
	sunAnomaly := 357.5291092 + c*35999.0502909
	anomaly := 134.9633964 + c*477198.8675055
	angle := 180 - elongation - 6.289*sin(anomaly) + 2.1*sin(sunAnomaly) -
		1.274*sin(2*elongation-anomaly) - 0.658*sin(2*elongation) - 0.214*sin(2*anomaly) - 0.11*sin(elongation)
	elapsed := math.Mod(180-angle+720, 360) // elongation with the main disturbances
	return Moon{
		Lit:   math.Round((1+cos(angle))/2*1000) / 1000,
		Phase: phases[int(math.Mod(elapsed+22.5, 360)/45)],
	}
}
