package verify

import (
	"fmt"
	"maps"
	"slices"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// A promise to the public ("no e-mail address is shown") is held against the
// files as they were written: the same search that looks for what no decision
// keeps, but no decision excuses a find of a promised kind. Only the lists that
// the promise itself excepts do, and only where they are at hand.

// Held is what the pass found about one promise.
type Held struct {
	Key      string
	Firms    int64 // telephone numbers and places in columns of firms or public bodies, which are public
	Stays    int64 // finds that the promise excepts; without the lists all of them
	Possible int64 // finds that are possible and not likely: no failure, except of the sensitive families
	Broken   int64 // finds that nothing excepts
}

// promises are those of one release, ready to be asked. It is never written.
type promises struct {
	list   []exemptions.Kept
	of     [detect.NumEntities][]int // by kind: the promises that name it
	any    bool                      // some kind is named
	except func(i int, value string) bool
}

// newPromises reads the promises; what cannot be read is a problem.
func newPromises(o *Options, probs *problems) *promises {
	p := &promises{list: o.Promises, except: o.Excepted}
	for i, k := range o.Promises {
		for _, name := range k.Never {
			e, ok := detect.ParseEntity(name)
			if !ok || !e.Personal() {
				probs.add(Problem{Kind: Manifest, Msg: fmt.Sprintf("promise %d names a kind of information that this version does not look for", i+1)})
				continue
			}
			p.of[e] = append(p.of[e], i)
			p.any = true
		}
		if !k.Tables && len(k.Never) == 0 || k.Stays < 0 {
			probs.add(Problem{Kind: Manifest, Msg: fmt.Sprintf("promise %d says nothing that could be checked", i+1)})
		}
	}
	return p
}

// named reports whether a promise is about the kind.
func (p *promises) named(e detect.Entity) bool { return p != nil && len(p.of[e]) > 0 }

// find books a find of kind e in counts, one for each promise, and reports
// whether it breaks one. own is false for a find of the agency's own patterns,
// which nobody else can count; firms says that it stands in a column of firms.
func (p *promises) find(counts []Held, e detect.Entity, l detect.Likelihood, value string, own, firms bool) (broken bool) {
	for _, i := range p.of[e] {
		switch {
		case l < enough(e):
			counts[i].Possible++
		case firms && ofFirms(e):
			if own {
				counts[i].Firms++
			}
		case p.except != nil && !p.except(i, value):
			counts[i].Broken++
			broken = true
		case own:
			counts[i].Stays++
		}
	}
	return broken
}

// ofFirms reports kinds that a promise to people does not mean where the column is
// that of firms or public bodies. An e-mail address holds a name, so none is excused.
func ofFirms(e detect.Entity) bool {
	return e == detect.PhoneNumber || e == detect.StreetAddress || e == detect.GeoPoint
}

// enough is from where on a find counts. Of the sensitive families the detectors
// never say more than that it is possible, since a person reviews them: to wait
// for more would be a promise that nobody checks.
func enough(e detect.Entity) detect.Likelihood {
	switch e {
	case detect.Health, detect.Religion, detect.Politics, detect.Orientation:
		return detect.Possible
	default:
		return detect.Likely
	}
}

// held begins the counts of a pass.
func (p *promises) held() []Held {
	if p == nil {
		return nil
	}
	out := make([]Held, len(p.list))
	for i := range out {
		out[i].Key = p.list[i].Key
	}
	return out
}

func addHeld(to, from []Held) {
	for i := range from {
		to[i].Firms += from[i].Firms
		to[i].Stays += from[i].Stays
		to[i].Possible += from[i].Possible
		to[i].Broken += from[i].Broken
	}
}

// brokenBy is the sentence of a find that breaks a promise.
func brokenBy(e detect.Entity) string {
	return "what looks like " + words.A(e.Plain()) + " stands here, and a promise says that none is published"
}

// finish judges what all files came to: rows where only tables were promised, and
// finds that were declared.
func (p *promises) finish(r *Result, m mode) {
	for i, k := range p.list {
		if k.Tables && r.rows > 0 {
			r.probs.add(Problem{Kind: Promise, Msg: fmt.Sprintf("promise %d says that only tables are published, and %s of rows", i+1, words.Plural(int64(r.rows), "file")) + " " + words.IsAre(int64(r.rows)) + " here"})
		}
		if p.except != nil || !m.exact {
			continue
		}
		n := r.Promises[i].Stays
		if f := r.Promises[i].Firms; f != k.Firms {
			r.probs.add(Problem{Kind: Amount, Msg: fmt.Sprintf("the manifest says that %s of firms stay by promise %d, the files have %d", words.Plural(k.Firms, "find"), i+1, f)})
		}
		switch {
		case n > k.Stays:
			r.probs.add(Problem{Kind: Promise, Msg: fmt.Sprintf("promise %d excepts %s, and the files have %d", i+1, words.Plural(k.Stays, "find"), n)})
		case n < k.Stays:
			r.probs.add(Problem{Kind: Amount, Msg: fmt.Sprintf("the manifest says that %s stay by promise %d, the files have %d", words.Plural(k.Stays, "find"), i+1, n)})
		}
	}
	p.account(r, m)
}

// account writes down what was checked.
func (p *promises) account(r *Result, m mode) {
	if !p.any {
		return
	}
	if p.except == nil && !m.exact {
		r.NotChecked = append(r.NotChecked, "the promises to the public: the bundle was made with another set of detectors")
		return
	}
	r.Checked = append(r.Checked, "the released files were searched for what the promises to the public say is never published, and nothing was found but what they except")
	if slices.ContainsFunc(r.Promises, func(h Held) bool { return h.Firms > 0 }) {
		r.NotChecked = append(r.NotChecked, "whether the telephone numbers and addresses that stay as those of firms or public bodies are all theirs")
	}
	if p.except == nil && slices.ContainsFunc(p.list, func(k exemptions.Kept) bool { return k.Stays > 0 }) {
		r.NotChecked = append(r.NotChecked, "whether what stays by a promise is on the lists that it excepts (needs the lists)")
	}
}

// names looks at what the accounts of the files take from the input: names of
// files, parts and columns, notes. Kinds that reveal something are passed over:
// that a column is about health says nothing about a person.
func (p *promises) names(r *Result, files []exemptions.File) {
	if !p.any {
		return
	}
	s := &nameScan{p: p, r: r, scan: r.engine.NewScanner(), seen: map[string]bool{}}
	for i := range files {
		f := &files[i]
		s.text("", fmt.Sprintf("the name of file %d", i+1), f.Name)
		s.text("", fmt.Sprintf("the name of a part of file %d", i+1), f.Part)
		for c := range f.Columns {
			s.text(f.Name, fmt.Sprintf("the name of column %d", c+1), f.Columns[c].Name)
		}
		for _, n := range f.Notes {
			s.text(f.Name, "a note", n)
		}
		for _, k := range slices.Sorted(maps.Keys(f.Describe)) {
			s.text(f.Name, "the account of how the file is written", f.Describe[k])
		}
	}
	r.promised = s
}

// nameScan searches short texts that are not cells.
type nameScan struct {
	p    *promises
	r    *Result
	scan *detect.Scanner
	ms   []detect.Match
	seen map[string]bool
	err  error
}

// text searches one text; what says where it stands.
func (s *nameScan) text(file, what, text string) {
	if s == nil || text == "" || s.seen[text] {
		return
	}
	if len(s.seen) < seenMost {
		s.seen[text] = true
	}
	t := detect.Text{S: text}
	var err error
	if s.ms, err = s.scan.Scan(s.ms[:0], &t); err != nil {
		s.err = fmt.Errorf("verify: the detectors could not examine %s: %w", what, err)
		return
	}
	for _, m := range detect.Resolve(s.ms, &t, nil) {
		switch {
		case !s.p.named(m.Entity), m.Likelihood < detect.Likely, m.Entity.Reveals(), m.Read() && m.Likelihood < detect.VeryLikely:
		case s.p.find(s.r.Promises, m.Entity, m.Likelihood, text[m.Start:m.End], s.r.engine.Own(m), false):
			s.r.probs.add(Problem{Kind: Promise, File: file, Msg: what + " holds what looks like " + words.A(m.Entity.Plain()) + ", and a promise says that none is published"})
		}
	}
}

// entry searches what an entry of the log takes from the input.
func (s *nameScan) entry(e *exemptions.Entry) error {
	if s == nil {
		return nil
	}
	const what = "an entry of the log"
	s.text("", what, e.File)
	s.text("", what, e.Part)
	for _, c := range e.Columns {
		s.text("", what, c)
	}
	if e.Row == 0 {
		s.text("", what, e.RowID)
	}
	return s.err
}
