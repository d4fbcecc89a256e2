package logform

import (
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// wholeFiles counts, as a part of the one sentence, the files that are withheld in
// full or are otherwise no part of the release; "" where there are none.
func wholeFiles(sum []exemptions.Summary) string {
	var withheld, other int64
	for i := range sum {
		switch s := &sum[i]; {
		case s.Action == exemptions.FileWithheld:
			withheld += s.Cells
		case s.Action.WholeFile():
			other += s.Cells
		}
	}
	out := ""
	if withheld > 0 {
		out = words.Plural(withheld, "file") + " " + words.IsAre(withheld) + " withheld in full; "
	}
	if other > 0 {
		out += words.Plural(other, "file") + " " + words.IsAre(other) + " not part of this release; "
	}
	return out
}
