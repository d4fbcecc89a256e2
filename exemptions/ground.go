package exemptions

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The nouns by which a log calls the agency.
var nouns = []string{"City", "County", "Town", "Village", "Agency"}

// Noun is what the log calls an agency: City, County, Town or Village, taken
// from "City of …" or from the last word before a comma ("Onondaga County,
// NY"), else Agency.
func Noun(agency string) string {
	name, _, _ := strings.Cut(agency, ",")
	words := strings.Fields(name)
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if len(words) == 0 {
		return "Agency"
	}
	for _, n := range nouns {
		if len(words) > 2 && strings.EqualFold(words[0], n) && (strings.EqualFold(words[1], "of") || strings.EqualFold(words[1], "and")) {
			return n
		}
	}
	for _, n := range nouns {
		if strings.EqualFold(words[len(words)-1], n) {
			return n
		}
	}
	return "Agency"
}

// Ground is the code as the ground of a withholding, in words for "Agency".
func (c *Code) Ground() Ground {
	g := Ground{Key: c.Key, Cite: c.Cite, Label: c.Label, Reason: c.Reason, Grade: string(c.Grade)}
	switch c.Choice {
	case Discretionary:
		g.Basis = BasisExemption
	case Balanced:
		g.Basis = BasisBalancing
	default: // mandatory; an unknown choice cannot be loaded
		g.Basis = BasisLaw
	}
	return g.For("Agency")
}

// For is the ground in the words of one release; noun is what [Noun] returns.
func (g Ground) For(noun string) Ground {
	if !slices.Contains(nouns, noun) {
		noun = "Agency"
	}
	switch g.Basis {
	case BasisLaw:
		g.Words = "law (" + noun + " has no choice)"
	case BasisExemption:
		g.Words = "exemption (" + noun + " may use it)"
	case BasisBalancing:
		g.Words = "balancing (" + noun + " must show that withholding clearly outweighs)"
	case BasisPromise, BasisPolicy, BasisFinding:
		g.Label, g.Reason = called(g.Label, noun), called(g.Reason, noun)
	default: // consent and built-in default name no agency
	}
	return g
}

// called replaces the noun that a text begins with.
func called(s, noun string) string {
	first, rest, ok := strings.Cut(s, " ")
	if ok && slices.Contains(nouns, first) {
		return noun + " " + rest
	}
	return s
}

// Promise is the ground of a promise that the agency gave to the public. key
// names the policy's reason; text is the promise as it was given. The reason
// reads "City promise: your email address will never be displayed publicly".
func Promise(key, text, noun string) Ground {
	return own(key, "promise", text, noun, BasisPromise)
}

// PolicyChoice is the ground of a choice that the agency made without being
// bound by a law or a promise: "City policy: a request made from a home shows
// the block".
func PolicyChoice(key, text, noun string) Ground {
	return own(key, "policy", text, noun, BasisPolicy)
}

func own(key, kind, text, noun string, b Basis) Ground {
	g := Ground{Key: key, Label: "Agency " + kind, Reason: "Agency " + kind + ": " + clause(text), Basis: b, Words: kind}
	return g.For(noun)
}

// Finding is the ground of a written finding. ref is the finding's file, of
// which only the base name without ending is shown; law is the citation it was
// made under, "" for none; code is that law in the pack, nil when it is not
// there; by and date (YYYY-MM-DD) say who found and when, "" when unknown. The
// basis reads "finding F-1 (City Attorney, 2026-11-12)".
func Finding(key, ref, law string, code *Code, by, date, noun string) Ground {
	name := path.Base(strings.ReplaceAll(clean(ref), "\\", "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	if name == "" || name == "." || name == "/" {
		name = clean(key)
	}
	g := Ground{Key: key, Cite: clean(law), Label: clean(law), Reason: "Agency finding " + name, Basis: BasisFinding, Finding: name}
	g.Words = "finding " + name
	if who := strings.Trim(clean(by)+", "+clean(date), ", "); who != "" {
		g.Words += " (" + who + ")"
	}
	if code != nil {
		g.Cite, g.Label, g.Reason, g.Grade = code.Cite, code.Label, code.Reason, string(code.Grade)
	}
	if g.Label == "" || strings.ContainsAny(g.Label, "[]") { // a bracket would end the label early
		g.Label = "Agency finding"
	}
	return g.For(noun)
}

// Consent is the ground of a consent that was asked and not given, or was
// limited or withdrawn: "no consent: members may leave the directory".
func Consent(key, text string) Ground {
	return Ground{Key: key, Label: "no consent", Reason: "no consent: " + clause(text), Basis: BasisConsent, Words: "consent"}
}

// BuiltIn is the ground of what the program masks by itself, where neither a
// law of the pack nor a reason of the policy was given.
func BuiltIn() Ground {
	return Ground{
		Key: "default", Label: "built-in default", Reason: "built-in default, not adopted",
		Basis: BasisDefault, Words: "built-in default (not adopted)",
	}
}

// clause turns a sentence into what may follow a colon: no full stop at its
// end, and a small first letter unless the first word is written in capitals.
func clause(text string) string {
	s := strings.TrimRight(clean(text), ". ")
	first, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(first) && !unicode.IsUpper(next) && !strings.HasPrefix(s, "I ") {
		return string(unicode.ToLower(first)) + s[size:]
	}
	return s
}

// clean puts a text of the policy on one line.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
