package main

import (
	"fmt"
	"slices"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

// printWaiting lists what may be accepted, each with its command.
func (a *app) printWaiting(res *release.Review, paths []string, f *acceptFlags) {
	if len(res.Waiting) == 0 {
		fmt.Fprintln(a.out, "Nothing waits: the policy names every column, and no find needs a person.")
		return
	}
	cmd := "vaughn accept"
	for _, p := range paths {
		cmd += " " + words.Arg(p)
	}
	cmd += " --policy " + words.Arg(f.policy) + " --internal " + words.Arg(f.internal)
	if f.key != "" {
		cmd += " --key-file " + words.Arg(f.key)
	}
	var sheet bool
	var told []string
	for _, w := range res.Waiting {
		line, flag := waitingWords(&w, res.Ask.OnlyLaw)
		fmt.Fprintln(a.out, line)
		sheet = sheet || flag == ""
		if flag != "" && !slices.Contains(told, w.Column+flag) {
			told = append(told, w.Column+flag)
			fmt.Fprintf(a.out, "  %s %s --by \"YOUR NAME\"\n", cmd, strings.Replace(flag, "NAME", words.Arg(w.Column), 1))
		}
	}
	if sheet {
		f.sheet = release.SheetPath(f.internal)
		fmt.Fprintf(a.out, "Values that wait are decided in a sheet:\n  vaughn review%s --sheet %s\n", strings.TrimPrefix(cmd, "vaughn accept"), words.Arg(f.sheet))
	}
}

// waitingWords says what waits, and with which flag it is accepted; "" where values
// are looked at one by one.
func waitingWords(w *release.Waiting, onlyLaw bool) (line, flag string) {
	why := ""
	if onlyLaw {
		why = " --why CODE"
	}
	what := words.Plural(w.Count, w.Entity.Plain())
	switch {
	case w.Unlisted:
		return fmt.Sprintf("%s: %s is new (%s, %s). The policy does not name it.", w.File, w.Column, w.Looks, words.Plural(w.Count, "cell")), "--column NAME=drop" + why
	case w.Stop:
		return fmt.Sprintf("%s: %s is kept, and holds %s that the policy does not allow.", w.File, w.Column, what), "--column NAME=clean"
	case w.Possible && !w.Law && w.Column != "":
		return fmt.Sprintf("%s: %s may hold %s; it is not certain.", w.File, w.Column, what), "--possible NAME=withhold" + why
	default:
		return fmt.Sprintf("%s: %s waits for a person (%s).", w.File, w.Column, words.Plural(w.Count, "place")), ""
	}
}
