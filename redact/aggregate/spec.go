// Package aggregate groups records by keys and computes measures over them,
// exactly, in bounded memory, with the same result for any number of workers and
// any order of records.
//
// What it makes is confidential: it holds every small number. [redact/disclosure]
// decides what of it may be shown, and only [redact/tables] is ever written into
// a release. That goes for the files in [Spec.Dir] and for partials
// ([Aggregator.WritePartial]) too: they are never part of a release, and are
// deleted once they were read.
//
// # How it works
//
// A [Worker] keeps a table of groups with what adds up (records, sums), and a log
// of what does not: a value for each number whose median is asked for, a hash for
// each text that is counted once. A full log is sorted and equal lines become one
// with a count. What does not fit even then is written as a run, sorted by group
// and value. [Aggregator.Finish] merges runs and what is in memory, in one pass;
// totals are fed from that pass into logs of their own and merged in turn, so
// that a total of medians or of people is computed from the members.
//
// # What is exact
//
// Numbers are decimals with 9 places in 128 bits, and sums of them are integers:
// no order of additions changes them. Means, medians, percentiles and shares are
// rounded half to even at the ninth place, at the very end. Texts and people are
// counted by a hash of 128 bits (SipHash-2-4 with a fixed key): with 10^9
// different ones the odds that any two are taken for one are below 10^-20.
package aggregate

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"

	"vaughn/redact/aggregate/key"
)

// Dim is one dimension of a table.
type Dim struct {
	Name    string
	Columns []int // input columns whose cells the key reads
	Key     key.Key
	Version string // what tells this key's data (map, list) from another's; goes into partials
}

// Kind is what a measure computes.
type Kind uint8

// The kinds of measures. Rows and Units take no column.
const (
	Rows       Kind = iota // records
	Units                  // distinct people or households: distinct values of Spec.Unit; records where there is none
	Sum                    // of a numeric column
	Mean                   // Sum divided by the cells that hold a number
	Min                    //
	Max                    //
	Median                 // average of the two middle values where their number is even
	Percentile             // linear interpolation between closest ranks (Hyndman and Fan type 7)
	Distinct               // distinct non-blank texts, trimmed
	Share                  // Rows (or Units, where there is a unit) over that of the total of dimension Of, 0 to 1
	kinds
)

// Measure is one column of numbers of a table.
type Measure struct {
	Name   string
	Kind   Kind
	Column int     // input column; ignored for Rows, Units and Share
	P      float64 // Percentile: 0 <= P <= 100, six decimals
	Of     int     // Share: index into Spec.Dims
}

// Spec says what to compute.
type Spec struct {
	Dims     []Dim // 1 to 16
	Measures []Measure
	Unit     []int  // columns that together identify a person or household, blank in all = each record its own; nil = records are counted
	Totals   []Set  // which totals are computed beside the innermost cells
	Workers  int    // how many workers share Memory; 0 = 1. The result does not depend on it
	Memory   int64  // bytes before partial results go to disk; 0 = 128 MiB
	Dir      string // existing 0700 folder for them; they are confidential and removed at the end
}

// Set is a set of dimensions by bit: those that are summed over. 0 is the
// innermost cells, 1<<len(Dims)-1 the grand total.
type Set uint32

const (
	maxDims       = 16
	defaultMemory = 128 << 20
)

// check says what is wrong with a spec.
func (s *Spec) check() error {
	if len(s.Dims) < 1 || len(s.Dims) > maxDims {
		return fmt.Errorf("aggregate: %d dimensions, and 1 to %d are possible", len(s.Dims), maxDims)
	}
	for i, d := range s.Dims {
		if d.Key == nil {
			return fmt.Errorf("aggregate: dimension %d has no key", i+1)
		}
		if err := columns(d.Columns); err != nil {
			return fmt.Errorf("aggregate: dimension %d: %w", i+1, err)
		}
	}
	for i, m := range s.Measures {
		if err := m.check(len(s.Dims)); err != nil {
			return fmt.Errorf("aggregate: measure %d: %w", i+1, err)
		}
	}
	if err := columns(s.Unit); err != nil {
		return fmt.Errorf("aggregate: unit: %w", err)
	}
	for i, t := range s.Totals {
		if t >= 1<<len(s.Dims) {
			return fmt.Errorf("aggregate: total %d is over a dimension that is not there", i+1)
		}
	}
	if s.Memory < 0 || s.Workers < 0 {
		return errors.New("aggregate: memory and workers are not negative")
	}
	if info, err := os.Stat(s.Dir); err != nil || !info.IsDir() {
		return errors.New("aggregate: the folder for partial results is not there")
	}
	return nil
}

