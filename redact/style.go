package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/internal/place"
)

// Style makes one text less exact. ok is false when it cannot: the cell is then
// withheld. shown is the unit for the companion column and the log ("hundred
// block"); shown "" with ok means that the text needs no coarsening.
type Style interface {
	Apply(text string, kind detect.Kind) (out, shown string, ok bool)
	Name() string
}

// styleRow is one row of the table of styles: the words of `to:` and how to make
// the style.
type styleRow struct {
	to  string
	new func() Style
}

// styles is the table; a new style is one row and one type.
var styles = []styleRow{
	{"year", func() Style { return dateStyle{"year", 1} }},
	{"month", func() Style { return dateStyle{"month", 2} }},
	{"hundred-block", func() Style { return blockStyle{} }},
	{"zip", func() Style { return zipStyle{} }},
	{"zip3", zip3Style},
	{"age-band", func() Style { return ageStyle{} }},
	{"network", func() Style { return networkStyle{} }},
	{"web-site", func() Style { return siteStyle{} }},
}

// StyleNames lists what `to:` may say, for messages.
func StyleNames() []string {
	var out []string
	for _, s := range styles {
		out = append(out, s.to)
	}
	return append(out, `"3 decimals"`)
}

// NewStyle finds the style for the text of `to:`; "N decimals" takes N from 0 to 4.
func NewStyle(to string) (Style, error) {
	to = strings.ToLower(strings.TrimSpace(to))
	for _, s := range styles {
		if s.to == to {
			return s.new(), nil
		}
	}
	if n, rest, ok := strings.Cut(to, " "); ok && strings.HasPrefix(rest, "decimal") && len(n) == 1 && n[0] >= '0' && n[0] <= '4' {
		return decimalStyle{int(n[0] - '0')}, nil
	}
	return nil, errors.New("coarsen needs to: " + strings.Join(StyleNames(), ", "))
}

// decimalStyle rounds a number to n decimals; three decimals of a degree are
// about 110 m, a block.
type decimalStyle struct{ n int }

func (d decimalStyle) Name() string {
	if d.n == blockDecimals {
		return "3 decimals"
	}
	return strconv.Itoa(d.n) + " decimals"
}

func (d decimalStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	if out, ok := d.plain(text); ok {
		return out, d.Name(), true
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || f != f || f > 1e9 || f < -1e9 {
		return "", "", false
	}
	out := strconv.FormatFloat(f, 'f', d.n, 64)
	if strings.Trim(out, "-0.") == "" {
		out = strings.TrimPrefix(out, "-") // no negative zero
	}
	return out, d.Name(), true
}

// plain rounds a plain decimal of up to fifteen digits as the long way does. It
// leaves to that what lies in the middle between two, and what becomes zero.
func (d decimalStyle) plain(text string) (string, bool) {
	digits := strings.TrimPrefix(text, "-")
	dot := strings.IndexByte(digits, '.')
	frac := len(digits) - dot - 1
	if dot < 1 || dot > 9 || frac <= d.n || len(digits) > 16 || digits[0] == '0' {
		return "", false
	}
	v, cut := int64(0), int64(1)
	for i := range len(digits) {
		if i == dot {
			continue
		}
		c := digits[i] - '0'
		if c > 9 {
			return "", false
		}
		v = v*10 + int64(c)
		if i > dot+d.n {
			cut *= 10
		}
	}
	rest := v % cut
	if v /= cut; 2*rest == cut {
		return "", false
	} else if 2*rest > cut {
		v++
	}
	var room [24]byte
	b := room[:0]
	if len(digits) < len(text) {
		b = append(b, '-')
	}
	b = strconv.AppendInt(b, v, 10)
	if d.n > 0 {
		at := len(b) - d.n
		b = append(b, 0)
		copy(b[at+1:], b[at:])
		b[at] = '.'
	}
	return string(b), true
}

// blockDecimals are the decimals of a degree that a hundred block is shown with.
const blockDecimals = 3

// blockStyle shows the hundred block of a street address and, for coordinates of
// the same place, three decimals.
type blockStyle struct{}

func (blockStyle) Name() string { return "hundred block" }

func (blockStyle) Apply(text string, kind detect.Kind) (string, string, bool) {
	if kind == detect.KindCoordinate || kind == detect.KindNumber {
		return decimalStyle{blockDecimals}.Apply(text, kind)
	}
	t := strings.TrimSpace(text)
	hundred, rest, ok := place.House(t)
	if !ok {
		// A corner has no house number: it is already less exact than a block.
		if !strings.ContainsAny(t, "0123456789") && (strings.Contains(t, "&") || strings.Contains(strings.ToLower(t), " and ")) {
			return text, "", true
		}
		return "", "", false
	}
	street := place.Street(rest)
	if street == "" {
		return "", "", false
	}
	return strconv.Itoa(hundred) + " block " + street, "hundred block", true
}

// zipStyle keeps a ZIP code without its four last digits, or with list the first
// three of it: "132**", and "000**" for areas of 20,000 people or fewer.
type zipStyle struct{ list *place.ZIP3List }

// zip3Style has the list of the rule's own guidance; a program without it
// withholds.
func zip3Style() Style {
	l, err := place.NewZIP3List("")
	if err != nil {
		return nothingStyle{}
	}
	return zipStyle{l}
}

func (z zipStyle) Name() string {
	if z.list == nil {
		return "ZIP code"
	}
	return "first three digits of the ZIP code"
}

func (z zipStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	zip, ok := place.ZIP(text)
	switch {
	case !ok:
		return "", "", false
	case z.list == nil:
		return string(zip[:]), z.Name(), true
	default:
		return z.list.Code(string(zip[:3])) + "**", z.Name(), true
	}
}

// nothingStyle shows nothing: every cell is withheld.
type nothingStyle struct{}

func (nothingStyle) Name() string { return "nothing" }

func (nothingStyle) Apply(string, detect.Kind) (string, string, bool) { return "", "", false }

// ageStyle shows an age in whole years as ten years of life, and whoever is over
// 89 as 90 or older (45 CFR 164.514(b)(2)(i)(C)).
type ageStyle struct{}

func (ageStyle) Name() string { return "ten years of age" }

func (a ageStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	t := strings.TrimSuffix(strings.TrimSpace(text), ".0")
	if len(t) > 3 || !digits(t) {
		return "", "", false
	}
	n, err := strconv.Atoi(t)
	switch {
	case err != nil || n > 125:
		return "", "", false
	case n > 89:
		return "90 or older", a.Name(), true
	default:
		n -= n % 10
		return strconv.Itoa(n) + " to " + strconv.Itoa(n+9), a.Name(), true
	}
}

// networkStyle shows the network of an internet address: the first three numbers
// of version 4, the first 48 bits of version 6.
type networkStyle struct{}

func (networkStyle) Name() string { return "network" }

func (n networkStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	a, err := netip.ParseAddr(strings.TrimSpace(text))
	if err != nil {
		return "", "", false
	}
	bits := 48
	if a = a.Unmap().WithZone(""); a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return "", "", false
	}
	return p.String(), n.Name(), true
}

