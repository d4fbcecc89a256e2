package release

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/policy"
)

// Where the source itself shows its texts (input.published_at), a log that names
// the row of each mask is a guide to what was masked: whoever has both looks it up.
// So the places of masks in text are not listed one by one, and the agency gets
// them in its internal folder, to mend the source.

// upstreamName is the file for the agency, one line a place.
const upstreamName = "fix-upstream.csv"

const upstreamHead = "file,row,row_id,column,what\n"

// atSource reports whether a mark is one of a text that the source shows: what the
// detectors found in a column that is otherwise released. A column that is withheld
// as such may be none that the source shows.
func atSource(m *redact.Mark) bool {
	if m.Wide || m.Rule == nil || m.Action != exemptions.Masked && m.Action != exemptions.Withheld {
		return false
	}
	return m.Rule.Do == policy.Keep || m.Rule.Do == policy.Clean
}

// fix writes the line of one mark: where in the input it is, and of what kind; no
// value. A cell that a spreadsheet would take for a formula is written as text.
func (w *rewriter) fix(rec *formats.Record, m *redact.Mark, id string) error {
	j := w.job
	j.public += int64(m.Labels)
	p := &j.parts[rec.Part]
	name := fmt.Sprintf("column %d", m.Cell+1)
	if m.Cell < len(p.safe) {
		name = p.safe[m.Cell]
	}
	return w.upstream.Write([]string{j.name, strconv.FormatInt(rec.Seq, 10), noFormula(id), noFormula(name), what(m.Entity, nil, nil)})
}

func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// stillPublic is the sentence on what the source shows; nil where it shows nothing.
func (r *run) stillPublic() []string {
	n := int64(0)
	for _, j := range r.jobs {
		n += j.public
	}
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s %s still public at the source. "+upstreamName+" in the internal folder lists their places.", words.Plural(n, "masked value"), words.IsAre(n))}
}

// keepUpstream writes fix-upstream.csv into the internal folder of the run.
func (r *run) keepUpstream(dir string) error {
	if r.stillPublic() == nil {
		return nil
	}
	b := bytes.NewBufferString(upstreamHead)
	for _, j := range r.jobs {
		lines, err := os.ReadFile(j.source)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		b.Write(lines)
	}
	return writeFile(filepath.Join(dir, upstreamName), b.Bytes(), 0o600)
}
