package hashes

import (
	"crypto/sha512"
	"fmt"
	"math/big"
	"strings"
)

// c4Letters is base 58 as SMPTE ST 2114 uses it: no 0, O, I or l, which people misread.
const c4Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// c4Length is "c4" and 88 digits, enough for any SHA-512.
const c4Length = 90

func c4Text(sum []byte) string {
	n, digit, base := new(big.Int).SetBytes(sum), new(big.Int), big.NewInt(58)
	out := []byte("c4" + strings.Repeat("1", c4Length-2))
	for i := c4Length - 1; i >= 2 && n.Sign() > 0; i-- {
		n.DivMod(n, base, digit)
		out[i] = c4Letters[digit.Int64()]
	}
	return string(out)
}

func c4Bytes(text string) ([]byte, error) {
	if len(text) != c4Length || text[:2] != "c4" {
		return nil, fmt.Errorf("c4 %q: want \"c4\" and 88 letters and digits", clip(text))
	}
	n, base := new(big.Int), big.NewInt(58)
	for i := 2; i < c4Length; i++ {
		at := strings.IndexByte(c4Letters, text[i])
		if at < 0 {
			return nil, fmt.Errorf("c4 %q: %q is not a digit of a C4 id", text, text[i])
		}
		n.Mul(n, base).Add(n, big.NewInt(int64(at)))
	}
	if n.BitLen() > 8*sha512.Size {
		return nil, fmt.Errorf("c4 %q: greater than any SHA-512", text)
	}
	return n.FillBytes(make([]byte, sha512.Size)), nil
}
