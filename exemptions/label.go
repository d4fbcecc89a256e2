package exemptions

import "strings"

// NextLabel finds the first label in s at or after from: "[name withheld: City
// promise]", a bracket, words, " withheld: ", a reason, a bracket, with no
// bracket inside. It returns its half-open range.
func NextLabel(s string, from int) (start, end int, ok bool) {
	for from < len(s) {
		i := strings.IndexByte(s[from:], '[')
		if i < 0 {
			return 0, 0, false
		}
		start = from + i
		j := strings.IndexAny(s[start+1:], "[]")
		if j < 0 {
			return 0, 0, false
		}
		end = start + 1 + j
		if s[end] == ']' && strings.Contains(s[start+1:end], " withheld: ") {
			return start, end + 1, true
		}
		from = start + 1
	}
	return 0, 0, false
}

// CountLabels counts the labels in s.
func CountLabels(s string) (n int) {
	for at := 0; ; n++ {
		_, end, ok := NextLabel(s, at)
		if !ok {
			return n
		}
		at = end
	}
}
