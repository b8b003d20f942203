package source

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// para is a paragraph or heading as a reader met it.
type para struct {
	text  string
	level int // of a heading, from 1; 0 is running text
	place string
	ids   []string // anchors in it, for the contents of an EPUB
}

// assemble makes chapters of paragraphs. The chapter level is the highest with at
// least two headings; where those are parts that hold almost no text of their own,
// it is the level below. Deeper headings stay in the text.
func (t *Text) assemble(paras []para) {
	paras = t.dropContents(paras)
	level, part := chapterLevel(paras)
	var lines []string
	cur := Chapter{Place: firstPlace(paras)}
	open, inPart := false, ""
	flush := func() {
		cur.Text = strings.Join(lines, "\n")
		if open || strings.TrimSpace(cur.Text) != "" {
			t.Chapters = append(t.Chapters, cur)
		}
		lines = nil
	}
	for _, p := range paras {
		switch {
		case level > 0 && p.level == level:
			flush()
			cur, open = Chapter{Title: p.text, Part: inPart, Place: p.place, Matter: isMatter(p.text)}, true
		case p.level > 0 && p.level == part:
			flush()
			inPart = p.text
			cur, open = Chapter{Part: inPart, Place: p.place}, false
		case p.level > 0 && (level == 0 || p.level < level) && t.Title == "":
			t.Title = p.text
		case p.level > 0 && p.level != level && fold(p.text) != "" && strings.Contains(fold(t.Title), fold(p.text)): // the title, again
		default:
			lines = append(lines, p.text)
		}
	}
	flush()
	t.nameUntitled(level)
}

func firstPlace(paras []para) string {
	if len(paras) == 0 {
		return ""
	}
	return paras[0].place
}

// chapterLevel is the heading level of chapters and, or 0, of the parts above it.
func chapterLevel(paras []para) (level, part int) {
	var count, body [8]int
	under := 0
	for _, p := range paras {
		if p.level > 0 {
			under = min(p.level, 7)
			count[under]++
		} else {
			body[under] += Words(p.text)
		}
	}
	for l := 1; l < 8; l++ {
		switch {
		case count[l] == 0:
		case level == 0 && count[l] >= 2:
			level = l
		case level > 0 && part == 0 && count[l] > count[level] && body[level] < 40*count[level]:
			level, part = l, level
		}
	}
	if level > 0 {
		return level, part
	}
	// One heading alone is the title of the book, unless text stands before it.
	for i, p := range paras {
		if p.level > 0 && i > 0 && count[p.level] == 1 {
			return p.level, 0
		}
	}
	return 0, 0
}

// nameUntitled gives names to text outside the chapters, and says so.
func (t *Text) nameUntitled(level int) {
	if level == 0 {
		for i := range t.Chapters {
			t.Chapters[i].Title = orText(t.Title, "Text")
		}
		t.find(Warning, "", "no chapter headings were found: the book is one chapter; \"Chapter 1\" on a line of its own, or # in Markdown, makes one")
		return
	}
	for i := range t.Chapters {
		c := &t.Chapters[i]
		if c.Title != "" {
			continue
		}
		words := Words(c.Text)
		c.Title, c.Matter = "Before the first chapter", words < 400
		if c.Part != "" {
			c.Title, c.Matter = c.Part, false
		}
		t.find(Info, c.Place, "%d words stand before a chapter's heading; kept as %q", words, c.Title)
	}
}

// dropContents leaves out a list of contents: three or more headings in a row
// without text, all of which come again.
func (t *Text) dropContents(paras []para) []para {
	seen := map[string]int{}
	for _, p := range paras {
		if p.level > 0 {
			seen[fold(p.text)]++
		}
	}
	for i := 0; i < len(paras); i++ {
		j, here := i, map[string]bool{}
		for j < len(paras) && paras[j].level > 0 && seen[fold(paras[j].text)] > 1 && !here[fold(paras[j].text)] {
			here[fold(paras[j].text)] = true
			j++
		}
		if j-i >= 3 {
			t.find(Info, paras[i].place, "a list of contents with %d lines was left out", j-i)
			return append(paras[:i:i], paras[j:]...)
		}
		i = max(i, j-1)
	}
	return paras
}

var (
	chapterWord = `(?:chapter|chap\.|part|book|volume|act|section|kapitel|teil|buch|chapitre|partie|livre|capítulo|capitulo|capitolo|parte|kapittel|kapitul|hoofdstuk|deel|luku|glava|глава|часть)`
	number      = `(?:\d{1,3}|[ivxlc]{1,8}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\w+)?|thirty(?:[- ]\w+)?|forty(?:[- ]\w+)?|the \w+|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|erstes|zweites|drittes|première?|premier|un|deux|trois|quatre|cinq|en|to|tre|fire|fem|первая|вторая|третья)`
	numbered    = regexp.MustCompile(`(?i)^` + chapterWord + `\s+` + number + `\s*(?:[.:—–-]+\s*(.*))?$`)
	named       = regexp.MustCompile(`(?i)^(prologue|epilogue|prolog|epilog|prólogo|epílogo|foreword|afterword|preface|introduction|interlude|coda)\s*(?:[.:—–-]+\s*(.*))?$`)
	ordinal     = regexp.MustCompile(`(?i)^(?:first|second|third|fourth|fifth|sixth|erstes|zweites|drittes|viertes|fünftes|erster|zweiter|dritter|vierter|première?|premier|deuxième|troisième|primera|segunda|tercera|primeiro|segundo|første|andre|tredje)\s+` + chapterWord + `$`)
	bare        = regexp.MustCompile(`^(?:(\d{1,3})|([IVXLC]{1,8}))\.?$`)
	partWord    = regexp.MustCompile(`(?i)\b(part|book|volume|teil|buch|partie|livre|parte|deel|часть)\b`)
	matterWord  = regexp.MustCompile(`(?i)^(cover|title ?page|half ?title|copyright.*|imprint|contents|table of contents|toc|dedication|epigraph|about (the )?(author|publisher|book).*|also by.*|other (books|titles).*|acknowledge?ments?|praise.*|newsletter.*|colophon|index|bibliography|notes?|endnotes|footnotes|map|list of .*|inhalt(sverzeichnis)?|impressum|danksagung|widmung|über den autor|über die autorin|titelseite|sommaire|remerciements|dédicace|índice|agradecimientos|innhold|takk)$`)
)

// isMatter tells front and back matter by its title.
func isMatter(title string) bool { return matterWord.MatchString(strings.TrimSpace(title)) }

// headingLevel tells by its words alone whether a line is a heading: 1 a part, 2 a
// chapter, 0 neither.
func headingLevel(line string) int {
	if len(line) > 120 {
		return 0
	}
	if m := numbered.FindStringSubmatch(line); m != nil {
		if Words(m[1]) > 12 || strings.HasSuffix(m[1], ",") {
			return 0
		}
		if partWord.MatchString(strings.Fields(line)[0]) {
			return 1
		}
		return 2
	}
	if ordinal.MatchString(line) {
		if partWord.MatchString(line) {
			return 1
		}
		return 2
	}
	if m := named.FindStringSubmatch(line); m != nil && Words(m[1]) <= 12 {
		return 2
	}
	return 0
}

// shouted is a short line in capitals, as chapters are headed in typed books.
func shouted(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	n := Words(line)
	return letters >= 3 && n >= 1 && n <= 10 && !strings.HasSuffix(line, ",")
}

// fold makes two spellings of a heading compare: letters and digits in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// squeeze makes one space of any white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func linePlace(n int) string { return fmt.Sprintf("line %d", n) }
