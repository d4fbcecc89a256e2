package disclosure

import (
	"context"
	"encoding/json"
	"os"
	"testing"
)

func BenchmarkFile(b *testing.B) {
	type cs struct {
		Name   string
		Below  int64
		Tables []struct {
			Name  string
			Dims  []Dim
			Cells []struct {
				At []int
				N  int64
			}
		}
	}
	f, err := os.Open(os.Getenv("CASE"))
	if err != nil {
		b.Skip()
	}
	for dec := json.NewDecoder(f); dec.More(); {
		var c cs
		if err := dec.Decode(&c); err != nil {
			b.Fatal(err)
		}
		in := Input{Rule: Rule{Below: c.Below}}
		for _, t := range c.Tables {
			tt := &Table{Name: t.Name, Dims: t.Dims}
			for _, x := range t.Cells {
				tt.Cells = append(tt.Cells, Cell{At: x.At, Units: x.N})
			}
			in.Tables = append(in.Tables, tt)
		}
		o, err := Suppress(context.Background(), in)
		if err != nil {
			b.Fatal(err)
		}
		b.Log(c.Name, o.Report.Hidden, o.Report.Sensitive)
	}
}
