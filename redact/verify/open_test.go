package verify

import "testing"

// TestWhatARecordShowsBeside holds that a text may repeat an address that its own
// record shows in a column that keeps addresses, and no other: not that of another
// record, not a longer one, and not as a cell of its own.
func TestWhatARecordShowsBeside(t *testing.T) {
	s := requests()
	s.rows[0][1] = "Pothole at 123 Main St, call 315-555-0142 after 5"
	s.make()
	noProblems(t, s.files(t, true))
	for _, tt := range []struct {
		row, col int
		text     string
	}{
		{4, 1, "Streetlight out at 123 Main St"},
		{0, 1, "Pothole at 123 Main St Apt 4, call 315-555-0142 after 5"},
		{0, 6, "123 Main St"},
	} {
		s := requests()
		s.rows[tt.row][tt.col] = tt.text
		s.make()
		hasKind(t, s.files(t, true), Found)
	}
}
