package release

import (
	"testing"

	"vaughn/exemptions"
	"vaughn/redact"
	"vaughn/redact/policy"
)

// TestAtSource holds which masks are not listed one by one where the source shows
// its texts: those of what the detectors found in a column that is released.
func TestAtSource(t *testing.T) {
	for _, tt := range []struct {
		do     policy.Verb
		action exemptions.Action
		wide   bool
		want   bool
	}{
		{policy.Clean, exemptions.Masked, false, true},
		{policy.Keep, exemptions.Withheld, false, true},
		{policy.Clean, exemptions.Withheld, true, false},
		{policy.Withhold, exemptions.Withheld, false, false},
		{policy.Coarsen, exemptions.ShownAs + "year", false, false},
		{policy.Code, exemptions.Coded, false, false},
		{"publish", exemptions.Masked, false, false},
	} {
		m := redact.Mark{Rule: &policy.BoundRule{Do: tt.do}, Action: tt.action, Wide: tt.wide}
		if got := atSource(&m); got != tt.want {
			t.Errorf("%s, %s, wide %v: %v", tt.do, tt.action, tt.wide, got)
		}
	}
	if atSource(&redact.Mark{Action: exemptions.Masked}) {
		t.Error("a mark without a rule")
	}
}

// TestNoFormula holds that no cell of fix-upstream.csv is a formula.
func TestNoFormula(t *testing.T) {
	for in, want := range map[string]string{"": "", "Notes": "Notes", "=A1": "'=A1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "row 5": "row 5", "\tx": "'\tx"} {
		if got := noFormula(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