// siteStyle shows the host of a web address: who was there, what they looked for
// and the numbers of sessions stand behind it or before it.
type siteStyle struct{}

func (siteStyle) Name() string { return "web site" }

func (s siteStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	t := strings.TrimSpace(text)
	if !strings.Contains(t, "://") {
		if strings.ContainsAny(t, "@:") {
			return "", "", false // an e-mail address, or something that is no address
		}
		t = "http://" + t
	}
	u, err := url.Parse(t)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(t, " \\") {
		return "", "", false
	}
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || strings.Trim(host, hostBytes) != "" {
		return "", "", false
	}
	return host, s.Name(), true
}

// hostBytes may stand in the name of a host.
const hostBytes = "abcdefghijklmnopqrstuvwxyz0123456789.-"

// dateStyle keeps the year, or year and month, of a date whose order is plain.
type dateStyle struct {
	shown string
	parts int
}

func (d dateStyle) Name() string { return d.shown }

func (d dateStyle) Apply(text string, _ detect.Kind) (string, string, bool) {
	y, m, ok := yearMonth(strings.TrimSpace(text))
	if !ok {
		return "", "", false
	}
	if d.parts == 1 {
		return y, d.shown, true
	}
	return y + "-" + m, d.shown, true
}

// yearMonth reads YYYY-MM-DD…, YYYY/MM/DD… and M/D/YYYY… (US order, as US
// exports write it). A month above 12 is not guessed at.
func yearMonth(t string) (y, m string, ok bool) {
	if len(t) >= 10 && (t[4] == '-' || t[4] == '/') && t[7] == t[4] && digits(t[:4]) && digits(t[5:7]) && digits(t[8:10]) {
		y, m = t[:4], t[5:7]
	} else {
		mm, rest, ok1 := strings.Cut(t, "/")
		dd, rest, ok2 := strings.Cut(rest, "/")
		if !ok1 || !ok2 || len(rest) < 4 || len(mm) > 2 || len(dd) > 2 || !digits(mm) || !digits(dd) || !digits(rest[:4]) {
			return "", "", false
		}
		if len(rest) > 4 && rest[4] >= '0' && rest[4] <= '9' {
			return "", "", false
		}
		y, m = rest[:4], ("0" + mm)[len(mm)-1:]
	}
	if m < "01" || m > "12" {
		return "", "", false
	}
	return y, m, true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

var codeText = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// code is the keyed pseudonym of a value: the same value of one dataset and
// column has the same code, and without the key nobody can try values out
// (HMAC-SHA-256, 80 bits kept). It begins with a letter so that no program
// takes it for a number.
func code(key []byte, dataset, column, value string) string {
	h := hmac.New(sha256.New, key)
	for _, s := range []string{"vaughn code 1", dataset, column, strings.TrimSpace(value)} {
		h.Write([]byte(strconv.Itoa(len(s)) + ":" + s))
	}
	return "id-" + codeText.EncodeToString(h.Sum(nil)[:10])
}

// Label is the text that stands in place of something withheld:
// "[phone withheld: NY POL 87(2)(b)]". It is ASCII, begins with a bracket (so
// that no spreadsheet takes it for a formula) and never tells a length. Kinds
// that would reveal something about a person read "personal information".
func Label(e detect.Entity, g *exemptions.Ground) string {
	word := e.Short()
	if e.Reveals() {
		word = "personal information"
	}
	return "[" + ascii(word) + " withheld: " + ascii(g.Label) + "]"
}

// ascii replaces what is not printable ASCII, and brackets, which would end the label.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '[':
			return '('
		case r == ']':
			return ')'
		case r < ' ' || r > '~':
			return '?'
		default:
			return r
		}
	}, s)
}
