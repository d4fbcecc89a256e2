package exemptions

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNoun(t *testing.T) {
	for agency, want := range map[string]string{
		"City of Syracuse, NY": "City", "The City of New York": "City", "CITY OF CORONA": "City", "Salt Lake City": "City",
		"City and County of San Francisco": "City", "Onondaga County, NY": "County", "County of Onondaga": "County",
		"Town of Greenburgh": "Town", "Village of Solvay, NY": "Village", "Park City School District": "Agency",
		"Onondaga County Water Authority": "Agency", "City School District of Syracuse": "Agency", "Department of Health": "Agency", "": "Agency", " , ": "Agency", "The": "Agency",
	} {
		if got := Noun(agency); got != want {
			t.Errorf("Noun(%q) = %s, want %s", agency, got, want)
		}
	}
}

func TestOwnGrounds(t *testing.T) {
	code := &Code{Key: "ca.catch-all", Cite: "CA 7922.000", Label: "CA 7922.000", Reason: "the public interest in withholding clearly outweighs", Choice: Balanced, Grade: SecondHand}
	for _, tt := range []struct {
		name string
		got  Ground
		want Ground
	}{
		{"promise", Promise("email", "Your email address will never be displayed publicly.", "City"),
			Ground{Key: "email", Label: "City promise", Reason: "City promise: your email address will never be displayed publicly", Basis: BasisPromise, Words: "promise"}},
		{"policy", PolicyChoice("home-place", "A request made from a home shows the block, not the house.", "Town"),
			Ground{Key: "home-place", Label: "Town policy", Reason: "Town policy: a request made from a home shows the block, not the house", Basis: BasisPolicy, Words: "policy"}},
		{"finding", Finding("F-1", "findings/F-1.txt", "CA 7922.000", code, "City Attorney", "2026-11-12", "City"),
			Ground{Key: "F-1", Cite: "CA 7922.000", Label: "CA 7922.000", Reason: code.Reason, Basis: BasisFinding, Words: "finding F-1 (City Attorney, 2026-11-12)", Finding: "F-1", Grade: "P"}},
		{"finding without law", Finding("F-2", `C:\cases\F-2.docx`, "", nil, "", "", "County"),
			Ground{Key: "F-2", Label: "County finding", Reason: "County finding F-2", Basis: BasisFinding, Words: "finding F-2", Finding: "F-2"}},
		{"finding with a bracket", Finding("F-3", "", "[x]", nil, "J. Roe", "", "City"),
			Ground{Key: "F-3", Cite: "[x]", Label: "City finding", Reason: "City finding F-3", Basis: BasisFinding, Words: "finding F-3 (J. Roe)", Finding: "F-3"}},
		{"consent", Consent("directory", "Members may leave the directory."),
			Ground{Key: "directory", Label: "no consent", Reason: "no consent: members may leave the directory", Basis: BasisConsent, Words: "consent"}},
		{"built in", BuiltIn(),
			Ground{Key: "default", Label: "built-in default", Reason: "built-in default, not adopted", Basis: BasisDefault, Words: "built-in default (not adopted)"}},
		{"balancing", code.Ground().For("City"),
			Ground{Key: "ca.catch-all", Cite: "CA 7922.000", Label: "CA 7922.000", Reason: code.Reason, Basis: BasisBalancing, Words: "balancing (City must show that withholding clearly outweighs)", Grade: "P"}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestClause(t *testing.T) {
	for in, want := range map[string]string{
		"Your name.": "your name", "SSNs are never shown.": "SSNs are never shown", "I promise.": "I promise", "A house...": "a house",
		"two\nlines\tand  spaces ": "two lines and spaces", "": "", "Élan.": "élan", "A": "a",
	} {
		if got := clause(in); got != want {
			t.Errorf("clause(%q) = %q, want %q", in, got, want)
		}
	}
}

// A noun changes the words about the agency and nothing else; a noun that is
// none of ours cannot get into a log.
func TestFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bases := []Basis{BasisLaw, BasisExemption, BasisBalancing, BasisFinding, BasisPromise, BasisPolicy, BasisConsent, BasisDefault, ""}
		g := Ground{Key: "k", Cite: "c", Label: "City promise", Reason: "City promise: County fair", Basis: rapid.SampledFrom(bases).Draw(t, "basis"), Words: "w"}
		a, b := rapid.SampledFrom(nouns).Draw(t, "a"), rapid.SampledFrom(nouns).Draw(t, "b")
		if g.For(a).For(b) != g.For(b) {
			t.Fatal("the second noun does not replace the first")
		}
		if strings.Contains(g.For("Mayor Roe").Words, "Roe") {
			t.Fatal("a foreign noun got in")
		}
		if got := g.For(a); got.Key != "k" || got.Cite != "c" || got.Basis != g.Basis || !strings.HasSuffix(got.Reason, ": County fair") {
			t.Fatalf("got %+v", got)
		}
	})
}
