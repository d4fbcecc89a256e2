package verify

import (
	"hash/maphash"
	"net/netip"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
)

// compare holds a released record against its source, cell by cell.
func (w *worker) compare(src *formats.Record, labels bool) {
	if w.role != formats.RoleData && w.role != formats.RoleHeader {
		w.compareLine(src)
		return
	}
	n := len(w.lay.cols)
	for i := range n {
		text := ""
		if i < len(src.Cells) {
			text = src.Cells[i].Text
		}
		o := w.lay.cols[i].out
		if o < 0 {
			if text != "" && w.role != formats.RoleHeader {
				w.whole(i, text)
			}
			continue
		}
		out := w.out(o)
		same := out == text
		if (labels || !same) && len(text) >= shortestLabel && w.role == formats.RoleData && strings.IndexByte(text, '[') >= 0 {
			w.tally.preexist[i] += int64(exemptions.CountLabels(text))
		}
		if same {
			if shown := w.lay.cols[i].shown; shown >= 0 && w.role == formats.RoleData && w.out(shown) != "" {
				w.tally.changed[i]++ // as exact as it was, and still what the policy shows
				w.coarse(o, out, w.out(shown))
			}
		} else {
			w.changed(i, o, text, out)
		}
	}
	w.surplus(src, n)
}

// shortestLabel is less than the length of any label.
const shortestLabel = len("[ withheld: ]")

// compareLine compares a title or blank line, which belongs to no column: its
// fields stay where they are, empty ones at its end may be gone.
func (w *worker) compareLine(src *formats.Record) {
	for i := range max(len(src.Cells), len(w.cells)) {
		text := ""
		if i < len(src.Cells) {
			text = src.Cells[i].Text
		}
		if out := w.out(i); out != text {
			w.changed(i, i, text, out)
		}
	}
}

// surplus compares fields beyond the header's width: they follow the released
// columns of the source, or all of them.
func (w *worker) surplus(src *formats.Record, n int) {
	for i := n; i < max(len(src.Cells), n+len(w.cells)-len(w.lay.outs)); i++ {
		text, o := "", len(w.lay.outs)+i-n
		if i < len(src.Cells) {
			text = src.Cells[i].Text
		}
		if out := w.out(o); out != text {
			w.changed(i, o, text, out)
		}
	}
}

// changed accounts for a released cell that is not the cell of the source.
func (w *worker) changed(i, o int, text, out string) {
	if i < len(w.tally.changed) && w.role == formats.RoleData {
		w.tally.changed[i]++
	}
	label, shown := "", ""
	if i < len(w.lay.cols) && w.role == formats.RoleData {
		label, shown = w.out(w.lay.cols[i].withheld), w.out(w.lay.cols[i].shown)
	}
	switch {
	case isBlank(text):
		w.problem(Altered, o, "the cell is blank in the source and not in the release")
	case label != "" && isLabel(label) && out == "":
		w.piece(i, text, span{0, len(text)}, kindWord(label))
		w.whole(i, text)
	case out == "":
		w.problem(Altered, o, "the cell is empty, its source is not, and no label stands beside it")
	case shown != "":
		w.whole(i, text)
		w.coarse(o, out, shown)
	case strings.IndexByte(out, '[') >= 0 && w.al.read(out) > 0:
		w.masked(i, o, text, out)
	default:
		w.hit(i, hitCoded, "")
		w.whole(i, text)
	}
}

// coarse checks that a cell is no more exact than its companion says. A style
// that is not known here is not taken on trust.
func (w *worker) coarse(o int, out, shown string) {
	if !lessExact(strings.TrimSpace(out), shown) {
		w.problem(Altered, o, "the cell is more exact than the column beside it says, or in a form that the check does not know")
	}
}

