package detect

import (
	"strings"
	"testing"
)

// serviceRequest is one row of an invented service-request export, with headers.
var serviceRequest = [][2]string{
	{"Request ID", "SR-2026-0048213"}, {"Opened", "05/19/2026 08:14:00 AM"}, {"Closed", "05/22/2026 03:40:00 PM"},
	{"Status", "Closed"}, {"Department", "Public Works"}, {"Category", "Sanitation"}, {"Type", "Missed collection - brown bin"},
	{"Address", "412 Example Ave"}, {"City", "Syracuse"}, {"State", "NY"}, {"ZIP", "13202"}, {"Ward", "14"},
	{"Latitude", "43.048122"}, {"Longitude", "-76.147424"}, {"Parcel", "001.1-01-03.0"}, {"Source", "Phone"},
	{"Reporter Name", "Ana Lopez"}, {"Phone", "315-555-0142"}, {"Email", "ana.lopez@example.org"},
	{"Assigned To", "Crew 7"}, {"Priority", "Normal"}, {"Days Open", "3"},
	{"Description", "Bin was not emptied on Tuesday, second time this month; resident will leave it at the curb until Friday."},
}

const prose = "Crew visited the site on Monday and found the bin blocked by a parked car near the corner of Main and College. " +
	"The resident said that the truck had passed twice since May without stopping and asked for a call back in the afternoon. " +
	"Work order 48213 was opened; the supervisor noted that 12 of 30 bins on the block were missed. "

func BenchmarkScanCells(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	texts := make([]Text, len(serviceRequest))
	bytes := 0
	for i, c := range serviceRequest {
		texts[i] = Text{S: c[1], Column: NewColumn(i, c[0])}
		bytes += len(c[1]) + 1
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	var ms []Match
	for b.Loop() {
		for i := range texts {
			ms, _ = s.Scan(ms[:0], &texts[i])
		}
	}
	b.ReportMetric(float64(len(texts))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mcells/s")
}

// BenchmarkScanCellsPlain scans the row's cells in which nothing personal stands.
func BenchmarkScanCellsPlain(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	var texts []Text
	for i, c := range serviceRequest {
		switch c[0] {
		case "Address", "Latitude", "Longitude", "Reporter Name", "Phone", "Email":
		default:
			texts = append(texts, Text{S: c[1], Column: NewColumn(i, c[0])})
		}
	}
	b.ReportAllocs()
	var ms []Match
	for b.Loop() {
		for i := range texts {
			ms, _ = s.Scan(ms[:0], &texts[i])
		}
	}
	b.ReportMetric(float64(len(texts))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mcells/s")
}

func BenchmarkScanProse(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	t := Text{S: strings.Repeat(prose, 20)}
	b.SetBytes(int64(len(t.S)))
	b.ReportAllocs()
	var ms []Match
	for b.Loop() {
		ms, _ = s.Scan(ms[:0], &t)
	}
}

func BenchmarkScanEachCell(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	for i, c := range serviceRequest {
		t := Text{S: c[1], Column: NewColumn(i, c[0])}
		b.Run(c[0], func(b *testing.B) {
			b.SetBytes(int64(len(t.S)))
			var ms []Match
			for b.Loop() {
				ms, _ = s.Scan(ms[:0], &t)
			}
		})
	}
}

func BenchmarkProfileCells(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	var cols []*Column
	ms := make([][]Match, len(serviceRequest))
	bytes := 0
	for i, c := range serviceRequest {
		cols = append(cols, NewColumn(i, c[0]))
		ms[i], _ = s.Scan(nil, &Text{S: c[1], Column: cols[i]})
		bytes += len(c[1]) + 1
	}
	p := NewProfile(cols)
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for i, c := range serviceRequest {
			p.Cell(i, c[1], ms[i])
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	t := Text{S: "Owner: Ana Lopez, 412 Example Ave, Syracuse, NY 13202, (315) 555-0142, https://example.org/?m=ana.lopez@example.org"}
	found, err := e.NewScanner().Scan(nil, &t)
	if err != nil {
		b.Fatal(err)
	}
	ms := make([]Match, len(found))
	b.ReportAllocs()
	for b.Loop() {
		copy(ms, found)
		Resolve(ms, &t, nil)
	}
}
