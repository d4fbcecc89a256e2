package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"unsafe"
)

// record makes invented service requests: id, tract, created, type, description,
// days to close, reporter, status.
type record struct {
	tracts int
	cells  [8]string
	buf    []byte
}

// rnd is a number that looks random for the n-th record's field.
func rnd(n, field int) uint64 {
	x := uint64(n)*0x9e3779b97f4a7c15 + uint64(field)*0xd1b54a32d192ed03
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return x ^ x>>32
}

const months = 120

// fill makes record n. The cells live until the next call.
func (r *record) fill(n int) []string {
	b := r.buf[:0]
	var ends [8]int
	end := func(i int) { ends[i] = len(b) }
	b = strconv.AppendInt(b, int64(10_000_000+n), 10)
	end(0)
	b = append(b, "36067"...)
	b = pad(b, rnd(n, 1)%uint64(r.tracts)*100+100, 6)
	end(1)
	m := rnd(n, 2) % months
	b = pad(b, 2015+m/12, 4)
	b = pad(append(b, '-'), 1+m%12, 2)
	t := rnd(n, 3)
	b = pad(append(b, '-'), 1+t%28, 2)
	b = pad(append(b, ' '), t>>8%24, 2)
	b = pad(append(b, ':'), t>>16%60, 2)
	b = pad(append(b, ':'), t>>24%60, 2)
	end(2)
	b = append(b, [...]string{"Pothole", "Street Light", "Trash, bulk", "Graffiti", "Snow"}[rnd(n, 4)%5]...)
	end(3)
	b = append(b, "Caller says it is at the corner, near "...)
	b = strconv.AppendUint(b, rnd(n, 5)%900, 10)
	b = append(b, ` Elm "Old" Street`...)
	end(4)
	if d := rnd(n, 6); d%20 > 0 { // one in twenty is open
		b = strconv.AppendUint(b, d>>8%60, 10)
		b = append(b, '.')
		b = strconv.AppendUint(b, d>>32%10, 10)
	}
	end(5)
	if p := rnd(n, 7); p%10 > 0 { // one in ten is anonymous
		b = append(b, "reporter"...)
		b = strconv.AppendUint(b, p>>8%400_000, 10)
	}
	end(6)
	b = append(b, [...]string{"Closed", "Open"}[rnd(n, 8)%2]...)
	end(7)
	r.buf = b
	s, from := unsafe.String(unsafe.SliceData(b), len(b)), 0
	for i, e := range ends {
		r.cells[i], from = s[from:e], e
	}
	return r.cells[:]
}

func pad(b []byte, v uint64, width int) []byte {
	var d [20]byte
	for i := width - 1; i >= 0; i-- {
		d[i] = byte('0' + v%10)
		v /= 10
	}
	return append(b, d[:width]...)
}

func write(s settings) error {
	f, err := os.Create(s.write)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString("id,tract,created,type,description,days_to_close,reporter,status\n")
	r := &record{tracts: s.tracts}
	for n := range s.rows {
		for i, c := range r.fill(n) {
			if i > 0 {
				w.WriteByte(',')
			}
			if strings.ContainsAny(c, `,"`) {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			w.WriteString(c)
		}
		w.WriteByte('\n')
	}
	return w.Flush()
}
