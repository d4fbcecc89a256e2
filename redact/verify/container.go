package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"html"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unsafe"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

// Container searches everything of the release that is not a cell for withheld
// strong values and for withheld names and addresses of two words or more: the
// documents in dir that names lists ("/" between folders), what the log says,
// and the names themselves. Released data files among names are passed over, as
// their cells were checked. The CSV log and the entries of the workbook are compared
// with the canonical one instead. What is wrong is added to r.Problems. Without inputs nothing withheld
// is known, and only the CSV log is checked.
func (r *Result) Container(dir string, names []string) error {
	defer func() { r.Problems = r.probs.list() }()
	s := r.sweep()
	for i, name := range names {
		s.name(i, name)
		if r.data[name] || name == bundle.LogJSONL {
			continue
		}
		if name == bundle.LogCSV {
			if r.csv {
				continue
			}
			if err := r.compareCSV(dir); err != nil {
				return err
			}
			continue
		}
		if name == bundle.LogXLSX {
			if err := r.workbook(dir, s); err != nil {
				return err
			}
			continue
		}
		if r.store == nil && !r.promises.named(detect.EmailAddress) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return fmt.Errorf("verify: %s cannot be read: %w", path.Base(name), err)
		}
		r.mailed(name, b)
		if r.store != nil {
			s.document(name, b)
		}
	}
	if r.store == nil {
		return nil
	}
	if s.err != nil {
		return s.err
	}
	if r.compared > 0 {
		r.Checked = append(r.Checked, "no withheld e-mail address, identifier, account, card or 10-digit telephone number and no withheld full name or address was found in the log, the reports or the file names")
	}
	return r.store.documents(s.official, func(file uint32) {
		if int(file) < len(s.files) && r.data[s.files[file]] {
			r.probs.add(Problem{Kind: Document, File: s.files[file], Msg: "a value that is withheld in the data stands in a title line above the header"})
			return
		}
		if int(file) < len(s.files) {
			r.probs.add(Problem{Kind: Document, File: s.files[file], Msg: "a value that is withheld in the data stands in this document"})
			return
		}
		r.probs.add(Problem{Kind: Document, Msg: fmt.Sprintf("the name of file %d of the release holds a value that is withheld in the data", int(file)-nameBase+1)})
	})
}

// nameBase is where the numbers of file names begin among those of documents.
const nameBase = 1 << 20

// sweep collects digests of what the documents say.
type sweep struct {
	r        *Result
	files    []string
	index    map[string]uint32
	official map[uint64]bool
	seen     map[string]bool // texts that were swept: the log repeats them
	recent   [256]string     // some of them, by address
	key      []byte
	words    []byte
	ends     []int
	err      error
}

const seenMost = 1 << 14

func newSweep(r *Result) *sweep {
	s := &sweep{r: r, index: map[string]uint32{}, official: map[uint64]bool{}, seen: map[string]bool{}}
	if r.store != nil {
		for _, t := range r.opt.Official {
			s.text(t, func(h uint64) { s.official[h] = true })
		}
	}
	return s
}

// sweep is the result's own, made on first use.
func (r *Result) sweep() *sweep {
	if r.swept == nil {
		r.swept = newSweep(r)
	}
	return r.swept
}

func (s *sweep) file(name string) uint32 {
	i, ok := s.index[name]
	if !ok {
		i = uint32(len(s.files))
		s.index[name] = i
		s.files = append(s.files, name)
	}
	return i
}

// add keeps the digests of one text of a document.
func (s *sweep) add(file uint32, text string) {
	s.text(text, func(h uint64) {
		if err := s.r.store.spoken.add(mark{hash: h, file: file}); err != nil && s.err == nil {
			s.err = err
		}
	})
}

// name sweeps the name of file i.
func (s *sweep) name(i int, name string) {
	if s.r.store != nil {
		s.add(uint32(nameBase+i), name)
	}
}

// entry sweeps what an entry of the log says, but for the row id of a released
// record: it was found in that record.
func (s *sweep) entry(e *exemptions.Entry) error {
	if s.r.store == nil {
		return nil
	}
	f := s.file(bundle.LogJSONL)
	if e.Row == 0 {
		s.once(f, e.RowID)
	}
	for _, c := range e.Columns {
		s.once(f, c)
	}
	g := &e.Ground
	for _, t := range [...]string{e.File, e.Part, e.What, string(e.Action), e.Label, g.Key, g.Cite, g.Label, g.Reason, string(g.Basis),
		g.Words, g.Finding, g.Grade, e.DecidedBy, e.DecidedOn} {
		s.once(f, t)
	}
	return s.err
}

// once sweeps a text that was not swept before. The reader of the log gives
// equal texts as the same string, which a look at the address tells.
func (s *sweep) once(f uint32, t string) {
	if t == "" {
		return
	}
	at := &s.recent[uintptr(unsafe.Pointer(unsafe.StringData(t)))>>4%uintptr(len(s.recent))]
	if len(*at) == len(t) && unsafe.StringData(*at) == unsafe.StringData(t) {
		return
	}
	*at = t
	if s.seen[t] {
		return
	}
	if len(s.seen) < seenMost {
		s.seen[t] = true
	}
	s.add(f, t)
}

// document sweeps one file by what it is.
func (s *sweep) document(name string, b []byte) {
	f := s.file(name)
	switch path.Ext(name) {
	case ".json":
		if s.json(f, b) {
			return
		}
	case ".html":
		page := withoutTags(string(b))
		s.add(f, html.UnescapeString(page))
		s.add(f, page)
		return
	}
	s.add(f, string(b))
}

