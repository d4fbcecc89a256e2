// Command casevariants writes labelled texts all in capitals or all in lower
// case, one JSON a line, with offsets that still hold:
//
//	go run ./testdata/casevariants -to upper GOLD.jsonl > GOLD.upper.jsonl
//	go run ./testdata/casevariants -to lower GOLD.jsonl > GOLD.lower.jsonl
//
// Only "text" changes; ids, spans and everything else stay as they stand. A
// character whose other case is not one rune (ß, İ, ﬁ) is kept, so that an offset
// in code points means the same place in both files. Byte offsets do not hold.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "casevariants:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) (err error) {
	flags := flag.NewFlagSet("casevariants", flag.ContinueOnError)
	to := flags.String("to", "upper", "upper or lower")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one file of labelled texts")
	}
	var mapping func(rune) rune
	switch *to {
	case "upper":
		mapping = upper
	case "lower":
		mapping = lower
	default:
		return fmt.Errorf("there is no case %q", *to)
	}
	f, err := os.Open(flags.Arg(0))
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriter(w)
	defer func() { err = errors.Join(err, out.Flush()) }()
	return convert(out, f, mapping)
}

// convert copies the lines of r to w with the text of each mapped.
func convert(w io.Writer, r io.Reader, mapping func(rune) rune) error {
	lines := bufio.NewReaderSize(r, 1<<20)
	enc := json.NewEncoder(w)
	for n := 1; ; n++ {
		line, readErr := lines.ReadBytes('\n')
		if readErr != nil && !errors.Is(readErr, io.EOF) {
			return readErr
		}
		if strings.TrimSpace(string(line)) != "" {
			if err := convertLine(enc, line, mapping); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if readErr != nil {
			return nil
		}
	}
}

func convertLine(enc *json.Encoder, line []byte, mapping func(rune) rune) error {
	var record map[string]json.RawMessage // every field, so that none is lost
	var text string
	if json.Unmarshal(line, &record) != nil || json.Unmarshal(record["text"], &text) != nil {
		return errors.New("not an object with a text")
	}
	mapped := strings.Map(mapping, text)
	if utf8.RuneCountInString(mapped) != utf8.RuneCountInString(text) {
		return errors.New("the number of characters changed")
	}
	var err error
	if record["text"], err = json.Marshal(mapped); err != nil {
		return err
	}
	return enc.Encode(record)
}

// upper is the capital of r where that is one rune. unicode.ToUpper leaves most of
// the others alone; ß would become ẞ, which nobody's upper casing writes.
func upper(r rune) rune {
	if r == 'ß' {
		return r
	}
	return unicode.ToUpper(r)
}

// lower is the small letter of r where that is one rune: İ is "i" and a dot.
func lower(r rune) rune {
	if r == 'İ' {
		return r
	}
	return unicode.ToLower(r)
}
