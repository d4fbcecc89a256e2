// Command groupby measures the group-by engine against a database on the same
// file in the same run (compare.py does the other half):
//
//	go build -o /tmp/groupby ./testdata/groupby
//	/tmp/groupby -write calls.csv -rows 5000000
//	/tmp/groupby -in calls.csv -workers 2 -out ours.csv
//	python3 testdata/groupby/compare.py calls.csv ours.csv
//	/tmp/groupby -rows 50000000 -tracts 8400 -workers 2 -memory 256    # records made in memory, 1 M groups
//
// The calls are invented.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"time"

	"vaughn/formats"
	"vaughn/formats/csv"
	"vaughn/redact/aggregate"
	"vaughn/redact/aggregate/key"
)

type settings struct {
	write, in, out, dir string
	rows, tracts        int
	workers, memory     int
	totals              bool
	profile             string
	each, zone          string
}

func main() {
	var s settings
	flag.StringVar(&s.write, "write", "", "write a CSV file and stop")
	flag.StringVar(&s.in, "in", "", "the CSV file to aggregate; without it records are made in memory")
	flag.StringVar(&s.out, "out", "", "write the groups as CSV")
	flag.StringVar(&s.dir, "dir", os.TempDir(), "where a folder for partial results is made")
	flag.IntVar(&s.rows, "rows", 1_000_000, "records to make")
	flag.IntVar(&s.tracts, "tracts", 33, "different tracts to make")
	flag.IntVar(&s.workers, "workers", 1, "workers")
	flag.IntVar(&s.memory, "memory", 64, "memory of the engine in MiB")
	flag.BoolVar(&s.totals, "totals", false, "compute all totals too")
	flag.StringVar(&s.each, "each", "month", "period of the dates")
	flag.StringVar(&s.zone, "zone", "America/New_York", "time zone of the dates")
	flag.StringVar(&s.profile, "profile", "", "write a profile of the processor time")
	flag.Parse()
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, "groupby:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	if s.write != "" {
		return write(s)
	}
	debug.SetGCPercent(50)
	if s.profile != "" {
		f, err := os.Create(s.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	dir, err := os.MkdirTemp(s.dir, "groupby-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tract, err := key.Column("", nil)
	if err != nil {
		return err
	}
	each, err := key.ParsePeriod(s.each)
	if err != nil {
		return err
	}
	period, err := key.Dates(key.DateOptions{Each: each, Zone: s.zone})
	if err != nil {
		return err
	}
	spec := aggregate.Spec{
		Dims: []aggregate.Dim{{Name: "tract", Columns: []int{1}, Key: tract}, {Name: "month", Columns: []int{2}, Key: period}},
		Measures: []aggregate.Measure{
			{Name: "requests", Kind: aggregate.Rows}, {Name: "mean_days", Kind: aggregate.Mean, Column: 5},
			{Name: "median_days", Kind: aggregate.Median, Column: 5}, {Name: "reporters", Kind: aggregate.Distinct, Column: 6},
		},
		Workers: s.workers, Memory: int64(s.memory) << 20, Dir: dir,
	}
	if s.totals {
		spec.Totals = []aggregate.Set{1, 2, 3}
	}
	a, err := aggregate.New(spec)
	if err != nil {
		return err
	}
	defer a.Close()
	start := time.Now()
	if s.in != "" {
		err = readFile(s, a)
	} else {
		err = makeRecords(s, a)
	}
	if err != nil {
		return err
	}
	fmt.Printf("added: wall %.1f s, user CPU %.2f s, peak RSS %d MB\n", time.Since(start).Seconds(), userCPU(), peak())
	res, err := a.Finish(context.Background())
	if err != nil {
		return err
	}
	n, err := print(s.out, res)
	fmt.Printf("done: %d groups, wall %.1f s, user CPU %.2f s, peak RSS %d MB\n", n, time.Since(start).Seconds(), userCPU(), peak())
	return err
}

// readFile gives the batches of a file to the workers.
func readFile(s settings, a *aggregate.Aggregator) error {
	f, err := os.Open(s.in)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	doc, err := csv.Open(formats.Source{Name: s.in, R: f, Size: info.Size()}, formats.Options{})
	if err != nil {
		return err
	}
	defer doc.Close()
	rd, err := doc.Records()
	if err != nil {
		return err
	}
	if s.workers == 1 {
		return feed(a.Worker(), rd, nil)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	errs := make([]error, s.workers)
	for i := range s.workers {
		wg.Go(func() { errs[i] = feed(a.Worker(), rd, &mu) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// feed adds batch after batch; mu, if there is one, guards the reader.
func feed(w *aggregate.Worker, rd formats.Reader, mu *sync.Mutex) error {
	var b formats.Batch
	var cells []string
	for {
		if mu != nil {
			mu.Lock()
		}
		err := rd.Next(&b)
		if mu != nil {
			mu.Unlock()
		}
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		for i := range b.Records {
			if b.Records[i].Role != formats.RoleData {
				continue
			}
			cells = cells[:0]
			for _, c := range b.Records[i].Cells {
				cells = append(cells, c.Text)
			}
			if err := w.Add(cells); err != nil {
				return err
			}
		}
	}
}

// makeRecords makes records without a file.
func makeRecords(s settings, a *aggregate.Aggregator) error {
	var wg sync.WaitGroup
	errs := make([]error, s.workers)
	for i := range s.workers {
		wg.Go(func() {
			w := a.Worker()
			rec := &record{tracts: s.tracts}
			for n := i; n < s.rows && errs[i] == nil; n += s.workers {
				errs[i] = w.Add(rec.fill(n))
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// print writes the groups and counts them.
func print(path string, res *aggregate.Result) (int, error) {
	var w io.Writer = io.Discard
	if path != "" {
		f, err := os.Create(path)
		if err != nil {
			return 0, err
		}
		defer f.Close()
		w = f
	}
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "tract,month,requests,mean_days,median_days,reporters")
	n := 0
	err := res.Groups(func(g *aggregate.Group) error {
		n++
		if path == "" {
			return nil
		}
		for i, at := range g.At {
			code := key.TotalCode
			if at != aggregate.Total {
				code = res.Dims[i].Codes[at]
			}
			b.WriteString(`"` + strings.ReplaceAll(code, `"`, `""`) + `",`)
		}
		b.WriteString(strconv.FormatInt(g.Rows, 10))
		for _, v := range g.Values[1:] {
			b.WriteByte(',')
			if !v.None {
				b.WriteString(v.Fixed.String())
			}
		}
		return b.WriteByte('\n')
	})
	return n, errors.Join(err, b.Flush())
}
