package csv

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"vaughn/formats"
)

// put appends a field with the text now. raw, the field's old bytes, gives the
// quoting style and the spaces around the quotes.
func (w *writer) put(r *formats.Record, c int, now string, raw []byte) error {
	value := now
	if w.codec != nil {
		var ok bool
		if w.enc, ok = w.codec.encode(w.enc[:0], now, raw); !ok {
			return w.wrong(r, c, "the new text has a character that the file's encoding lacks")
		}
		value = text(w.enc)
	}
	open := 0
	for open < len(raw) && raw[open] == ' ' {
		open++
	}
	quoted := open < len(raw) && raw[open] == '"'
	switch {
	case quoted:
		shut := len(raw)
		for raw[shut-1] == ' ' {
			shut--
		}
		w.out = append(w.out, raw[:open]...)
		w.quote(value)
		w.out = append(w.out, raw[shut:]...)
	case w.needsQuotes(value):
		w.quote(value)
	default:
		w.out = append(w.out, value...)
	}
	return nil
}

func (w *writer) needsQuotes(s string) bool {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; len(b) >= 8; b = b[8:] {
		if hits(binary.LittleEndian.Uint64(b), w.need) != 0 && w.special(b[:8]) {
			return true
		}
	}
	return w.special(b)
}

func (w *writer) special(b []byte) bool {
	for _, c := range b {
		if c == w.d.delim || c == '"' || c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}

func (w *writer) quote(s string) {
	w.out = append(w.out, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		w.out = append(w.out, s[:i+1]...)
		w.out = append(w.out, '"')
		s = s[i+1:]
	}
	w.out = append(w.out, s...)
	w.out = append(w.out, '"')
}

func (w *writer) flush() error {
	b := w.out
	if len(b) == 0 {
		return nil
	}
	if w.d.enc.wide() {
		w.wide = appendUTF16(w.wide[:0], b, w.d.enc == utf16be)
		b = w.wide
	}
	if _, err := w.dst.Write(b); err != nil {
		w.err = fmt.Errorf("csv: write the output: %w", err)
		return w.err
	}
	w.out = w.out[:0]
	return nil
}

func appendUTF16(dst, src []byte, big bool) []byte {
	unit := func(u rune) {
		if big {
			dst = append(dst, byte(u>>8), byte(u))
		} else {
			dst = append(dst, byte(u), byte(u>>8))
		}
	}
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		src = src[n:]
		if r >= 0x10000 {
			hi, lo := utf16.EncodeRune(r)
			unit(hi)
			unit(lo)
			continue
		}
		unit(r)
	}
	return dst
}
