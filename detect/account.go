package detect

// account finds the numbers by which an agency or utility knows a person:
// account, customer, member, meter. They have no shape of their own, so a label
// or header must say so.
type account struct{}

func (account) Info() Info {
	return Info{
		ID:       "account",
		Doc:      "Account, customer, member and meter numbers after a label or under a header.",
		Example:  "account no. [[ACCOUNT_NUMBER:4417-20931]] is closed",
		Entities: []Entity{AccountNumber},
		Triggers: TriggerCell | TriggerAccountWord,
	}
}

func (account) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if hintFor(t).Has(AccountNumber) && isCell(t, at) {
		if digits, _, ok := wholeCode(s, at); ok && digits >= 3 {
			dst = append(dst, found(at.Start, at.End, AccountNumber, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	i, marked, last, ok := afterLabel(s, at.End)
	if !ok {
		return dst, nil
	}
	end, digits, letters := readCode(s, i)
	least := 5
	if marked || last {
		least = 4
	}
	if digits < least || letters > digits || end-i > 24 || isYearOrDate(s, i, end) {
		return dst, nil
	}
	if p, ok := readPhone(s, i); ok && p.end == end && p.separated {
		return dst, nil // "customer 315-555-0142"
	}
	if near, _ := classIn(s, max(0, at.Start-contextReach), at.Start); near&TriggerBankWord != 0 {
		return dst, nil // the bank detector reads it
	}
	return append(dst, found(i, end, AccountNumber, Likely, reasonLabel)), nil
}

// isYearOrDate reports a span that is a date, or a year of this or the last
// century.
func isYearOrDate(s string, i, end int) bool {
	if stop, ok := readDate(s, i); ok && stop >= end {
		return true
	}
	return end-i == 4 && (s[i:i+2] == "19" || s[i:i+2] == "20")
}
