package detect

// bank finds bank account numbers (up to 17 digits, Nacha operating rules, field
// "DFI account number") and routing numbers (nine digits, the American Bankers
// Association's 3-7-1 check). Both need a label or header: nine digits alone
// pass the check once in ten times.
type bank struct{}

func (bank) Info() Info {
	return Info{
		ID:       "bank",
		Doc:      "Bank account and routing numbers after a label or under a header.",
		Example:  "routing [[ABA_ROUTING_NUMBER:011000015]] for the deposit",
		Entities: []Entity{USBankNumber, ABARoutingNumber},
		Triggers: TriggerCell | TriggerBankWord | TriggerRoutingWord,
	}
}

func (bank) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if h&(bit(USBankNumber)|bit(ABARoutingNumber)) != 0 && isCell(t, at) {
		digits, letters, ok := wholeCode(s, at)
		switch {
		case !ok || letters > 0:
		case h.Has(ABARoutingNumber) && digits == 9:
			l, reason := judgeRouting(s[at.Start:at.End])
			dst = append(dst, found(at.Start, at.End, ABARoutingNumber, l, reason))
		case h.Has(USBankNumber) && digits >= 4 && digits <= 17:
			dst = append(dst, found(at.Start, at.End, USBankNumber, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	i, _, last, ok := afterLabel(s, at.End)
	if !ok {
		return dst, nil
	}
	end, digits, letters := readCode(s, i)
	if letters > 0 || isYearOrDate(s, i, end) {
		return dst, nil
	}
	class := classOf(s[at.Start:at.End])
	switch {
	case class&TriggerRoutingWord != 0:
		if digits == 9 {
			l, reason := judgeRouting(s[i:end])
			dst = append(dst, found(i, end, ABARoutingNumber, l, reason))
		}
	case digits >= 6 && digits <= 17 || last && digits == 4:
		if p, ok := readPhone(s, i); !ok || !p.separated || p.end != end {
			dst = append(dst, found(i, end, USBankNumber, Likely, reasonLabel))
		}
	}
	return dst, nil
}

// judgeRouting is VeryLikely where the check digit agrees, Likely where it does not: a
// mistyped routing number under a label is still one.
func judgeRouting(s string) (Likelihood, uint16) {
	if validRouting(s) {
		return VeryLikely, reasonChecked
	}
	return Likely, reasonFailedCheck
}

// validRouting reports whether the nine digits in s, weighted 3, 7, 1, sum to a
// multiple of ten.
func validRouting(s string) bool {
	sum, n := 0, 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			continue
		}
		sum += int(s[i]-'0') * [3]int{3, 7, 1}[n%3]
		n++
	}
	return n == 9 && sum%10 == 0 && sum > 0
}
