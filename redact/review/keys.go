package review

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"
)

// KeyFile is the name of the key in the internal folder, for an agency that gives
// no key of its own.
const KeyFile = "decisions.key"

// keySize is the length of a key in bytes.
const keySize = 32

// Keys are the purposes that one key is used for. An HMAC made for one purpose
// says nothing about another.
type Keys struct{ master []byte }

// NewKeys derives the keys of a book from an agency's key of any length.
func NewKeys(master []byte) *Keys { return &Keys{master: master} }

// LoadKeys gives the keys of an internal folder: those of own where it is not
// empty, else of the folder's random key, which is made on first use (0600). Nothing
// is made where create is false; the error then is fs.ErrNotExist.
func LoadKeys(internal string, own []byte, create bool) (*Keys, error) {
	if len(own) > 0 {
		return NewKeys(own), nil
	}
	path := filepath.Join(internal, KeyFile)
	b, err := os.ReadFile(path)
	switch {
	case err == nil:
		key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b)))
		if err != nil || len(key) != keySize {
			return nil, fmt.Errorf("%s in the internal folder is damaged. Put it back from a copy; without it the decisions cannot be read", KeyFile)
		}
		return NewKeys(key), nil
	case !missing(err):
		return nil, fmt.Errorf("%s in the internal folder cannot be read", KeyFile)
	case !create:
		return nil, fs.ErrNotExist
	}
	key := make([]byte, keySize)
	rand.Read(key) // never fails, by its documentation
	if err := os.MkdirAll(internal, 0o700); err != nil {
		return nil, fmt.Errorf("the internal folder cannot be made")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be written to the internal folder", KeyFile)
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // half a key is worse than none
		return nil, fmt.Errorf("%s cannot be written to the internal folder", KeyFile)
	}
	return NewKeys(key), nil
}

// missing reports that a file is not there, or not even its folder.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// mac is the HMAC-SHA-256 of parts for one purpose; each part is told apart by its
// length.
func (k *Keys) mac(purpose string, parts ...string) []byte {
	h := hmac.New(sha256.New, k.master)
	fmt.Fprintf(h, "vaughn decisions 1 %s", purpose)
	for _, p := range parts {
		fmt.Fprintf(h, "\n%d:", len(p))
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}

// short is mac as text: 16 bytes, far beyond what a file of decisions can bring to
// collide.
func (k *Keys) short(purpose string, parts ...string) string {
	return hex.EncodeToString(k.mac(purpose, parts...)[:16])
}

// ID names the key: enough to see that it is another one, far too little to guess
// it.
func (k *Keys) ID() string { return hex.EncodeToString(k.mac("key")[:4]) }

// Digest is a keyed digest of bytes that must not be known by a plain one: an
// input, the policy's source.
func (k *Keys) Digest(what string, b []byte) string { return k.short("digest "+what, string(b)) }

// value is the keyed form of a value, folded.
func (k *Keys) value(s string) string { return k.short("value", Fold(s)) }

// Fold makes spellings of a value alike that a person takes for the same: case and
// spacing do not matter, nor does the punctuation of a number of seven digits or
// more that has no letters.
func Fold(s string) string {
	var b, digits strings.Builder
	gap, number := false, true
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case !strings.ContainsRune(" -.()/+", r):
			number = false
		}
		if unicode.IsSpace(r) {
			gap = true
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if number && digits.Len() >= 7 {
		return "#" + digits.String()
	}
	return b.String()
}