// lessExact reports whether text is what a cell that is shown as a year, a month,
// a hundred block … looks like.
func lessExact(text, shown string) bool {
	switch shown {
	case "year":
		return len(text) == 4 && allDigits(text)
	case "month":
		return len(text) == 7 && allDigits(text[:4]) && text[4] == '-' && allDigits(text[5:])
	case "ZIP code":
		return len(text) == 5 && allDigits(text)
	case "first three digits of the ZIP code":
		return len(text) == 5 && allDigits(text[:3]) && text[3:] == "**"
	case "ten years of age":
		from, to, ok := strings.Cut(text, " to ")
		return text == "90 or older" || ok && len(from) <= 2 && len(to) <= 2 && allDigits(from) && from[len(from)-1] == '0' && to == strings.TrimPrefix(from[:len(from)-1]+"9", "0")
	case "network":
		p, err := netip.ParsePrefix(text)
		return err == nil && p.Masked() == p && (p.Addr().Is4() && p.Bits() == 24 || p.Addr().Is6() && p.Bits() == 48)
	case "web site":
		return strings.Contains(text, ".") && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
	case "hundred block":
		number, _, ok := strings.Cut(text, " block ")
		return ok && allDigits(number) && (number == "0" || strings.HasSuffix(number, "00"))
	}
	n, rest, ok := strings.Cut(shown, " decimals")
	if !ok || rest != "" || len(n) != 1 || !allDigits(n) {
		return false
	}
	whole, fraction, dotted := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	return allDigits(whole) && (!dotted || allDigits(fraction) && len(fraction) <= int(n[0]-'0'))
}

// masked takes a cell with labels apart.
func (w *worker) masked(i, o int, text, out string) {
	if !w.al.fit(out, text) {
		w.problem(Altered, o, "the text beside a label is not the text of the source")
		w.labels(i, out)
		w.whole(i, text)
		return
	}
	for _, g := range w.al.gaps {
		w.hit(i, hitLabel, g.label)
		w.piece(i, text, g.span, kindWord(g.label))
	}
	if len(w.al.gaps) == 0 {
		w.problem(Altered, o, "the cell differs from its source only in labels that the source holds")
		return
	}
	w.inside(i, text)
}

// inside looks at what the detectors find in the withheld pieces of a cell. The
// pieces of neighbouring labels are taken together: where one ends and the next
// begins cannot be told from the released text.
func (w *worker) inside(i int, text string) {
	ms := w.matches(i, text)
	gaps := w.al.gaps
	for k := 0; k < len(gaps); {
		start, end := gaps[k].start, gaps[k].end
		for k++; k < len(gaps) && !hasWord(text[end:gaps[k].start]); k++ {
			end = gaps[k].end
		}
		for _, m := range ms {
			if m.Start >= start && m.End <= end {
				w.gone(text[m.Start:m.End], m)
			}
		}
	}
}

func hasWord(s string) bool {
	for i := range len(s) {
		if foldTable[s[i]] != 0 {
			return true
		}
	}
	return false
}

// whole looks at what the detectors find in a cell that is withheld as a whole,
// left out, made less exact or shown as a code. What they do not find there is
// not known to be personal: a column may be left out for any reason.
func (w *worker) whole(i int, text string) {
	if isBlank(text) {
		return
	}
	if i < len(w.lay.cols) {
		if e := plainly(w.lay.cols[i].hint.Hint, text); e != detect.None {
			w.gone(text, detect.Match{Span: detect.Span{End: len(text)}, Entity: e, Likelihood: detect.VeryLikely})
			return
		}
	}
	for _, m := range w.matches(i, text) {
		w.gone(text[m.Start:m.End], m)
	}
}

// plainly is the kind of a cell that is one e-mail address or one ten-digit number
// and nothing else, under a header that says so: no detector is asked.
func plainly(h detect.Hint, text string) detect.Entity {
	mail, phone := h.Has(detect.EmailAddress), h.Has(detect.PhoneNumber)
	if !mail && !phone {
		return detect.None
	}
	digits, at, other := 0, 0, 0
	for i := range len(text) {
		switch plainClass[text[i]] {
		case plainDigit:
			digits++
		case plainAt:
			if i == 0 || i >= len(text)-3 {
				return detect.None
			}
			at++
		case plainOther:
			other++
		case plainGap:
		default:
			return detect.None
		}
	}
	switch {
	case at == 1 && other > 0 && mail:
		return detect.EmailAddress
	case digits == minPhone && at+other == 0 && phone:
		return detect.PhoneNumber
	default:
		return detect.None
	}
}

