package csv

import (
	"bytes"
	"strings"

	"vaughn/formats"
	"vaughn/formats/table"
)

const (
	sampleRecords = 1000
	sampleBytes   = 1 << 20
	agree         = 0.9 // share of records that must have the table's width
)

// delimiters are what the vote is between.
var delimiters = []byte{',', ';', '\t', '|', 0x1f}

// delimiterNames are how notes and messages call them.
var delimiterNames = map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "vertical bar", 0x1f: "unit separator"}

func delimiterName(c byte) string {
	if n, ok := delimiterNames[c]; ok {
		return n
	}
	return "character '" + string(rune(c)) + "'"
}

// layout is what the sample says about the table's shape.
type layout struct {
	header  int64 // record number, 0 = none
	sep     bool  // the first record is a sep= line
	columns int   // of the part
	width   int   // fields of a record below the header
	// Every record ends in one delimiter more than the header has: the last
	// field, which no label covers, has to be empty.
	emptyLast bool
}

// ballot is the sample read with one delimiter.
type ballot struct {
	delim   byte
	rows    [][]string
	places  []place
	width   int     // of most records
	first   int     // the first record of that width
	share   float64 // of the records from there on that have it
	bare    int
	whole   bool // the sample is the whole file
	tabular int  // records with more than one field
	fault   *fault
}

// sample reads the beginning of the text: whole records worth sampleBytes, or
// one record however long.
func (d *document) sample() (b []byte, whole bool, err error) {
	r, err := d.stream()
	if err != nil {
		return nil, false, err
	}
	size := d.atMost(sampleBytes)
	b = make([]byte, size+slack)
	n, end, err := readFull(r, b[:size])
	if err != nil {
		return nil, false, refused(d.src.Name, err)
	}
	for !end && !bytes.ContainsAny(b[:n], "\r\n") && int64(n) <= d.lim.Record {
		more := make([]byte, 4*n+slack)
		copy(more, b[:n])
		var k int
		if k, end, err = readFull(r, more[n:4*n]); err != nil {
			return nil, false, refused(d.src.Name, err)
		}
		b, n = more, n+k
	}
	return b[:n], end, nil
}

// cast reads the sample with one delimiter and counts.
func (d *document) cast(sample []byte, whole bool, delim byte) *ballot {
	s := newScanner(delim)
	var b formats.Batch
	g := &geometry{buf: sample[:len(sample)+slack]}
	clear(g.buf[len(sample):])
	used := s.scan(&b, g, len(sample), whole, sampleRecords)
	v := &ballot{delim: delim, bare: s.bare, places: g.recs, whole: whole && used == len(sample), fault: s.fault}
	codec := newCodec(d.enc)
	for i := range g.recs {
		p := &g.recs[i]
		row := make([]string, p.n)
		for k := range row {
			row[k] = b.Cells[int(p.first)+k].Text
			if codec != nil {
				if t, ok := codec.decode(nil, row[k]); ok {
					row[k] = string(t)
				}
			}
		}
		v.rows = append(v.rows, row)
		if len(row) > 1 {
			v.tabular++
		}
	}
	v.count()
	return v
}

// count finds the width that most records have and where the table begins.
func (v *ballot) count() {
	widths := map[int]int{}
	for _, r := range v.rows {
		if !blank(r) {
			widths[len(r)]++
		}
	}
	best := 0
	for w := range widths {
		if n := widths[w]; n > best || n == best && w > v.width {
			best, v.width = n, w
		}
	}
	v.first = len(v.rows)
	rest, have := 0, 0
	for i, r := range v.rows {
		if blank(r) {
			continue
		}
		if len(r) == v.width && v.first > i {
			v.first = i
		}
		if v.first <= i {
			rest++
			if len(r) == v.width {
				have++
			}
		}
	}
	if rest > 0 {
		v.share = float64(have) / float64(rest)
	}
}

// blank reports a record without text: an empty line, a line of spaces, a lone
// end-of-file mark of MS-DOS (Ctrl-Z).
func blank(row []string) bool {
	return len(row) == 0 || len(row) == 1 && blankText(row[0])
}

// separatorLine is the delimiter that a first line "sep=;" names, as Excel
// writes and reads it.
func separatorLine(sample []byte) (byte, bool) {
	line := sample
	if i := bytes.IndexAny(sample, "\r\n"); i >= 0 {
		line = sample[:i]
	}
	line = bytes.Trim(line, `"`)
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") || !delimiterAllowed(line[4]) {
		return 0, false
	}
	return line[4], true
}

