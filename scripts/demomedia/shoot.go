package main

import (
	"fmt"

	"backlot/film/rate"
	"backlot/film/timecode"
)

// setupRow is a camera position as the script supervisor logged it.
type setupRow struct {
	slate, scene, at, description, kind string
	cameras                             string // letters
	focal                               [2]int // millimetres, camera A and B
	height, tilt                        int    // millimetres, tenths of a degree
	lines                               []line
	takes                               []takeRow
}

// takeRow is a line of the log; from and to say which of the setup's lines were spoken.
type takeRow struct {
	status, reason string
	circled        bool
	note           string
	from, to       int
}

var (
	daysShot = []dayEntry{{6, "2027-03-01", "Main unit, Norway"}, {7, "2027-03-02", "Main unit, Norway"}}
	scenes   = []scene{
		{"4", 6, "INT. LIGHTHOUSE - KITCHEN - DAY"},
		{"23", 6, "INT. LIGHTHOUSE - KITCHEN - MORNING"},
		{"11", 7, "INT. LIGHTHOUSE - KITCHEN - NIGHT"},
	}
)

// setupRows is the log of both days: 14 setups, 40 takes.
var setupRows = []setupRow{
	{"4", "4", "09:12:00", "Wide, kitchen, all three bowls", "scene", "AB", [2]int{24, 50}, 1450, -40,
		[]line{{Character: "RADIO VOICE", Text: "Visibility poor."}, {Character: "SOLVEIG", Text: "The L leans."}, {Character: "ADA", Text: "Father's leaned when he was tired."}, {Character: "SOLVEIG", Text: "Then he is tired today."}},
		[]takeRow{{"false_start", "technical", false, "Reset: radio not running.", 0, 1}, {"good", "", false, "Soup steams too much.", 0, 4}, {"print", "", true, "", 0, 4}}},
	{"4A", "4", "09:58:00", "MCU Ada, over Solveig's shoulder", "scene", "AB", [2]int{65, 85}, 1050, 0,
		[]line{{Character: "SOLVEIG", Text: "The L leans."}, {Character: "ADA", Text: "Father's leaned when he was tired."}, {Character: "SOLVEIG", Text: "Then he is tired today."}},
		[]takeRow{{"no_good", "laugh", false, "Ada laughs at the dog.", 0, 2}, {"good", "", false, "", 0, 3}, {"print", "", true, "The tongue between the teeth.", 0, 3}, {"hold", "", false, "Slower, for safety.", 0, 3}}},
	{"4B", "4", "10:41:00", "MCU Solveig, at the stove", "scene", "AB", [2]int{65, 100}, 1500, 20,
		[]line{{Character: "SOLVEIG", Text: "The L leans."}, {Character: "ADA", Text: "Father's leaned when he was tired."}, {Character: "SOLVEIG", Text: "Then he is tired today."}},
		[]takeRow{{"no_good", "line", false, "Says: he must be tired.", 0, 2}, {"good", "", false, "", 0, 3}, {"print", "", true, "The turn to the stove is the one.", 0, 3}}},
	{"4C", "4", "11:20:00", "Insert, logbook, the signature", "insert", "A", [2]int{100, 0}, 1100, -450, nil,
		[]takeRow{{"no_good", "focus", false, "Soft on the pen.", 0, 0}, {"print", "", true, "", 0, 0}}},
	{"4D", "4", "11:47:00", "Low, Bris takes the soup", "scene", "AB", [2]int{35, 75}, 450, 30,
		[]line{{Character: "ADA", Text: "Bris! That was Father's!"}},
		[]takeRow{{"no_good", "animal", false, "Dog eats the spoon.", 0, 1}, {"no_good", "animal", false, "Dog asleep.", 0, 1}, {"print", "", true, "One paw, then the other.", 0, 1}}},
	{"23", "23", "13:40:00", "Wide, four places at the table", "scene", "AB", [2]int{28, 50}, 1400, -20,
		[]line{{Character: "KROGH", Text: "Your father has a leaning L, Ada."}, {Character: "ADA", Text: "When he's tired."}, {Character: "KROGH", Text: "He's been tired since the nineteenth of October."}},
		[]takeRow{{"no_good", "noise", false, "Ferry horn.", 0, 2}, {"print", "", true, "", 0, 3}}},
	{"23A", "23", "14:26:00", "MCU Krogh, egg and magnifying glass", "scene", "AB", [2]int{65, 85}, 1250, 0,
		[]line{{Character: "KROGH", Text: "Your father has a leaning L, Ada."}, {Character: "KROGH", Text: "He's been tired since the nineteenth of October."}, {Character: "KROGH", Text: "It isn't a cruel rule. It is only a rule."}, {Character: "KROGH", Text: "I beg your pardon?"}},
		[]takeRow{{"no_good", "prop", false, "Egg cracks at once.", 0, 1}, {"good", "", false, "", 0, 3}, {"no_good", "line", false, "Skips the rule.", 1, 2}, {"print", "", true, "He does not blink.", 1, 4}}},
	{"23B", "23", "15:09:00", "CU Ada, hands flat", "scene", "AB", [2]int{85, 100}, 1050, 0,
		[]line{{Character: "ADA", Text: "When he's tired."}, {Character: "ADA", Text: "It was kept, though."}, {Character: "ADA", Text: "A hundred and thirty-one nights. You can ask anyone who didn't drown."}},
		[]takeRow{{"good", "", false, "", 0, 2}, {"no_good", "performance", false, "Too fast.", 1, 3}, {"print", "", true, "Quiet. This is the scene.", 1, 3}}},
	{"23C", "23", "15:52:00", "MS Solveig in the doorway, window behind", "scene", "AB", [2]int{50, 65}, 1550, 0,
		[]line{{Character: "SOLVEIG", Text: "You can dismiss me when it's over. The whole Isaksen fleet is out at the Bank."}},
		[]takeRow{{"no_good", "light", false, "Window not brown yet.", 0, 1}, {"print", "", true, "", 0, 1}}},
	{"23D", "23", "16:30:00", "Insert, the egg", "insert", "A", [2]int{100, 0}, 1150, -300, nil,
		[]takeRow{{"good", "", false, "", 0, 0}, {"print", "", true, "It cracks on the third tap.", 0, 0}}},
	{"11", "11", "09:20:00", "Wide, table, good candles", "scene", "AB", [2]int{28, 50}, 1350, -20,
		[]line{{Character: "IVO", Text: "This I have said already."}, {Character: "IVO", Text: "Far. Is distance, no?"}, {Character: "SOLVEIG", Text: "She means father."}},
		[]takeRow{{"false_start", "technical", false, "B camera not at speed.", 0, 1}, {"good", "", false, "", 0, 3}, {"print", "", true, "", 0, 3}}},
	{"11A", "11", "10:14:00", "MCU Ivo, bandaged hands", "scene", "AB", [2]int{65, 85}, 1200, 0,
		[]line{{Character: "IVO", Text: "Far. Is distance, no?"}, {Character: "IVO", Text: "When a clock stops, people say: it is dead. He says no, no. It is waiting."}, {Character: "IVO", Text: "It is rowing."}},
		[]takeRow{{"no_good", "laugh", false, "The screws roll off.", 0, 1}, {"good", "", false, "", 1, 2}, {"no_good", "sound", false, "Bandage rubs the radio mike.", 1, 2}, {"print", "", true, "", 1, 3}}},
	{"11B", "11", "11:03:00", "MCU Ada and Solveig, two shot", "scene", "AB", [2]int{50, 75}, 1150, 0,
		[]line{{Character: "SOLVEIG", Text: "She means father."}, {Character: "ADA", Text: "It's broken."}, {Character: "IVO", Text: "It is rowing."}},
		[]takeRow{{"good", "", false, "", 0, 3}, {"no_good", "camera", false, "Bump on the dolly.", 1, 3}, {"print", "", true, "She looks up very sharply.", 0, 3}}},
	{"11C", "11", "11:48:00", "Insert, music box, nine screws", "insert", "A", [2]int{100, 0}, 1150, -500, nil,
		[]takeRow{{"no_good", "prop", false, "Eight screws.", 0, 0}, {"print", "", true, "", 0, 0}}},
}

