package logform

import "vaughn/exemptions"

// promiseLines say how the promises to the public were held against the released
// files.
func promiseLines(r *exemptions.Release) []string {
	var lines []string
	for _, k := range r.Promises {
		lines = append(lines, `"`+short(k.Text)+`" was held: `+k.Says)
	}
	return atMost(3, lines, "Promise: ")
}
