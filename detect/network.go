package detect

// network finds IPv4, IPv6 (RFC 4291, 2.2) and MAC addresses (IEEE 802, six pairs
// or three groups of four), also where four numbers are part of the name of a
// host. Four numbers after "version" or "section" are no address.
type network struct{}

func (network) Info() Info {
	return Info{
		ID:       "network",
		Doc:      "Internet and device addresses.",
		Example:  "from [[IP_ADDRESS:192.0.2.44]] at noon",
		Entities: []Entity{IPAddress, MACAddress},
		Triggers: TriggerDotted | TriggerHex | TriggerLabel,
	}
}

func (d network) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, c := t.S, t.S[at.Start]
	switch {
	case t.said.Span == at:
		return labelled(dst, t, at, MACAddress, readMAC), nil
	case at.Len() > 1:
		return d.four(dst, t, at), nil
	case c == ':' || c == '-':
		return d.hex(dst, t, at.Start), nil
	case isMACDots(s, at.Start) && !emptyMAC(s[at.Start:at.Start+14]):
		return append(dst, found(at.Start, at.Start+14, MACAddress, Likely, reasonShape)), nil
	default:
		return dst, nil
	}
}

// readMAC reads twelve hexadecimal digits, or sixteen of an EUI-64, with or without
// joints, after a label.
func readMAC(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, digits, decimal := v.s, 0, 0
	end = v.i
	for k := v.i; k < len(s) && digits < 16; k++ {
		switch c := s[k]; {
		case isHex(c):
			digits++
			if isDigit(c) {
				decimal++
			}
			end = k + 1
			continue
		case digits == 12 && end-v.i == 12:
		case (c == ':' || c == '-' || c == '.' || c == ' ') && digits > 0 && digits%2 == 0 && (k == end || c == ' ' || s[k-1] == ' '):
			continue
		}
		break
	}
	if digits == 12 && end < len(s) && isWordByte(s[end]) || digits != 12 && digits != 16 || decimal == 0 || v.far && decimal == 12 || end-v.i > 36 {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// four reads every quad of a cluster.
func (network) four(dst []Match, t *Text, at Span) []Match {
	for i := at.Start; i < at.End; i++ {
		if !isDigit(t.S[i]) || i > 0 && isDigit(t.S[i-1]) {
			continue
		}
		q, ok := readQuad(t.S, i)
		if !ok {
			continue
		}
		l, reason := judgeQuad(t, i, q)
		dst = append(dst, found(i, prefixEnd(t.S, q.end, 32), IPAddress, l, reason))
		i = q.end
	}
	return dst
}

// judgeQuad weighs four numbers at i.
func judgeQuad(t *Text, i int, q quad) (Likelihood, uint16) {
	h := hintFor(t)
	near, all := classBefore(t, i)
	switch {
	case q.more:
		return Unlikely, reasonNoContext
	case h.Has(IPAddress):
		return VeryLikely, reasonHeaderShape
	case all&TriggerIPWord != 0:
		return VeryLikely, reasonLabel
	case near&TriggerVersionWord != 0 || beside(t, i)&TriggerVetoWord != 0 || h&(hintVersion|hintCode) != 0 || sectionSign(t.S, i):
		return VeryUnlikely, reasonVeto
	case q.small:
		return Unlikely, reasonNoContext
	default:
		return Likely, reasonShape
	}
}

// sectionSign reports "§" right before i.
func sectionSign(s string, i int) bool {
	if i > 0 && s[i-1] == ' ' {
		i--
	}
	return i > 1 && s[i-1] == 0xA7 && s[i-2] == 0xC2
}

// quad is four numbers up to 255.
type quad struct {
	end   int
	small bool // all below 20, as in versions and section numbers, and of no private net
	more  bool // a fifth number follows
}

// readQuad reads four numbers at i with dots between them, or with dashes in the
// name of a host ("ip-203-0-113-9.example.net").
func readQuad(s string, i int) (q quad, ok bool) {
	var n [4]int
	start, padded := i, i+15 <= len(s) && s[i+3] == '.' && s[i+7] == '.' && s[i+11] == '.' // 192.168.001.010
	joint := byte('.')
	for part := range n {
		v, k := readNumber(s, i)
		if k == i || k-i > 3 || v > 255 || joint == '.' && k-i > 1 && s[i] == '0' && !(padded && k-i == 3) {
			return q, false
		}
		n[part], i = v, k
		if part == 0 && k < len(s) && s[k] == '-' {
			joint = '-'
		}
		if part < 3 {
			if i == len(s) || s[i] != joint {
				return q, false
			}
			i++
		}
	}
	if i < len(s) && isWordByte(s[i]) {
		return q, false
	}
	if start > 0 && (isWordByte(s[start-1]) || (s[start-1] == '.' || s[start-1] == joint) && start > 1 && isWordByte(s[start-2])) {
		if s[start-1] == '.' && isDigit(s[start-2]) || s[start-1] == '-' && isDigit(s[start-2]) || isWordByte(s[start-1]) && joint == '.' || !hostRest(s, i) {
			return q, false
		}
	} else if joint == '-' && !hostRest(s, i) {
		return q, false
	}
	q.end = i
	q.more = i+1 < len(s) && (s[i] == '.' || s[i] == '-' && joint == '.' && start > 0 && s[start-1] == '(') && isDigit(s[i+1])
	private := n[0] == 10 || n[0] == 127 || n == [4]int{}
	q.small = !private && n[0] < 20 && n[1] < 20 && n[2] < 20 && n[3] < 20
	return q, true
}

// hostRest reports the rest of a host's name at i: ".example.net", "-dsl.example.net".
func hostRest(s string, i int) bool {
	if i >= len(s) || s[i] != '.' && s[i] != '-' {
		return false
	}
	for from := i; s[i] != '.'; {
		if i++; i == len(s) || i-from > maxLocal || !isHostByte(s[i]) && s[i] != '.' {
			return false
		}
	}
	return i+2 < len(s) && isASCIILetter(s[i+1]) && (isHostByte(s[i+2]) || s[i+2] == '.')
}

// prefixEnd takes in the length of a prefix of up to most bits after an address
// that ends at i: "/24" (RFC 4632, 3.1).
func prefixEnd(s string, i, most int) int {
	if i >= len(s) || s[i] != '/' {
		return i
	}
	n, end := readNumber(s, i+1)
	if end == i+1 || n > most || !endsNumber(s, end) || end < len(s) && s[end] == '/' {
		return i
	}
	return end
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
	if start > 1 && s[start-1] == '[' && (isWordByte(s[start-2]) || s[start-2] == ')' || s[start-2] == ']') {
		return dst // a slice of a program: list[::2]
	}
	if i-start == 2 && isMAC(s, start) {
		if emptyMAC(s[start : start+17]) {
			return dst
		}
		return append(dst, found(start, start+17, MACAddress, Likely, reasonShape))
	}
	if s[i] == '-' {
		return dst
	}
	end, ok := readIPv6(s, start)
	if !ok {
		return dst
	}
	l, reason := Likely, reasonShape
	stop := prefixEnd(s, end, 128)
	switch _, all := classBefore(t, start); {
	case end-start == 2 && stop == end && sentenceEnd(s, start): // of a text in reStructuredText
		return dst
	case all&TriggerIPWord != 0 || hintFor(t).Has(IPAddress):
		l, reason = VeryLikely, reasonLabel
	case hasDigit(s[start:end]), stop > end, end-start == 2 && start > 0 && s[start-1] == '=':
	default: // "abc::def", "a :: b"
		l, reason = Unlikely, reasonNoContext
	}
	if stop == end {
		stop = zoneEnd(s, end)
	}
	return append(dst, found(start, stop, IPAddress, l, reason))
}

// sentenceEnd reports a full stop and white space, or a word for a line's end, before i.
func sentenceEnd(s string, i int) bool {
	k := i
	for k > 0 && s[k-1] <= ' ' {
		k--
	}
	return k < i && k > 0 && s[k-1] == '.'
}

// readIPv6 is the end of an IPv6 address that begins at start (RFC 4291, 2.2).
func readIPv6(s string, start int) (end int, ok bool) {
	colons, double := 0, false
	for end = start; end < len(s) && end-start < 46 && (isHex(s[end]) || s[end] == ':' || s[end] == '.'); end++ {
		if s[end] == ':' {
			colons++
			double = double || end > start && s[end-1] == ':'
		}
	}
	for end > start+2 && (s[end-1] == '.' || s[end-1] == ':' && s[end-2] != ':') {
		end--
	}
	if end < len(s) && isWordByte(s[end]) || colons < 2 || !double && colons != 7 && colons != 6 || end-start < 4 && s[start] != ':' {
		return 0, false
	}
	return end, isIPv6(s[start:end])
}

// isIPv6 reports eight groups of up to four hexadecimal digits, or fewer with one
// "::", the last two perhaps as an IPv4 address. (netip.ParseAddr allocates for what
// is none.)
func isIPv6(s string) bool {
	groups, i := 0, 0
	double := len(s) > 1 && s[0] == ':' && s[1] == ':'
	if double {
		i = 2
	}
	for i < len(s) {
		start := i
		for i < len(s) && isHex(s[i]) {
			i++
		}
		if i > start && i < len(s) && s[i] == '.' {
			q, ok := readQuad(s[start:], 0)
			return ok && !q.more && start+q.end == len(s) && (groups == 6 && !double || double && groups < 6)
		}
		if groups++; i == start || i-start > 4 {
			return false
		}
		if i == len(s) {
			break
		}
		if s[i] != ':' || i+1 == len(s) {
			return false
		}
		if i++; s[i] == ':' {
			if double {
				return false
			}
			double = true
			i++
		}
	}
	return groups == 8 && !double || double && groups < 8
}

// zoneEnd takes in the zone after a link-local address that ends at i: "%eth0"
// (RFC 4007, 11).
func zoneEnd(s string, i int) int {
	if i+1 >= len(s) || s[i] != '%' || !isWordByte(s[i+1]) || i+2 < len(s) && s[i+1] == '4' && s[i+2] == '0' {
		return i
	}
	end := i + 1
	for end < len(s) && end-i < 17 && (isDigit(s[end]) || isASCIILetter(s[end]) || s[end] == '-') {
		end++
	}
	return end
}

// emptyMAC reports the broadcast address and the address of no device.
func emptyMAC(s string) bool {
	zeros, ones := true, true
	for i := range len(s) {
		if isHex(s[i]) {
			zeros, ones = zeros && s[i] == '0', ones && s[i]|0x20 == 'f'
		}
	}
	return zeros || ones
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
