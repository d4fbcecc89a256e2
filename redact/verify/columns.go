package verify

import (
	"slices"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// Suffixes of the companion columns that a release appends.
const (
	suffixWithheld = "_withheld"
	suffixShown    = "_shown_as"
)

// column is one source column and where it went.
type column struct {
	name     string
	display  string // name, or "column 3"
	out      int    // position in the released file, -1 = left out
	withheld int    // position of its companion for labels, -1 = none
	shown    int    // position of its companion for less exact cells, -1 = none
	preexist int64
	changed  int64
	cells    int64
	hint     *detect.Column
	reading  detect.Reading
	place    bool // a column of places or firms: a person's name inside a longer text is no leak there
}

// role says what an output column is.
type role uint8

const (
	roleOwn role = iota
	roleWithheld
	roleShown
)

// outColumn is one column of the released file.
type outColumn struct {
	src   int // source column
	role  role
	name  string
	cells int64 // by the manifest, of an added column
	firms bool  // by the manifest: how to reach firms or public bodies
	holds [detect.NumEntities]bool
	kept  [detect.NumEntities]int64
}

// exempt reports whether a decision keeps values of kind e in the column.
func (o *outColumn) exempt(e detect.Entity) bool { return o.holds[e] || o.kept[e] > 0 }

// exemptAlike is exempt for a kind that only a label's word tells: any kind with
// that word may be meant.
func (o *outColumn) exemptAlike(e detect.Entity) bool {
	if o.exempt(e) {
		return true
	}
	for k := detect.None + 1; e != detect.None && k < detect.NumEntities; k++ {
		if k.Short() == e.Short() && !k.Reveals() && o.exempt(k) {
			return true
		}
	}
	return false
}

// layout is the account of a file's columns, checked for sense.
type layout struct {
	cols   []column
	outs   []outColumn
	byName map[string]int // source column by unique name
	paired []int          // source columns that have a companion
	kept   []int          // source columns that are released
	blank  outColumn      // stands for fields beyond the last column
}

// newLayout reads the account; on a false ok the problems say why and the file
// cannot be checked cell by cell.
func newLayout(f *exemptions.File, e *detect.Engine, probs *problems) (*layout, bool) {
	l := &layout{byName: map[string]int{}}
	fail := func(msg string) (*layout, bool) {
		probs.add(Problem{Kind: Manifest, File: f.Name, Msg: msg})
		return nil, false
	}
	names := newNamer(e)
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Added {
			continue
		}
		if c.Index != len(l.cols) {
			return fail("the manifest's columns are not in the order of the source")
		}
		if _, ok := l.byName[c.Name]; ok {
			return fail("the manifest names a column twice")
		}
		h := detect.NewColumn(c.Index, c.Name)
		reading, ok := detect.ParseReading(c.Names)
		if !ok {
			return fail("the manifest reads names in a way that this version does not know")
		}
		l.byName[c.Name] = len(l.cols)
		if c.Out >= 0 {
			l.kept = append(l.kept, len(l.cols))
		}
		l.cols = append(l.cols, column{name: c.Name, display: names.display(c.Name, c.Index), out: c.Out, withheld: -1, shown: -1,
			preexist: c.Preexist, changed: c.Changed, cells: c.Cells, hint: h, reading: reading, place: placeHint(h.Hint)})
	}
	for i := range f.Columns {
		if msg := l.place(&f.Columns[i]); msg != "" {
			return fail(msg)
		}
	}
	for i := range l.outs {
		if l.outs[i].src < 0 {
			return fail("the manifest's columns leave a gap in the released file")
		}
	}
	return l, true
}

