package verify

import (
	"slices"

	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

// Files of the input that a person decided about as a whole are not in the
// release. The log has a line of each behind those of all released files, and the
// manifest lists them: the two must agree, and none may be here after all.

// disposed checks what the manifest says of such files by itself.
func (r *Result) disposed(files []exemptions.File) {
	bad := func(msg string) { r.probs.add(Problem{Kind: Manifest, File: bundle.ManifestAt, Msg: msg}) }
	seen := map[string]bool{}
	for i := range r.opt.Disposed {
		d := &r.opt.Disposed[i]
		_, gone := d.Decision.Action()
		switch {
		case !gone && d.Decision != exemptions.Released && d.Decision != exemptions.InPart:
			bad("it names a decision about a file that this version does not know")
		case d.Name == "" || d.By == "" || d.On == "":
			bad("a decision about a file lacks the file, who took it or when")
		case len(d.Pages) > 0:
			bad("it names pages of a file, which this version does not read")
		case seen[d.Name]:
			bad("it lists a decision about a file twice")
		case gone && slices.ContainsFunc(files, func(f exemptions.File) bool { return f.Name == d.Name }):
			bad("a file that is not released by a decision has the name of a released file")
		}
		seen[d.Name] = true
	}
}

// wholeFiles takes the lines about whole files from the end of the log.
func (l *logReader) wholeFiles(list []exemptions.Disposed) {
	open := map[string]exemptions.Action{}
	for i := range list {
		if a, gone := list[i].Decision.Action(); gone {
			open[list[i].Name] = a
		}
	}
	for l.cur != nil && l.cur.Action.WholeFile() {
		e := l.cur
		a, known := open[e.File]
		delete(open, e.File)
		switch {
		case !known:
			l.problem(l.n, "it is about a file of which the manifest says nothing, or the second about it")
		case a != e.Action:
			l.problem(l.n, "it says something else of the file than the manifest")
		case e.Cells != 1 || e.Labels != 0 || e.Label != "" || e.Row != 0 || e.RowID != "all" || e.Part != "" || !slices.Equal(e.Columns, []string{"all"}):
			l.problem(l.n, "it is not a line that a whole file has")
		}
		l.take()
	}
	if len(open) > 0 {
		l.problem(0, "the manifest says of a file that it is not released, and the log has no line of it")
	}
}
