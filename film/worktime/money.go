package worktime

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/currency"
)

// Money is an amount in the smallest unit of a currency (cents, pence, yen). Its text is
// "900.00 USD".
type Money struct {
	Minor    int64
	Currency string // ISO 4217
}

// ParseMoney reads "900 USD" or "8.50 USD".
func ParseMoney(s string) (Money, error) {
	bad := fmt.Errorf("amount %q: want a number and a currency, such as 900.00 USD", s)
	number, code, ok := strings.Cut(strings.TrimSpace(s), " ")
	if !ok {
		return Money{}, bad
	}
	unit, err := currency.ParseISO(code)
	if err != nil || code != unit.String() {
		return Money{}, bad
	}
	digits, _ := currency.Standard.Rounding(unit)
	whole, part, _ := strings.Cut(number, ".")
	if len(part) > digits || strings.HasPrefix(part, "-") || strings.HasPrefix(part, "+") {
		return Money{}, bad
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", digits-len(part)), 10, 64)
	if err != nil {
		return Money{}, bad
	}
	return Money{Minor: n, Currency: code}, nil
}

// IsZero says that no amount is set.
func (m Money) IsZero() bool { return m == Money{} }

// String is "900.00 USD", or "" when not set.
func (m Money) String() string {
	if m.Currency == "" {
		return ""
	}
	digits := 2
	if unit, err := currency.ParseISO(m.Currency); err == nil {
		digits, _ = currency.Standard.Rounding(unit)
	}
	sign, n := "", m.Minor
	if n < 0 {
		sign, n = "-", -n
	}
	if digits == 0 {
		return fmt.Sprintf("%s%d %s", sign, n, m.Currency)
	}
	scale := int64(math.Pow10(digits))
	return fmt.Sprintf("%s%d.%0*d %s", sign, n/scale, digits, n%scale, m.Currency)
}

// MarshalText writes String.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalJSON reads the text form.
func (m *Money) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*m = Money{}
		return nil
	}
	var err error
	*m, err = ParseMoney(s)
	return err
}

// times is m multiplied by num/den, rounded half up.
func (m Money) times(num, den int64) Money {
	x := m.Minor * num * 2
	if x >= 0 {
		x += den
	} else {
		x -= den
	}
	return Money{x / (2 * den), m.Currency}
}

// sums adds amounts up by currency, in the order of the codes.
func sums(all []Money) []Money {
	by := map[string]int64{}
	for _, m := range all {
		by[m.Currency] += m.Minor
	}
	out := make([]Money, 0, len(by))
	for code, n := range by {
		out = append(out, Money{n, code})
	}
	slices.SortFunc(out, func(a, b Money) int { return strings.Compare(a.Currency, b.Currency) })
	return out
}
