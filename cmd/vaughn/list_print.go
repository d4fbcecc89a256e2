package main

import (
	"fmt"
	"strings"
)

// listWidth is how wide the text of a listing is, in characters: it fits the
// narrowest console that people use, and lines of this length read well on a wide
// one.
const listWidth = 80

// fact prints one line of a code or note, nothing where there is nothing to say.
func (a *app) fact(head, text string) {
	if text != "" {
		a.hanging(14, head, text)
	}
}

// section prints the head of a part of a listing that has n members.
func (a *app) section(head string, n int) {
	if n > 0 {
		fmt.Fprintf(a.out, "\n%s\n%s\n", head, strings.Repeat("-", len(head)))
	}
}

// entry prints a key and its law, the law on a line of its own where both do not
// fit, and paragraphs below.
func (a *app) entry(key, cite string, paras ...string) {
	fmt.Fprintln(a.out)
	if len(cite) <= listWidth-32 && len(key) < 31 {
		fmt.Fprintf(a.out, "%-31s %s\n", key, cite)
	} else {
		fmt.Fprintln(a.out, key)
		a.para(4, cite)
	}
	for _, s := range paras {
		a.para(4, s)
	}
}

// para prints text in lines of at most [listWidth] characters behind an indent.
func (a *app) para(indent int, text string) { a.hanging(indent, "", text) }

// hanging prints text behind an indent, in whose first line head stands.
func (a *app) hanging(indent int, head, text string) {
	line := fmt.Sprintf("%-*s", indent, head)
	for _, w := range strings.Fields(text) {
		if len(line)+len(w) > listWidth && strings.TrimSpace(line) != head {
			fmt.Fprintln(a.out, strings.TrimRight(line, " "))
			line = strings.Repeat(" ", indent)
		}
		line += w + " "
	}
	fmt.Fprintln(a.out, strings.TrimRight(line, " "))
}
