package detect

// routing counts nine digits that pass the check of bank routing numbers but have
// no label. One number in ten passes, so they are kept; with a label they are
// bank's.
type routing struct{}

func (routing) Info() Info {
	return Info{
		ID:       "routing",
		Doc:      "Nine digits that could be a bank routing number (kept, counted).",
		Example:  "number 121000358 on the slip",
		Entities: []Entity{ABARoutingNumber},
		Triggers: TriggerNine,
	}
}

func (routing) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if hintFor(t)&hintCode != 0 {
		return dst, nil
	}
	for i := at.Start; i+9 <= at.End; i++ {
		if !isDigit(s[i]) || i > 0 && (isWordByte(s[i-1]) || (s[i-1] == '-' || s[i-1] == '.') && i > 1 && isDigit(s[i-2])) {
			continue
		}
		end := takeDigits(s, i, 9)
		if end < 0 && i+11 <= len(s) && s[i+4] == '-' && s[i+9] == '-' && digitsAt(s, i, i+4) && digitsAt(s, i+5, i+9) && isDigit(s[i+10]) {
			end = i + 11 // 3222-7162-7, as on a slip
		}
		if end < 0 || !endsNumber(s, end) {
			continue
		}
		if validRouting(s[i:end]) && routingDistrict(s[i:]) {
			dst = append(dst, found(i, end, ABARoutingNumber, Unlikely, reasonNoContext))
		}
		i = end
	}
	return dst, nil
}

// routingDistrict reports whether the first two digits are in use: 00 to 12 are
// the Federal Reserve's, 21 to 32 thrift institutions, 61 to 72 electronic, 80
// traveller's cheques (American Bankers Association, routing number policy).
func routingDistrict(s string) bool {
	n := int(s[0]-'0')*10 + int(s[1]-'0')
	return n <= 12 || n >= 21 && n <= 32 || n >= 61 && n <= 72 || n == 80
}

// endsNumber reports whether a number may end at i: no letter or digit, and no
// dash or point with a digit, follows.
func endsNumber(s string, i int) bool {
	return i >= len(s) || !isWordByte(s[i]) && !((s[i] == '-' || s[i] == '.') && i+1 < len(s) && isDigit(s[i+1]))
}
