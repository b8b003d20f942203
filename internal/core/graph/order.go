package graph

import "strings"

const orderDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Between gives an order key that sorts after a and before b, as text by byte.
// "" stands for the beginning (as a) or the end (as b). Lists are kept in the
// order of such keys, so that two people can insert without rewriting each
// other; equal keys, made by two people at once, are ordered by record id.
func Between(a, b string) string {
	if b != "" && a >= b {
		b = ""
	}
	var key strings.Builder
	for i := 0; ; i++ {
		lo, hi := 0, len(orderDigits)
		if i < len(a) {
			lo = strings.IndexByte(orderDigits, a[i])
		}
		if b != "" && i < len(b) {
			hi = strings.IndexByte(orderDigits, b[i])
		}
		if hi-lo > 1 {
			key.WriteByte(orderDigits[middle(lo, hi, i < len(a), b != "")])
			return key.String()
		}
		key.WriteByte(orderDigits[lo])
		if hi > lo {
			b = "" // already before b; only a matters from here
		}
	}
}

// middle keeps keys short for the commonest case, adding at the end.
func middle(lo, hi int, hasLow, hasHigh bool) int {
	if hasLow && !hasHigh {
		return lo + 1
	}
	return (lo + hi) / 2
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
		keys[i] = strings.TrimRight(string(key), "0")
		if keys[i] == "" {
			keys[i] = string(key)
		}
	}
	return keys
}
