// Command textscan writes what the detectors find in labelled texts, one JSON a
// line, for ../shared/data/score_text.py:
//
//	go run ./testdata/textscan GOLD.jsonl [-least POSSIBLE] [-speed] > PRED.jsonl
//
// GOLD has one {"id","text"} a line. Offsets are code points, as the scorer wants
// them. With -speed it prints megabytes a processor second instead, with -carry
// the labelled texts once more, each inside three sentences (carry.go).
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	"unicode/utf8"

	"vaughn/detect"
)

// gold is what is read of a line.
type gold struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Group any    `json:"group,omitempty"`
	Spans []span `json:"spans,omitempty"`
}

// span is one labelled part of a text.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"`
}

// match is one finding as the scorer reads it.
type match struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Entity string `json:"entity"`
	Reason string `json:"reason"`
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "textscan:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("textscan", flag.ContinueOnError)
	possible := flags.Bool("possible", false, "also what a person would be asked about")
	cells := flags.Bool("cells", false, "a text is one cell, not running text")
	inside := flags.Bool("carry", false, "write the labelled texts inside sentences")
	speed := flags.Int("speed", 0, "scan everything this often and print the speed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("one file of labelled texts is wanted")
	}
	texts, err := read(flags.Arg(0))
	if err != nil {
		return err
	}
	if *inside {
		return carry(out, texts)
	}
	e, err := detect.New(detect.Options{})
	if err != nil {
		return err
	}
	if *speed > 0 {
		return measure(out, e.NewScanner(), texts, *speed)
	}
	least := detect.Likely
	if *possible {
		least = detect.Possible
	}
	return predict(out, e.NewScanner(), texts, least, *cells)
}

func read(name string) ([]gold, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var texts []gold
	for d := json.NewDecoder(f); ; {
		var g gold
		if err := d.Decode(&g); errors.Is(err, io.EOF) {
			return texts, nil
		} else if err != nil {
			return nil, err
		}
		texts = append(texts, g)
	}
}

// predict writes the findings at least so likely, and those that are kept because
// they are public: the name of somebody in office is found, whatever becomes of it.
func predict(out io.Writer, s *detect.Scanner, texts []gold, least detect.Likelihood, cells bool) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	reasons := detect.Reasons()
	for _, g := range texts {
		t := &detect.Text{S: g.Text}
		if cells {
			t.Column = detect.NewColumn(0, "")
		}
		found, err := s.Scan(nil, t)
		if err != nil {
			return err
		}
		ms := []match{}
		for _, m := range detect.Resolve(found, t, nil) {
			if m.Likelihood >= least || m.Public() {
				start := utf8.RuneCountInString(g.Text[:m.Start])
				ms = append(ms, match{start, start + utf8.RuneCountInString(g.Text[m.Start:m.End]), m.Entity.String(), reasons[m.Reason]})
			}
		}
		if err := enc.Encode(map[string]any{"id": g.ID, "matches": ms}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// measure prints the best of several rounds.
func measure(out io.Writer, s *detect.Scanner, texts []gold, rounds int) error {
	best, bytes := time.Duration(1<<62), 0
	var ms []detect.Match
	for range rounds {
		start := time.Now()
		bytes = 0
		for _, g := range texts {
			found, err := s.Scan(ms[:0], &detect.Text{S: g.Text})
			if err != nil {
				return err
			}
			ms = detect.Resolve(found, &detect.Text{S: g.Text}, nil)
			bytes += len(g.Text)
		}
		best = min(best, time.Since(start))
	}
	_, err := fmt.Fprintf(out, "%.1f MB/s\n", float64(bytes)/1e6/best.Seconds())
	return err
}
