package verify

import (
	"hash/maphash"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/formats"
)

// detect searches the released record again. Cells are scanned without their
// header, so that the counts are those of anyone who has the bundle; a find is
// counted when the header does not speak against it.
func (w *worker) detect() {
	for o, c := range w.plain {
		if len(c) == 0 {
			continue
		}
		ms, err := w.scan.Cell(w.ms[:0], c, o, nil)
		w.ms = ms
		if err != nil {
			w.fail(err)
			return
		}
		if len(ms) > 0 && anyPersonal(ms) {
			w.text = detect.Text{S: c}
			w.found(o, c, ms)
		}
	}
}

func anyPersonal(ms []detect.Match) bool {
	for i := range ms {
		if ms[i].Likelihood >= detect.Possible && ms[i].Entity.Personal() {
			return true
		}
	}
	return false
}

// found books the finds in one released cell.
func (w *worker) found(o int, c string, ms []detect.Match) {
	ms = detect.Resolve(ms, &w.text, nil)
	out := w.lay.out(o)
	var second []detect.Match
	looked := false
	for _, m := range ms {
		if !m.Entity.Personal() || m.Likelihood < detect.Possible || w.shownLess(o, out, m.Entity, c) {
			continue
		}
		w.standing(o, out, m, c)
		if m.Likelihood < detect.Likely {
			if w.breaks(m, c, out) {
				w.problem(Promise, o, brokenBy(m.Entity))
			}
			continue
		}
		if !looked && o < len(w.lay.outs) && out.role == roleOwn {
			second, looked = w.matches(out.src, c), true
			if w.unread && !w.lay.cols[out.src].hint.OfOffice() {
				w.tally.named[o]++ // [check.named] looks at how many there are
			}
		}
		if looked && !overlapsAny(second, m) {
			continue
		}
		if out.role == roleOwn && o < len(w.lay.outs) && !w.reading(out.src).Counts(&m, c) {
			continue
		}
		if w.engine.Own(m) {
			w.tally.kept[min(o, len(w.lay.outs))][m.Entity]++
		}
		switch {
		case w.breaks(m, c, out):
			w.problem(Promise, o, brokenBy(m.Entity))
		case !out.exempt(m.Entity) && !w.shownBeside(o, m, c[m.Start:m.End]):
			w.problem(Found, o, "what looks like "+words.A(m.Entity.Plain())+" stands here, and no decision keeps it")
		}
	}
}

// breaks books a find with the promises and reports whether it breaks one.
func (w *worker) breaks(m detect.Match, c string, out *outColumn) bool {
	return w.promise.named(m.Entity) && w.promise.find(w.tally.promised, m.Entity, m.Likelihood, c[m.Start:m.End], w.engine.Own(m), out.firms && w.role == formats.RoleData)
}

// shownLess reports a place or date in a cell that was made less exact: "300
// block Bear St" looks like an address, and is what the policy shows.
func (w *worker) shownLess(o int, out *outColumn, e detect.Entity, c string) bool {
	switch e {
	case detect.StreetAddress, detect.GeoPoint, detect.DateOfBirth:
	default:
		return false
	}
	if o >= len(w.lay.outs) || out.role != roleOwn {
		return false
	}
	shown := w.lay.cols[out.src].shown
	return shown >= 0 && lessExact(strings.TrimSpace(c), w.out(shown))
}

// overlapsAny reports whether the detectors find in the cell, its header known,
// what they found without it; of a name that only its words give away, a name.
func overlapsAny(ms []detect.Match, m detect.Match) bool {
	for i := range ms {
		if ms[i].Entity.Personal() && ms[i].Overlaps(m.Span) && (!m.Read() || ms[i].Entity == m.Entity) {
			return true
		}
	}
	return false
}

// standing keeps the digest of a strong value that stands in the release, where
// no decision keeps its kind: it must not be one that is withheld elsewhere.
func (w *worker) standing(o int, out *outColumn, m detect.Match, c string) {
	if !w.store || !m.Entity.Strong() || out.exempt(m.Entity) {
		return
	}
	key, ok := appendStrong(w.key[:0], m.Entity, c[m.Start:m.End])
	if !ok {
		return
	}
	w.key = key
	w.res.present = append(w.res.present, mark{hash: maphash.Bytes(w.seed, key), row: uint64(w.row), file: w.fileNo, col: uint32(o)})
}