// delimiterAllowed keeps letters, digits, quotes and line breaks out.
func delimiterAllowed(c byte) bool {
	if c >= 0x7f || c == '"' || c == '\n' || c == '\r' || c == 0 || c == ' ' {
		return false
	}
	return (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// vote settles the delimiter and the layout, or refuses.
func (d *document) vote() error {
	sample, whole, err := d.sample()
	if err != nil {
		return err
	}
	if what := formats.Signature(sample[:min(len(sample), 64<<10)]); what != "" {
		return wrongType(d.src.Name, what)
	}
	sep, named := separatorLine(sample)
	var v *ballot
	switch {
	case d.opts.Delimiter != 0 && !delimiterAllowed(d.opts.Delimiter):
		return d.refuse(formats.Ambiguous, "the delimiter asked for cannot be one", "Use a comma, a semicolon, a tab or a vertical bar.")
	case d.opts.Delimiter != 0:
		v = d.cast(sample, whole, d.opts.Delimiter)
	case named:
		v = d.cast(sample, whole, sep)
	default:
		if v, err = d.elect(sample, whole); err != nil {
			return err
		}
	}
	d.delim, d.lay.sep = v.delim, named
	return d.arrange(v)
}

// elect chooses among the delimiters under which the sample is a table. A
// wrong choice would put values under wrong labels, so a close vote is refused.
func (d *document) elect(sample []byte, whole bool) (*ballot, error) {
	var all, in []*ballot
	for _, c := range delimiters {
		v := d.cast(sample, whole, c)
		all = append(all, v)
		if v.width > 1 && v.share >= agree && v.first < table.Depth {
			in = append(in, v)
		}
	}
	if len(in) == 0 {
		return d.noTable(all)
	}
	best := in[0]
	for _, v := range in[1:] {
		switch better(v, best) {
		case 1:
			best = v
		case 0:
			return nil, d.tie(best, v)
		}
	}
	for _, v := range all {
		if v.hasTableAbove(best) {
			return nil, d.tie(best, v)
		}
	}
	return best, nil
}

func (d *document) tie(a, b *ballot) error {
	return d.refuse(formats.Ambiguous, "read with the "+delimiterName(a.delim)+" and with the "+delimiterName(b.delim)+
		" the file may be a table, and it is not plain which is meant", "Name the delimiter, or put quotes around fields that contain it.")
}

// hasTableAbove reports that what would be title lines under best are records
// of several fields under v: the table's own first records, split wrongly.
func (v *ballot) hasTableAbove(best *ballot) bool {
	for i := 0; i < min(best.first, len(v.rows)); i++ {
		if v != best && len(v.rows[i]) >= max(3, best.width) {
			return true
		}
	}
	return false
}

// better compares two ballots: 1, -1, or 0 where no sign is strong enough.
func better(a, b *ballot) int {
	switch {
	case a.bare != b.bare: // quotes in the middle of fields: split at the wrong place
		return sign(b.bare - a.bare)
	case (a.fault == nil) != (b.fault == nil):
		if a.fault == nil {
			return 1
		}
		return -1
	case a.opens() != b.opens():
		if a.opens() {
			return 1
		}
		return -1
	case a.share-b.share > 0.05:
		return 1
	case b.share-a.share > 0.05:
		return -1
	case a.width >= 2*b.width:
		return 1
	case b.width >= 2*a.width:
		return -1
	}
	return 0
}

func sign(n int) int {
	if n > 0 {
		return 1
	}
	return -1
}

// opens reports whether the very first filled record has the table's width.
func (v *ballot) opens() bool {
	for i, r := range v.rows {
		if !blank(r) {
			return i == v.first
		}
	}
	return false
}

// noTable handles a sample that is a table under no delimiter: one column, or
// a refusal.
func (d *document) noTable(all []*ballot) (*ballot, error) {
	best, tabular := all[0], 0
	for _, v := range all {
		tabular = max(tabular, v.tabular)
		if v.width > 1 && v.share > best.share || best.width == 1 && v.width > 1 {
			best = v
		}
	}
	switch {
	case tabular == 0 || d.opts.Ragged:
		return best, nil
	case best.fault != nil:
		return nil, d.faulty(best.fault, 0)
	case best.width > 1:
		return nil, d.odd(best)
	}
	return nil, d.refuse(formats.Ambiguous, "some lines hold a delimiter and most do not, so the columns cannot be told",
		"Name the delimiter, or put quotes around fields that contain it.")
}

// odd refuses a sample of uneven records at the first that deviates.
func (d *document) odd(v *ballot) error {
	for i := v.first; i < len(v.rows); i++ {
		if len(v.rows[i]) != v.width && !blank(v.rows[i]) {
			r := d.refuse(formats.RaggedRows, "fewer than nine in ten records have the same number of fields",
				"Put quotes around fields that contain the delimiter, or accept uneven records with the ragged option.")
			r.Row, r.Line = int64(i+1), v.places[i].line
			return r
		}
	}
	return d.refuse(formats.RaggedRows, "the records have different numbers of fields", "Export the file again.")
}

func (d *document) refuse(reason formats.Reason, detail, hint string) *formats.Refusal {
	return &formats.Refusal{File: d.src.Name, Reason: reason, Detail: detail, Hint: hint}
}

// faulty turns a fault into a refusal; before is the number of records that
// stand before the scan.
func (d *document) faulty(f *fault, before int64) *formats.Refusal {
	r := d.refuse(f.reason, f.detail, f.hint)
	r.Row, r.Line = before+int64(f.rec)+1, f.line
	return r
}
