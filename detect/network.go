package detect

import "net/netip"

// network finds IPv4, IPv6 (RFC 4291, 2.2) and MAC addresses (IEEE 802, six
// pairs). Four numbers after "version" or "section" are no address.
type network struct{}

func (network) Info() Info {
	return Info{
		ID:       "network",
		Doc:      "Internet and device addresses.",
		Example:  "from [[IP_ADDRESS:192.0.2.44]] at noon",
		Entities: []Entity{IPAddress, MACAddress},
		Triggers: TriggerDotted | TriggerHex,
	}
}

func (d network) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if isDigit(t.S[at.Start]) {
		return d.four(dst, t, at), nil
	}
	return d.hex(dst, t, at.Start), nil
}

// four reads every dotted quad of a cluster.
func (network) four(dst []Match, t *Text, at Span) []Match {
	s := t.S
	for i := at.Start; i < at.End; i++ {
		if !isDigit(s[i]) || i > 0 && (isWordByte(s[i-1]) || s[i-1] == '.' && i > 1 && isWordByte(s[i-2])) {
			continue
		}
		end, small, ok := readQuad(s, i)
		if !ok {
			continue
		}
		h := hintFor(t)
		near, all := classBefore(t, i)
		l, reason := Likely, reasonShape
		switch {
		case h.Has(IPAddress):
			l, reason = VeryLikely, reasonHeaderShape
		case all&TriggerIPWord != 0:
			l, reason = VeryLikely, reasonLabel
		case near&TriggerVersionWord != 0 || beside(t, i)&TriggerVetoWord != 0 || h&(hintVersion|hintCode) != 0:
			l, reason = VeryUnlikely, reasonVeto
		case small:
			l, reason = Unlikely, reasonNoContext
		}
		dst = append(dst, found(i, end, IPAddress, l, reason))
		i = end
	}
	return dst
}

// readQuad reads four numbers up to 255 at i; small means all below 20, as in
// versions and section numbers.
func readQuad(s string, i int) (end int, small, ok bool) {
	small = true
	for part := range 4 {
		n, k := readNumber(s, i)
		if k == i || k-i > 3 || n > 255 || k-i > 1 && s[i] == '0' {
			return 0, false, false
		}
		if n >= 20 {
			small = false
		}
		i = k
		if part < 3 {
			if i == len(s) || s[i] != '.' {
				return 0, false, false
			}
			i++
		}
	}
	if i < len(s) && (isWordByte(s[i]) || s[i] == '.' && i+1 < len(s) && isDigit(s[i+1])) {
		return 0, false, false
	}
	return i, small, true
}

// hex reads the MAC or IPv6 address around a colon or dash at i, once only: when
// i is its first joint.
func (network) hex(dst []Match, t *Text, i int) []Match {
	s := t.S
	start := i
	for start > 0 && i-start <= 4 && isHex(s[start-1]) {
		start--
	}
	if start > 0 && (isWordByte(s[start-1]) || s[start-1] == ':' || s[start-1] == '-') {
		return dst
	}
	if i-start == 2 && isMAC(s, start) {
		return append(dst, found(start, start+17, MACAddress, Likely, reasonShape))
	}
	if s[i] == '-' {
		return dst
	}
	end, colons, double := i, 0, false
	for end < len(s) && end-start < 46 && (isHex(s[end]) || s[end] == ':' || s[end] == '.') {
		if s[end] == ':' {
			colons++
			double = double || s[end-min(1, end)] == ':' && end > start
		}
		end++
	}
	for end > start && (s[end-1] == '.' || s[end-1] == ':' && s[end-min(2, end-start)] != ':') {
		end--
	}
	if end < len(s) && isWordByte(s[end]) || colons < 2 || !double && colons != 7 && colons != 6 || end-start < 4 {
		return dst
	}
	if a, err := netip.ParseAddr(s[start:end]); err != nil || !a.Is6() {
		return dst
	}
	return append(dst, found(start, end, IPAddress, Likely, reasonShape))
}

// isMACDots reports three groups of four hexadecimal digits with dots between
// them at i.
func isMACDots(s string, i int) bool {
	if i < 0 || i+14 > len(s) || i > 0 && (isWordByte(s[i-1]) || s[i-1] == '.') || i+14 < len(s) && isWordByte(s[i+14]) {
		return false
	}
	for k := range 14 {
		if c := s[i+k]; k%5 == 4 && c != '.' || k%5 != 4 && !isHex(c) {
			return false
		}
	}
	return true
}

// isMAC reports six pairs of hexadecimal digits with one joint at i.
func isMAC(s string, i int) bool {
	if i < 0 || i+17 > len(s) || i+17 < len(s) && (isWordByte(s[i+17]) || s[i+17] == s[i+2]) {
		return false
	}
	joint := s[i+2]
	for k := range 17 {
		if k%3 == 2 {
			if s[i+k] != joint {
				return false
			}
		} else if !isHex(s[i+k]) {
			return false
		}
	}
	return true
}
