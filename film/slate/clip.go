package slate

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// clipForm is how cameras name clips: a roll, the letter C and a counter, then a date and a mark of the card.
// ARRI A001C003_270222_R1AB, RED A001_C003_0222K5, Sony A001C003_27022200, Canon A001C003_270222AB_CANON.
var clipForm = regexp.MustCompile(`^([A-Z]{1,3}\d{1,4})_?C(\d{3,4})(?:[_.].*)?$`)

// Clip reads the roll and the counter from a clip's name. ok is false where it is not named so.
func Clip(name string) (roll string, number int, ok bool) {
	m := clipForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(name)))
	if m == nil {
		return "", 0, false
	}
	number, err := strconv.Atoi(m[2])
	return m[1], number, err == nil
}

// SameClip reports whether a clip as it was logged, perhaps without date and extension, is the file.
func SameClip(logged, file string) bool {
	if logged == "" || file == "" {
		return false
	}
	r1, n1, ok1 := Clip(logged)
	r2, n2, ok2 := Clip(file)
	if ok1 && ok2 {
		return SameRoll(r1, r2) && n1 == n2
	}
	return strings.EqualFold(stem(logged), stem(file))
}

func stem(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[:i]
	}
	return name
}

// NextClip predicts the name of the next clip of a roll as it will begin: the last one's counter and one. Without a
// last clip, or where it is not on the roll, it is the first of the roll. Cameras add a date and a mark.
func NextClip(roll, last string) string {
	if r, n, ok := Clip(last); ok && (roll == "" || SameRoll(r, roll)) {
		return fmt.Sprintf("%sC%03d", r, n+1)
	}
	if roll == "" {
		return ""
	}
	return strings.ToUpper(strings.TrimSpace(roll)) + "C001"
}

var rollForm = regexp.MustCompile(`^(.*?)(\d+)$`)

// NextRoll is the name of the next card: A013 after A012, S006 after S005. A name without a number gets a 2.
func NextRoll(name string) string {
	m := rollForm.FindStringSubmatch(name)
	if m == nil {
		return name + "2"
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return name + "-2" // more digits than anybody counts
	}
	return fmt.Sprintf("%s%0*d", m[1], len(m[2]), n+1)
}

// SameRoll reports whether two ways of writing mean one card: A1, A001 and "a 001".
func SameRoll(a, b string) bool { return a != "" && b != "" && Plain(a) == Plain(b) }
