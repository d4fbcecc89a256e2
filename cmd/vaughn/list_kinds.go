package main

import (
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// opening is a note with what it opens.
type opening struct {
	note  exemptions.Note
	kinds []string
}

func openRows(p *exemptions.Pack) (out []opening) {
	for _, n := range p.Notes {
		if kinds := kindsOf(p.OpenRows, n.Key, ""); len(kinds) > 0 {
			out = append(out, opening{n, kinds})
		}
	}
	return out
}

// kindsOf puts the rows of a code into words, those of the same channels together:
// "name (owner), parcel number on web, request".
func kindsOf(rows []exemptions.Row, code, more string) (out []string) {
	var channels []string
	kinds := map[string][]string{}
	for _, r := range rows {
		if r.Code != code {
			continue
		}
		on := "on " + strings.Join(r.Channels, ", ")
		if len(r.Channels) == 3 {
			on = "on every channel"
		}
		if kinds[on] == nil {
			channels = append(channels, on)
		}
		if kind := kindWords(r.Entity); !slices.Contains(kinds[on], kind) {
			kinds[on] = append(kinds[on], kind)
		}
	}
	for _, on := range channels {
		line := strings.Join(kinds[on], ", ") + " " + on
		if more != "" {
			line += ", " + more
		}
		out = append(out, line)
	}
	return out
}

// kindWords is the entity of a row in plain words, its role in brackets. A kind that
// logs do not name is named here: this is a list of law, not of a release.
func kindWords(entity string) string {
	name, role, has := strings.Cut(entity, "/")
	plain := strings.ToLower(strings.ReplaceAll(name, "_", " "))
	for _, e := range detect.Entities() {
		if e.String() == name && !e.Reveals() {
			plain = e.Plain()
		}
	}
	if has {
		plain += " (" + role + ")"
	}
	return plain
}
