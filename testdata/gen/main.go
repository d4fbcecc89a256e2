// Command gen prints an invented service-request export (package sr).
//
//	go run ./testdata/gen -mb 200 -seed 1 > sr.csv
//	go run ./testdata/gen -rows 400 -seed 7 -start 2026-11-09 -canaries planted.tsv > small.csv
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"vaughn/testdata/sr"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) (err error) {
	fs := flag.NewFlagSet("gen", flag.ContinueOnError)
	mb := fs.Int64("mb", 0, "stop after so many megabytes (10^6 bytes)")
	rows := fs.Int64("rows", 0, "stop after so many rows")
	seed := fs.Uint64("seed", 1, "same seed, same bytes")
	perMille := fs.Int("per-mille", 100, "rows in 1000 with personal information in free text")
	start := fs.String("start", "", "day of the first request, YYYY-MM-DD")
	until := fs.String("until", "", "day of the export, YYYY-MM-DD: what was closed later is still open")
	gap := fs.Duration("gap", 0, "time between two requests, on average (default 2m)")
	canaries := fs.String("canaries", "", "write the planted values to this file: record, column, entity, value, tab-separated")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if (*mb > 0) == (*rows > 0) {
		return errors.New("give either -mb or -rows")
	}
	o := sr.Options{Seed: *seed, PerMille: *perMille, Gap: *gap}
	if *start != "" {
		if o.Start, err = time.Parse(time.DateOnly, *start); err != nil {
			return errors.New("-start is not a date like 2026-11-09")
		}
		o.Start = o.Start.Add(6 * time.Hour)
	}
	if *until != "" {
		if o.Until, err = time.Parse(time.DateOnly, *until); err != nil {
			return errors.New("-until is not a date like 2026-11-16")
		}
	}
	if *canaries != "" {
		f, err := os.Create(*canaries)
		if err != nil {
			return err
		}
		w := bufio.NewWriter(f)
		defer func() { err = errors.Join(err, w.Flush(), f.Close()) }()
		o.Canary = func(c sr.Canary) { fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", c.Record, c.Column, c.Entity, c.Value) }
	}
	return write(out, sr.New(o), *mb*1_000_000, *rows)
}

// write prints the header and rows until bytes or rows are reached; 0 = no limit.
func write(out io.Writer, g *sr.Generator, bytes, rows int64) error {
	buf := g.Header(make([]byte, 0, 1<<20))
	var written int64
	for n := int64(0); (rows == 0 || n < rows) && (bytes == 0 || written+int64(len(buf)) < bytes); n++ {
		buf = g.Row(buf)
		if len(buf) > 1<<20-8192 {
			if _, err := out.Write(buf); err != nil {
				return err
			}
			written += int64(len(buf))
			buf = buf[:0]
		}
	}
	_, err := out.Write(buf)
	return err
}
