package verify

import (
	"slices"
	"testing"

	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

// withFiles adds decisions about whole files to a sample, as a release would.
func withFiles(s *sample, list ...exemptions.Disposed) []exemptions.Disposed {
	for i := range list {
		d := &list[i]
		if d.By == "" {
			d.By, d.On = "Records Office", "2026-11-20"
		}
		if e, ok := d.Entry(ground("NY POL 87(2)(b)")); ok {
			e.N = int64(len(s.entries) + 1)
			s.entries = append(s.entries, e)
		}
	}
	return list
}

func TestFilesThatAPersonDecidedAbout(t *testing.T) {
	letter := exemptions.Disposed{Name: "letter.docx", Decision: exemptions.WithheldInFull}
	photo := exemptions.Disposed{Name: "file 2", Decision: exemptions.Elsewhere}
	part := exemptions.Disposed{Name: "sr.csv", Decision: exemptions.InPart}
	for _, tt := range []struct {
		name     string
		entries  []exemptions.Disposed
		manifest []exemptions.Disposed // nil = as the entries
		want     []Kind
	}{
		{"as it should be", []exemptions.Disposed{letter, photo, part}, nil, nil},
		{"a line too many", []exemptions.Disposed{letter, photo}, []exemptions.Disposed{letter}, []Kind{LogKind}},
		{"a line too few", []exemptions.Disposed{letter}, []exemptions.Disposed{letter, photo}, []Kind{LogKind}},
		{"a line twice", []exemptions.Disposed{letter, letter}, []exemptions.Disposed{letter}, []Kind{LogKind}},
		{"another decision", []exemptions.Disposed{letter}, []exemptions.Disposed{{Name: "letter.docx", Decision: exemptions.Elsewhere}}, []Kind{LogKind}},
		{"listed twice", []exemptions.Disposed{letter}, []exemptions.Disposed{letter, letter}, []Kind{Manifest}},
		{"an unknown decision", nil, []exemptions.Disposed{{Name: "x", Decision: "lost"}}, []Kind{Manifest}},
		{"pages", []exemptions.Disposed{letter}, []exemptions.Disposed{{Name: "letter.docx", Decision: exemptions.WithheldInFull, Pages: []exemptions.Pages{{From: 3, To: 5}}}}, []Kind{Manifest}},
		{"released after all", []exemptions.Disposed{{Name: "sr.csv", Decision: exemptions.WithheldInFull}}, nil, []Kind{LogKind, Manifest}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := requests()
			s.make()
			list := withFiles(s, tt.entries...)
			if tt.manifest != nil {
				keep := s.entries
				list = withFiles(s, tt.manifest...)
				s.entries = keep
			}
			dir := s.seal(t)
			manifest(t, dir, func(m *bundle.Manifest) { m.Disposed = list })
			reseal(t, dir)
			for _, in := range []bool{false, true} {
				if got := kinds(s.bundleResult(t, dir, in)); !slices.Equal(got, tt.want) {
					t.Errorf("inputs %v: %v, want %v", in, s.bundleResult(t, dir, in).Problems, tt.want)
				}
			}
		})
	}
}

// A line about a whole file that stands among those of the rows, or is not one, is
// found.
func TestLinesAboutWholeFiles(t *testing.T) {
	for name, change := range map[string]func(*exemptions.Entry){
		"two files": func(e *exemptions.Entry) { e.Cells = 2 },
		"a label":   func(e *exemptions.Entry) { e.Labels, e.Label = 1, nameLabel },
		"a row":     func(e *exemptions.Entry) { e.Row = 3 },
		"a column":  func(e *exemptions.Entry) { e.Columns = []string{"Notes"} },
		"of a row":  func(e *exemptions.Entry) { e.File, e.Action = "a.csv", exemptions.RowOut },
	} {
		t.Run(name, func(t *testing.T) {
			s := requests()
			s.make()
			list := withFiles(s, exemptions.Disposed{Name: "letter.docx", Decision: exemptions.Elsewhere})
			change(&s.entries[len(s.entries)-1])
			dir := s.seal(t)
			manifest(t, dir, func(m *bundle.Manifest) { m.Disposed = list })
			reseal(t, dir)
			hasKind(t, s.bundleResult(t, dir, false), LogKind)
		})
	}
}
