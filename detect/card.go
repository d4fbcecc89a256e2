package detect

// card finds payment card numbers: 12 to 19 digits (ISO/IEC 7812-1), the Luhn
// check (its annex B), a prefix that an issuer uses.
type card struct{}

func (card) Info() Info {
	return Info{
		ID:       "card",
		Doc:      "Payment card numbers that pass the Luhn check.",
		Example:  "paid with [[CREDIT_CARD:4111 1111 1111 1111]] today",
		Entities: []Entity{CreditCard},
		Triggers: TriggerCard,
	}
}

func (card) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	for i := at.Start; i < at.End; i++ {
		if !isDigit(s[i]) || i > 0 && (isDigit(s[i-1]) || isASCIILetter(s[i-1])) {
			continue
		}
		if i > 1 && (s[i-1] == '.' || s[i-1] == ',') && isDigit(s[i-2]) {
			continue // decimals
		}
		end, bare, ok := readCard(s, i, cardSaid(t, i))
		if !ok {
			if end, ok = mistypedCard(t, i); ok {
				dst = append(dst, found(i, end, CreditCard, Likely, reasonFailedCheck))
				i = end - 1
			}
			continue
		}
		if l, reason := judgeCard(t, i, end, bare); l != 0 {
			dst = append(dst, found(i, end, CreditCard, l, reason))
			i = end - 1
		}
	}
	return dst, nil
}

// cardSaid reports a card word before i or a card header: issuers' prefixes then do
// not matter, as gift, fuel and fleet cards have their own.
func cardSaid(t *Text, i int) bool {
	if hintFor(t).Has(CreditCard) {
		return true
	}
	_, all := classBefore(t, i)
	return all&TriggerCardWord != 0
}

// readCard reads the longest number at i that passes; bare means digits only, said
// that a card word stands before it.
func readCard(s string, i int, said bool) (end int, bare, ok bool) {
	var d [19]byte
	n, seps := 0, 0
	for k := i; k < len(s); k++ {
		c := s[k]
		if isDigit(c) {
			if n == len(d) {
				break
			}
			d[n] = c - '0'
			n++
			after := k + 1
			closed := after == len(s) || !isDigit(s[after]) && !isASCIILetter(s[after])
			if closed && n >= 12 && luhn(d[:n]) && (said || cardPrefix(d[:n])) && (seps == 0 || seps >= 2) {
				end, bare, ok = after, seps == 0, true
			}
			continue
		}
		if (c != ' ' && c != '-') || k+1 == len(s) || !isDigit(s[k+1]) || n < 4 {
			break
		}
		seps++
	}
	return end, bare, ok
}

// mistypedCard reads four groups of four, or sixteen digits, that fail the check
// but stand after a card word or under a card header.
func mistypedCard(t *Text, i int) (end int, ok bool) {
	s := t.S
	end, digits, letters := readCode(s, i)
	if digits != 16 || letters != 0 || end-i != 16 && end-i != 19 || s[i] < '3' || s[i] > '6' {
		return 0, false
	}
	return end, cardSaid(t, i)
}

// judgeCard weighs a number that passed the checks.
func judgeCard(t *Text, start, end int, bare bool) (Likelihood, uint16) {
	h := hintFor(t)
	near, all := classBefore(t, start)
	digits := end - start
	switch {
	case h.Has(CreditCard):
		return VeryLikely, reasonHeaderShape
	case all&TriggerCardWord != 0:
		return VeryLikely, reasonChecked
	case h&hintCode != 0 || h.Has(GeoPoint):
		return 0, reasonVeto
	case !bare && (inRow(t.S, start, end) || digits < 15), bare && start > 0 && t.S[start-1] == '/': // a row of figures, a link
		return Possible, reasonNoContext
	case !bare && near&TriggerVetoWord != 0:
		return Likely, reasonChecked
	case near&TriggerVetoWord != 0:
		return 0, reasonVeto
	case !bare:
		return VeryLikely, reasonChecked
	case digits == 15 || digits == 16:
		return Likely, reasonChecked
	default:
		return Possible, reasonNoContext
	}
}

// inRow reports figures before and after groups of digits: "8 2650 1514 1514 1514 1514".
func inRow(s string, start, end int) bool {
	if start > 1 && s[start-1] == ' ' && isDigit(s[start-2]) {
		return true
	}
	k := end + 1
	for k < len(s) && isDigit(s[k]) {
		k++
	}
	return end < len(s) && s[end] == ' ' && k-end == 5 && k+1 < len(s) && s[k] == ' ' && isDigit(s[k+1])
}

// luhn reports whether the digits pass the Luhn check and are not all zero.
func luhn(d []byte) bool {
	sum, any := 0, byte(0)
	for i := range d {
		v := int(d[len(d)-1-i])
		any |= d[i]
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return any != 0 && sum%10 == 0
}

// cardPrefix reports whether an issuer uses the number's first digits with its
// length: Visa, Mastercard, American Express, Diners Club, Discover, JCB,
// UnionPay, Maestro (their published ranges).
func cardPrefix(d []byte) bool {
	n := len(d)
	four := int(d[0])*1000 + int(d[1])*100 + int(d[2])*10 + int(d[3])
	two := four / 100
	switch {
	case d[0] == 4:
		return n == 13 || n == 16 || n == 19
	case two >= 51 && two <= 55 || four >= 2221 && four <= 2720:
		return n == 16
	case two == 34 || two == 37 || four == 2131 || four == 1800:
		return n == 15
	case two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059:
		return n >= 14
	case four == 6011 || two == 65 || four >= 6440 && four <= 6499 || four >= 3528 && four <= 3589 || two == 62:
		return n >= 16
	case two == 50 || two >= 56 && two <= 58 || d[0] == 6:
		return true
	default:
		return false
	}
}
