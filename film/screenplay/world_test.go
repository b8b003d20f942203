package screenplay_test

import (
	"bytes"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

// kinds is the script as "type text" lines.
func kinds(t *testing.T, raw string) (string, *screenplay.Script) {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(raw), "x.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range s.Blocks {
		out = append(out, string(s.Blocks[i].Type)+" "+s.Blocks[i].Text)
	}
	return strings.Join(out, "\n"), s
}

// TestScriptsWithoutCapitals reads scripts whose writing has no capital letters:
// headings and cues forced and not.
func TestScriptsWithoutCapitals(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"Arabic": {"Title: المنارة\n\n.داخلي. المطبخ - نهار #1#\n\nتملأ مارا إبريقا أحمر بالماء البارد.\n\n@مارا\nهل تريد شايا؟\n\nتوم\n(بهدوء)\nلا.\n",
			"title_page المنارة\nscene_heading داخلي. المطبخ - نهار\naction تملأ مارا إبريقا أحمر بالماء البارد.\ncharacter مارا\ndialogue هل تريد شايا؟\ncharacter توم\nparenthetical (بهدوء)\ndialogue لا."},
		"Japanese": {"INT. 台所 - 昼\n\nマーラが赤いやかんに水を入れる。\n\n@マーラ\nお茶は？\n\nトム\n（静かに）\nいらない。\n",
			"scene_heading INT. 台所 - 昼\naction マーラが赤いやかんに水を入れる。\ncharacter マーラ\ndialogue お茶は？\ncharacter トム\nparenthetical （静かに）\ndialogue いらない。"},
		"Hindi": {"INT. रसोई - दिन\n\nमारा लाल केतली में पानी भरती है।\n\n@मारा\nचाय?\n\n> अंत <\n",
			"scene_heading INT. रसोई - दिन\naction मारा लाल केतली में पानी भरती है।\ncharacter मारा\ndialogue चाय?\ncentered अंत"},
	} {
		t.Run(name, func(t *testing.T) {
			got, s := kinds(t, tt.text)
			if got != tt.want {
				t.Errorf("reads\n%s\nwant\n%s", got, tt.want)
			}
			for _, f := range writers {
				if !f.reads {
					continue
				}
				var out bytes.Buffer
				if err := f.write(&out, touch(s)); err != nil {
					t.Fatal(err)
				}
				again, err := screenplay.Read(&out, "again", screenplay.Limits{})
				if err != nil {
					t.Fatal(err)
				}
				if d := diff(skeleton(touch(s)), skeleton(again)); d != "" {
					t.Errorf("through %s: %s", f.name, d)
				}
			}
		})
	}
}

func TestMacRoman(t *testing.T) {
	want := "INT. CAFÉ - DAY\n\n“Déjà vu”, says Zoë. It’s late… Très tard — non?\n"
	mac := strings.NewReplacer("É", "\x83", "“", "\xd2", "”", "\xd3", "é", "\x8e", "à", "\x88", "ë", "\x91", "’", "\xd5", "…", "\xc9", "è", "\x8f", "—", "\xd1").Replace(want)
	for _, ends := range []string{"\n", "\r"} {
		raw := strings.ReplaceAll(mac, "\n", ends)
		got, s := kinds(t, raw)
		if got != "scene_heading INT. CAFÉ - DAY\naction “Déjà vu”, says Zoë. It’s late… Très tard — non?" {
			t.Errorf("reads %s", got)
		}
		if len(s.Findings) != 1 || !strings.Contains(s.Findings[0].Text, "Mac Roman") || s.Findings[0].Place != "x.fountain:1" {
			t.Errorf("findings %v; want one that names Mac Roman and line 1", s.Findings)
		}
	}
}

// TestTheSyntaxPageInDetail holds lines that readers of Fountain get wrong.
func TestTheSyntaxPageInDetail(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a bold heading":                {"**INT. HOUSE - DAY** #2#\n\nX.\n", "scene_heading INT. HOUSE - DAY\naction X."},
		"two dots force nothing":        {"..where he was\n", "action ..where he was"},
		"a dot and a digit":             {".1 THING\n", "scene_heading 1 THING"},
		"INT without dot":               {"int house\n", "scene_heading int house"},
		"a longer word":                 {"INTERNAL THOUGHT\n", "action INTERNAL THOUGHT"},
		"a prefix that is not listed":   {"EXT/INT TENT - DAY\n", "action EXT/INT TENT - DAY"},
		"@ with small letters":          {"@McCLANE\nYippee.\n", "character McCLANE\ndialogue Yippee."},
		"a name of digits":              {"23\nNo.\n", "action 23\nNo."},
		"an extension in small letters": {"HANS (on the radio)\nWhat?\n", "character HANS (on the radio)\ndialogue What?"},
		"two lines of two spaces":       {"DEALER\nTen.\n  \n  \nFour.\n", "character DEALER\ndialogue Ten.\ndialogue Four."},
		"an empty line ends a speech":   {"DEALER\nTen.\n\nFour.\n", "character DEALER\ndialogue Ten.\naction Four."},
		"! over a cue":                  {"!SCANNING THE AISLES\nWhere is he?\n", "action SCANNING THE AISLES\nWhere is he?"},
		"> over a period":               {"> FADE OUT.\n", "transition FADE OUT."},
		"TO: without empty line after":  {"CUT TO:\nBlack.\n", "character CUT TO:\ndialogue Black."},
		"centred in a paragraph":        {"He goes.\n> THE END <\nOr not.\n", "action He goes.\ncentered THE END\naction Or not."},
		"escaped marks":                 {"\\*not italic\\* and \\_plain\\_\n", "action *not italic* and _plain_"},
		"a star between spaces":         {"3 * 4 * 5\n", "action 3 * 4 * 5"},
		"tabs in action":                {"\tX\n", "action     X"},
		"a line of four equals signs":   {"X.\n\n====\n\nY.\n", "action X.\npage_break \naction Y."},
		"a note over a line end":        {"X [[a\nb]] y.\n", "action X  y."},
		"boneyard over headings":        {"X.\n\n/*\nINT. A\n\nINT. B\n*/\n\nY.\n", "action X.\nboneyard INT. A\n\nINT. B\naction Y."},
		"lyrics in a speech":            {"ANNA\n~La la\nHm.\n", "character ANNA\nlyrics La la\ndialogue Hm."},
		"a section right over a cue":    {"## Two\nINT. HOUSE\n", "section Two\nscene_heading INT. HOUSE"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := kinds(t, tt.text); got != tt.want {
				t.Errorf("%q reads\n%s\nwant\n%s", tt.text, got, tt.want)
			}
		})
	}
}

func TestFindingsNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"INT. A\n\nX.\n\nEXT/INT TENT - DAY\n":    "x.fountain:5",
		"INT. A\n\nX.\nINT. B - DAY\n":            "x.fountain:4",
		"INT. A\n\nX [[broken\n\nnote]]\n":        "x.fountain:3",
		"INT. A\n\n/* never shut\n":               "x.fountain:3",
		"Nothing of a script.\n":                  "x.fountain:1",
		"INT. A\r\n\r\nZo\xeb and ca\xf1\xf3n.\n": "x.fountain:3",
	} {
		_, s := kinds(t, text)
		if len(s.Findings) != 1 || s.Findings[0].Place != want {
			t.Errorf("%q: findings %v; want one at %s", text, s.Findings, want)
		}
	}
}
