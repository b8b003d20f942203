package production

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"backlot/film/civil"
	"backlot/internal/core/fault"
)

// Date is a civil date, "2027-03-01" in JSON, in the zone of the unit or person it
// belongs to. It has no time of day; the zero value means "not set".
type Date = civil.Date

// Rate is a frame or sample rate as a ratio of integers, so 23.976 is 24000/1001.
// Its text is "24" or "24000/1001"; the zero value is "not set".
type Rate struct {
	Num int
	Den int
}

// ParseRate reads "24", "24000/1001" and the camera names 23.976, 23.98, 29.97,
// 47.952, 59.94, 119.88.
func ParseRate(s string) (Rate, error) {
	if s == "" {
		return Rate{}, nil
	}
	switch s {
	case "23.976", "23.98":
		return Rate{24000, 1001}, nil
	case "29.97":
		return Rate{30000, 1001}, nil
	case "47.952", "47.95":
		return Rate{48000, 1001}, nil
	case "59.94":
		return Rate{60000, 1001}, nil
	case "119.88":
		return Rate{120000, 1001}, nil
	}
	num, den, ratio := strings.Cut(s, "/")
	r := Rate{Den: 1}
	var err error
	if r.Num, err = strconv.Atoi(num); err == nil && ratio {
		r.Den, err = strconv.Atoi(den)
	}
	if err != nil || r.Num <= 0 || r.Den <= 0 {
		return Rate{}, fault.New(fault.Invalid, "rate %q: want frames per second such as 24, 25 or 24000/1001", s)
	}
	return r, nil
}

// IsZero reports whether the rate is not set.
func (r Rate) IsZero() bool { return r == Rate{} }

// String gives "24" or "24000/1001", "" when not set.
func (r Rate) String() string {
	switch {
	case r.IsZero():
		return ""
	case r.Den == 1:
		return strconv.Itoa(r.Num)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

// FramesToMS is the length of n frames in whole milliseconds, rounded half up.
func (r Rate) FramesToMS(n int64) int64 {
	if r.Num == 0 {
		return 0
	}
	x := new(big.Int).Mul(big.NewInt(n), big.NewInt(int64(r.Den)*2000))
	x.Add(x, big.NewInt(int64(r.Num)))
	return x.Div(x, big.NewInt(2*int64(r.Num))).Int64()
}

// MarshalText writes String.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRate reads.
func (r *Rate) UnmarshalText(b []byte) error {
	got, err := ParseRate(string(b))
	*r = got
	return err
}

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

// String gives "1250.00 EUR", or "" when not set.
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	digits, err := minorDigits(m.Currency)
	if err != nil {
		digits = 2
	}
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
