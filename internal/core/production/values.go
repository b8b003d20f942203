package production

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"backlot/film/civil"
	"backlot/film/rate"
	"backlot/internal/core/fault"
)

// Date is a civil date, "2027-03-01" in JSON, in the zone of the unit or person it
// belongs to. It has no time of day; the zero value means "not set".
type Date = civil.Date

// Rate is a frame or sample rate as a ratio of integers, so 23.976 is 24000/1001.
// Its text is "24" or "24000/1001"; the zero value is "not set".
type Rate = rate.Rate

// Money is an amount in minor units (cents, pence, øre) of an ISO 4217 currency.
// Its text is one value, "1250.00 EUR" or "90000 JPY", so that two people who
// edit it at once can never mix one's amount with the other's currency.
// The zero value is "not set".
type Money struct {
	Minor    int64
	Currency string
}

// ParseMoney reads an amount and a currency code, with the currency's number of
// decimals or fewer.
func ParseMoney(s string) (Money, error) {
	if s == "" {
		return Money{}, nil
	}
	bad := func() (Money, error) {
		return Money{}, fault.New(fault.Invalid, "amount %q: want a number and a currency code, such as 1250.00 EUR", s)
	}
	amount, code, ok := strings.Cut(s, " ")
	if !ok {
		return bad()
	}
	digits, err := minorDigits(code)
	if err != nil {
		return Money{}, fmt.Errorf("amount %q: %w", s, err)
	}
	neg := strings.HasPrefix(amount, "-")
	whole, frac, dot := strings.Cut(strings.TrimPrefix(amount, "-"), ".")
	if whole == "" || (dot && frac == "") || len(frac) > digits || strings.HasPrefix(whole, "+") {
		return bad()
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", digits-len(frac)), 10, 64)
	if err != nil || n < 0 {
		return bad()
	}
	if neg {
		n = -n
	}
	return Money{n, code}, nil
}

func minorDigits(code string) (int, error) {
	unit, err := currency.ParseISO(code)
	if err != nil || unit.String() != code {
		return 0, fault.New(fault.Invalid, "currency %q: want an ISO 4217 code such as EUR, GBP or USD", code)
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale, nil
}

// IsZero reports whether no amount is set. Zero of a currency is set.
func (m Money) IsZero() bool { return m == Money{} }

// Digits is how many decimals the currency has: 2 of EUR, 0 of ISK.
func (m Money) Digits() int {
	n, err := minorDigits(m.Currency)
	if err != nil {
		return 2
	}
	return n
}

// String gives "1250.00 EUR", or "" when not set.
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	digits := m.Digits()
	sign, u := "", uint64(m.Minor)
	if m.Minor < 0 {
		sign, u = "-", -u
	}
	s := strconv.FormatUint(u, 10)
	if digits > 0 {
		if len(s) <= digits {
			s = strings.Repeat("0", digits+1-len(s)) + s
		}
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	return sign + s + " " + m.Currency
}

// MarshalText writes String.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what ParseMoney reads.
func (m *Money) UnmarshalText(b []byte) error {
	got, err := ParseMoney(string(b))
	*m = got
	return err
}
