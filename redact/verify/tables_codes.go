package verify

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// codes searches the codes of places and categories as released text is
// searched. Each is read once, however many rows it heads.
func (t *tableFile) codes() error {
	s := &codeScan{t: t, scan: t.res.engine.NewScanner()}
	for d := range t.t.Dims {
		a := &t.t.Dims[d]
		if a.Kind == "date" {
			continue
		}
		if err := s.begin(d); err != nil {
			return err
		}
		for _, written := range slices.Sorted(maps.Keys(t.first[d])) {
			at := t.place[d][written]
			if at == 0 {
				continue
			}
			if err := s.code(a.Codes[at-1], t.first[d][written]); err != nil {
				return &scanError{t.f.Name, t.first[d][written] + 1, err}
			}
		}
	}
	return nil
}

// codeScan searches the codes of one dimension after the other.
type codeScan struct {
	t       *tableFile
	scan    *detect.Scanner
	dim     int
	col     *detect.Column
	reading detect.Reading
	out     outColumn
	ms, ms2 []detect.Match
	key     []byte
}

// begin turns to dimension d.
func (s *codeScan) begin(d int) error {
	c := &s.t.f.Columns[d]
	s.dim, s.col, s.out = d, detect.NewColumn(d, c.Name), outColumn{}
	ok := false
	if s.reading, ok = detect.ParseReading(c.Names); !ok {
		s.t.problem(Manifest, 0, d, "the manifest reads names in a way that this version does not know")
	}
	for _, h := range c.Holds {
		e, ok := detect.ParseEntity(h)
		if !ok {
			s.t.problem(Manifest, 0, d, "the manifest keeps a kind of information that this version does not know")
			continue
		}
		s.out.holds[e] = true
	}
	if len(c.Kept) > 0 {
		s.t.problem(Manifest, 0, d, "the manifest counts what is kept in a table, which keeps nothing")
	}
	return nil
}

// code searches one code that stands first in row.
func (s *codeScan) code(code string, row int64) error {
	var err error
	if s.ms, err = s.scan.ScanCell(s.ms[:0], code, nil); err != nil || !anyPersonal(s.ms) {
		return err
	}
	text := detect.Text{S: code}
	found := detect.Resolve(s.ms, &text, nil)
	second, looked := []detect.Match(nil), false
	for _, m := range found {
		promised, exempt := s.t.res.promises.named(m.Entity), s.out.exempt(m.Entity)
		if !m.Entity.Personal() || m.Likelihood < detect.Possible || exempt && !promised || coarsePlace(m.Entity, code) {
			continue
		}
		if !exempt {
			s.standing(m, code, row)
		}
		if m.Likelihood < detect.Likely {
			if s.breaks(m, code) {
				s.t.problem(Promise, row, s.dim, "%s", strings.Replace(brokenBy(m.Entity), "here", "among the codes", 1))
			}
			continue
		}
		if !looked {
			if s.ms2, err = s.scan.ScanCell(s.ms2[:0], code, s.col); err != nil {
				return err
			}
			headed := detect.Text{S: code, Column: s.col}
			second, looked = detect.Resolve(s.ms2, &headed, nil), true
		}
		switch {
		case !overlapsAny(second, m), !s.reading.Counts(&m, code):
		case s.breaks(m, code):
			s.t.problem(Promise, row, s.dim, "%s", strings.Replace(brokenBy(m.Entity), "here", "among the codes", 1))
		case !exempt:
			s.t.problem(Found, row, s.dim, "what looks like %s stands among the codes, and no decision keeps it", words.A(m.Entity.Plain()))
		}
	}
	return nil
}

// breaks books a find with the promises and reports whether it breaks one.
func (s *codeScan) breaks(m detect.Match, code string) bool {
	res := s.t.res
	return res.promises.named(m.Entity) && res.promises.find(res.Promises, m.Entity, m.Likelihood, code[m.Start:m.End], res.engine.Own(m), false)
}

// coarsePlace reports a hundred block, which looks like an address.
func coarsePlace(e detect.Entity, code string) bool {
	return e == detect.StreetAddress && lessExact(strings.TrimSpace(code), "hundred block")
}

// standing keeps the digest of a strong value: it must not be one that is
// withheld in the rows of the same release.
func (s *codeScan) standing(m detect.Match, code string, row int64) {
	st := s.t.res.store
	if st == nil || !m.Entity.Strong() {
		return
	}
	key, ok := appendStrong(s.key[:0], m.Entity, code[m.Start:m.End])
	if s.key = key; !ok {
		return
	}
	err := st.present.add(mark{hash: maphash.Bytes(st.seed, key), row: uint64(row + 1), file: uint32(s.t.no), col: uint32(s.dim)})
	if err != nil && s.t.res.sweep().err == nil {
		s.t.res.sweep().err = err
	}
}
