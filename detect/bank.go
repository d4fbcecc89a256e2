package detect

// bank finds bank account numbers (up to 17 digits, Nacha operating rules, field
// "DFI account number") and routing numbers (nine digits, the American Bankers
// Association's 3-7-1 check). Both need a label or header: nine digits alone
// pass the check once in ten times.
type bank struct{}

func (bank) Info() Info {
	return Info{
		ID:       "bank",
		Doc:      "Bank account and routing numbers after a label or under a header; the last four of a card under one.",
		Example:  "routing [[ABA_ROUTING_NUMBER:011000015]] for the deposit",
		Entities: []Entity{USBankNumber, ABARoutingNumber, CreditCard},
		Triggers: TriggerCell | TriggerLabel | TriggerAccountWord,
	}
}

func (bank) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if h&(bit(USBankNumber)|bit(ABARoutingNumber)|bit(CreditCard)) != 0 && isCell(t, at) {
		i := maskedStart(s, at.Start)
		digits, letters, ok := wholeCode(s, Span{i, at.End})
		switch {
		case !ok || letters > 0:
		case h.Has(CreditCard):
			if digits == 4 { // the card detector reads whole numbers
				dst = append(dst, found(at.Start, at.End, CreditCard, Likely, reasonHeaderShape))
			}
		case h.Has(ABARoutingNumber) && digits == 9:
			l, reason := judgeRouting(s[at.Start:at.End])
			dst = append(dst, found(at.Start, at.End, ABARoutingNumber, l, reason))
		case h.Has(USBankNumber) && digits >= 4 && digits <= 17:
			dst = append(dst, found(at.Start, at.End, USBankNumber, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	said := t.said
	switch here := said.Start == at.Start; {
	case here && said.entities.Has(ABARoutingNumber):
		return labelled(dst, t, at, ABARoutingNumber, readRouting), nil
	case here && said.entities.Has(USBankNumber):
		return labelled(dst, t, at, USBankNumber, readBank), nil
	case bankBefore(s, at): // the word "account"
		t.said = label{at, bit(USBankNumber), false}
		dst = labelled(dst, t, at, USBankNumber, readBank)
		t.said = said
	}
	return dst, nil
}

// bankReach is how many bytes before the word "account" a bank may be named.
const bankReach = 48

// bankBefore reports a bank or routing word shortly before a label: "routing
// 011000015, account 4417209" names a bank account.
func bankBefore(s string, at Span) bool {
	_, all := classIn(s, max(0, at.Start-bankReach), at.Start)
	return all&(TriggerBankWord|TriggerRoutingWord) != 0
}

// readBank reads 4 to 17 digits, the last four where the label says so.
func readBank(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, maskedStart(v.s, v.i)
	end, digits, letters := readCode(s, i)
	least := 5
	switch {
	case i > v.i || v.last:
		least = 3
	case v.weak || v.far:
		least = 7
	}
	if letters > 0 || digits < least || digits > 17 || v.weak && v.far || figure(v, i, end) {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// readRouting reads nine digits; a weak label asks for the check.
func readRouting(v valueAt) (start, end int, l Likelihood, reason uint16) {
	end, digits, letters := readCode(v.s, v.i)
	if digits != 9 || letters > 0 || end-v.i > 11 {
		return 0, 0, 0, 0
	}
	l, reason = judgeRouting(v.s[v.i:end])
	if l == Likely && (v.weak || v.far) {
		return 0, 0, 0, 0
	}
	return v.i, end, l, reason
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
