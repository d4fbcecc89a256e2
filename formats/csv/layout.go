package csv

import (
	"slices"
	"strconv"

	"vaughn/formats"
	"vaughn/formats/table"
)

// arrange finds the header in the sample and settles what width records must
// have, or refuses.
func (d *document) arrange(v *ballot) error {
	if v.fault != nil && len(v.rows) == 0 {
		return d.faulty(v.fault, 0)
	}
	head, err := d.headerRow(v)
	if err != nil {
		return err
	}
	d.lay.header = head
	d.lay.width, d.lay.columns = v.width, v.width
	var labels []string
	if head > 0 {
		labels = v.rows[head-1]
		if err := d.fitHeader(v, labels); err != nil {
			return err
		}
	}
	if !d.opts.Ragged {
		if err := d.uneven(v); err != nil {
			return err
		}
	}
	if v.whole && v.fault == nil && v.records(head) == 0 {
		return d.noRecords()
	}
	d.part.HeaderRow = head
	d.part.Labels = make([]string, d.lay.columns)
	copy(d.part.Labels, labels)
	d.part.Names = table.Names(d.part.Labels)
	d.notes()
	return nil
}

func (d *document) noRecords() error {
	return d.refuse(formats.NoRecords, "there is a header and nothing below it", "Check that the export ran to its end.")
}

// headerRow is the header's record number: as asked for, else by header sense.
func (d *document) headerRow(v *ballot) (int64, error) {
	switch want := d.opts.HeaderRow; {
	case want == formats.NoHeader:
		return 0, nil
	case want < 0 || want > int64(len(v.rows)):
		return 0, d.refuse(formats.NoRecords, "the header row asked for is not among the first records", "Check the number of the header row.")
	case want > 0:
		return want, nil
	}
	from := 0
	if d.lay.sep {
		from = 1
	}
	head := int64(table.Header(v.rows[from:], v.width))
	if head == 0 {
		return 0, nil
	}
	return head + int64(from), nil
}

// fitHeader settles the two systematic differences between a header and its
// records. A delimiter at the end of the header alone is harmless. One at the
// end of each record alone looks the same as names split at an unquoted comma
// before an empty last column, so it has to be accepted by the ragged option.
// Anything else is a header of another table, or records split at the wrong
// place.
func (d *document) fitHeader(v *ballot, labels []string) error {
	w := len(labels)
	trailing := w+1 == v.width && v.allEmptyLast(d.lay.header)
	hint := "Put quotes around fields that contain the delimiter, or name the delimiter or the header row."
	switch {
	case w == v.width || v.records(d.lay.header) == 0:
		d.lay.width, d.lay.columns = w, w
		return nil
	case w == v.width+1 && labels[w-1] == "":
		d.lay.width, d.lay.columns = w-1, w
		return nil
	case trailing && d.opts.Ragged:
		d.lay.width, d.lay.columns, d.lay.emptyLast = w+1, w+1, true
		return nil
	case d.opts.Ragged:
		d.lay.width, d.lay.columns = w, w
		return nil
	case trailing:
		hint = "If each record merely ends in a delimiter more, accept it with the ragged option; otherwise put quotes around fields that contain the delimiter."
	}
	r := d.refuse(formats.RaggedRows, "the header has "+count(w, "field")+" and most records have "+strconv.Itoa(v.width), hint)
	r.Row, r.Line = d.lay.header, v.places[d.lay.header-1].line
	return r
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// records counts the filled records below the header.
func (v *ballot) records(head int64) int {
	n := 0
	for _, r := range v.rows[head:] {
		if !blank(r) {
			n++
		}
	}
	return n
}

// allEmptyLast reports that each record of the most common width ends in an
// empty field.
func (v *ballot) allEmptyLast(head int64) bool {
	for _, r := range v.rows[head:] {
		if len(r) == v.width && r[v.width-1] != "" {
			return false
		}
	}
	return true
}

// uneven refuses a sample that is not a table: more than one record in ten of
// another width, or a record above the header that looks like part of it.
func (d *document) uneven(v *ballot) error {
	have, all, first := 0, 0, -1
	for i, r := range v.rows[d.lay.header:] {
		if blank(r) || d.lay.sep && d.lay.header == 0 && i == 0 {
			continue
		}
		all++
		if len(r) == d.lay.width {
			have++
		} else if first < 0 {
			first = i + int(d.lay.header)
		}
	}
	if float64(have) >= agree*float64(all) {
		return nil
	}
	r := d.refuse(formats.RaggedRows, "fewer than nine in ten records have as many fields as the header",
		"Put quotes around fields that contain the delimiter, or accept uneven records with the ragged option.")
	r.Row, r.Line = int64(first+1), v.places[first].line
	return r
}

// notes are what the log declares about the reading; a UTF-8 file with commas
// and a header at the top needs none.
func (d *document) notes() {
	add := func(key, text string) { d.part.Notes = append(d.part.Notes, formats.Note{Key: key, Text: text}) }
	switch {
	case d.enc == either && d.utf8Lines > 0:
		add("encoding", "the file mixes two encodings: "+lines(d.otherLines)+" not UTF-8 and read as windows-1252, "+
			lines(d.utf8Lines)+" UTF-8")
	case d.enc == either:
		add("encoding", "not UTF-8: read as windows-1252 ("+lines(d.otherLines)+" beyond ASCII)")
	case d.enc != utf8enc:
		add("encoding", "read as "+string(d.enc))
	}
	if d.delim != ',' {
		add("delimiter", delimiterName(d.delim))
	}
	if d.lay.sep {
		add("sep-line", "the first line names the delimiter")
	}
	if d.lay.header > 1 {
		add("title-lines", count(int(d.lay.header-1), "record")+" above the header")
	}
	if d.lay.header == 0 {
		add("header", "none: the first record is data")
	}
	if d.lay.emptyLast {
		add("trailing-delimiter", "every record ends in a delimiter that the header lacks")
	}
	if d.opts.Ragged {
		add("ragged", "records with more or fewer fields than the header were accepted")
	}
	if d.gz {
		add("compression", "gzip, checked to its end")
	}
	d.part.Notes = slices.Clip(d.part.Notes)
}

func lines(n int64) string {
	if n == 1 {
		return "1 line is"
	}
	return strconv.FormatInt(n, 10) + " lines are"
}

// role says what the record with number seq is.
func (l *layout) role(seq int64, cells []formats.Cell) formats.Role {
	switch {
	case len(cells) == 1 && blankText(cells[0].Text):
		return formats.RoleBlank
	case seq == l.header:
		return formats.RoleHeader
	case seq < l.header, l.sep && seq == 1:
		return formats.RoleTitle
	}
	return formats.RoleData
}

func blankText(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && s[i] != '\t' && s[i] != 0x1a {
			return false
		}
	}
	return true
}

// fits reports whether a record below the header has the table's width.
func (l *layout) fits(cells []formats.Cell) bool {
	return len(cells) == l.width
}
