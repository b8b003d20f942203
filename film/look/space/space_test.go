package space_test

import (
	"math"
	"testing"

	"backlot/film/look"
	"backlot/film/look/space"
)

func find(t testing.TB, name string) space.Space {
	t.Helper()
	s, err := space.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestGreyAsPublished: where the makers say that an 18 % grey card lies, as a 10-bit code.
func TestGreyAsPublished(t *testing.T) {
	for _, tt := range []struct {
		space string
		want  float64
		why   string
	}{
		{"acescct", 0.4135884, "S-2016-001, appendix"},
		{"logc3", 400.0 / 1023, "Log C: 18 % grey at 400"},
		{"logc4", 0.2783958, "LogC4: 0.18 at 27.8 %"},
		{"slog3", 420.0 / 1023, "S-Log3: 18 % grey at 420"},
		{"vlog", 433.0 / 1023, "V-Log: 18 % grey at 433"},
		{"clog2", 0.3982547, "Canon Log 2: 39.8 %"},
		{"clog3", 0.3433894, "Canon Log 3: 34.3 %"},
		{"log3g10", 1.0 / 3, "Log3G10: grey at a third"},
		{"bmd5", 0.3835617, "Film Gen 5: 38.4 %"},
	} {
		got := find(t, tt.space).FromLight().At([3]float32{0.18, 0.18, 0.18})
		if math.Abs(float64(got[1])-tt.want) > 0.0005 {
			t.Errorf("%s: 18 %% grey at %.4f; want %.4f (%s)", tt.space, got[1], tt.want, tt.why)
		}
	}
}

// TestBlackAndWhiteAsPublished: further points from the makers' tables.
func TestBlackAndWhiteAsPublished(t *testing.T) {
	for _, tt := range []struct {
		space       string
		light, want float64
	}{
		{"slog3", 0, 95.0 / 1023}, {"slog3", 0.9, 598.0 / 1023},
		{"vlog", 0, 128.0 / 1023}, {"vlog", 0.9, 602.0 / 1023},
		{"logc3", 0, 0.092809}, {"logc4", 0, 95.0 / 1023}, {"logc4", 469.8, 1},
		{"log3g10", 184.322, 1}, {"log3g10", -0.01, 0},
		{"clog2", 0, 95.0 / 1023}, {"clog3", 0, 128.0 / 1023},
		{"acescct", 0, 0.0729055}, {"bmd5", 0, 0.0924657},
	} {
		v := float32(tt.light)
		got := find(t, tt.space).FromLight().At([3]float32{v, v, v})
		if math.Abs(float64(got[0])-tt.want) > 0.001 {
			t.Errorf("%s: light %g at %.4f; want %.4f", tt.space, tt.light, got[0], tt.want)
		}
	}
}

// TestMatricesAsPublished: ARRI's and Sony's matrices to ACES, and the Academy's between its own spaces and Rec.709.
func TestMatricesAsPublished(t *testing.T) {
	for _, tt := range []struct {
		name  string
		chain *look.Chain
		want  [3][3]float64
	}{
		{"AWG3 to ACES", light(t, "logc3", "aces"), [3][3]float64{{0.680206, 0.236137, 0.083658}, {0.085415, 1.017471, -0.102886}, {0.002057, -0.062563, 1.060506}}},
		{"S-Gamut3.Cine to ACES", light(t, "slog3-cine", "aces"), [3][3]float64{{0.6387886672, 0.2723514337, 0.0888598991}, {-0.0039159060, 1.0880732309, -0.0841573249}, {-0.0299072021, -0.0264325799, 1.0563397820}}},
		{"ACES to ACEScg", light(t, "aces", "acescg"), [3][3]float64{{1.4514393161, -0.2365107469, -0.2149285693}, {-0.0765537734, 1.1762296998, -0.0996759264}, {0.0083161484, -0.0060324498, 0.9977163014}}},
		{"ACEScg to Rec.709", light(t, "acescg", "rec709"), [3][3]float64{{1.70505, -0.62179, -0.08326}, {-0.13026, 1.14080, -0.01055}, {-0.02400, -0.12897, 1.15297}}},
	} {
		for k := range 3 {
			var in [3]float32
			in[k] = 1
			got := tt.chain.At(in)
			for i := range 3 {
				if math.Abs(float64(got[i])-tt.want[i][k]) > 2e-4 {
					t.Errorf("%s: row %d column %d is %.6f; want %.6f", tt.name, i+1, k+1, got[i], tt.want[i][k])
				}
			}
		}
	}
}

// light is the conversion between the lights of two spaces, without their curves.
func light(t testing.TB, from, to string) *look.Chain {
	a, b := find(t, from), find(t, to)
	return look.Join("", a.FromLight(), space.Convert(a, b), b.ToLight())
}

// TestThereAndBack: light from far below black to far above white survives every space, and grey stays grey between all of them.
func TestThereAndBack(t *testing.T) {
	for _, s := range space.All() {
		for _, v := range []float32{-0.02, -0.005, 0, 0.001, 0.0078, 0.0106, 0.0126, 0.18, 0.9, 1, 8, 40} {
			in := [3]float32{v, v * 0.5, v * 2}
			got := look.Join("", s.FromLight(), s.ToLight()).At(in)
			for k := range 3 {
				if math.Abs(float64(got[k]-in[k])) > 2e-5+2e-4*math.Abs(float64(in[k])) {
					t.Errorf("%s: light %v comes back as %v", s.Name, in, got)
					break
				}
			}
		}
		for _, to := range space.All() {
			grey := look.Join("", s.FromLight(), space.Convert(s, to), to.ToLight()).At([3]float32{0.18, 0.18, 0.18})
			for k := range 3 {
				if math.Abs(float64(grey[k])-0.18) > 1e-4 {
					t.Errorf("%s to %s: grey becomes %v", s.Name, to.Name, grey)
				}
			}
		}
	}
}

// TestRender: every camera shows a grey card at a tenth of the screen's white, stays in the screen, and never folds.
func TestRender(t *testing.T) {
	screen := find(t, "rec709")
	for _, s := range space.All() {
		if s.Display {
			if _, err := space.Render(s, screen); err == nil {
				t.Errorf("%s, a screen, is rendered again", s.Name)
			}
			continue
		}
		c, err := space.Render(s, screen)
		if err != nil {
			t.Fatal(err)
		}
		all := look.Join("", s.FromLight(), c)
		want := math.Pow(0.1, 1/2.4)
		if got := all.At([3]float32{0.18, 0.18, 0.18}); math.Abs(float64(got[1])-want) > 1e-3 {
			t.Errorf("%s: grey shows at %v; want %.4f", s.Name, got, want)
		}
		last := float32(-1)
		for v := float32(0.0001); v < 60; v *= 1.3 {
			got := all.At([3]float32{v, v, v})[1]
			if !(got >= last && got >= 0 && got <= 1.0001) {
				t.Errorf("%s: light %g shows at %g after %g", s.Name, v, got, last)
			}
			last = got
		}
	}
	if _, err := space.Render(find(t, "logc4"), find(t, "acescct")); err == nil {
		t.Error("rendered for ACEScct, which is no screen")
	}
}

func TestFindSaysWhatThereIs(t *testing.T) {
	if _, err := space.Find("LogC4"); err != nil {
		t.Error(err)
	}
	if _, err := space.Find("logc5"); err == nil {
		t.Error("no error for a space that does not exist")
	}
}
