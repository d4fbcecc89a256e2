package detect

import "strings"

// officeContacts lowers how to reach a public office: its mailbox, and the telephone
// and address that stand in the same block of lines, or behind "contact us at". They
// are what the office publishes of itself; ms are the matches of one text.
func officeContacts(ms []Match, s string) {
	for i := range ms {
		m := &ms[i]
		if m.Entity != EmailAddress || m.Likelihood < Likely || !publicDomain(s[m.Start:m.End]) {
			continue
		}
		m.Likelihood, m.Reason = Unlikely, reasonOfficial
		block := paragraph(s, m.Span)
		for k := range ms {
			o := &ms[k]
			if (o.Entity == PhoneNumber || o.Entity == StreetAddress) && o.Start >= block.Start && o.End <= block.End && ofOffice(s, o.Start) {
				o.Likelihood, o.Reason = Unlikely, reasonOfficial
			}
		}
	}
}

// publicDomain reports an address at a domain of government: .gov, .mil, a locality's
// .us, and names such as "syrgov.net" or "cityofexample.org".
func publicDomain(mail string) bool {
	at := strings.LastIndexByte(mail, '@')
	if at < 0 {
		return false
	}
	d := strings.ToLower(mail[at+1:])
	dot := strings.LastIndexByte(d, '.')
	if dot < 0 {
		return false
	}
	switch top := d[dot+1:]; {
	case top == "gov", top == "mil":
		return true
	case top == "us":
		return strings.Contains("."+d, ".ci.") || strings.Contains("."+d, ".co.") || strings.Contains("."+d, ".state.")
	}
	name := d[strings.LastIndexByte(d[:dot], '.')+1 : dot]
	if len(name) > 5 && strings.HasSuffix(name, "gov") {
		return true
	}
	for _, p := range [...]string{"cityof", "townof", "countyof", "villageof"} {
		if len(name) > len(p) && strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// paragraph is the block of lines around the span that no blank line divides.
func paragraph(s string, at Span) Span {
	if i := strings.LastIndex(s[:at.Start], "\n\n"); i >= 0 {
		at.Start = i + 2
	} else {
		at.Start = 0
	}
	if i := strings.Index(s[at.End:], "\n\n"); i >= 0 {
		at.End += i
	} else {
		at.End = len(s)
	}
	return at
}

// ofOffice reports that what stands at i has a line of its own with a label ("Phone:
// "), or follows "contact us at".
func ofOffice(s string, i int) bool {
	line := strings.LastIndexByte(s[:i], '\n') + 1
	head := strings.TrimRight(s[line:i], " ")
	if line > 0 && len(head) <= 12 && strings.HasSuffix(head, ":") && !strings.Contains(head, " ") {
		return true
	}
	return strings.HasSuffix(strings.ToLower(s[max(0, i-14):i]), "contact us at ")
}
