package key

import "vaughn/redact/internal/place"

// ZIPKey is the five-digit ZIP code.
type ZIPKey struct{ list *place.ZIP3List }

// ZIP is the key of ZIP codes. partOf may be nil; else the parent of a code is its
// three-digit area by that list.
func ZIP(partOf *place.ZIP3List) *ZIPKey { return &ZIPKey{partOf} }

// Code is the ZIP code of the cell, five digits.
func (k *ZIPKey) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	zip, ok := place.ZIP(cells[0])
	if !ok {
		return dst, Unknown
	}
	return append(dst, zip[:]...), Known
}

// Parent is the three-digit area.
func (k *ZIPKey) Parent(code string) string {
	if k.list == nil || len(code) != 5 || !digits(code) {
		return ""
	}
	return k.list.Code(code[:3])
}

// Compare is the order of the texts, an area before what lies in it.
func (k *ZIPKey) Compare(a, b string) int { return plain(a, b) }

// Kind is Place.
func (k *ZIPKey) Kind() Kind { return Place }

// ZIP3Key is the three-digit area of a ZIP code.
type ZIP3Key struct{ list *place.ZIP3List }

// ZIP3 is the key of three-digit areas by a list.
func ZIP3(list *place.ZIP3List) *ZIP3Key { return &ZIP3Key{list} }

// Code is the first three digits of the cell's ZIP code, or 000.
func (k *ZIP3Key) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	zip, ok := place.ZIP(cells[0])
	if !ok {
		return dst, Unknown
	}
	return append(dst, k.list.Code(string(zip[:3]))...), Known
}

// Parent is "".
func (k *ZIP3Key) Parent(string) string { return "" }

// Compare is the order of the texts.
func (k *ZIP3Key) Compare(a, b string) int { return plain(a, b) }

// Kind is Place.
func (k *ZIP3Key) Kind() Kind { return Place }
