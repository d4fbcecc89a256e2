package logform

import (
	"fmt"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// tableNumbers counts the numbers of the tables among files, and those of them
// that are hidden.
func tableNumbers(files []exemptions.File) (tables, numbers, hidden int64) {
	for i := range files {
		if t := files[i].Table; t != nil {
			tables++
			numbers += t.Cells * int64(len(t.Measures))
			hidden += t.Hidden * int64(len(t.Measures))
		}
	}
	return tables, numbers, hidden
}

// tableSentence is the part of the sentence that is about tables.
func tableSentence(tables, numbers, hidden int64) string {
	return fmt.Sprintf("%s of %s numbers in %s (%s) %s hidden", words.Count(hidden), words.Count(numbers), words.Plural(tables, "table"), Share(hidden, numbers), words.IsAre(hidden))
}

// tableLines say of each table how small numbers are protected, and what the
// attack on it came to.
func tableLines(files []exemptions.File) []string {
	var out []string
	told := false // of all tables together
	for i := range files {
		t := files[i].Table
		if t == nil {
			continue
		}
		s := fmt.Sprintf("%s: %s lines. %s", files[i].Name, words.Count(t.Cells), t.Rule)
		if t.Hidden > 0 {
			s += fmt.Sprintf(" %s %s hidden", words.Count(t.Hidden), words.IsAre(t.Hidden))
			var parts []string
			for _, r := range t.Reasons {
				parts = append(parts, words.Count(r.Cells)+" "+r.Reason)
			}
			if len(parts) > 0 {
				s += " (" + strings.Join(parts, ", ") + ")"
			}
			s += "; which of them are small is not said, since that would tell more than the table."
		}
		if a := t.Audit; a != nil && t.Hidden > 0 && a.Protected > 0 && !told {
			told = true
			s += fmt.Sprintf(" All tables were attacked together before release, with %s that the released numbers obey: each of %s, shown as hidden or not shown at all, could be another by %d or more without contradicting anything released.",
				words.Plural(a.Equations, "equation"), words.Plural(a.Protected, "small number"), a.Required)
		}
		out = append(out, s)
	}
	return out
}