// elements are the elements of HTML whose names may be next to each other.
const elements = " a b body br caption code col colgroup dd details div dl dt em footer g h1 h2 h3 h4 h5 h6 head header hr html i li link main meta nav ol p path pre rect script section small span strong style summary svg table tbody td text tfoot th thead title tr ul "

// withoutTags takes the names of elements out of a page, and nothing else: with
// them "</li><li>" would be a person called Li Li.
func withoutTags(page string) string {
	var out strings.Builder
	for {
		at := strings.IndexByte(page, '<')
		if at < 0 {
			out.WriteString(page)
			return out.String()
		}
		at++
		if at < len(page) && page[at] == '/' {
			at++
		}
		out.WriteString(page[:at])
		page = page[at:]
		end := strings.IndexAny(page, " \t\n/>")
		if end > 0 && strings.Contains(elements, " "+strings.ToLower(page[:end])+" ") {
			page = page[end:]
		}
	}
}

// json sweeps every string of a JSON text; false when it is none.
func (s *sweep) json(f uint32, b []byte) bool {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return true
		}
		switch v := t.(type) {
		case string:
			s.add(f, v)
		case json.Number:
			s.add(f, v.String())
		}
		if err != nil {
			return false
		}
	}
}

// text yields the digests of everything in t that could be a withheld value:
// runs of two to maxNameWords words, e-mail addresses, numbers in groups of
// digits, numbers with letters.
func (s *sweep) text(t string, yield func(uint64)) {
	seed := s.r.store.seed
	s.words, s.ends = append(s.words[:0], className), s.ends[:0]
	s.words, _ = appendWords(s.words, t)
	for i, c := range s.words {
		if c == ' ' {
			s.ends = append(s.ends, i)
		}
	}
	for i := range s.ends {
		for n := 2; n <= maxNameWords && i+n < len(s.ends); n++ {
			s.key = append(append(s.key[:0], className), s.words[s.ends[i]:s.ends[i+n]+1]...)
			yield(maphash.Bytes(seed, s.key))
		}
	}
	s.mails(t, yield)
	s.numbers(t, yield)
	s.codes(t, yield)
}

func (s *sweep) mails(t string, yield func(uint64)) {
	eachEmail(t, func(a string) {
		s.key = appendEmail(append(s.key[:0], classEmail), a)
		yield(maphash.Bytes(s.r.store.seed, s.key))
	})
}

// numbers yields every run of neighbouring groups of digits, eight to twenty of
// them: "87(2)(b) 315-555-0142" holds the telephone number.
func (s *sweep) numbers(t string, yield func(uint64)) {
	for from := 0; ; {
		start, end, n := digitRun(t, from)
		if n == 0 {
			return
		}
		from = end
		if n < minAccount {
			continue
		}
		run := t[start:end]
		for i := 0; i < len(run); i++ {
			if !isDigit(run[i]) || i > 0 && isDigit(run[i-1]) {
				continue
			}
			s.key = append(s.key[:0], classDigits)
			for k := i; k < len(run) && len(s.key) <= 20; k++ {
				if isDigit(run[k]) {
					s.key = append(s.key, run[k])
				}
				if (k+1 == len(run) || !isDigit(run[k+1])) && isDigit(run[k]) {
					s.number(yield)
				}
			}
		}
	}
}

// number yields the digits in s.key, and without a country code.
func (s *sweep) number(yield func(uint64)) {
	if len(s.key)-1 < minAccount {
		return
	}
	yield(maphash.Bytes(s.r.store.seed, s.key))
	if len(s.key)-1 == minPhone+1 && s.key[1] == '1' {
		yield(maphash.Bytes(s.r.store.seed, append([]byte{classDigits}, s.key[2:]...)))
	}
}

// codes yields what mixes letters and digits, hyphens left out.
func (s *sweep) codes(t string, yield func(uint64)) {
	for i := 0; i < len(t); {
		if foldTable[t[i]] <= 1 {
			i++
			continue
		}
		s.key = append(s.key[:0], classText)
		letter, digit := false, false
		for ; i < len(t) && (foldTable[t[i]] > 1 || t[i] == '-'); i++ {
			switch c := t[i]; {
			case isDigit(c):
				digit = true
				s.key = append(s.key, c)
			case c != '-':
				letter = true
				s.key = append(s.key, c&^0x20)
			}
		}
		if n := len(s.key) - 1; letter && digit && n >= minAccount && n <= 40 {
			yield(maphash.Bytes(s.r.store.seed, s.key))
		}
	}
}

// documents calls hit for every document, or name, that says something that was
// withheld, in order, once each.
func (s *store) documents(official map[uint64]bool, hit func(file uint32)) error {
	var found []mark
	for _, gone := range []*markSet{s.withheld, s.names} {
		err := meet(s.spoken, gone, func(m mark) {
			if !official[m.hash] {
				found = append(found, m)
			}
		})
		if err != nil {
			return err
		}
	}
	once := map[uint32]bool{}
	for _, m := range sorted(found) {
		if !once[m.file] {
			once[m.file] = true
			hit(m.file)
		}
	}
	return nil
}

// eachEmail calls f for every e-mail address in t by its shape.
func eachEmail(t string, f func(string)) {
	for from := 0; ; {
		at := strings.IndexByte(t[from:], '@')
		if at < 0 {
			return
		}
		at += from
		from = at + 1
		start, end := at, at+1
		for start > 0 && emailByte(t[start-1]) {
			start--
		}
		for end < len(t) && emailByte(t[end]) {
			end++
		}
		if start < at && end > at+1 {
			f(strings.Trim(t[start:end], ".-"))
		}
	}
}

func emailByte(c byte) bool {
	return foldTable[c] != 0 || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'
}
