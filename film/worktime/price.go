package worktime

// price is what a broken rule costs a production, or why that is not known.
func (n *Penalty) price(p Person, h hit) (*Money, string) {
	switch {
	case len(n.Fees) > 0:
		return n.fees(h), ""
	case len(n.Steps) > 0:
		rate, ok := p.hourly(n.DayHours)
		if !ok {
			return nil, "no hourly or day rate is known"
		}
		return n.premium(rate, h), ""
	case !n.AtMost.IsZero():
		sum := n.AtMost
		if p.DayRate.Currency == sum.Currency && p.DayRate.Minor < sum.Minor {
			sum = p.DayRate
		}
		return &sum, ""
	case n.DayPercent > 0:
		if p.DayRate.IsZero() {
			return nil, "no day rate is known"
		}
		sum := p.DayRate.times(int64(n.DayPercent), 100)
		return &sum, ""
	}
	return nil, n.Text
}

// hourly is the rate of an hour: as agreed, or the day rate over the hours it pays for.
func (p Person) hourly(dayHours int) (Money, bool) {
	if !p.HourRate.IsZero() {
		return p.HourRate, true
	}
	if p.DayRate.IsZero() || dayHours == 0 {
		return Money{}, false
	}
	return p.DayRate.times(1, int64(dayHours)), true
}

// fees adds up the fixed sums: one for each started increment beyond the limit, the last repeated.
func (n *Penalty) fees(h hit) *Money {
	over := Minutes(max(h.got-h.limit, h.limit-h.got))
	count := int((over + n.Increment - 1) / max(n.Increment, 1))
	sum := Money{Currency: n.Fees[0].Currency}
	for k := range count {
		sum.Minor += n.Fees[min(k, len(n.Fees)-1)].Minor
	}
	return &sum
}

// premium pays the hours inside each step, in started increments, at the whole premium rate: time
// and a half is 150 percent, of which the plain hour is not paid by anything else.
func (n *Penalty) premium(rate Money, h hit) *Money {
	sum := Money{Currency: rate.Currency}
	for _, s := range n.Steps {
		to := Minutes(h.got)
		if s.To > 0 {
			to = min(to, s.To)
		}
		over := to - s.From
		if over <= 0 {
			continue
		}
		inc := max(n.Increment, 1)
		over = (over + inc - 1) / inc * inc
		sum.Minor += rate.times(int64(over)*int64(s.Percent), 60*100).Minor
	}
	return &sum
}
