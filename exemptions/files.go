package exemptions

import "strconv"

// Decision is what a person decided about a whole file of the input.
type Decision string

// The decisions. The first five keep the file out of the release; the last two are
// for files that are read, and change nothing.
const (
	Elsewhere         Decision = "handled elsewhere"  // somebody sees to it outside this release
	ReleasedElsewhere Decision = "released elsewhere" // it goes out another way
	WithheldInFull    Decision = "withheld in full"   // by a law or reason, which the log names
	Duplicate         Decision = "duplicate"          // of another file of the same run
	NotResponsive     Decision = "not responsive"     // not what was asked for
	Released          Decision = "released"
	InPart            Decision = "in part"
)

// Decisions lists the decisions as a person writes them.
func Decisions() []string {
	return []string{string(Elsewhere), string(ReleasedElsewhere), string(WithheldInFull), "duplicate of FILE", string(NotResponsive), string(Released), string(InPart)}
}

// Actions on whole files, in the words of the log.
const (
	FileElsewhere     Action = "file handled elsewhere"
	FileReleased      Action = "file released elsewhere"
	FileWithheld      Action = "file withheld in full"
	FileDuplicate     Action = "file is a duplicate"
	FileNotResponsive Action = "file is not responsive"
)

// Action is what the log calls the decision; ok is false where the file stays in
// the release and the log has no line of it, and for what is no decision.
func (d Decision) Action() (a Action, ok bool) {
	switch d {
	case Elsewhere:
		return FileElsewhere, true
	case ReleasedElsewhere:
		return FileReleased, true
	case WithheldInFull:
		return FileWithheld, true
	case Duplicate:
		return FileDuplicate, true
	case NotResponsive:
		return FileNotResponsive, true
	default:
		return "", false
	}
}

// WholeFile reports whether the action is about a file that is not in the release.
func (a Action) WholeFile() bool {
	switch a {
	case FileElsewhere, FileReleased, FileWithheld, FileDuplicate, FileNotResponsive:
		return true
	default:
		return false
	}
}

// Disposed is a file of the input about which a person decided as a whole.
type Disposed struct {
	Name     string   `json:"name"` // base name, or "file 3" where the name may not be shown
	Decision Decision `json:"decision"`
	Of       string   `json:"of,omitempty"` // duplicate: the other file, as it may be shown
	By       string   `json:"by"`
	On       string   `json:"on"`              // YYYY-MM-DD
	Pages    []Pages  `json:"pages,omitempty"` // empty = the whole file
}

// Pages are neighbouring pages of a document, counted from 1.
type Pages struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// String is "page 3" or "pages 3-5".
func (p Pages) String() string {
	if p.From == p.To {
		return "page " + strconv.Itoa(p.From)
	}
	return "pages " + strconv.Itoa(p.From) + "-" + strconv.Itoa(p.To)
}

// String is the decision as a list of files says it: "letter.docx: handled
// elsewhere (Records Office, 2026-11-20)".
func (d *Disposed) String() string {
	s := d.Name
	for _, p := range d.Pages {
		s += ", " + p.String()
	}
	s += ": " + string(d.Decision)
	if d.Of != "" {
		s += " of " + d.Of
	}
	return s + " (" + d.By + ", " + d.On + ")"
}

// BasisDecision is that of a person's decision about a whole file by which nothing
// is claimed to be exempt.
const BasisDecision Basis = "decision"

// WholeFile is the ground of a decision that claims no exemption. noun is what
// [Noun] returns; of is the other file of a duplicate.
func WholeFile(d Decision, of, noun string) Ground {
	g := Ground{Basis: BasisDecision, Label: noun + " decision", Words: "decision (no exemption is claimed)"}
	switch d {
	case ReleasedElsewhere:
		g.Key, g.Reason = "file-released-elsewhere", "the file is released another way"
	case Duplicate:
		g.Key, g.Reason = "file-duplicate", "the file is a duplicate of "+of
	case NotResponsive:
		g.Key, g.Reason = "file-not-responsive", "the file is not what was asked for"
	default:
		g.Key, g.Reason = "file-elsewhere", "the file was not read for this release and is handled elsewhere"
	}
	return g
}

// Entry is the line of the log about the file; ok is false where there is none.
func (d *Disposed) Entry(g Ground) (e Entry, ok bool) {
	a, ok := d.Decision.Action()
	return Entry{File: d.Name, RowID: "all", Columns: []string{"all"}, What: "file", Action: a, Cells: 1, Ground: g,
		DecidedBy: d.By + " (person)", DecidedOn: d.On}, ok
}
