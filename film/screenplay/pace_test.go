package screenplay_test

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

func TestMeasure(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       screenplay.Measure
	}{
		{"a speech", "MARA\nThe boat is late.\n", screenplay.Measure{Words: 4, Speeches: 1}},
		{"a beat in a speech", "MARA\nThe boat.\n(a beat)\nIs late.\n", screenplay.Measure{Words: 4, Speeches: 1, Pauses: 1}},
		{"a direction that is no pause", "MARA\n(pausing the film)\nHere.\n", screenplay.Measure{Words: 1, Speeches: 1}},
		{"a short line of action", "She turns.\n", screenplay.Measure{Lines: 1, Clauses: 1}},
		{"many things in one line", "She turns. Runs. Falls, and gets up.\n", screenplay.Measure{Lines: 1, Clauses: 4}},
		{"one thing in two lines", "The long road runs beside the river through the birches of the valley.\n", screenplay.Measure{Lines: 2, Clauses: 1}},
		{"silence", "A long silence. Rain.\n", screenplay.Measure{Lines: 1, Clauses: 2, Pauses: 1}},
		{"a montage", "MONTAGE:\n\n- She buys a boat.\n- She sinks it.\n\nShe swims.\n\nEND MONTAGE\n\nShe is dry.\n", screenplay.Measure{Lines: 1, Clauses: 1, Shots: 3}},
		{"Chinese", "MARA\n@约翰今天不来了吗他说\n", screenplay.Measure{Words: 7, Speeches: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := readText(t, "INT. A - DAY\n\n"+tt.text)
			if got := s.Scenes()[0].Measure; got != tt.want {
				t.Errorf("measures %+v; want %+v", got, tt.want)
			}
		})
	}
}

// TestAPageIsAboutAMinute checks the default pace on the demo script: it is the
// rule of thumb that the rates were derived from.
func TestAPageIsAboutAMinute(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "testdata", "demo", "keeping-light.fountain"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := screenplay.Read(f, "keeping-light.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, sc := range s.Scenes() {
		sum += sc.Seconds
	}
	if perPage := float64(sum) / 21.75; perPage < 50 || perPage > 70 { // 21 6/8 pages
		t.Errorf("%.0f seconds a page; want about 60", perPage)
	}
}

// timed makes scenes as a pace plays them, with noise of a tenth and one scene in
// twelve half cut.
func timed(seed uint64, n int, p screenplay.Pace) []screenplay.Actual {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []screenplay.Actual
	for i := range n {
		m := screenplay.Measure{Words: r.IntN(260), Lines: 1 + r.IntN(30), Pauses: r.IntN(4)}
		m.Speeches, m.Clauses = m.Words/(6+r.IntN(20)), m.Lines*(1+r.IntN(3))
		if i%9 == 0 {
			m.Shots = r.IntN(12)
		}
		seconds := p.Time(m) * (1 + 0.1*r.NormFloat64())
		if i%12 == 5 {
			seconds /= 2
		}
		out = append(out, screenplay.Actual{Measure: m, Seconds: max(seconds, 1)})
	}
	return out
}

func TestCalibrateRecoversAPaceFromNoisyTimes(t *testing.T) {
	slow := screenplay.Pace{WordsPerSecond: 2.1, SecondsPerSpeech: 0.8, SecondsPerActionLine: 2.6, SecondsPerClause: 0.7, SecondsPerPause: 3, SecondsPerShot: 4, SecondsPerScene: 2}
	for seed := range uint64(5) {
		fit, err := screenplay.Calibrate(screenplay.DefaultPace(), timed(seed, 150, slow))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(fit.Pace.WordsPerSecond-2.1) > 0.2 || fit.After > fit.Before*0.6 {
			t.Errorf("seed %d: %+v; want 2.1 words a second and little of the error", seed, fit)
		}
		// Scenes it has not seen, without noise: the whole is what schedules need.
		var got, want float64
		for _, a := range timed(seed+100, 60, slow) {
			got += fit.Pace.Time(a.Measure)
			want += slow.Time(a.Measure)
		}
		if math.Abs(got/want-1) > 0.05 {
			t.Errorf("seed %d: %.0f seconds of new scenes; they run %.0f", seed, got, want)
		}
	}
}

func TestAFewTimedScenesMoveThePaceLittle(t *testing.T) {
	p := screenplay.DefaultPace()
	m := screenplay.Measure{Words: 100, Speeches: 8}
	one := screenplay.Actual{Measure: m, Seconds: p.Time(m) * 1.1}
	fit, err := screenplay.Calibrate(p, []screenplay.Actual{one, one, one})
	if err != nil {
		t.Fatal(err)
	}
	if fit.Pace.SecondsPerActionLine != p.SecondsPerActionLine {
		t.Errorf("scenes without action changed the action: %+v", fit.Pace)
	}
	if fit.After >= fit.Before || fit.Pace.WordsPerSecond > p.WordsPerSecond {
		t.Errorf("the fit is no better: %+v", fit)
	}
}

func TestCalibrateRefuses(t *testing.T) {
	a := screenplay.Actual{Measure: screenplay.Measure{Words: 10}, Seconds: 5}
	for name, list := range map[string][]screenplay.Actual{
		"too few": {a, a}, "no time": {a, a, {Measure: a.Measure}}, "not a number": {a, a, {Measure: a.Measure, Seconds: math.NaN()}},
	} {
		if _, err := screenplay.Calibrate(screenplay.DefaultPace(), list); err == nil || !strings.Contains(err.Error(), "want") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := screenplay.Calibrate(screenplay.Pace{}, []screenplay.Actual{a, a, a}); err == nil {
		t.Error("a pace of nothing was taken")
	}
}
