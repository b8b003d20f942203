package conform

import "strings"

// ruling is what our reader gives where parsers disagree, and the number of the
// ruling in RULINGS.md.
type ruling struct {
	number string
	want   []string
}

// rulings are the disputed cases of the shared data, by file name and element.
var rulings = map[string]ruling{
	"Boneyards.fountain transition":                   {"R9", []string{"CUT TO:"}},
	"Character.fountain character":                    {"R1, R2", []string{"STEEL", "STEEL", "STEEL (CONT'D)", "BOB (TEST EXTENSION)", "MOM (O. S.)", "HAN (O.S.)", "STEEL (V.O.) (CONT'D)", "STEEL (V.O.) (CONT’D)", "3CPO", "C3PO", "3CPO", "DONT", "ME", "BUT (DUAL)", "TEST", "TEST2"}},
	"Cyber_Bob_ep00001.fountain character":            {"R1", []string{"BOB", "DOG", "MARGARET", "BOB", "MARGARET", "BOB", "MARGARET", "CYBER BOB", "CYBER BOSS", "CYBER BOB", "MARGARET", "BOB", "BOB", "BOSS", "DOG", "DOG", "BOB", "DOG", "BOB", "DOG", "BOB", "DOG", "DOG", "BOB", "BOB", "BOB", "BOB", "DOG", "BOB", "DOG", "BOB", "DOG", "BOB", "DOG", "BOB"}},
	"Dialogue.fountain character":                     {"R1, R2", []string{"ADAM", "EVE (O.S.)", "ADAM", "EVE", "EVE (CONT'D)", "ADAM", "EVE", "ADAM", "EVE", "R2D2", "ADAM", "EVE"}},
	"Dialogue.fountain parenthetical":                 {"R4", []string{"(NERVOUS)", "(KISSING HIM)", "(THIS IS A VALID CHARACTER CUE.)", "(FEELING COCKY)"}},
	"ForcedElements.fountain character":               {"R1", []string{"MCDUCK", "SINGER"}},
	"ForcedElements.fountain lyrics":                  {"R7", []string{"THESE ARE THE SONGS", "THAT I SING."}},
	"Lyrics.fountain lyrics":                          {"R7", []string{"THIS A LYRIC", "THIS IS A LYRIC", "AND ANOTHER LYRIC", "WHAT HAPPENS HERE?"}},
	"MultilineAction.fountain character":              {"R1", []string{}},
	"PageBreak.fountain page_break":                   {"R8", []string{"", ""}},
	"SceneHeading.fountain scene_heading":             {"R6", []string{"INT. SCEHE 1 - DAY", "EXT. OLYMPIA CIRCUS - NIGHT", "FORCED HEADER", "INT./EXT. HEADER WITH SCENENUM", "EST BUCKET LIST"}},
	"Simple.fountain scene_heading":                   {"R6", []string{"INT. OFFICE - MORNING", "EXT. HOUSE - DAY", "FORCED SCENE HEADING"}},
	"Transition.fountain centered":                    {"R4", []string{"THIS ISN'T A TRANSITION"}},
	"Transition.fountain parenthetical":               {"R4", []string{"(AND)"}},
	"Transition.fountain transition":                  {"R5", []string{"CUT TO:", "CUT TO:", "GO TO:", "FORCE TRANSITION", "ANOTHER TRANSITION"}},
	"boneyard.fountain transition":                    {"R9", []string{"CUT TO:"}},
	"cyrillic.fountain character":                     {"R3", []string{"МАШA"}},
	"cyrillic.fountain parenthetical":                 {"R3", []string{"(СОЛУТА)"}},
	"dialogue-character-extension.fountain character": {"R1", []string{"HANS (ON THE RADIO)"}},
	"feature.fountain parenthetical":                  {"R10", []string{"(HETHORUV)", "(...)", "(A GUON)", "(ATLAV THE HIJRJI)", "(UD ZIPRB)", "(ASR GIG DUEB)", "(AHHI WIW)", "(TO JORGUW)", "(CRARNUCC)", "(NIFOMFI)", "(A MDIVVIG)", "(TCALUVJ)", "(TFEVJAJP)", "(MWODRARAHT)", "(ASR REO)", "(JBBO SIVOE)", "(A GUON)", "(KCOTRECL)"}},
	"sc.fountain character":                           {"R3", []string{"约翰"}},
	"test.fountain lyrics":                            {"R7", []string{"HAPPY BIRTHDAY TO YOU!"}},
	"title-page.fountain scene_heading":               {"R6", []string{}},
}

// rules are the rulings that decide lists of a type in files without a ruling of
// their own.
var rules = map[string]string{
	"scene_heading": "R6", "character": "R1, R2, R3", "transition": "R5, R9", "parenthetical": "R4, R10, R13", "centered": "R4",
	"lyrics": "R7", "page_break": "R8", "section": "R13", "synopsis": "R13",
}

// goldenRuling names the ruling by which an element is ours and not as a dump has
// it; "" if no ruling says so. The dumps come from a program that departs from
// the syntax page in these places.
func goldenRuling(got, want dumpLine) string {
	switch {
	case got.typ == "CHARACTER" && want.typ == "ACTION" && strings.HasPrefix(want.text, got.text) && got.text != "" && got.text[0] <= '9':
		return "R2"
	case got.typ == "ACTION" && want.typ == "ACTION" && strings.HasSuffix(strings.TrimRight(strings.TrimPrefix(want.text, got.text), "0123456789"), "TO") ||
		got.typ == "TRANSITION" && want.typ == "ACTION" && strings.HasPrefix(want.text, got.text):
		return "R9"
	case want.typ == "HEADING" && got.typ != "HEADING" && strings.HasPrefix(want.text, "FADEIN"):
		return "R6"
	}
	return ""
}
