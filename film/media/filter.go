package media

import "strings"

// quote makes a text a value in a graph of filters. ffmpeg reads it twice: once to part filters from each other, once to part
// the options of a filter; each reading takes one layer of backslashes off (ffmpeg-filters, "Notes on filtergraph escaping").
func quote(s string) string {
	return escape(escape(s, `\':`), `\'[],;`)
}

// escape puts a backslash before each of some characters, and before white space at either end, which would be cut off.
func escape(s, special string) string {
	var b strings.Builder
	for i := range len(s) {
		edge := i == 0 || i == len(s)-1
		if strings.IndexByte(special, s[i]) >= 0 || edge && strings.IndexByte(" \t\r\n", s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
