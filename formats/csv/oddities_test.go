package csv

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/formats"
)

// oddity is a file as they occur: it is read right or refused for its reason.
type oddity struct {
	name    string
	data    string
	opts    formats.Options
	rows    [][]string // every record
	header  int64
	refused formats.Reason
	at      int64 // record of the refusal, 0 = the whole file
}

// row splits at "|"; "" is one empty field.
func row(s string) []string { return strings.Split(s, "|") }

func rows(s ...string) [][]string {
	out := make([][]string, len(s))
	for i := range s {
		out[i] = row(s[i])
	}
	return out
}

const (
	head3 = "id,name,zip"
	one3  = "1,Alex Example,13201"
	two3  = "2,Sam Sample,13202"
)

var plain3 = rows("id|name|zip", "1|Alex Example|13201", "2|Sam Sample|13202")

func join(sep string, lines ...string) string { return strings.Join(lines, sep) + sep }

var oddities = []oddity{
	{name: "line feeds", data: join("\n", head3, one3, two3), rows: plain3, header: 1},
	{name: "carriage returns only", data: join("\r", head3, one3, two3), rows: plain3, header: 1},
	{name: "mixed line endings", data: head3 + "\r\n" + one3 + "\r" + two3 + "\n", rows: plain3, header: 1},
	{name: "no last line ending", data: head3 + "\n" + one3 + "\n" + two3, rows: plain3, header: 1},
	{name: "semicolons", data: strings.ReplaceAll(join("\n", head3, one3, two3), ",", ";"), rows: plain3, header: 1},
	{name: "vertical bars", data: strings.ReplaceAll(join("\n", head3, one3, two3), ",", "|"), rows: plain3, header: 1},
	{name: "tabs", data: strings.ReplaceAll(join("\n", head3, one3, two3), ",", "\t"), rows: plain3, header: 1},
	{name: "unit separators", data: strings.ReplaceAll(join("\n", head3, one3, two3), ",", "\x1f"), rows: plain3, header: 1},
	{name: "semicolons with decimal commas", data: "id;name;fee\n1;Alex;2,50\n2;Sam;3,75\n", rows: rows("id|name|fee", "1|Alex|2,50", "2|Sam|3,75"), header: 1},
	{name: "decimal commas without a header", data: "1;2,5;3\n4;5,5;6\n", refused: formats.Ambiguous},
	{name: "sep line", data: "sep=;\nid;name\n1;Alex\n", rows: [][]string{{"sep=", ""}, {"id", "name"}, {"1", "Alex"}}, header: 2},
	{name: "sep line with an unusual delimiter", data: "sep=^\nid^name\n1^Alex, Jr\n", rows: [][]string{{"sep=", ""}, {"id", "name"}, {"1", "Alex, Jr"}}, header: 2},
	{name: "byte-order mark before a quoted label", data: "\ufeff\"id\",name\n1,Alex\n", rows: rows("id|name", "1|Alex"), header: 1},
	{name: "windows-1252", data: "id,name\n1,Ren\xe9e \x96 x\n", rows: rows("id|name", "1|Renée – x"), header: 1},
	{name: "one broken character in UTF-8", data: "id,name,town\n1,Zoë,Orl\xe9ans\n", rows: rows("id|name|town", "1|Zoë|Orléans"), header: 1},
	{name: "Mac Roman as asked for", data: "id,name\n1,Ren\x8ee\n", opts: formats.Options{Encoding: "macintosh"}, rows: rows("id|name", "1|Renée"), header: 1},
	{name: "UTF-16 with a mark", data: string(wide("id,name\n1,Zoë\n", false, true)), rows: rows("id|name", "1|Zoë"), header: 1},
	{name: "UTF-16 without a mark", data: string(wide("id,name\n1,Alex\n", true, false)), rows: rows("id|name", "1|Alex"), header: 1},
	{name: "half a character in UTF-16", data: string(wide("id,name\n1,Alex\n", false, true)) + "\x3d\xd8\x41\x00", refused: formats.Encoding},
	{name: "UTF-8 as asked for, but it is not", data: "id,name\n1,Ren\xe9e\n", opts: formats.Options{Encoding: "utf-8"}, refused: formats.Encoding},
	{name: "a NUL byte", data: "id,name\n1,Al\x00ex\n2,Sam\n", refused: formats.NotText},
	{name: "a NUL character in UTF-16", data: string(wide("id,name\n1,Al\x00ex\n2,Sam\n", false, true)), refused: formats.NotText},
	{name: "doubled quotes", data: "id,name\n1,\"Alex \"\"Al\"\" Example\"\n", rows: rows("id|name", `1|Alex "Al" Example`), header: 1},
	{name: "quotes in an unquoted field", data: "id,pipe\n1,5\" steel\n2,6\" brass\n", rows: rows("id|pipe", `1|5" steel`, `2|6" brass`), header: 1},
	{name: "line breaks in quotes", data: "id,note\n1,\"a\r\nb\rc\nd\"\n", rows: rows("id|note", "1|a\r\nb\rc\nd"), header: 1},
	{name: "a space before a quote", data: "id, note\n1, \"b, c\"\n2, \"d\"\n", rows: rows("id| note", "1|b, c", "2|d"), header: 1},
	{name: "a space behind a quote", data: "id,note\n\"1\" ,\"b, c\"  \n", rows: rows("id|note", "1|b, c"), header: 1},
	{name: "text behind a closing quote", data: "id,note\n1,x\n2,\"foo\"bar\n", refused: formats.Damaged, at: 3},
	{name: "an unclosed quote", data: "id,note\n1,x\n2,\"foo\n3,bar\n", refused: formats.Damaged, at: 3},
	{name: "backslash escapes", data: "id,note\n1,\"say \\\"hi\\\" now\"\n", refused: formats.Damaged, at: 2},
	{name: "a backslash escape at the end of a field", data: "id,note\n1,\"say \\\"hi\\\"\"\n", refused: formats.Damaged, at: 2},
	{name: "a backslash and a doubled quote", data: "id,note\n1,\"see \\\"\",x\n2,\"y\"\n", refused: formats.Ambiguous, at: 2},
	{name: "a path that ends in a backslash", data: "id,path\n1,\"C:\\temp\\\"\n2,\"D:\\\"\n", rows: rows("id|path", `1|C:\temp\`, `2|D:\`), header: 1},
	{name: "a backslash escape that shifts the record", data: "id,note,zip\n1,\"a\\\",b,c\n2,x,3\n3,x,4\n", refused: formats.RaggedRows},
	{name: "a backslash escape that shifts the record, uneven records accepted", data: "id,note,zip\n1,\"a\\\",b\"\n2,x,3\n", opts: formats.Options{Ragged: true}, refused: formats.Ambiguous, at: 2},
	{name: "a backslash escape that gives the right number of fields", data: "id,note,zip\n1,\"a\\\",b\"\n2,x,3\n", refused: formats.Ambiguous, at: 2},
	{name: "a backslash at the end of a field of a long record", data: "id,note,zip\n1,\"a\\\",b,c\n2,x,3\n", opts: formats.Options{Ragged: true}, refused: formats.Ambiguous, at: 2},
	{name: "quotes that tell the delimiter", data: "1;\"2,5\";3\n4;\"5,5\";6\n", rows: rows("1|2,5|3", "4|5,5|6")},
	{name: "a label too many", data: join("\n", head3+",phone", one3, two3), refused: formats.RaggedRows, at: 1},
	{name: "an unquoted comma, far down", data: head3 + "\n" + strings.Repeat(one3+"\n", 1200) + "2,Sample, Sam,13202\n", refused: formats.RaggedRows, at: 1202},
	{name: "blank lines", data: "id,name\n\n1,Alex\n\n\n2,Sam\n\n", rows: rows("id|name", "", "1|Alex", "", "", "2|Sam", ""), header: 1},
	{name: "title lines", data: "Permits of May\nprinted 2026-06-01\n\n" + join("\n", head3, one3), rows: rows("Permits of May", "printed 2026-06-01", "", "id|name|zip", "1|Alex Example|13201"), header: 4},
	{name: "Ctrl-Z at the end", data: join("\n", head3, one3) + "\x1a", rows: rows("id|name|zip", "1|Alex Example|13201", "\x1a"), header: 1},
	{name: "an unquoted comma in one record", data: join("\n", head3, one3, "2,Sample, Sam,13202"), refused: formats.RaggedRows, at: 3},
	{name: "an unquoted comma in every record", data: join("\n", head3, "1,Example, Alex,13201", "2,Sample, Sam,13202"), refused: formats.RaggedRows, at: 1},
	{name: "an unquoted comma and an empty last field", data: join("\n", head3, one3, "2,Sample, Sam,"), refused: formats.RaggedRows, at: 3},
	{name: "a line break without quotes", data: join("\n", head3, one3, "2,Sam", "Sample,13202"), refused: formats.RaggedRows, at: 3},
	{name: "a trailing delimiter in every record but the header", data: join("\n", head3, one3+",", two3+","), refused: formats.RaggedRows, at: 1},
	{name: "an unquoted comma in every name before an empty last column", data: join("\n", "id,name,fax", "1,Example, Alex,", "2,Sample, Sam,"), refused: formats.RaggedRows, at: 1},
	{name: "a table under what would be its titles", data: "id|name|note|x\n0|Alex|a|b|\n1|Sam|x;y|c\n2|Kim|a|b|x;y\n", refused: formats.Ambiguous},
	{name: "a trailing delimiter that is accepted", data: join("\n", head3, one3+",", two3+","), opts: formats.Options{Ragged: true}, rows: rows("id|name|zip", "1|Alex Example|13201|", "2|Sam Sample|13202|"), header: 1},
	{name: "a trailing delimiter in the header alone", data: join("\n", head3+",", one3, two3), rows: rows("id|name|zip|", "1|Alex Example|13201", "2|Sam Sample|13202"), header: 1},
	{name: "a totals line", data: join("\n", head3, one3, two3, "Total: 2"), refused: formats.RaggedRows, at: 4},
	{name: "a totals line that is accepted", data: join("\n", head3, one3, two3, "Total: 2"), opts: formats.Options{Ragged: true}, rows: append(rows(), append(plain3[:3:3], row("Total: 2"))...), header: 1},
	{name: "repeated and blank labels", data: "name,name,,id\nAlex,Example,x,1\n", rows: rows("name|name||id", "Alex|Example|x|1"), header: 1},
	{name: "no header", data: "1,Alex,13201\n2,Sam,13202\n3,Kim,13203\n", rows: rows("1|Alex|13201", "2|Sam|13202", "3|Kim|13203")},
	{name: "a header and nothing below it", data: head3 + "\n", refused: formats.NoRecords},
	{name: "a header and blank lines below it", data: head3 + "\n\n\n", refused: formats.NoRecords},
	{name: "nothing", data: "", refused: formats.Empty},
	{name: "a mark and nothing", data: "\ufeff", refused: formats.Empty},
	{name: "one column", data: "name\nAlex\nSam\n", rows: rows("name", "Alex", "Sam"), header: 1},
	{name: "one column with commas in some lines", data: "name\nAlex\nSample, Sam\nKim\n", refused: formats.Ambiguous},
	{name: "a web page", data: "<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", refused: formats.WrongType},
	{name: "JSON", data: "[\n {\"id\": 1, \"name\": \"Alex\"}\n]\n", refused: formats.WrongType},
	{name: "XML", data: "\ufeff<?xml version=\"1.0\"?><r/>", refused: formats.WrongType},
	{name: "a workbook", data: "PK\x03\x04........xl/workbook.xml", refused: formats.WrongType},
	{name: "a PDF", data: "%PDF-1.7\n%", refused: formats.WrongType},
	{name: "an old workbook", data: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", refused: formats.WrongType},
}

func TestOdditiesAreReadRightOrRefused(t *testing.T) {
	for _, o := range oddities {
		t.Run(o.name, func(t *testing.T) {
			d, err := Open(source("odd.csv", o.data), o.opts)
			var got [][]string
			if err == nil {
				got, err = readRows(d)
			}
			if o.refused != "" {
				var r *formats.Refusal
				if !errors.As(err, &r) || r.Reason != o.refused {
					t.Fatalf("got %v, rows %q; want a refusal for %q", err, got, o.refused)
				}
				if o.at != 0 && r.Row != o.at {
					t.Errorf("refused at record %d, want %d: %v", r.Row, o.at, r)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(o.rows, got); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
			if h := d.Parts()[0].HeaderRow; h != o.header {
				t.Errorf("got the header at record %d, want %d", h, o.header)
			}
			var out bytes.Buffer
			agreeWithWitness(t, d, []byte(o.data), copyAll(t, d, &out))
			if out.String() != o.data {
				t.Error("the output differs from the input")
			}
		})
	}
}

func source(name, data string) formats.Source {
	return formats.Source{Name: name, R: strings.NewReader(data), Size: int64(len(data))}
}

func readRows(d formats.Document) ([][]string, error) {
	r, err := d.Records()
	if err != nil {
		return nil, err
	}
	var out [][]string
	var b formats.Batch
	for {
		if err := r.Next(&b); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		for _, rec := range b.Records {
			var cells []string
			for _, c := range rec.Cells {
				cells = append(cells, strings.Clone(c.Text))
			}
			out = append(out, cells)
		}
	}
}