func columns(list []int) error {
	for _, c := range list {
		if c < 0 {
			return errors.New("a column is negative")
		}
	}
	return nil
}

func (m Measure) check(dims int) error {
	switch m.Kind {
	case Rows, Units:
	case Share:
		if m.Of < 0 || m.Of >= dims {
			return errors.New("a share of a dimension that is not there")
		}
	case Percentile:
		if !(m.P >= 0 && m.P <= 100) {
			return errors.New("a percentile is between 0 and 100")
		}
		fallthrough
	default:
		if m.Kind >= kinds {
			return errors.New("unknown kind")
		}
		return columns([]int{m.Column})
	}
	return nil
}

// percent is the percentile of a Median or Percentile in millionths of a percent.
func (m Measure) percent() int64 {
	if m.Kind == Median {
		return 50e6
	}
	return int64(math.Round(m.P * 1e6))
}

// digest identifies what is computed: partials of another are refused.
func (s *Spec) digest() [sha256.Size]byte {
	var b []byte
	list := func(cols []int) {
		b = binary.AppendUvarint(b, uint64(len(cols)))
		for _, c := range cols {
			b = binary.AppendUvarint(b, uint64(c))
		}
	}
	text := func(t string) {
		b = binary.AppendUvarint(b, uint64(len(t)))
		b = append(b, t...)
	}
	b = binary.AppendUvarint(b, uint64(len(s.Dims)))
	for _, d := range s.Dims {
		text(d.Name)
		text(d.Version)
		list(d.Columns)
		b = append(b, byte(d.Key.Kind()))
	}
	b = binary.AppendUvarint(b, uint64(len(s.Measures)))
	for _, m := range s.Measures {
		text(m.Name)
		b = append(b, byte(m.Kind))
		b = binary.AppendVarint(b, int64(m.Column))
		b = binary.AppendVarint(b, int64(m.Of))
		b = binary.AppendVarint(b, m.percent())
	}
	list(s.Unit)
	return sha256.Sum256(b)
}

// shape is what a group is made of, worked out from the spec once.
type shape struct {
	dims     int
	nums     []numeric
	features int
	sets     []setColumns // features from len(values) on
	values   int          // features that are lists of numbers, the first ones
	ranged   int          // numeric columns whose least and greatest are kept
	unit     int          // the feature of the units; -1 = records are counted
	num      []int        // by measure: index into nums; -1 = none
	feature  []int        // by measure: its feature; -1 = none
}

// numeric is a column that is read as numbers.
type numeric struct {
	column  int
	feature int // list of its values; -1 = not needed
	ranged  int // where its least and greatest are; -1 = not needed
}

// setColumns are columns whose different texts are counted.
type setColumns []int

func newShape(s *Spec) *shape {
	sh := &shape{dims: len(s.Dims), unit: -1, num: make([]int, len(s.Measures)), feature: make([]int, len(s.Measures))}
	for i, m := range s.Measures {
		sh.num[i], sh.feature[i] = -1, -1
		switch m.Kind {
		case Sum, Mean, Min, Max, Median, Percentile:
			sh.num[i] = sh.numericOf(m)
		}
	}
	sh.features = sh.values
	for i, m := range s.Measures {
		switch m.Kind {
		case Median, Percentile:
			sh.feature[i] = sh.nums[sh.num[i]].feature
		case Distinct:
			sh.feature[i] = sh.setOf(m.Column)
		}
	}
	if len(s.Unit) == 1 {
		sh.unit = sh.setOf(s.Unit[0])
	} else if len(s.Unit) > 0 {
		sh.unit = sh.features
		sh.sets = append(sh.sets, s.Unit)
		sh.features++
	}
	return sh
}

func (sh *shape) numericOf(m Measure) int {
	at := 0
	for at < len(sh.nums) && sh.nums[at].column != m.Column {
		at++
	}
	if at == len(sh.nums) {
		sh.nums = append(sh.nums, numeric{column: m.Column, feature: -1, ranged: -1})
	}
	n := &sh.nums[at]
	switch m.Kind {
	case Min, Max:
		if n.ranged < 0 {
			n.ranged = sh.ranged
			sh.ranged++
		}
	case Median, Percentile:
		if n.feature < 0 {
			n.feature = sh.values
			sh.values++
		}
	}
	return at
}

func (sh *shape) setOf(column int) int {
	for i, s := range sh.sets {
		if len(s) == 1 && s[0] == column {
			return sh.values + i
		}
	}
	sh.sets = append(sh.sets, setColumns{column})
	sh.features++
	return sh.features - 1
}