// Classes of the bytes of plain addresses and numbers.
const (
	plainDigit = iota + 1
	plainAt
	plainOther // letters and signs of an address
	plainGap
)

var plainClass = func() (t [256]uint8) {
	for c := range 256 {
		switch b := byte(c); {
		case isDigit(b):
			t[c] = plainDigit
		case lowerASCII(b) >= 'a' && lowerASCII(b) <= 'z', b == '_', b == '+':
			t[c] = plainOther
		case b == '-', b == '.':
			t[c] = plainGap
		}
	}
	t['@'] = plainAt
	return t
}()

// matches are the personal finds at Likely or above in a source cell, its header
// known.
func (w *worker) matches(i int, text string) []detect.Match {
	w.ms2 = append(w.ms2[:0], w.candidates(i, text)...)
	w.text = detect.Text{S: text, Column: w.hint(i)}
	ms := detect.Resolve(w.ms2, &w.text, nil)
	n := 0
	w.unread = false
	for _, m := range ms {
		if !m.Entity.Personal() || m.Likelihood < detect.Likely {
			continue
		}
		if !w.reading(i).Counts(&m, text) {
			w.unread = w.unread || detect.ReadWhole.Counts(&m, text)
			continue
		}
		ms[n] = m
		n++
	}
	return ms[:n]
}

// reading says which names count in source column i that its header does not speak
// of: the plan knew all values.
func (w *worker) reading(i int) detect.Reading {
	if i < len(w.lay.cols) {
		return w.lay.cols[i].reading
	}
	return detect.ReadAll
}

// candidates are what the detectors found last in a source text of this record.
type candidates struct {
	ok   bool
	src  int
	text string
	ms   []detect.Match
}

// candidates scans a text of source column i. A cell that is asked for again at
// once, as a whole and as the piece that was withheld, is scanned once.
func (w *worker) candidates(i int, text string) []detect.Match {
	if w.raw.ok && w.raw.src == i && w.raw.text == text {
		return w.raw.ms
	}
	var err error
	if c := w.hint(i); c != nil {
		w.raw.ms, err = w.source.Cell(w.raw.ms[:0], text, i, c)
	} else {
		w.raw.ms, err = w.source.ScanCell(w.raw.ms[:0], text, nil)
	}
	w.raw.src, w.raw.text, w.raw.ok = i, text, err == nil
	if err != nil {
		w.fail(err)
		return nil
	}
	return w.raw.ms
}

// hint is the header of source column i; a field beyond the header has none.
func (w *worker) hint(i int) *detect.Column {
	if i < len(w.lay.cols) {
		return w.lay.cols[i].hint
	}
	return nil
}

// gone books a withheld value that the detectors know.
func (w *worker) gone(value string, m detect.Match) {
	if key, ok := appendStrong(w.key[:0], m.Entity, value); ok {
		w.key = key
		w.res.withheld = append(w.res.withheld, maphash.Bytes(w.seed, key))
	}
	w.needles.value(m.Entity, value)
	w.name(m.Entity, value, true)
}

// piece books what a label stands for, whatever the detectors say: a list or a
// pattern of the policy may have found it. i is the source column.
func (w *worker) piece(i int, text string, at span, word string) {
	value := text[at.start:at.end]
	if len(value) > 4096 {
		return // a long text withheld as a whole: its values are found by the detectors
	}
	if e := kindOf(word); e != detect.StreetAddress { // house numbers and ZIP codes are no values by themselves
		w.runs(value, e)
	}
	w.emails(value)
	switch word {
	case detect.Person.Short():
		w.named(i, detect.Person, value)
	case detect.StreetAddress.Short():
		w.named(i, detect.StreetAddress, value)
	case detect.None.Short():
		w.named(i, detect.Listed, value)
	}
}

