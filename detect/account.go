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
		Triggers: TriggerCell | TriggerLabel,
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
	if bankBefore(s, at) || ledgerBefore(s, at.Start) || t.said.weak && phraseEnd(s, at.End, codeWord) > 0 {
		return dst, nil // the bank detector reads it, or it is nobody's
	}
	return labelled(dst, t, at, AccountNumber, readAccount), nil
}

// codeWord after "account" makes it one of the books.
var codeWord = []string{"code"}

// readAccount reads a code with digits that is no figure. A weak label asks for
// five digits, words between for six or for letters among the digits.
func readAccount(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, maskedStart(v.s, v.i)
	end, digits, letters := readCode(s, i)
	least := 4
	switch {
	case i > v.i || v.last:
		least = 3
	case v.far:
		least = 6
		if letters > 0 && digits >= 3 && !v.weak {
			least = 4
		}
	case v.weak:
		if least = 5; letters > 1 && end-i > digits+letters { // CEM-4471
			least = 4
		}
	case v.marked:
		least = 3
	}
	if countBetween(v) || v.weak && ledgerAfter(s, end) {
		return 0, 0, 0, 0
	}
	if digits < least || letters > digits+2 || end-i > 28 || end-i < 4 && i == v.i && !v.marked || figure(v, i, end) || v.far && v.weak {
		return 0, 0, 0, 0
	}
	if !v.marked && !v.last && countedThing(s, end) {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// ledgerBefore reports "GL account", "expense account": a number of the books.
func ledgerBefore(s string, i int) bool {
	w := s[wordStart(s, max(0, i-1)):max(0, i-1)]
	for _, p := range [...]string{"gl", "g l", "ledger", "expense", "budget", "revenue", "appropriation", "object", "cost", "project", "fund", "control", "clearing", "escrow", "asset", "liability", "chart", "presupuestaria", "contable", "social", "media", "twitter", "grant", "trust"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// ledgerAfter reports words of the books after a number: "account 1010-5132 office
// supplies was overspent".
func ledgerAfter(s string, i int) bool {
	return anyWord(s, i, min(len(s), i+licenseReach), func(w string) bool {
		return inList(" overspent underspent budgeted appropriation appropriations appropriated encumbered encumbrance encumbrances supplies salaries ledger ", w)
	})
}

// countedThing reports "12345 homes": a lower-case plural right after a number.
func countedThing(s string, end int) bool {
	if end+3 >= len(s) || s[end] != ' ' || s[end+1] < 'a' || s[end+1] > 'z' {
		return false
	}
	w := wordEnd(s, end+1)
	return w-end > 4 && s[w-1] == 's' && s[w-2] != 's' && classOf(s[end+1:w])&(wordStop|wordFiller) == 0
}

// isYearOrDate reports a span that is a date, or a year of this or the last
// century.
func isYearOrDate(s string, i, end int) bool {
	if stop, ok := readDate(s, i); ok && stop >= end {
		return true
	}
	return end-i == 4 && (s[i:i+2] == "19" || s[i:i+2] == "20")
}
