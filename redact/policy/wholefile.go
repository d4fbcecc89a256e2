package policy

import (
	"io"
	"strings"

	"vaughn/exemptions"
)

// CSVText reads a small CSV file that people keep in a spreadsheet, decoded as
// [ReadList] decodes lists: its text, the separator that its first line uses, and
// how many lines were left away before it (Excel's own "sep=" line). name is what
// messages call the file. The error is an [Errors].
func CSVText(name string, r io.Reader) (text string, comma rune, skipped int, err error) {
	s := &sink{file: name}
	text, comma, skipped = s.csvText("file", r)
	return text, comma, skipped, s.err()
}

// csvText is CSVText with its refusals in s; noun is what they call the file.
func (s *sink) csvText(noun string, r io.Reader) (text string, comma rune, skipped int) {
	src, err := io.ReadAll(io.LimitReader(r, maxList+1))
	switch {
	case err != nil:
		s.add(Invalid, 0, "The %s cannot be read.", noun)
		return "", 0, 0
	case len(src) > maxList:
		s.add(Invalid, 0, "The %s is larger than 32 MB. Is this the right file?", noun)
		return "", 0, 0
	}
	text, ok := listText(s, src)
	if !ok {
		return "", 0, 0
	}
	first, rest, _ := strings.Cut(text, "\n")
	if strings.HasPrefix(strings.ToLower(first), "sep=") {
		text, skipped = rest, 1 // Excel's own line
		first, _, _ = strings.Cut(text, "\n")
	}
	return text, listComma(first), skipped
}

// GroundAt resolves a code that stands outside the policy, in line of file: one of
// the policy's reasons or a code of the pack, as why: of a rule would. The error is
// an [Errors] about that line; on a channel where only law withholds nothing else
// is taken.
func (p *Policy) GroundAt(file string, line int, code string, o BindOptions) (*exemptions.Ground, error) {
	b, err := p.newBinder(o)
	if err != nil {
		return nil, err
	}
	b.file = file
	if r, own := p.Reasons[code]; own && onlyLaw(Channel(p.Law.Channel)) && r.Finding == "" {
		b.add(Invalid, line, "On channel %q only a law can withhold, and %s is none. Use a code (vaughn list exemptions %s).", p.Law.Channel, named(code, "this code"), p.Law.Pack)
		return nil, b.err()
	}
	g := b.resolve(code, line)
	if err := b.err(); err != nil {
		return nil, err
	}
	return g, nil
}
