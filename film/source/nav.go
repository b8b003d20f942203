package source

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// navEntries reads the list of contents of an EPUB 3 navigation document: the nav
// element of type "toc", or the first one.
func navEntries(text, dir string) []tocEntry {
	z := html.NewTokenizer(strings.NewReader(selfClosed.ReplaceAllString(text, "<$1$2></$1>")))
	var all [][]tocEntry
	var words strings.Builder
	toc, inside, depth, href := -1, false, 0, ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			if href != "" {
				words.Write(z.Text())
			}
		case html.StartTagToken:
			name, more := z.TagName()
			switch attrs := attributes(z, more); atom.Lookup(name) {
			case atom.Nav:
				if inside = true; strings.Contains(attrs["epub:type"], "toc") || attrs["role"] == "doc-toc" {
					toc = len(all)
				}
				all, depth = append(all, nil), 0
			case atom.Ol, atom.Ul:
				depth++
			case atom.A:
				href = attrs["href"]
				words.Reset()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Nav:
				inside = false
			case atom.Ol, atom.Ul:
				depth--
			case atom.A:
				if inside && href != "" && squeeze(words.String()) != "" {
					file, fragment := target(dir, href)
					n := len(all) - 1
					all[n] = append(all[n], tocEntry{squeeze(words.String()), file, fragment, max(1, min(depth, 6))})
				}
				href = ""
			}
		}
	}
	switch {
	case toc >= 0:
		return all[toc]
	case len(all) > 0:
		return all[0]
	}
	return nil
}

func attributes(z *html.Tokenizer, more bool) map[string]string {
	out := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		out[string(key)] = string(value)
	}
	return out
}
