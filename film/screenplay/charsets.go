package screenplay

// cp1252 is the upper half of Windows-1252; the five codes it leaves free are
// controls, as in Latin-1.
var cp1252 = func() (t [128]rune) {
	for i := range t {
		t[i] = rune(0x80 + i)
	}
	copy(t[:], []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"))
	return t
}()

// macRoman is the upper half of Mac OS Roman, in which Mac programs wrote plain
// text until about 2005.
var macRoman = [128]rune([]rune("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø" +
	"¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"))

// looksMacRoman reports whether the bytes above 127 make words in Mac Roman
// rather than in Windows-1252: letters between letters, apostrophes inside
// words, quotation marks at their edges.
func looksMacRoman(b string) bool {
	mac, win := 0, 0
	for i := range len(b) {
		if b[i] < 0x80 {
			continue
		}
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = b[i-1]
		}
		if i+1 < len(b) {
			after = b[i+1]
		}
		mac += plausible(macRoman[b[i]-0x80], before, after)
		win += plausible(cp1252[b[i]-0x80], before, after)
	}
	return mac > win
}

// plausible scores a character by its neighbours: 1 where writing has it, -1
// where it hardly ever does.
func plausible(r rune, before, after byte) int {
	in, out := asciiLetter(before), asciiLetter(after)
	switch r {
	case '’':
		return sign(in)
	case '“', '‘', '«':
		return sign(!in)
	case '”', '»':
		return sign(!out)
	case '…', '–', '—', '•', '\u00a0':
		return 1
	}
	switch {
	case r >= 'à' && r <= 'ÿ' && r != '÷', r == 'œ', r == 'ß', r == 'š', r == 'ž':
		return sign(in || out)
	case r >= 'À' && r <= 'Þ' && r != '×', r == 'Œ':
		return sign(!(before >= 'a' && before <= 'z')) // no capital inside a word
	}
	return -1
}

func sign(good bool) int {
	if good {
		return 1
	}
	return -1
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
