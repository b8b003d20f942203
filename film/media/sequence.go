package media

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Sequence is a shot that lies in a folder as one picture for each frame: DPX, EXR, camera raw. ffmpeg makes a clip of it; before that
// it is none.
type Sequence struct {
	Dir    string
	Name   string // before the number: "A003C005."
	Ending string // after it: ".dpx"
	Digits int    // of the number, 0 when it is not filled up with noughts
	First  int64
	Last   int64
	Lacks  int64 // numbers between that are not there
}

// rowLength is how many pictures of a kind with consecutive numbers are a sequence: scanners and cameras write two at least,
// photographs are numbered too.
var rowLength = map[string]int64{".dpx": 2, ".cin": 2, ".exr": 2, ".ari": 2, ".arx": 2, ".dng": 2, ".j2c": 2, ".jp2": 2,
	".tif": 24, ".tiff": 24, ".tga": 24, ".png": 24, ".jpg": 24, ".jpeg": 24}

// Sequences finds the sequences among files, in order.
func Sequences(paths []string) []Sequence {
	type row struct{ dir, name, ending string }
	numbers := map[row][]int64{}
	width := map[row]int{}
	for _, p := range paths {
		dir, base := filepath.Split(p)
		ext := filepath.Ext(base)
		stem := strings.TrimSuffix(base, ext)
		if rowLength[strings.ToLower(ext)] == 0 || strings.HasPrefix(base, ".") {
			continue
		}
		begin := strings.LastIndexFunc(stem, func(r rune) bool { return r < '0' || r > '9' }) + 1
		n, err := strconv.ParseInt(stem[begin:], 10, 63)
		if err != nil {
			continue
		}
		r := row{dir, stem[:begin], ext}
		numbers[r] = append(numbers[r], n)
		if w := len(stem) - begin; width[r] == 0 || w < width[r] {
			width[r] = w
		}
	}
	var out []Sequence
	for r, all := range numbers {
		slices.Sort(all)
		if int64(len(all)) < rowLength[strings.ToLower(r.ending)] {
			continue
		}
		s := Sequence{Dir: r.dir, Name: r.name, Ending: r.ending, First: all[0], Last: all[len(all)-1]}
		s.Lacks = s.Last - s.First + 1 - int64(len(slices.Compact(all)))
		if len(strconv.FormatInt(s.First, 10)) < width[r] || len(strconv.FormatInt(s.Last, 10)) == width[r] {
			s.Digits = width[r]
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Sequence) int {
		return cmp.Or(strings.Compare(a.Dir, b.Dir), strings.Compare(a.Name, b.Name), strings.Compare(a.Ending, b.Ending))
	})
	return out
}

// Path is the sequence as people write it: "A003C005.[1001-1240].dpx".
func (s Sequence) Path() string {
	return filepath.Join(s.Dir, fmt.Sprintf("%s[%0*d-%0*d]%s", s.Name, s.Digits, s.First, s.Digits, s.Last, s.Ending))
}

// Why says what it is, what it lacks, and how it becomes a clip.
func (s Sequence) Why() string {
	lacks := ""
	if s.Lacks > 0 {
		lacks = fmt.Sprintf(" (%d numbers between are missing)", s.Lacks)
	}
	return fmt.Sprintf("%d pictures, one for each frame%s; want one file: ffmpeg -framerate 24 -start_number %d -i '%s%%0%dd%s' -c:v prores_ks %s.mov, at the rate it was shot at",
		s.Last-s.First+1-s.Lacks, lacks, s.First, strings.ReplaceAll(s.Name, "%", "%%"), s.Digits, s.Ending, strings.TrimRight(s.Name, "._- "))
}
