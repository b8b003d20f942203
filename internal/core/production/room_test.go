package production

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestCardsOfTheFirstVersionKeepTheirWords: a card had one text and perhaps a scene.
func TestCardsOfTheFirstVersionKeepTheirWords(t *testing.T) {
	fields := map[string]json.RawMessage{"text": json.RawMessage(`"Marta finds the logbook.\nA week is missing."`), "scene": json.RawMessage(`"x"`)}
	if err := upgradeCard(1, fields); err != nil {
		t.Fatal(err)
	}
	if string(fields["title"]) != `"Marta finds the logbook."` || fields["scene"] != nil || fields["text"] == nil {
		t.Errorf("upgraded to %s", fields)
	}
	patch := map[string]json.RawMessage{"status": json.RawMessage(`"in"`)}
	if err := upgradeCard(1, patch); err != nil || len(patch) != 1 {
		t.Errorf("a patch of the status became %s, %v", patch, err)
	}
}

func TestFirstWordsEndWithAWholeWord(t *testing.T) {
	long := strings.Repeat("lighthouse ", 12)
	got := Card{Text: long}.Name()
	if !strings.HasSuffix(got, "lighthouse…") || len([]rune(got)) > titleRunes {
		t.Errorf("%q", got)
	}
	if got := (Card{Title: "The lie", Text: long}).Name(); got != "The lie" {
		t.Errorf("%q; want the title", got)
	}
}

func TestRoomRecordsAreChecked(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"a card that says nothing", Card{Text: "  "}.Validate(), "a card says what happens"},
		{"a need nobody knows", Card{Title: "Storm", Needs: map[string]bool{"rain": true}}.Validate(), "want one of night, exterior"},
		{"a version of nothing", Card{Title: "Storm", Status: "alternate"}.Validate(), "names the card it is a version of"},
		{"due before it was given", Assignment{Task: "draft", Given: Date{}.AddDays(9), Due: Date{}.AddDays(3)}.Validate(), ""},
		{"a lock without a reason", Lock{Type: "lock"}.Validate(), ""},
	} {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%s: %v; want %q", tt.name, tt.err, tt.want)
		}
	}
}
