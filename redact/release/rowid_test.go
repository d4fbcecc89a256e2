package release

import "testing"

// The public log names rows by an id, and never by a text or a name.
func TestARowIDLooksLikeOne(t *testing.T) {
	for in, want := range map[string]bool{
		"1048812": true, "SR-2026-00412": true, "WB 0012345": true,
		"Jean Quillfeather": false, "": false, "call 315 about the tree": false, "the bin at 12 was missed again": false,
	} {
		if got := isID(in); got != want {
			t.Errorf("isID(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestBlankIsWhatNobodySees(t *testing.T) {
	for in, want := range map[string]bool{"": true, " \t": true, "\u00a0": true, "\u3000 ": true, "0": false, "\u00a0x": false, "é": false} {
		if got := blank(in); got != want {
			t.Errorf("blank(%q) = %v, want %v", in, got, want)
		}
	}
}
