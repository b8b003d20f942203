package graph

import "strings"

const orderDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

const firstDigit, lastDigit = '0', 'z'

// Between gives an order key that sorts after a and before b, as text by byte.
// "" stands for the beginning (as a) or the end (as b). Lists are kept in the
// order of such keys, so that two people can insert without rewriting each
// other; equal keys, made by two people at once, are ordered by record id. Keys
// never end in "0", so that there is always one before.
func Between(a, b string) string {
	if b != "" && a >= b {
		b = ""
	}
	if b == "" {
		return after(a)
	}
	for i := 0; ; i++ {
		if i >= len(a) {
			return a + before(b[i:])
		}
		if i >= len(b) { // not keys of ours
			return after(a)
		}
		switch lo, hi := digit(a[i]), digit(b[i]); {
		case hi-lo > 1:
			return a[:i] + string(orderDigits[(lo+hi)/2])
		case hi > lo: // neighbours: whatever follows a here is before b
			return a[:i+1] + after(a[i+1:])
		}
	}
}

func digit(c byte) int { return max(strings.IndexByte(orderDigits, c), 0) }

// after gives a key after a: the next number of one digit, or after "z" the next
// of two, after "zz" the next of three ... so that appending keeps keys short.
func after(a string) string {
	if a == "" {
		return string(orderDigits[len(orderDigits)/2])
	}
	n := len(a) - len(strings.TrimLeft(a, string(lastDigit)))
	block := number(a, n)
	for i := n; ; i-- {
		d := digit(block[i])
		if d+1 < len(orderDigits) && (i > 0 || d+2 < len(orderDigits)) {
			block[i] = orderDigits[d+1]
			break
		}
		if i == 0 { // the numbers of this width are used up
			return strings.Repeat(string(lastDigit), n+1) + strings.Repeat(string(firstDigit), n+1) + "1"
		}
		block[i] = firstDigit
	}
	if block[n] == firstDigit {
		block[n] = orderDigits[1]
	}
	return a[:n] + string(block)
}

// before mirrors after.
func before(b string) string {
	n := len(b) - len(strings.TrimLeft(b, string(firstDigit)))
	block := number(b, n)
	for i := n; ; i-- {
		d := digit(block[i])
		if d > 1 || d == 1 && i > 0 {
			block[i] = orderDigits[d-1]
			break
		}
		if i == 0 {
			return strings.Repeat(string(firstDigit), n+1) + strings.Repeat(string(lastDigit), n+2)
		}
		block[i] = lastDigit
	}
	if block[n] == firstDigit { // no key ends in "0": one further down
		return b[:n] + string(block) + string(orderDigits[len(orderDigits)/2])
	}
	return b[:n] + string(block)
}

// number is the n+1 digits of key after its first n.
func number(key string, n int) []byte {
	block := []byte(key[n:min(len(key), 2*n+1)])
	for len(block) < n+1 {
		block = append(block, firstDigit)
	}
	return block
}

// Orders gives n keys in a row, evenly spread, for a list made in one go.
func Orders(n int) []string {
	width, room := 1, len(orderDigits)
	for room <= n+1 {
		width, room = width+1, room*len(orderDigits)
	}
	keys := make([]string, n)
	for i := range keys {
		at := (i + 1) * (room / (n + 1))
		key := make([]byte, width)
		for j := width - 1; j >= 0; j-- {
			key[j] = orderDigits[at%len(orderDigits)]
			at /= len(orderDigits)
		}
		keys[i] = strings.TrimRight(string(key), string(firstDigit))
	}
	return keys
}