// runs books the longer digit strings of a piece that its label calls an e.
func (w *worker) runs(value string, e detect.Entity) {
	for from := 0; ; {
		start, end, n := digitRun(value, from)
		if n == 0 {
			return
		}
		from = end
		run := value[start:end]
		if n < 7 || n > 20 || dateLike(run) && e != detect.DateOfBirth {
			continue
		}
		w.needles.digits(e, run)
		if n >= minID {
			w.key = appendDigits(append(w.key[:0], classDigits), run)
			w.res.withheld = append(w.res.withheld, maphash.Bytes(w.seed, w.key))
		}
	}
}

// named books a piece that its label calls a name or an address, unless it is a
// firm or a public body.
func (w *worker) named(i int, e detect.Entity, value string) {
	for _, m := range w.candidates(i, value) {
		if m.Entity == detect.Organization && m.Likelihood >= detect.Possible {
			return
		}
	}
	w.name(e, value, true)
}

// emails books the e-mail addresses of a piece by their shape.
func (w *worker) emails(value string) {
	eachEmail(value, func(a string) {
		w.needles.email(a)
		w.key = appendEmail(append(w.key[:0], classEmail), a)
		w.res.withheld = append(w.res.withheld, maphash.Bytes(w.seed, w.key))
	})
}

// name keeps the digest of a name or address of two words or more, for the
// search in the release's documents, and has it looked for in its record.
func (w *worker) name(e detect.Entity, value string, record bool) {
	if !namelike(e) || !identifies(e, value) {
		return
	}
	key, n := appendWords(append(w.key[:0], className), value)
	w.key = key
	if n > maxNameWords || noWord(key[1:], n) {
		return
	}
	w.res.names = append(w.res.names, maphash.Bytes(w.seed, key))
	if record {
		w.needles.words(e, key[1:])
	}
	if last, given, ok := strings.Cut(value, ","); ok && e != detect.StreetAddress && n <= 4 { // "Doe, Pat" is Pat Doe
		key, _ = appendWords(append(w.key[:0], className), given)
		key, _ = appendWords(key[:len(key)-1], last)
		w.key = key
		w.res.names = append(w.res.names, maphash.Bytes(w.seed, key))
		if record {
			w.needles.words(e, key[1:])
		}
	}
}

// maxNameWords is the longest name or address that is looked for.
const maxNameWords = 6

// namelike reports kinds whose values are words.
func namelike(e detect.Entity) bool {
	switch e {
	case detect.Person, detect.StreetAddress, detect.Minor, detect.Listed:
		return true
	default:
		return false
	}
}

// leftRecord books the strong values and names of a record that was left out,
// but for those in columns where a decision keeps their kind: the same kind of
// value stands there in the records that were released.
func (w *worker) leftRecord(rec *formats.Record) {
	w.tally.leftRows++
	w.raw.ok = false
	for i := range rec.Cells {
		if isBlank(rec.Cells[i].Text) {
			continue
		}
		var keep *outColumn
		if i < len(w.lay.cols) && w.lay.cols[i].out >= 0 {
			keep = &w.lay.outs[w.lay.cols[i].out]
		}
		for _, m := range w.matches(i, rec.Cells[i].Text) {
			if keep != nil && keep.exempt(m.Entity) {
				continue
			}
			value := rec.Cells[i].Text[m.Start:m.End]
			if key, ok := appendStrong(w.key[:0], m.Entity, value); ok {
				w.key = key
				w.res.withheld = append(w.res.withheld, maphash.Bytes(w.seed, key))
			}
			w.name(m.Entity, value, false)
		}
	}
}

// fail keeps the first error of the detectors, which ends the check: a cell
// that was not examined is not a clean one.
func (w *worker) fail(err error) {
	if w.err == nil {
		w.err = &scanError{file: w.f.Name, row: w.row, err: err}
	}
}