const (
	width, height = 640, 360
	sampleRate    = 48000
	perFrame      = 2002 // samples in a frame of 24000/1001
	clapFrame     = 16   // after camera A begins
	firstLine     = 29   // frame on which the first line begins
)

var base = timecode.Base{Rate: rate.R23976}

// places are the rolls of a scene: one card for each camera and day, a new A card after lunch.
func rolls(r setupRow) (cards [2]string, tape string, day int) {
	switch r.scene {
	case "4":
		return [2]string{"A001", "B001"}, "S001", 6
	case "23":
		return [2]string{"A002", "B001"}, "S001", 6
	default:
		return [2]string{"A003", "B002"}, "S002", 7
	}
}

// plan says what was shot, in shooting order, but for the lengths, which depend on how long the lines take to say.
func plan(speak func(line, int) voice) (*manifest, map[*take][]voice, error) {
	m := &manifest{Format: "backlot-demo-media/1", Production: "THE KEEPING LIGHT", Rate: "24000/1001", Width: width, Height: height, Days: daysShot, Scenes: scenes}
	spoken := map[*take][]voice{}
	count := map[string]int{} // clips on each card
	for i, r := range setupRows {
		cards, tape, day := rolls(r)
		s := setup{r.slate, r.scene, day, r.description, r.kind, nil, r.lines}
		for _, c := range r.cameras {
			s.Cameras = append(s.Cameras, string(c))
		}
		m.Setups = append(m.Setups, s)
		at, err := base.Parse(r.at + ":00")
		if err != nil {
			return nil, nil, err
		}
		for n, tr := range r.takes {
			t := &take{Slate: r.slate, Scene: r.scene, Day: day, Number: n + 1, Status: tr.status, NGReason: tr.reason, Circled: tr.circled,
				Complete: tr.circled, Note: tr.note, StartFrame: at + int64(n)*4321 + int64(7*i+3*n)%24, Clips: []string{}}
			frame := firstLine
			for _, l := range r.lines[tr.from:tr.to] {
				v := speak(l, n)
				l.AtFrame, l.Frames = frame, (len(v.samples)+perFrame-1)/perFrame
				t.Lines = append(t.Lines, l)
				spoken[t] = append(spoken[t], v)
				frame += l.Frames + 7
			}
			t.Frames = max(frame+12, 96+5*n)
			t.Timecode = base.Format(t.StartFrame)
			m.Takes = append(m.Takes, t)
			m.clips(r, t, cards, day, count)
			if r.kind == "scene" {
				m.sound(r, t, tape, i, n)
			}
		}
	}
	return m, spoken, nil
}

