package key

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestZIP(t *testing.T) {
	checkCodes(t, ZIP(nil), []want{
		{"90210", "90210"}, {" 90210 ", "90210"}, {"90210-1234", "90210"}, {"90210 1234", "90210"}, {"902101234", "90210"}, {"90210-", "90210"}, {"90210.0", "90210"},
		{"1234", "01234"}, {"601", "00601"}, {"1234.0", "01234"}, {"00501", "00501"}, {"99950", "99950"},
		{"1234-5678", UnknownCode}, {"12", UnknownCode}, {"12345678", UnknownCode}, {"90210-12", UnknownCode}, {"9021O", UnknownCode}, {"90210 Apt 3", UnknownCode},
		{"", UnknownCode}, {"00000", UnknownCode}, {"99999", UnknownCode}, {"00500", UnknownCode}, {"K1A 0B1", UnknownCode}, {"-1234", UnknownCode}, {"(all)", UnknownCode},
	})
	list := must(NewZIP3List(""))(t)
	k := ZIP(list)
	for code, parent := range map[string]string{"13204": "132", "03601": "000", "10201": "000", "132": "", UnknownCode: ""} {
		if got := k.Parent(code); got != parent {
			t.Errorf("%q is part of %q, want %q", code, got, parent)
		}
	}
	checkCodes(t, ZIP3(list), []want{{"13204-1111", "132"}, {"03601", "000"}, {"3601", "000"}, {"603", "006"}, {"x", UnknownCode}})
}

// All 1,000 prefixes of each list, against the lists as they were published and
// typed a second time.
func TestZIP3Lists(t *testing.T) {
	want := map[string]string{
		"hhs-2000":    "036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893",
		"common-2010": "036 059 102 203 205 369 556 692 821 823 878 879 884 893",
	}
	// Prefixes of no place, as ranges.
	var nowhere []string
	for _, r := range strings.Fields("000-004 099-099 213-213 269-269 343-343 345-345 348-348 353-353 419-419 428-429 517-519 529-529 533-533 536-536 552-552 568-568 578-579 " +
		"589-589 621-621 632-632 642-643 659-659 663-663 682-682 694-699 702-702 709-709 715-715 732-732 742-742 771-771 817-819 839-839 848-849 854-854 " +
		"858-858 861-862 866-869 876-876 886-888 892-892 896-896 899-899 909-909 929-929 987-987") {
		var a, b int
		if _, err := fmt.Sscanf(r, "%d-%d", &a, &b); err != nil {
			t.Fatal(err)
		}
		for ; a <= b; a++ {
			nowhere = append(nowhere, fmt.Sprintf("%03d", a))
		}
	}
	if got := ZIP3Lists(); len(got) != len(want) || got[0] != DefaultZIP3List {
		t.Fatalf("lists are %v", got)
	}
	for name, restricted := range want {
		l := must(NewZIP3List(name))(t)
		hidden := 0
		for n := range 1000 {
			prefix := fmt.Sprintf("%03d", n)
			expect := prefix
			if slices.Contains(strings.Fields(restricted), prefix) || slices.Contains(nowhere, prefix) {
				expect = "000"
				hidden++
			}
			if got := l.code(prefix); got != expect {
				t.Errorf("%s: %s is %s, want %s", name, prefix, got, expect)
			}
			if zip := prefix + "51"; zip >= firstZIP && zip <= lastZIP {
				if got := one(t, ZIP3(l), zip); got != expect {
					t.Errorf("%s: %s is in %s, want %s", name, zip, got, expect)
				}
			}
		}
		if hidden != len(strings.Fields(restricted))+len(nowhere) {
			t.Errorf("%s hides %d prefixes", name, hidden)
		}
		for _, prefix := range []string{"", "1", "13", "1320", "abc", "-12"} {
			if got := l.code(prefix); got != "000" {
				t.Errorf("%s: %q is %s", name, prefix, got)
			}
		}
	}
	if _, err := NewZIP3List("2020"); err == nil {
		t.Error("a list that does not exist was opened")
	}
}

func TestZIP3ListOfAnAgency(t *testing.T) {
	l := must(ParseZIP3List("zip3.csv", []byte("zip3,population\n132,20001\n133,20000\n134,0\n")))(t)
	for prefix, code := range map[string]string{"132": "132", "133": "000", "134": "000", "135": "000"} {
		if got := l.code(prefix); got != code {
			t.Errorf("%s is %s, want %s", prefix, got, code)
		}
	}
	for _, c := range []struct{ src, where string }{
		{"zip3,population\n13,7919\n", "line 2: column 1"},
		{"zip3,population\n132,7919.5\n", "line 2: column 2"},
		{"zip3,population\n132,79191234567\n", "line 2: column 2"},
		{"zip3,population\n132,1\n132,7919\n", "line 3: the prefix"},
	} {
		_, err := ParseZIP3List("zip3.csv", []byte(c.src))
		refuses(t, err, "zip3.csv, "+c.where, "7919", "132")
	}
}
