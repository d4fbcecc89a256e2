package formats

import (
	"strings"
	"testing"
)

func TestSignature(t *testing.T) {
	tests := []struct{ head, says string }{
		{"id,name\n1,Alex\n", ""},
		{"[id],[name]\n1,Alex\n", ""},
		{"{x},y\n", ""},
		{"<none>,1\n", ""},
		{"", ""},
		{"%PDF-1.4\n", "a PDF"},
		{"PK\x03\x04 word/document.xml", "Word"},
		{"PK\x03\x04 ppt/slides", "PowerPoint"},
		{"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"},
		{"PK\x03\x04a.csv", "zip"},
		{"\x1f\x8b\x08", "gzip"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"},
		{"\n <HTML><body>", "HTML"},
		{"\ufeff<?xml version='1.0'?>", "XML"},
		{"{\"a\":1}", "JSON"},
		{"[ {\n \"a\":1}]", "JSON"},
		{"[{}]", "JSON"},
		{strings.Repeat("x", 257) + "ustar\x00", "tar"},
		{"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"},
	}
	for _, tt := range tests {
		got := Signature([]byte(tt.head))
		if (got == "") != (tt.says == "") || !strings.Contains(got, tt.says) {
			t.Errorf("%q: got %q, want %q", tt.head, got, tt.says)
		}
	}
}

func TestRefusalIsOneSentenceWithThePlace(t *testing.T) {
	tests := []struct {
		in   Refusal
		want string
	}{
		{Refusal{File: "in/sr.csv", Row: 812, Line: 815, Detail: "a quote is opened and never closed", Hint: "Repair the export."},
			"sr.csv, record 812 (line 815): a quote is opened and never closed. Repair the export."},
		{Refusal{File: `C:\in\sr.csv`, Detail: "the file is empty"}, "sr.csv: the file is empty."},
		{Refusal{File: "a.xlsx", Part: "May", Row: 3, Detail: "x"}, "a.xlsx:May, record 3: x."},
		{Refusal{File: "a.csv", Line: 7, Detail: "x"}, "a.csv, line 7: x."},
		{*ChangedFile("in/sr.csv"), "sr.csv changed while it was read; try again."},
	}
	for _, tt := range tests {
		if got := tt.in.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestLimitsHaveDefaults(t *testing.T) {
	got := Limits{Field: -1, Columns: 7}.OrDefault()
	want := Limits{Record: DefaultRecord, Field: DefaultField, Inflated: DefaultInflated, Ratio: DefaultRatio, Columns: 7}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
