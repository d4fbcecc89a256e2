package main

import (
	"fmt"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

// What a column is, in words.

// needsPerson reports whether only a person can say what a column is: text with
// finds in it, names among other values, or nothing better than possible.
func needsPerson(c *detect.Column) bool {
	return c.Personal && (c.Mode != detect.ModeWhole || c.Likelihood < detect.Likely)
}

// question says what a person has to look at.
func question(c *detect.Column) string {
	switch {
	case kinds(&c.Found) != "" && c.Mode == detect.ModeWhole:
		return kinds(&c.Found)
	case kinds(&c.Found) != "" && mostly(c):
		return kinds(&c.Found) + " among other values"
	case kinds(&c.Found) != "":
		return kinds(&c.Found) + " in text"
	case kinds(&c.Possible) != "":
		return "perhaps " + kinds(&c.Possible)
	default:
		return "perhaps personal information"
	}
}

// mostly reports whether a column holds one kind in most of its cells: a column
// of names with firms in it, not text in which something occurs.
func mostly(c *detect.Column) bool {
	return c.Entity == detect.Person || c.Entity != detect.None && 2*c.Hits > c.Cells
}

// what names the content of a column for the table.
func what(c *detect.Column) string {
	switch {
	case c.Entity != detect.None && (c.Mode == detect.ModeWhole || mostly(c)):
		return c.Entity.Plain()
	case kinds(&c.Found) != "":
		return "text with " + kinds(&c.Found)
	default:
		return "text, perhaps " + kinds(&c.Possible)
	}
}

func likelihoodWords(l detect.Likelihood) string {
	return strings.ToLower(strings.ReplaceAll(l.String(), "_", " "))
}

// proposal is what init would write for the column.
func proposal(c *detect.Column) string {
	switch {
	case !c.Personal:
		return "keep"
	case c.Likelihood < detect.Likely:
		return "you decide"
	case c.Mode == detect.ModeWhole:
		return "withhold or drop"
	default:
		return "clean: mask the finds"
	}
}

// columnWords says what a column is taken for and from how many values.
func columnWords(c *detect.Column) string {
	switch {
	case !c.Personal && c.Business && c.Entity.Personal():
		return fmt.Sprintf("%s of firms or public bodies, which are public, in its %s.", words.Noun(2, c.Entity.Plain()), words.Plural(c.Cells, "cell"))
	case !c.Personal:
		return fmt.Sprintf("nothing personal in its %s.", words.Plural(c.Cells, "cell"))
	case c.Mode == detect.ModeWhole:
		return fmt.Sprintf("every value is taken for %s (%s): %s of %s are.", words.A(c.Entity.Plain()), likelihoodWords(c.Likelihood), words.Count(c.Hits), words.Plural(c.Cells, "cell"))
	default:
		return fmt.Sprintf("cells are judged one by one: %s in %s of %s (%s).", what(c), words.Count(c.Hits), words.Plural(c.Cells, "cell"), likelihoodWords(c.Likelihood))
	}
}

// kinds says what was counted per entity, most frequent first, up to three:
// "212 telephone numbers and 3 e-mail addresses".
func kinds(found *[detect.NumEntities]int64) string {
	var said []string
	used := [detect.NumEntities]bool{}
	for range 3 {
		best := detect.None
		for e := detect.None + 1; e < detect.NumEntities; e++ {
			if e.Personal() && !used[e] && found[e] > 0 && (best == detect.None || found[e] > found[best]) {
				best = e
			}
		}
		if best == detect.None {
			break
		}
		used[best] = true
		said = append(said, words.Plural(found[best], best.Plain()))
	}
	return words.List(said)
}

// shownNames are a table's column names as they may be printed.
func shownNames(p *release.ScannedPart) []string {
	names := make([]string, len(p.Names))
	for i, n := range p.Names {
		names[i] = words.Shown(n)
	}
	return names
}
