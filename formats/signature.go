package formats

import (
	"bytes"
	"strings"
)

// signature is the first bytes of a kind of file. The values are the magic
// numbers of the formats' own specifications.
type signature struct {
	magic string
	at    int
	what  string
}

// signatures are looked through in order; a more special one stands first.
var signatures = []signature{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Office file or an Outlook message (.xls, .doc, .msg)"},
	{"%PDF-", 0, "a PDF"},
	{"{\\rtf", 0, "a rich-text document (.rtf)"},
	{"\x1f\x8b", 0, "a gzip file"},
	{"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive"},
	{"Rar!\x1a\x07", 0, "a RAR archive"},
	{"BZh", 0, "a bzip2 file"},
	{"\xfd7zXZ\x00", 0, "an xz file"},
	{"\x28\xb5\x2f\xfd", 0, "a Zstandard file"},
	{"PAR1", 0, "a Parquet file"},
	{"SQLite format 3\x00", 0, "an SQLite database"},
	{"\x89PNG\r\n\x1a\n", 0, "a PNG picture"},
	{"\xff\xd8\xff", 0, "a JPEG picture"},
	{"GIF8", 0, "a GIF picture"},
	{"II*\x00", 0, "a TIFF picture"},
	{"MM\x00*", 0, "a TIFF picture"},
	{"\x7fELF", 0, "a program"},
	{"ustar", 257, "a tar archive"},
	{"\xff\xfe\x00\x00", 0, "text in UTF-32"},
	{"\x00\x00\xfe\xff", 0, "text in UTF-32"},
}

// Signature names what a file is by its first bytes, whatever it is called:
// "a PDF", "an Excel workbook (.xlsx)", "a web page (HTML)". It returns "" for
// bytes that may be a table as text. It looks at up to 64 KiB of head.
func Signature(head []byte) string {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return zipKind(head)
	}
	for _, s := range signatures {
		if len(head) >= s.at+len(s.magic) && string(head[s.at:s.at+len(s.magic)]) == s.magic {
			return s.what
		}
	}
	return markupKind(head)
}

// zipKind tells the packages that are zip files by their member names.
func zipKind(head []byte) string {
	switch {
	case bytes.Contains(head, []byte("xl/")):
		return "an Excel workbook (.xlsx)"
	case bytes.Contains(head, []byte("word/")):
		return "a Word document (.docx)"
	case bytes.Contains(head, []byte("ppt/")):
		return "a PowerPoint file (.pptx)"
	case bytes.Contains(head, []byte("opendocument.spreadsheet")):
		return "an OpenDocument spreadsheet (.ods)"
	}
	return "a zip archive"
}

// markupKind tells HTML, XML and JSON, which spreadsheets open under a .csv
// name without a word. A table's first label may begin with a bracket, so JSON
// needs its second token too.
func markupKind(head []byte) string {
	t := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	low := strings.ToLower(string(t[:min(len(t), 64)]))
	switch {
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"),
		strings.HasPrefix(low, "<head"), strings.HasPrefix(low, "<body"), strings.HasPrefix(low, "<table"):
		return "a web page (HTML)"
	case strings.HasPrefix(low, "<?xml"):
		return "an XML file"
	case jsonStart(low):
		return "a JSON file"
	}
	return ""
}

func jsonStart(s string) bool {
	array := strings.HasPrefix(s, "[")
	if array {
		s = strings.TrimLeft(s[1:], " \t\r\n")
	}
	if !strings.HasPrefix(s, "{") {
		return false
	}
	s = strings.TrimLeft(s[1:], " \t\r\n")
	return strings.HasPrefix(s, `"`) || array && strings.HasPrefix(s, "}")
}
