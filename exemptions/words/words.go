// Package words puts numbers and names into the sentences that people read. It
// knows nothing of the rest of the project.
package words

import (
	"strconv"
	"strings"
	"unicode"
)

// Count writes n with commas: 18,204.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural is a number and its noun: "1 row", "18,204 rows".
func Plural(n int64, noun string) string { return Count(n) + " " + Noun(n, noun) }

// irregular are the nouns whose plural is not formed at their end.
var irregular = map[string]string{
	"date of birth":           "dates of birth",
	"password or access code": "passwords or access codes",
	"personal information":    "pieces of personal information",
}

// Noun is an English noun in the number that n asks for.
func Noun(n int64, noun string) string {
	if n == 1 {
		return noun
	}
	if p, ok := irregular[noun]; ok {
		return p
	}
	switch stem, y := strings.CutSuffix(noun, "y"); {
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"):
		return noun + "es"
	case y && !strings.ContainsAny(stem[max(0, len(stem)-1):], "aeiou"):
		return stem + "ies"
	default:
		return noun + "s"
	}
}

// A puts "a" or "an" before the words of a kind, nothing before "personal
// information". A "u" is taken as in "user".
func A(noun string) string {
	switch {
	case strings.HasSuffix(noun, "information"):
		return noun
	case noun != "" && strings.IndexByte("aeio", noun[0]) >= 0:
		return "an " + noun
	default:
		return "a " + noun
	}
}

// IsAre is the verb for n things.
func IsAre(n int64) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// List joins items: "a", "a and b", "a, b and c".
func List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// AtMost joins up to n items with commas and says how many more there are:
// "a, b and 3 more".
func AtMost(n int, items []string) string {
	if len(items) <= n {
		return strings.Join(items, ", ")
	}
	return strings.Join(items[:n], ", ") + " and " + strconv.Itoa(len(items)-n) + " more"
}

// maxShown is how much of a name Shown keeps, in characters.
const maxShown = 60

// Shown is a name as it may be printed in a line on a terminal: one line, no
// control characters, at most 60 characters.
func Shown(name string) string {
	name = printable(name, ' ')
	if r := []rune(name); len(r) > maxShown {
		return string(r[:maxShown-3]) + "..."
	}
	return name
}

// printable puts a rune in the place of what cannot be printed.
func printable(s string, instead rune) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return instead
		}
		return r
	}, s)
}

// Arg is a path, or a path with a place behind it, as it is typed on a command
// line: as it is, in quotation marks where a shell would take it apart. What
// cannot be printed becomes ?, which shells read as any character.
func Arg(s string) string {
	s = printable(s, '?')
	switch {
	case s != "" && !strings.ContainsAny(s, " ()&;'\"$`|<>*?[]!#~"):
		return s
	case !strings.ContainsAny(s, "\"$`!"):
		return `"` + s + `"`
	default: // a name that Windows cannot have, so the words of other shells do
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
}

// leastPrefix is how much of a name must be typed for its beginning to mean it,
// in bytes.
const leastPrefix = 4

// Nearest is the name that is closest to what was typed, "" if none is close.
// Case, spaces and the signs _ - . do not count; of the rest, at most a third
// (and always one) may differ. Where none is that close, it is the shortest name
// that begins with what was typed, if that is 4 characters or more. Of equals it
// is the first.
func Nearest(typed string, names []string) string {
	best, at := "", 1<<30
	begins, length := "", 1<<30
	typed = Fold(typed)
	for _, n := range names {
		f := Fold(n)
		d := distance(typed, f)
		if d < at && d <= max(1, max(len(typed), len(f))/3) {
			best, at = n, d
		}
		if len(f) < length && len(typed) >= leastPrefix && strings.HasPrefix(f, typed) {
			begins, length = n, len(f)
		}
	}
	if best == "" {
		return begins
	}
	return best
}

// DidYouMean is the sentence ` Did you mean "x"?` with a space before it, for
// the [Nearest] of names, or "".
func DidYouMean(typed string, names []string) string { return Suggest(Nearest(typed, names)) }

// Suggest is [DidYouMean] for a name that is known; "" for "".
func Suggest(name string) string {
	if name == "" {
		return ""
	}
	return ` Did you mean "` + name + `"?`
}

// Fold removes what people get wrong in names: case, spaces and the signs _ - .
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '.':
			return -1
		default:
			return unicode.ToLower(r)
		}
	}, s)
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment). Only the first 64
// characters count: names are short, and the cost is the product of the lengths.
func distance(a, b string) int {
	const cut = 64
	x, y := []rune(a), []rune(b)
	x, y = x[:min(len(x), cut)], y[:min(len(y), cut)]
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