// place enters one column at its position in the released file.
func (l *layout) place(c *exemptions.Column) string {
	if c.Out < 0 && !c.Added {
		return ""
	}
	if c.Out < 0 || c.Out > 1<<16 {
		return "the manifest puts a column outside the released file"
	}
	o := outColumn{src: c.Index, name: c.Name, firms: c.Firms}
	if c.Added {
		owner := c.Index
		r, ok := l.companion(c)
		if !ok {
			return "the manifest has an added column that belongs to no column"
		}
		o.src, o.role = owner, r
		at := &l.cols[owner].withheld
		if r == roleShown {
			at = &l.cols[owner].shown
		}
		if *at >= 0 {
			return "the manifest has two added columns for one column"
		}
		o.cells = c.Cells
		if *at = c.Out; !slices.Contains(l.paired, owner) {
			l.paired = append(l.paired, owner)
		}
	}
	for _, h := range c.Holds {
		e, ok := detect.ParseEntity(h)
		if !ok {
			return "the manifest keeps a kind of information that this version does not know"
		}
		o.holds[e] = true
	}
	for h, n := range c.Kept {
		e, ok := detect.ParseEntity(h)
		if !ok || n < 0 {
			return "the manifest counts a kind of information that this version does not know"
		}
		o.kept[e] = n
	}
	for len(l.outs) <= c.Out {
		l.outs = append(l.outs, outColumn{src: -1})
	}
	if l.outs[c.Out].src >= 0 {
		return "the manifest puts two columns in one place"
	}
	l.outs[c.Out] = o
	return ""
}

// companion says what an added column is for by its name: "Lat_withheld", or
// "Lat_withheld_2" where the source has a column of that name. Its Index is the
// column that it belongs to.
func (l *layout) companion(c *exemptions.Column) (role, bool) {
	if c.Index < 0 || c.Index >= len(l.cols) {
		return roleOwn, false
	}
	rest, ok := strings.CutPrefix(c.Name, l.cols[c.Index].name)
	if !ok {
		return roleOwn, false
	}
	r := roleWithheld
	tail, ok := strings.CutPrefix(rest, suffixWithheld)
	if !ok {
		r = roleShown
		if tail, ok = strings.CutPrefix(rest, suffixShown); !ok {
			return roleOwn, false
		}
	}
	return r, tail == "" || tail[0] == '_' && allDigits(tail[1:])
}

// out is the output column at position o; beyond the last one nothing is kept.
func (l *layout) out(o int) *outColumn {
	if o < len(l.outs) {
		return &l.outs[o]
	}
	return &l.blank
}

// display names the output column at o for a message.
func (l *layout) display(o int) string {
	if o >= len(l.outs) {
		return "column " + strconv.Itoa(o+1) + " of the released file"
	}
	out := &l.outs[o]
	switch out.role {
	case roleOwn:
		return l.cols[out.src].display
	default:
		return "the column added for " + l.cols[out.src].display
	}
}

// source names source column i for a message; beyond the header it is a number.
func (l *layout) source(i int) string {
	if i < len(l.cols) {
		return l.cols[i].display
	}
	return "column " + strconv.Itoa(i+1)
}

// placeHint reports a header that speaks of places or firms.
func placeHint(h detect.Hint) bool {
	for _, e := range [...]detect.Entity{detect.StreetAddress, detect.Organization, detect.Location, detect.ZIPCode,
		detect.Intersection, detect.GeoPoint, detect.ParcelID} {
		if h.Has(e) {
			return true
		}
	}
	return false
}

// namer decides which column names may be printed.
type namer struct {
	scan *detect.Scanner
	ms   []detect.Match
}

func newNamer(e *detect.Engine) *namer { return &namer{scan: e.NewScanner()} }

// display is the name, or "column 3" where the name itself looks personal.
func (n *namer) display(name string, index int) string {
	var err error
	n.ms, err = n.scan.Scan(n.ms[:0], &detect.Text{S: name})
	if err == nil {
		for _, m := range n.ms {
			if m.Entity.Personal() && m.Likelihood >= detect.Possible {
				err = errPersonal
			}
		}
	}
	if err != nil || name == "" {
		return "column " + strconv.Itoa(index+1)
	}
	return name
}

// displayOut names the output column at position o of a file whose layout is no
// longer at hand.
func displayOut(f *exemptions.File, o int, names *namer) string {
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Out == o {
			return names.display(c.Name, o)
		}
	}
	return "column " + strconv.Itoa(o+1) + " of the released file"
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
