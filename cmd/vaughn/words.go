package main

import (
	"strconv"
	"strings"

	"vaughn/detect"
)

// thousands writes n with commas: 18,204.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "-" + s
	}
	return s
}

// count is a number and its noun: "1 row", "18,204 rows".
func count(n int64, noun string) string {
	return thousands(n) + " " + plural(n, noun)
}

// irregular are the kinds whose plural is not formed at the end.
var irregular = map[string]string{
	"date of birth":           "dates of birth",
	"password or access code": "passwords or access codes",
	"personal information":    "pieces of personal information",
}

// plural of a noun for a number of things.
func plural(n int64, noun string) string {
	if n == 1 {
		return noun
	}
	if p, ok := irregular[noun]; ok {
		return p
	}
	switch {
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"):
		return noun + "es"
	case strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ey"):
		return noun[:len(noun)-1] + "ies"
	default:
		return noun + "s"
	}
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
	}
}

// atMost joins up to n words with commas and says how many more there are.
func atMost(n int, words []string) string {
	if len(words) <= n {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:n], ", ") + " and " + strconv.Itoa(len(words)-n) + " more"
}

// kinds says what was counted per entity, most frequent first, up to three:
// "212 telephone numbers and 3 e-mail addresses".
func kinds(found *[detect.NumEntities]int64) string {
	var words []string
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
		words = append(words, count(found[best], best.Plain()))
	}
	return list(words)
}

// nearest is the candidate that is closest to word, "" if none is close: at
// most two edits, and fewer edits than half the word.
func nearest(word string, candidates []string) string {
	best, found := 3, ""
	for _, c := range candidates {
		if d := edits(strings.ToLower(word), strings.ToLower(c)); d < best && 2*d < len(c)+1 {
			best, found = d, c
		}
	}
	return found
}

// edits is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment).
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
