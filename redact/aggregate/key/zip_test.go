package key

import (
	"testing"

	"vaughn/redact/internal/place"
)

func TestZIP(t *testing.T) {
	checkCodes(t, ZIP(nil), []want{
		{"90210", "90210"}, {" 90210 ", "90210"}, {"90210-1234", "90210"}, {"90210 1234", "90210"}, {"902101234", "90210"}, {"90210-", "90210"}, {"90210.0", "90210"},
		{"1234", "01234"}, {"601", "00601"}, {"1234.0", "01234"}, {"00501", "00501"}, {"99950", "99950"},
		{"1234-5678", UnknownCode}, {"12", UnknownCode}, {"12345678", UnknownCode}, {"90210-12", UnknownCode}, {"9021O", UnknownCode}, {"90210 Apt 3", UnknownCode},
		{"", UnknownCode}, {"00000", UnknownCode}, {"99999", UnknownCode}, {"00500", UnknownCode}, {"K1A 0B1", UnknownCode}, {"-1234", UnknownCode}, {"(all)", UnknownCode},
	})
	list := must(place.NewZIP3List(""))(t)
	k := ZIP(list)
	for code, parent := range map[string]string{"13204": "132", "03601": "000", "10201": "000", "132": "", UnknownCode: ""} {
		if got := k.Parent(code); got != parent {
			t.Errorf("%q is part of %q, want %q", code, got, parent)
		}
	}
	checkCodes(t, ZIP3(list), []want{{"13204-1111", "132"}, {"03601", "000"}, {"3601", "000"}, {"603", "006"}, {"x", UnknownCode}})
}
