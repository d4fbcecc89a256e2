// Command disclose runs redact/disclosure over cases and writes what it would
// release, for attackers that share no code with it.
//
//	go run ./testdata/disclose CASES > RESULTS
//
// A case is one JSON line; testdata/disclosure/README.md has the format.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"syscall"

	"vaughn/redact/disclosure"
)

type caseIn struct {
	Name   string `json:"name"`
	Below  int64  `json:"below"`
	Tables []struct {
		Name string `json:"name"`
		Dims []struct {
			Name   string   `json:"name"`
			Codes  []string `json:"codes"`
			Parent []int    `json:"parent"`
			Group  bool     `json:"group"`
		} `json:"dims"`
		Cells []struct {
			At []int `json:"at"`
			N  int64 `json:"n"`
		} `json:"cells"`
	} `json:"tables"`
}

type (
	caseOut struct {
		Name   string             `json:"name"`
		Tables []tableOut         `json:"tables"`
		CPU    float64            `json:"cpu"`
		Report *disclosure.Report `json:"report,omitempty"`
		Error  string             `json:"error,omitempty"`
	}
	tableOut struct {
		Name  string    `json:"name"`
		Cells []cellOut `json:"cells"`
	}
	cellOut struct {
		At []int  `json:"at"`
		N  *int64 `json:"n"`
	}
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: disclose CASES")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	for dec := json.NewDecoder(f); dec.More(); {
		var c caseIn
		if err := dec.Decode(&c); err != nil {
			return err
		}
		if err := enc.Encode(solve(&c)); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func solve(c *caseIn) caseOut {
	in := disclosure.Input{Rule: disclosure.Rule{Below: c.Below}}
	for _, t := range c.Tables {
		tab := &disclosure.Table{Name: t.Name}
		for _, d := range t.Dims {
			tab.Dims = append(tab.Dims, disclosure.Dim{Name: d.Name, Codes: d.Codes, Parent: d.Parent, Group: d.Group})
		}
		for _, cell := range t.Cells {
			tab.Cells = append(tab.Cells, disclosure.Cell{At: cell.At, Units: cell.N})
		}
		in.Tables = append(in.Tables, tab)
	}
	start := cpu()
	res, err := disclosure.Suppress(context.Background(), in)
	o := caseOut{Name: c.Name, CPU: cpu() - start}
	if err != nil {
		o.Error = err.Error()
		return o
	}
	o.Report = &res.Report
	for k, t := range res.Tables {
		to := tableOut{Name: c.Tables[k].Name}
		for _, v := range t.Cells {
			cell := cellOut{At: slices.Clone(v.At)}
			if n := v.Units; !v.Hidden {
				cell.N = &n
			}
			to.Cells = append(to.Cells, cell)
		}
		o.Tables = append(o.Tables, to)
	}
	return o
}

// cpu is the user time of the process so far, in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec) + float64(u.Utime.Usec)/1e6
}
