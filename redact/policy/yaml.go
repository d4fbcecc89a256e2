package policy

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"vaughn/exemptions/words"
)

// maxSource bounds a policy file, in bytes: a page is some 5,000.
const maxSource = 512 << 10

// load reads one YAML document as nodes, so that every scalar keeps its text:
// 01234 stays 01234 and no stays no. Messages of the YAML library are replaced,
// because some of them repeat the text.
func load(s *sink, src []byte) *yaml.Node {
	if len(src) > maxSource {
		s.add(Invalid, 0, "The file is larger than 512 KB; a policy is about one page. Is this the right file?")
		return nil
	}
	if bytes.HasPrefix(src, []byte{0xFF, 0xFE}) || bytes.HasPrefix(src, []byte{0xFE, 0xFF}) || bytes.IndexByte(src, 0) >= 0 {
		s.add(Invalid, 0, `The file is saved as "Unicode" (UTF-16). Save it again as UTF-8.`)
		return nil
	}
	if !utf8.Valid(src) {
		s.add(Invalid, badLine(src), "The line holds a letter that is not UTF-8. Save the file again as UTF-8.")
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(src))
	var doc yaml.Node
	if err := d.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			s.add(Invalid, 0, "The file is empty. Write one with: vaughn init FILE -o %s.", named(s.file, "policy.yaml"))
			return nil
		}
		addSyntax(s, src, err)
		return nil
	}
	var more yaml.Node
	if err := d.Decode(&more); err == nil {
		s.add(Invalid, more.Line, "A second document begins here (---). A policy is one document; remove the line.")
		return nil
	} else if !errors.Is(err, io.EOF) {
		addSyntax(s, src, err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		s.add(Invalid, max(doc.Line, 1), "A policy begins with keys such as about:, law: and columns:. Write one with: vaughn init FILE -o policy.yaml.")
		return nil
	}
	if !plain(s, doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// plain refuses what makes a file say more than it shows: aliases and anchors
// (which also allow a small file to grow without bound), merge keys, and tags.
func plain(s *sink, n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		s.add(Invalid, n.Line, "Anchors and aliases (& and *) are not part of the policy language. Write the text out, or put it in quotes.")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		s.add(Invalid, n.Line, "Tags (!) are not part of the policy language. Remove it, or put the text in quotes.")
		return false
	case n.Tag == "!!merge":
		s.add(Invalid, n.Line, "Merge keys (<<) are not part of the policy language. Write the keys out.")
		return false
	}
	for _, c := range n.Content {
		if !plain(s, c) {
			return false
		}
	}
	return true
}

// syntaxHints turn the library's fixed sentences into ours.
var syntaxHints = []struct{ contains, say string }{
	{"tab character", "A tab stands at the beginning of this line. Use spaces."},
	{"mapping values are not allowed", `There is a second ": " on this line. Put the text after the first one in quotes.`},
	{"expected ',' or ']'", "A list that began with [ is not closed with ], or a comma is missing."},
	{"expected ',' or '}'", "A { is not closed with }, or a comma is missing."},
	{"unexpected end of stream", "A quotation mark is not closed before the end of the file."},
	{"cannot start any token", "A text begins with a sign that has a meaning in YAML. Put it in quotes."},
	{"block mapping", "This line is not indented like its neighbours, or a colon is missing."},
	{"expected key", "This line is not indented like its neighbours, or a colon is missing."},
	{"simple key", "A colon is missing on this line, or there is no space after it."},
	{"block collection", "This line is not indented like its neighbours."},
}

// addSyntax says where YAML stopped understanding, without repeating the text.
func addSyntax(s *sink, src []byte, err error) {
	line, say := 0, "YAML cannot read this line. Look for a missing quotation mark, bracket, comma or colon, here or just above."
	var le *yaml.LoadError
	if errors.As(err, &le) {
		line = le.Mark.Line
		for _, h := range syntaxHints {
			if strings.Contains(le.Message, h.contains) {
				say = h.say
				break
			}
		}
	}
	if l := bytes.Count(src, []byte("\n")) + 1; line > l {
		line = l
	}
	if tabbed(src, line) {
		say = syntaxHints[0].say
	}
	s.add(Invalid, line, "%s", say)
}

// tabbed reports whether a line's indentation holds a tab.
func tabbed(src []byte, line int) bool {
	lines := bytes.Split(src, []byte("\n"))
	if line < 1 || line > len(lines) {
		return false
	}
	l := lines[line-1]
	indent := l[:len(l)-len(bytes.TrimLeft(l, " \t"))]
	return bytes.IndexByte(indent, '\t') >= 0
}

// badLine is the 1-based line of the first byte that is not UTF-8.
func badLine(src []byte) int {
	line := 1
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		src = src[n:]
	}
	return line
}

