package detect

import "slices"

// Resolve settles candidates in place and returns the rest: one match over the
// trimmed text in a whole column, firms kept in a column of names, no overlaps,
// in order of Start. c is the column's verdict ([Profile.Columns]), nil outside
// tables; a column that was never profiled changes nothing. Calling Resolve again
// on its own result changes nothing either.
func Resolve(ms []Match, t *Text, c *Column) []Match {
	if c != nil && c.Cells > 0 {
		ms = resolveColumn(ms, t, c)
	}
	return settle(ms)
}

// settle removes overlaps. The order is total: likelihood, then length, then
// the strength of the entity, then the place. Only candidates that hang together
// are compared, so that a long page costs no more than its lines.
func settle(ms []Match) []Match {
	if len(ms) < 2 {
		return ms
	}
	ms = dropFirmParts(ms)
	sortByStart(ms)
	out := 0
	for i := 0; i < len(ms); {
		end, j := ms[i].End, i+1
		for j < len(ms) && ms[j].Start < end {
			end = max(end, ms[j].End)
			j++
		}
		out += copy(ms[out:], settleGroup(ms[i:j]))
		i = j
	}
	return ms[:out]
}

// settleGroup settles candidates that overlap in a chain; the result is in order
// of Start.
func settleGroup(ms []Match) []Match {
	if len(ms) == 1 {
		return ms
	}
	if len(ms) > fewMatches {
		slices.SortFunc(ms, func(a, b Match) int { return order(&a, &b, better) })
	} else {
		for i := 1; i < len(ms); i++ { // best first
			for k := i; k > 0 && better(&ms[k], &ms[k-1]); k-- {
				ms[k], ms[k-1] = ms[k-1], ms[k]
			}
		}
	}
	kept := 1 // ms[:kept] is in order of Start and without overlaps
	for i := 1; i < len(ms); i++ {
		m := ms[i]
		at, _ := slices.BinarySearchFunc(ms[:kept], m.Start, func(k Match, start int) int { return k.Start - start })
		if at > 0 && ms[at-1].End > m.Start || at < kept && m.End > ms[at].Start {
			continue
		}
		copy(ms[at+1:kept+1], ms[at:kept])
		ms[at] = m
		kept++
	}
	return ms[:kept]
}

// dropFirmParts removes what is part of a firm's name: "2615 Elm Place LLC" is a
// firm, and a firm's address is public; "Ana Lopez Cleaning Inc" is a firm too.
func dropFirmParts(ms []Match) []Match {
	for i := range ms {
		if ms[i].Entity != Organization || ms[i].Reason != reasonFirmWord {
			continue
		}
		firm := ms[i].Span
		kept := ms[:0]
		for _, m := range ms {
			if (m.Entity == StreetAddress || m.Entity == Person && m.Reason == reasonNames) && m.Start >= firm.Start && m.End <= firm.End {
				continue
			}
			kept = append(kept, m)
		}
		return kept
	}
	return ms
}

// better reports whether a wins over b.
func better(a, b *Match) bool {
	ap, bp := rank(a), rank(b)
	switch {
	case ap != bp:
		return ap > bp
	case a.Likelihood != b.Likelihood:
		return a.Likelihood > b.Likelihood
	case a.Len() != b.Len():
		return a.Len() > b.Len()
	case strength[a.Entity] != strength[b.Entity]:
		return strength[a.Entity] > strength[b.Entity]
	case a.Start != b.Start:
		return a.Start < b.Start
	case a.Entity != b.Entity:
		return a.Entity < b.Entity
	case a.Detector != b.Detector:
		return a.Detector < b.Detector
	default:
		return a.Reason < b.Reason
	}
}

// rank puts kinds that are masked before kinds that are not: a link that holds
// an e-mail address yields the address.
func rank(m *Match) int {
	switch {
	case m.Entity.Personal() && m.Likelihood >= Likely:
		return 3
	case m.Likelihood >= Likely:
		return 2
	case m.Entity.Personal() && m.Likelihood == Possible:
		return 1
	default:
		return 0
	}
}

// strength settles ties between kinds: the more a value identifies, the higher.
var strength = [NumEntities]uint8{
	Listed: 31, USMBI: 30, USSSN: 29, USITIN: 28, CreditCard: 27, IBANCode: 26, USBankNumber: 25, ABARoutingNumber: 24,
	USPassport: 23, USDriverLicense: 22, MedicalRecord: 21, AccountNumber: 20, EmailAddress: 19, PhoneNumber: 18,
	DateOfBirth: 17, VIN: 16, LicensePlate: 15, Password: 14, Username: 13, SessionID: 12, CookieID: 11,
	IPAddress: 10, MACAddress: 9, Minor: 8, Person: 7, StreetAddress: 6, GeoPoint: 5, Intersection: 4,
	Orientation: 4, Politics: 4, Religion: 4, Health: 4, ParcelID: 3, USNPI: 3, RecordNumber: 3, Organization: 2, URL: 1,
}
