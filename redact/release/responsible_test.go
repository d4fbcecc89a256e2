package release

import (
	"errors"
	"strings"
	"testing"

	"vaughn/exemptions"
	"vaughn/redact/policy"
)

// Where a law asks for a name with title (California, federal), a request is not
// answered without one; on the web nobody is denied anything.
func TestADenialNamesWhoIsResponsible(t *testing.T) {
	ca := &exemptions.Pack{Name: "ca-cpra", Responsible: exemptions.Responsible{Required: true, Cite: "CA 7922.540(b)"}}
	for _, tt := range []struct {
		pack              *exemptions.Pack
		channel           policy.Channel
		decided, approved string
		who               string
		refused           bool
	}{
		{ca, policy.Request, "Maria Alvarez, City Clerk", "", "Maria Alvarez, City Clerk", false},
		{ca, policy.Inspection, "Maria Alvarez (City Clerk)", "", "Maria Alvarez (City Clerk)", false},
		{ca, policy.Request, "", "Maria Alvarez, City Clerk", "Maria Alvarez, City Clerk", false},
		{ca, policy.Request, "City Clerk", "", "", true},
		{ca, policy.Request, "City Clerk,", "", "", true},
		{ca, policy.Request, "", "", "", true},
		{ca, policy.Inspection, "", "City Clerk", "", true},
		{ca, policy.Web, "", "City Clerk", "City Clerk", false},
		{&exemptions.Pack{}, policy.Request, "City Clerk", "", "City Clerk", false},
	} {
		p := &policy.Policy{File: "PRA.yaml", About: policy.About{DecidedBy: tt.decided}, Law: policy.Law{Channel: string(tt.channel), ApprovedBy: tt.approved}}
		s := &setup{policy: p, pack: tt.pack}
		if got := s.responsible(); got != tt.who {
			t.Errorf("%s, %q, %q: responsible is %q, want %q", tt.channel, tt.decided, tt.approved, got, tt.who)
		}
		err := s.accountable()
		var e *Error
		if tt.refused && (!errors.As(err, &e) || e.Kind != KindPolicy || !strings.Contains(e.Msg, "CA 7922.540(b)") || !strings.Contains(e.Msg, "PRA.yaml: about.decided_by") || e.Next == "") || !tt.refused && err != nil {
			t.Errorf("%s, %q, %q: %v", tt.channel, tt.decided, tt.approved, err)
		}
		s.o.DryRun = true
		if err := s.accountable(); err != nil || (len(s.warn) == 1) != tt.refused {
			t.Errorf("a preview of %s, %q: %v, warnings %q", tt.channel, tt.decided, err, s.warn)
		}
	}
}
