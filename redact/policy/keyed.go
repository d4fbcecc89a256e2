package policy

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"vaughn/exemptions/words"
)

// A keyed list is a list that may be kept where the values must not be: a head
// line with the version of the form and the id of the key, then one line for each
// spelling of a value, sorted, so that not even the order of the list is told:
//
//	vaughn keyed list 1, key 1a2b3c4d
//	CODE[<tab>until YYYY-MM-DD][<tab>code CODE OF A PACK]
//
// CODE is the HMAC-SHA-256 of keyedPurpose and the folded value, in base64.
const (
	keyedHead    = "vaughn keyed list "
	keyedVersion = "1"
	keyedPurpose = "vaughn keyed list 1\x00" // what the key is used for here, and nowhere else
	maxKeyed     = 256                       // of a folded value, in bytes
)

// KeyID names a key: enough to see that it is the same key, far too little to
// guess it.
func KeyID(key []byte) string {
	h := hmac.New(sha256.New, key)
	io.WriteString(h, "vaughn key id 1")
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// keyedIndex is a keyed list that was read with its key. It is immutable.
type keyedIndex struct {
	inner, outer [sha256.BlockSize]byte // the two blocks of HMAC
	items        map[[sha256.Size]byte]int32
}

func newKeyedIndex(key []byte) *keyedIndex {
	k := &keyedIndex{items: map[[sha256.Size]byte]int32{}}
	if len(key) > sha256.BlockSize {
		sum := sha256.Sum256(key)
		key = sum[:]
	}
	copy(k.inner[:], key)
	copy(k.outer[:], key)
	for i := range k.inner {
		k.inner[i] ^= 0x36
		k.outer[i] ^= 0x5c
	}
	return k
}

// code is the code of a folded value of at most maxKeyed bytes. It does not
// allocate: it is asked for every find.
func (k *keyedIndex) code(folded []byte) [sha256.Size]byte {
	var in [sha256.BlockSize + len(keyedPurpose) + maxKeyed]byte
	n := copy(in[:], k.inner[:])
	n += copy(in[n:], keyedPurpose)
	n += copy(in[n:], folded)
	sum := sha256.Sum256(in[:n])
	var out [sha256.BlockSize + sha256.Size]byte
	copy(out[:], k.outer[:])
	copy(out[sha256.BlockSize:], sum[:])
	return sha256.Sum256(out[:])
}

// find looks a value up in each way that lists compare.
func (k *keyedIndex) find(v string) (item int, ok bool) {
	if len(v) > maxKeyed {
		return 0, false
	}
	var room [2 * maxKeyed]byte // lower case may be longer
	folded := foldValue(room[:0], v)
	if len(folded) == 0 || len(folded) > maxKeyed {
		return 0, false
	}
	if i, ok := k.items[k.code(folded)]; ok && folded[0] != '@' { // a domain is no value
		return int(i), true
	}
	if at := bytes.LastIndexByte(folded, '@'); at > 0 {
		if i, ok := k.items[k.code(folded[at:])]; ok {
			return int(i), true
		}
	}
	if folded = foldDigits(room[:0], v); len(folded) > 0 {
		if i, ok := k.items[k.code(folded)]; ok {
			return int(i), true
		}
	}
	return 0, false
}

// WriteKeyed writes a list as a keyed one. A line's reason is carried over only
// where isCode knows it as the code of a law: any other text could name somebody.
// The error of a value that is too long names its line.
func WriteKeyed(w io.Writer, l *List, key []byte, isCode func(reason string) bool) error {
	k := newKeyedIndex(key)
	var lines []string
	for _, it := range l.Items {
		tail := ""
		if !it.Until.IsZero() {
			tail += "\tuntil " + it.Until.Format(dateLayout)
		}
		if it.Reason != "" && isCode(it.Reason) {
			tail += "\tcode " + it.Reason
		}
		folded := string(foldValue(nil, it.Value))
		if len(folded) > maxKeyed {
			return &Error{Kind: Invalid, File: l.Name, Line: it.Line, Msg: fmt.Sprintf("The value is longer than %d bytes. Shorten it.", maxKeyed)}
		}
		for _, f := range []string{folded, string(foldDigits(nil, it.Value)), turned(folded)} {
			if f != "" {
				sum := k.code([]byte(f))
				lines = append(lines, base64.StdEncoding.EncodeToString(sum[:])+tail)
			}
		}
	}
	slices.Sort(lines)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s%s, key %s\n", keyedHead, keyedVersion, KeyID(key))
	for _, line := range slices.Compact(lines) {
		b.WriteString(line + "\n")
	}
	return b.Flush()
}

// ReadKeyed reads a keyed list. name is what messages call the file. Without a key
// the list is read, so that it can be counted, and looks nothing up; with another
// key than the one that made it, it is refused. A line past its until on the day of
// asOf refuses the list, by its number. The error is an [Errors].
func ReadKeyed(name string, r io.Reader, key []byte, asOf time.Time) (*List, error) {
	s := &sink{file: name}
	src, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err != nil || len(src) > maxList {
		s.add(Invalid, 0, "The list cannot be read, or is larger than 32 MB.")
		return nil, s.err()
	}
	l := listReader{sink: s, list: &List{Name: name}, asOf: asOf}
	l.keyed(strings.Split(strings.TrimRight(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n"), "\n"), key)
	if err := s.err(); err != nil {
		return nil, err
	}
	return l.list, nil
}

// CountOnly lets a keyed list that was read without its key stand in a policy that is
// explained or tested: it is counted, and looks nothing up. A release is refused.
func (l *List) CountOnly() { l.counted = true }

// again is how a keyed list is made.
const again = "Make it from the CSV list: vaughn key list FILE.csv --key-file KEY -o NAME.keyed."

func (l *listReader) keyed(lines []string, key []byte) {
	rest, ok := strings.CutPrefix(lines[0], keyedHead)
	version, id, two := strings.Cut(rest, ", key ")
	switch {
	case !ok || !two:
		l.add(Invalid, 1, "This is not a keyed list. "+again)
		return
	case version != keyedVersion:
		l.add(Later, 1, "The keyed list is of a form that this version does not know. "+again)
		return
	case len(key) > 0 && id != KeyID(key):
		l.add(Invalid, 1, "The list was made with another key than the one of this release. "+again)
		return
	}
	l.list.KeyID = "unknown" // a damaged head must not pass for a list without a key
	if b, err := hex.DecodeString(id); err == nil && len(b) == 4 {
		l.list.KeyID = id
	}
	var k *keyedIndex
	if len(key) > 0 {
		k = newKeyedIndex(key)
	}
	for i, line := range lines[1:] {
		l.keyedLine(i+2, line, k)
	}
	l.list.keyed = k
	l.outOfTime()
}

func (l *listReader) keyedLine(n int, line string, k *keyedIndex) {
	fields := strings.Split(line, "\t")
	sum, err := base64.StdEncoding.DecodeString(fields[0])
	item := ListItem{Value: fields[0], Line: n}
	bad := err != nil || len(sum) != sha256.Size
	for _, f := range fields[1:] {
		if day, ok := strings.CutPrefix(f, "until "); ok {
			t, err := time.Parse(dateLayout, day)
			item.Until, bad = t, bad || err != nil
		} else if code, ok := strings.CutPrefix(f, "code "); ok {
			item.Reason = code
		} else {
			bad = true
		}
	}
	if bad {
		if len(l.errs) == 0 {
			l.add(Invalid, n, "The line is damaged. "+again)
		}
		return
	}
	l.expires(item.Until, n)
	if k != nil {
		at := [sha256.Size]byte(sum)
		if _, twice := k.items[at]; !twice {
			k.items[at] = int32(len(l.list.Items))
		}
	}
	l.list.Items = append(l.list.Items, item)
}

// noKey refuses a keyed list that cannot be asked.
func (b *binder) noKey(f ListFile, l *List) {
	b.errs = append(b.errs, &Error{Kind: Invalid, File: b.file, Line: f.Line, Next: "name it with --key-file FILE",
		Msg: fmt.Sprintf("The list %s holds codes made with the key %s, and no key was given.", named(f.Name, "on this line"), l.KeyID)})
}

// soon is how long before its end a policy or a line of a list is named.
const soon = 30

// endsSoon warns of lines of a list that end within a month.
func (b *binder) endsSoon(name string, l *List) {
	if b.o.AsOf.IsZero() {
		return
	}
	limit, n := b.o.AsOf.AddDate(0, 0, soon), int64(0)
	var first time.Time
	for _, it := range l.Items {
		if it.Until.IsZero() || it.Until.After(limit) {
			continue
		}
		if n++; n == 1 || it.Until.Before(first) {
			first = it.Until
		}
	}
	if n > 0 {
		b.notes = append(b.notes, fmt.Sprintf("%s of the list %s %s within %d days, the first on %s; after that day the list is refused. Have them looked at before.",
			words.Plural(n, "line"), named(name, "of the policy"), verbOf(n, "ends", "end"), soon, first.Format(dateLayout)))
	}
}

func verbOf(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