// field is a key that a mapping may have and what reads its value.
type field struct {
	key  string
	read func(n *yaml.Node)
}

// fields reads a mapping strictly: every key is known and stands once.
func (p *parser) fields(n *yaml.Node, where string, fs []field) {
	if n.Kind != yaml.MappingNode {
		p.add(Invalid, n.Line, "%s needs keys, for example %s: {%s: …}.", where, lastWord(where), fs[0].key)
		return
	}
	names := make([]string, len(fs))
	for i, f := range fs {
		names[i] = f.key
	}
	p.entries(n, where, func(key string, k, v *yaml.Node) {
		for _, f := range fs {
			if f.key == key {
				f.read(v)
				return
			}
		}
		p.add(Invalid, k.Line, "%s has no key %s.%s Keys: %s.", where, named(key, "of this name"), words.DidYouMean(key, names), strings.Join(names, ", "))
	})
}

// entries walks a mapping whose keys are names, each once.
func (p *parser) entries(n *yaml.Node, where string, each func(key string, k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		p.add(Invalid, n.Line, "%s needs names and values, NAME: VALUE.", where)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content) && !p.full(); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Value == "" {
			p.add(Invalid, k.Line, "%s: a key must be one word or name.", where)
			continue
		}
		if first, twice := seen[k.Value]; twice {
			p.add(Invalid, k.Line, "%s stands twice in %s; the first is on line %d. Remove one.", named(k.Value, "A key"), where, first)
			continue
		}
		seen[k.Value] = k.Line
		each(k.Value, k, v)
	}
}

// text reads one value as text, whatever YAML takes it for. Empty is an error:
// a key without a value is a line that somebody forgot to finish.
func (p *parser) text(n *yaml.Node, where string) string {
	if n.Kind != yaml.ScalarNode {
		p.add(Invalid, n.Line, "%s needs one text, not a list or keys.", where)
		return ""
	}
	if strings.TrimSpace(n.Value) == "" {
		p.add(Invalid, n.Line, "%s has no value. Write one, or remove the line.", where)
		return ""
	}
	return n.Value // not trimmed: a header may begin with a space, and says so in quotes
}

// texts reads one text or a list of texts.
func (p *parser) texts(n *yaml.Node, where string) []string {
	if n.Kind == yaml.ScalarNode {
		if t := p.text(n, where); t != "" {
			return []string{t}
		}
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		p.add(Invalid, n.Line, "%s needs one text or a list: [A, B].", where)
		return nil
	}
	if len(n.Content) == 0 {
		p.add(Invalid, n.Line, "%s is an empty list. Write its items, or remove the line.", where)
	}
	out := make([]string, 0, len(n.Content))
	for _, c := range n.Content {
		if t := p.text(c, "each item of "+where); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// one reads a text that must be one of the allowed ones.
func (p *parser) one(n *yaml.Node, where string, allowed []string) string {
	t := p.text(n, where)
	for _, a := range allowed {
		if t == a {
			return t
		}
	}
	if t != "" {
		p.add(Invalid, n.Line, "%s does not know %s.%s Use one of: %s.", where, named(t, "this word"), words.DidYouMean(t, allowed), strings.Join(allowed, ", "))
	}
	return ""
}

// lastWord is the part of "input.leave_out" after the last dot.
func lastWord(where string) string { return where[strings.LastIndexByte(where, '.')+1:] }
