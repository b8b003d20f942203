package info

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"backlot/film/screenplay"
)

// timed is one scene with its real running time.
type timed struct {
	Scene   string  `json:"scene"` // number; of a script without numbers, counted from 1
	Seconds float64 `json:"seconds"`
}

// Pace reads a pace file: {"pace": {...}} with rates in place of the default ones,
// {"actuals": [{"scene": "12", "seconds": 74}, ...]} with running times to learn
// from, or both. The fit is nil without running times. An unknown field, a scene
// the script does not have and a rate that is not above zero are errors.
func Pace(data []byte, scenes []screenplay.Scene) (screenplay.Pace, *screenplay.Fit, error) {
	pace := screenplay.DefaultPace()
	file := struct {
		Pace    *screenplay.Pace `json:"pace"`
		Actuals []timed          `json:"actuals"`
	}{Pace: &pace}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return pace, nil, fmt.Errorf("pace file: %w; want {\"pace\": {...}}, {\"actuals\": [{\"scene\": \"12\", \"seconds\": 74}]} or both", err)
	}
	for name, rate := range map[string]float64{"words_per_second": pace.WordsPerSecond, "seconds_per_speech": pace.SecondsPerSpeech, "seconds_per_action_line": pace.SecondsPerActionLine,
		"seconds_per_clause": pace.SecondsPerClause, "seconds_per_pause": pace.SecondsPerPause, "seconds_per_shot": pace.SecondsPerShot, "seconds_per_scene": pace.SecondsPerScene} {
		if !(rate > 0) || math.IsInf(rate, 0) {
			return pace, nil, fmt.Errorf("pace file: %s is %v; want more than 0", name, rate)
		}
	}
	if len(file.Actuals) == 0 {
		return pace, nil, nil
	}
	byNumber := map[string]int{}
	for i, sc := range scenes {
		number := sc.Number
		if number == "" {
			number = fmt.Sprint(sc.Ordinal)
		}
		byNumber[number] = i
	}
	var actuals []screenplay.Actual
	for _, a := range file.Actuals {
		i, ok := byNumber[a.Scene]
		if !ok {
			return pace, nil, fmt.Errorf("pace file: actual of scene %q: the script has no such scene", a.Scene)
		}
		actuals = append(actuals, screenplay.Actual{Measure: scenes[i].Measure, Seconds: a.Seconds})
	}
	fit, err := screenplay.Calibrate(pace, actuals)
	if err != nil {
		return pace, nil, err
	}
	return fit.Pace, &fit, nil
}
