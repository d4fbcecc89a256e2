package policy

import "vaughn/detect"

// Builtin is the policy of a release that names no policy file: every column by
// its profile. Columns that need nothing and text are cleaned, columns that are
// personal throughout are withheld, parts of one place are treated alike. The
// log then says "built-in defaults, not adopted". pack is the name of a pack,
// "" for generic; an unknown channel counts as [Request], where the least is
// decided without a person.
func Builtin(pack string, ch Channel) *Policy {
	if pack == "" {
		pack = "generic"
	}
	if ch != Web && ch != Request && ch != Inspection {
		ch = Request
	}
	return &Policy{builtin: true, Law: Law{Pack: pack, Channel: string(ch)}, Reasons: map[string]Reason{},
		Lists: map[string]string{}, lines: map[string]int{}}
}

// proposal is what init proposes for a column, and why in words.
type proposal struct {
	col  int
	verb Verb
	why  string
}

// builtin is the verb without a person who adopts the proposal: nothing is
// kept unseen, and no column is left out.
func (p proposal) builtin() Verb {
	switch p.verb {
	case Keep, Clean:
		return Clean
	default:
		return Withhold
	}
}

// propose decides by the profile alone: what is personal throughout is
// withheld, or dropped where a column of labels would help nobody; text with
// finds is cleaned; the rest is kept. Of a withheld place, whatever gives the
// house away is withheld; city, state and ZIP code stay.
func propose(cols []detect.Column) []proposal {
	out := make([]proposal, len(cols))
	withheld := map[int]bool{}
	for i := range cols {
		out[i] = proposeOne(&cols[i])
		out[i].col = i
		if cols[i].Place > 0 && out[i].verb == Withhold {
			withheld[cols[i].Place] = true
		}
	}
	for i := range cols {
		if withheld[cols[i].Place] && exact(&cols[i]) && (out[i].verb == Keep || out[i].verb == Clean) {
			out[i].verb, out[i].why = Withhold, "part of the same place"
		}
	}
	return out
}

// exact reports whether a part of a place gives the house away by itself, or
// together with its other parts: a street address or a coordinate. A city or a
// ZIP code does not.
func exact(c *detect.Column) bool {
	switch c.Entity {
	case detect.StreetAddress, detect.GeoPoint, detect.Intersection:
		return true
	case detect.Location, detect.ZIPCode:
		return false
	default:
		return c.Kind == detect.KindCoordinate || c.Hint.Has(detect.GeoPoint) || c.Hint.Has(detect.StreetAddress)
	}
}

func proposeOne(c *detect.Column) proposal {
	e := columnEntity(c)
	switch {
	case c.Mode == detect.ModeWhole && e.Personal() && dropKind(e), c.Cells == 0 && dropKind(e):
		return proposal{verb: Drop, why: looksLike(c)}
	case c.Mode == detect.ModeWhole && e.Personal(), c.Cells == 0 && e.Personal():
		return proposal{verb: Withhold, why: looksLike(c)}
	case c.Personal, c.Mode == detect.ModePerCell, anyPossible(c):
		return proposal{verb: Clean, why: looksLike(c)}
	default:
		return proposal{verb: Keep, why: looksLike(c)}
	}
}

// anyPossible reports whether the column holds finds that a person would have
// to judge.
func anyPossible(c *detect.Column) bool {
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if e.Personal() && c.Possible[e] > 0 {
			return true
		}
	}
	return false
}

// dropKind are the kinds of which a reader needs not even the place.
func dropKind(e detect.Entity) bool {
	switch e {
	case detect.USSSN, detect.USITIN, detect.CreditCard, detect.IBANCode, detect.ABARoutingNumber, detect.USBankNumber,
		detect.Password, detect.CookieID, detect.SessionID, detect.IPAddress, detect.MACAddress, detect.USPassport,
		detect.USDriverLicense, detect.MedicalRecord:
		return true
	default:
		return false
	}
}
