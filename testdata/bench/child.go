package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"

	"vaughn/formats"
	"vaughn/formats/all"
)

// child is one measured job in a process of its own.
func child(s settings) (err error) {
	in, err := os.Open(s.in)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(s.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	switch s.child {
	case "encoding-csv":
		return copyPlain(in, out)
	case "formats-csv":
		return copyEdited(in, out)
	default:
		return fmt.Errorf("there is no job %q", s.child)
	}
}

// copyPlain is the yardstick: encoding/csv as its documentation shows it, with
// the record reused and both sides buffered.
func copyPlain(in io.Reader, out io.Writer) error {
	r := csv.NewReader(bufio.NewReaderSize(in, 1<<18))
	r.ReuseRecord = true
	buffered := bufio.NewWriterSize(out, 1<<18)
	w := csv.NewWriter(buffered)
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := w.Write(rec); err != nil {
			return err
		}
	}
	w.Flush()
	return errors.Join(w.Error(), buffered.Flush())
}

// edited are the columns that copyEdited overwrites: Description, Display_Name.
var edited = [2]int{5, 7}

// copyEdited copies with our own reader and writer, and puts a label into two
// columns of every record.
func copyEdited(in *os.File, out io.Writer) error {
	info, err := in.Stat()
	if err != nil {
		return err
	}
	doc, _, err := all.Open(formats.Source{Name: in.Name(), R: in, Size: info.Size()}, formats.Options{})
	if err != nil {
		return err
	}
	defer doc.Close()
	reader, err := doc.Records()
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(out, 1<<18)
	w, err := doc.Rewrite(buffered, make([]formats.Shape, len(doc.Parts())))
	if err != nil {
		return err
	}
	var b formats.Batch
	var edits []formats.Edit
	for {
		err := reader.Next(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for i := range b.Records {
			edits = labels(edits[:0], &b.Records[i])
			if err := w.Write(&b.Records[i], edits, nil); err != nil {
				return err
			}
		}
	}
	_, err = w.Close()
	return errors.Join(err, buffered.Flush())
}

// labels appends the edits of one data record to dst; the header stays.
func labels(dst []formats.Edit, r *formats.Record) []formats.Edit {
	if r.Role != formats.RoleData {
		return dst
	}
	for _, c := range edited {
		if c < len(r.Cells) {
			dst = append(dst, formats.Edit{Cell: c, End: len(r.Cells[c].Text), New: "[withheld]"})
		}
	}
	return dst
}
