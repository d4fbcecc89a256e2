package detect_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"vaughn/detect"
)

// peerGroups are the groups of Presidio's own unit-test strings that are of the
// United States or of no country, and the kind that each is about.
var peerGroups = map[string]detect.Entity{
	"ip": detect.IPAddress, "mac": detect.MACAddress, "phone": detect.PhoneNumber, "email": detect.EmailAddress, "url": detect.URL,
	"credit_card": detect.CreditCard, "us_mbi": detect.USMBI, "us_npi": detect.USNPI, "us_ssn": detect.USSSN, "us_itin": detect.USITIN,
	"aba_routing": detect.ABARoutingNumber, "us_passport": detect.USPassport, "us_driver_license": detect.USDriverLicense, "us_bank": detect.USBankNumber,
}

// peerDiffers are the strings on which we differ on purpose.
var peerDiffers = map[string]string{
	"credit_card2":       "a mistyped card number after \"credit card number is\" is still somebody's",
	"us_bank0":           "twelve digits without a label: any number of that length would count",
	"us_driver_license0": "a letter and eight digits without a label: any such code would count",
	"us_driver_license2": "digits without a label: any number would count",
	"us_passport0":       "nine digits without a label: any number of that length would count",
	"us_passport1":       "a letter and eight digits without a label: any such code would count",
	"us_passport2":       "a letter and eight digits without a label: any such code would count",
}

// peerString is one string with its spans in code points.
type peerString struct {
	ID, Text, Group string
	Spans           []struct {
		Start, End int
	}
}

// TestPeerStrings holds Presidio's strings: a positive one is covered, letter by
// letter, by candidates of its kind, however unlikely; a negative one has none
// that is Possible or more.
func TestPeerStrings(t *testing.T) {
	f, err := os.Open("../../shared/data/text/presidio_recognizer_strings.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the peer's strings are absent: ../../shared/data/text")
	} else if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, n := engine(t).NewScanner(), 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p peerString
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		e, ok := peerGroups[p.Group]
		if !ok {
			continue
		}
		n++
		ms, err := s.Scan(nil, &detect.Text{S: p.Text})
		if err != nil {
			t.Fatal(err)
		}
		_, differs := peerDiffers[p.ID]
		if ok := peerHolds(p, e, ms); ok == differs {
			t.Errorf("%s %q: holds %v, want %v", p.ID, p.Text, ok, !differs)
		}
	}
	if n < 200 || len(peerDiffers)*20 > n {
		t.Errorf("%d strings, %d of which differ: want 200 or more, and at most one in twenty", n, len(peerDiffers))
	}
}

func peerHolds(p peerString, e detect.Entity, ms []detect.Match) bool {
	if len(p.Spans) == 0 {
		return !slices.ContainsFunc(ms, func(m detect.Match) bool { return m.Entity == e && m.Likelihood >= detect.Possible })
	}
	covered := strings.Repeat("-", len(p.Text))
	for _, m := range ms {
		if m.Entity == e {
			covered = covered[:m.Start] + strings.Repeat("x", m.Len()) + covered[m.End:]
		}
	}
	at := 0
	for i, r := range p.Text {
		for _, g := range p.Spans {
			if at >= g.Start && at < g.End && covered[i] == '-' && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return false
			}
		}
		at++
	}
	return true
}
