// Command bench measures what a release costs against the plainest way to read
// and write a CSV file, in one run on one machine, so that the ratios hold even
// where the absolute figures do not.
//
//	go run ./testdata/bench -mb 200 -jobs 1
//
// Each measurement is a child process: its processor time and its largest
// resident memory are the system's own account of it.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"

	"vaughn/testdata/sr"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type settings struct {
	mb, jobs int
	runs     int
	policy   string
	child    string
	in, out  string
}

func run(args []string, w io.Writer) error {
	var s settings
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.IntVar(&s.mb, "mb", 200, "size of the file in megabytes (10^6 bytes)")
	fs.IntVar(&s.jobs, "jobs", 1, "workers of the release, and GOMAXPROCS of every child")
	fs.IntVar(&s.runs, "runs", 1, "runs of each; the one with the least processor time counts")
	fs.StringVar(&s.policy, "policy", "cmd/vaughn/demo/syrcityline.yaml", "policy of the release")
	fs.StringVar(&s.child, "child", "", "internal: do one job (encoding-csv, formats-csv) on -in and -out")
	fs.StringVar(&s.in, "in", "", "a file instead of a generated one")
	fs.StringVar(&s.out, "out", "", "internal: output of a child")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if s.child != "" {
		return child(s)
	}
	return measure(s, w)
}

// cost is what the system says a child used.
type cost struct {
	name      string
	cpu, wall time.Duration
	rss       int64 // bytes; 0 = not known on this system
}

func measure(s settings, w io.Writer) error {
	work, err := os.MkdirTemp("", "vaughn-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if s.in == "" {
		s.in = filepath.Join(work, "sr.csv")
		if err := generate(s.in, int64(s.mb)*1_000_000); err != nil {
			return err
		}
	}
	info, err := os.Stat(s.in)
	if err != nil {
		return err
	}
	vaughn := filepath.Join(work, "vaughn.exe")
	if out, err := exec.Command("go", "build", "-o", vaughn, "./cmd/vaughn").CombinedOutput(); err != nil {
		return fmt.Errorf("building vaughn: %s", out)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out := filepath.Join(work, "copy.csv")
	jobs := []struct {
		name string
		args []string
	}{
		{"encoding/csv read+write", []string{self, "-child", "encoding-csv", "-in", s.in, "-out", out}},
		{"formats/csv copy, 2 columns edited", []string{self, "-child", "formats-csv", "-in", s.in, "-out", out}},
		{"vaughn scan", []string{vaughn, "scan", "-q", "--jobs", strconv.Itoa(s.jobs), s.in}},
		{"vaughn release", []string{vaughn, "release", "-q", "--jobs", strconv.Itoa(s.jobs), "--policy", s.policy, "--out", filepath.Join(work, "public"), s.in}},
	}
	var costs []cost
	for _, j := range jobs {
		c, err := best(s, j.name, j.args, work)
		if err != nil {
			return err
		}
		costs = append(costs, c)
	}
	return report(w, s, info.Size(), costs)
}

// best runs a job so many times and keeps the cheapest run.
func best(s settings, name string, args []string, work string) (least cost, err error) {
	for i := range max(s.runs, 1) {
		for _, old := range []string{"public", "public.internal", "copy.csv"} {
			if err := os.RemoveAll(filepath.Join(work, old)); err != nil {
				return least, err
			}
		}
		c, err := once(s, name, args)
		if err != nil {
			return least, err
		}
		if i == 0 || c.cpu < least.cpu {
			least = c
		}
	}
	return least, nil
}

func once(s settings, name string, args []string) (cost, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(s.jobs))
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%s failed: %w", name, err)
	}
	return cost{name: name, wall: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), rss: peak(cmd.ProcessState)}, nil
}

func report(w io.Writer, s settings, size int64, costs []cost) error {
	fmt.Fprintf(w, "%.0f MB, GOMAXPROCS=%d\n", float64(size)/1e6, s.jobs)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "cpu s\tcpu ratio\twall s\tMB/s (wall)\tpeak MB\t")
	for _, c := range costs {
		fmt.Fprintf(t, "%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t %s\n", c.cpu.Seconds(), c.cpu.Seconds()/costs[0].cpu.Seconds(),
			c.wall.Seconds(), float64(size)/1e6/c.wall.Seconds(), float64(c.rss)/1e6, c.name)
	}
	return t.Flush()
}

func generate(path string, size int64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	g := sr.New(sr.Options{Seed: 1})
	row := g.Header(nil)
	for n := int64(0); n < size; n += int64(len(row)) {
		if n > 0 {
			row = g.Row(row[:0])
		}
		if _, err := w.Write(row); err != nil {
			return err
		}
	}
	return w.Flush()
}