// clips adds what the cameras recorded of a take. Camera B starts a few frames late and stops a few frames late.
func (m *manifest) clips(r setupRow, t *take, cards [2]string, day int, count map[string]int) {
	for c := range r.cameras {
		card := cards[c]
		if count[card]++; count[card] == 1 {
			m.Rolls = append(m.Rolls, roll{card, "camera", card[:1], day, card})
		}
		late := int64(c * (2 + t.Number))
		name := fmt.Sprintf("%sC%03d_%s_R%s", card, count[card], map[int]string{6: "270301", 7: "270302"}[day], [2]string{"2KL", "7QD"}[c])
		k := &clip{
			Name: name, Path: card + "/CLIPS/" + name + ".mov", Roll: card, Camera: card[:1], Slate: t.Slate, Take: t.Number,
			StartFrame: t.StartFrame + late, Frames: t.Frames, ClapFrame: clapFrame - int(late), Timecode: base.Format(t.StartFrame + late),
			Lens: fmt.Sprintf("Signature Prime %d mm", r.focal[c]), FocalTenthMM: 10 * r.focal[c], TStopHundredths: [2]int{280, 400}[c],
			ISO: 800, WhiteBalanceK: map[string]int{"4": 4300, "23": 5000, "11": 3200}[r.scene], ShutterTenthDeg: 1728, HeightMM: r.height, TiltTenthDeg: r.tilt,
		}
		if r.scene == "11" {
			k.Filters = "Black Pro-Mist 1/8"
		}
		m.Clips, t.Clips = append(m.Clips, k), append(t.Clips, name)
	}
}

// sound adds what the recorder wrote of a take: it rolls before the camera does, and not on a frame.
func (m *manifest) sound(r setupRow, t *take, tape string, i, n int) {
	if len(m.Sounds) == 0 || m.Sounds[len(m.Sounds)-1].Roll != tape {
		m.Rolls = append(m.Rolls, roll{tape, "sound", "", t.Day, tape})
	}
	name := fmt.Sprintf("%s-T%02d.WAV", t.Slate, t.Number)
	pre := int64(80000 + 1777*(i+3*n))
	s := &sound{Name: name, Path: tape + "/" + name, Roll: tape, Slate: t.Slate, Take: t.Number, SampleRate: sampleRate,
		StartSample: t.StartFrame*perFrame - pre, Samples: pre + int64(t.Frames)*perFrame + 24000, Tracks: []string{"Mix", "Boom"}, ClapSample: pre + clapFrame*perFrame}
	seen := map[string]bool{}
	for _, l := range r.lines {
		if !seen[l.Character] {
			seen[l.Character] = true
			s.Tracks = append(s.Tracks, l.Character)
		}
	}
	s.Timecode = base.Format(s.StartSample / perFrame)
	m.Sounds, t.Sounds = append(m.Sounds, s), append(t.Sounds, name)
}
