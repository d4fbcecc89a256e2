package place

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func opened(t *testing.T, name string) *ZIP3List {
	t.Helper()
	l, err := NewZIP3List(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
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
		l := opened(t, name)
		hidden := 0
		for n := range 1000 {
			prefix := fmt.Sprintf("%03d", n)
			expect := prefix
			if slices.Contains(strings.Fields(restricted), prefix) || slices.Contains(nowhere, prefix) {
				expect = "000"
				hidden++
			}
			if got := l.Code(prefix); got != expect {
				t.Errorf("%s: %s is %s, want %s", name, prefix, got, expect)
			}
		}
		if hidden != len(strings.Fields(restricted))+len(nowhere) {
			t.Errorf("%s hides %d prefixes", name, hidden)
		}
		for _, prefix := range []string{"", "1", "13", "1320", "abc", "-12"} {
			if got := l.Code(prefix); got != "000" {
				t.Errorf("%s: %q is %s", name, prefix, got)
			}
		}
	}
	if _, err := NewZIP3List("2020"); err == nil {
		t.Error("a list that does not exist was opened")
	}
}
