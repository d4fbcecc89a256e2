package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// carriers are the sentences in which addresses are looked for. They were fixed
// before the detector was changed and are not to be fitted to it.
var carriers = [...]string{
	"The caller lives at {} and asks for a new bin.",
	"Complaint received from {}: no heat.",
	"Mail was returned from {} yesterday.",
}

// carry writes every labelled text inside each carrier, its labels moved along.
func carry(out io.Writer, texts []gold) error {
	enc := json.NewEncoder(out)
	for _, g := range texts {
		for n, c := range carriers {
			before, after, _ := strings.Cut(c, "{}")
			shift := utf8.RuneCountInString(before)
			in := gold{fmt.Sprintf("%s@%d", g.ID, n), before + g.Text + after, g.Group, nil}
			for _, s := range g.Spans {
				in.Spans = append(in.Spans, span{s.Start + shift, s.End + shift, s.Type})
			}
			if err := enc.Encode(in); err != nil {
				return err
			}
		}
	}
	return nil
}
