package detect

import "strings"

// officeContacts lowers how to reach a public office: its mailbox, and the telephone
// and address that stand in the same block of lines, or behind "contact us at". They
// are what the office publishes of itself; ms are the matches of one text in order of
// Start.
func officeContacts(ms []Match, s string) {
	for i := range ms {
		m := &ms[i]
		if m.Entity != EmailAddress || m.Likelihood < Likely || !publicDomain(s[m.Start:m.End]) {
			continue
		}
		m.Likelihood, m.Reason = Unlikely, reasonOfficial
		block := paragraph(s, m.Span)
		if fromResident(ms, block, m.Span, s) {
			continue
		}
		for k := i; k >= 0 && ms[k].Start >= block.Start; k-- {
			lowerOffice(&ms[k], s)
		}
		for k := i; k < len(ms) && ms[k].End <= block.End; k++ {
			lowerOffice(&ms[k], s)
		}
	}
}

// lowerOffice lowers a telephone or an address of the office itself.
func lowerOffice(m *Match, s string) {
	if (m.Entity == PhoneNumber || m.Entity == StreetAddress) && ofOffice(s, m.Start) {
		m.Likelihood, m.Reason = Unlikely, reasonOfficial
	}
}

// fromResident reports a block of lines in which somebody else speaks: the mailbox is
// whom a letter goes to, or beside it stand a private mailbox, or a name that is not
// the mailbox's. A telephone there may be the writer's.
func fromResident(ms []Match, block, mail Span, s string) bool {
	line := strings.LastIndexByte(s[:mail.Start], '\n') + 1
	if to, _, ok := strings.Cut(s[line:mail.Start], ":"); ok && inList(" to cc bcc recipient recipients ", strings.ToLower(to[strings.LastIndexByte(to, ' ')+1:])) {
		return true
	}
	box := strings.ToLower(s[mail.Start:mail.End])
	box = box[:strings.LastIndexByte(box, '@')]
	for i := range ms {
		m := &ms[i]
		if m.Start < block.Start || m.End > block.End || m.Likelihood < Likely {
			continue
		}
		v := s[m.Start:m.End]
		if m.Entity == EmailAddress && !publicDomain(v) || m.Entity == Person && !strings.Contains(box, strings.ToLower(v[strings.LastIndexByte(v, ' ')+1:])) {
			return true
		}
	}
	return false
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

// paragraph is the block of lines around the span that no blank line divides, as far
// as an office's contact reaches.
func paragraph(s string, at Span) Span {
	from, to := max(0, at.Start-officeReach), min(len(s), at.End+officeReach)
	for _, blank := range [...]string{"\n\n", "\n\r\n"} {
		if i := strings.LastIndex(s[from:at.Start], blank); i >= 0 {
			from += i + len(blank)
		}
		if i := strings.Index(s[at.End:to], blank); i >= 0 {
			to = at.End + i
		}
	}
	return Span{from, to}
}

// officeReach is how many bytes from a mailbox its telephone may stand.
const officeReach = 400

// ofOffice reports that what stands at i has a line of its own with a label ("Phone:
// "), or follows "contact us at".
func ofOffice(s string, i int) bool {
	near := s[max(0, i-16):i]
	line := strings.LastIndexByte(near, '\n') + 1
	head := strings.TrimRight(near[line:], " ")
	if line > 0 && len(head) <= 12 && strings.HasSuffix(head, ":") && !strings.Contains(head, " ") && !inList(" home: cell: mobile: ", strings.ToLower(head)) {
		return true
	}
	return strings.HasSuffix(strings.ToLower(s[max(0, i-14):i]), "contact us at ")
}
