package aggregate

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"vaughn/redact/aggregate/key"
)

// The plainest way to do the same: every record in a map, numbers as fractions.

// prefixKey makes codes of cells as they are: "?" is on no map, "" is unknown. A
// code is part of its first letter in capitals; those of A and B of "all letters",
// of C directly of it, so that levels are uneven; others of nothing.
type prefixKey struct{}

func (prefixKey) Code(dst []byte, cells []string) ([]byte, key.Found) {
	text := strings.TrimSpace(strings.Join(cells, ""))
	switch text {
	case "":
		return dst, key.Unknown
	case "?":
		return dst, key.NotLocated
	}
	return append(dst, text...), key.Known
}

func (prefixKey) Parent(code string) string {
	switch {
	case code == "all letters":
		return ""
	case code == "A" || code == "B" || len(code) > 1 && code[0] == 'c':
		return "all letters"
	case len(code) > 1 && (code[0] == 'a' || code[0] == 'b'):
		return strings.ToUpper(code[:1])
	}
	return ""
}

// Compare is by length first, as numbers would be, and takes "x1" and "y1" for the
// same, which the engine must stand.
func (prefixKey) Compare(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return cmp.Compare(strings.Replace(a, "y", "x", 1), strings.Replace(b, "y", "x", 1))
}

func (prefixKey) Kind() key.Kind { return key.Category }

type modelGroup struct{ records [][]string }

func (m *modelGroup) numbers(col int) []*big.Rat {
	var out []*big.Rat
	for _, r := range m.records {
		if f, what := parseNumber(cell(r, col)); what == aNumber {
			out = append(out, new(big.Rat).SetFrac(f.Big(), big.NewInt(unit)))
		}
	}
	slices.SortFunc(out, (*big.Rat).Cmp)
	return out
}

func cell(r []string, col int) string {
	if col < len(r) {
		return r[col]
	}
	return ""
}

func (m *modelGroup) units(s *Spec) int {
	if s.Unit == nil {
		return len(m.records)
	}
	seen, alone := map[string]bool{}, 0
	for _, r := range m.records {
		var parts []string
		blank := true
		for _, c := range s.Unit {
			text := strings.TrimSpace(cell(r, c))
			parts, blank = append(parts, fmt.Sprintf("%q", text)), blank && text == ""
		}
		if blank {
			alone++
		} else {
			seen[strings.Join(parts, ",")] = true
		}
	}
	return len(seen) + alone
}

// round is r in billionths, half to even.
func round(r *big.Rat) string {
	n := new(big.Rat).Mul(r, new(big.Rat).SetInt64(unit))
	two := big.NewInt(2)
	num, den := new(big.Int).Mul(n.Num(), two), new(big.Int).Mul(n.Denom(), two)
	num.Add(num, n.Denom()) // floor(x + 1/2)
	q, rem := new(big.Int).DivMod(num, den, new(big.Int))
	if rem.Sign() == 0 && q.Bit(0) == 1 {
		q.Sub(q, big.NewInt(1))
	}
	return q.String()
}

func (m *modelGroup) value(s *Spec, ms Measure, groups map[string]*modelGroup, at []string) string {
	if n := 0; ms.Kind == Rows || ms.Kind == Units || ms.Kind == Distinct {
		switch n = len(m.records); ms.Kind {
		case Units:
			n = m.units(s)
		case Distinct:
			seen := map[string]bool{}
			for _, r := range m.records {
				seen[strings.TrimSpace(cell(r, ms.Column))] = true
			}
			delete(seen, "")
			n = len(seen)
		}
		return fmt.Sprintf("%d/%d", n*unit, n)
	}
	if ms.Kind == Share {
		up := slices.Clone(at)
		up[ms.Of] = key.TotalCode
		of := groups[strings.Join(up, "|")].units(s)
		return fmt.Sprintf("%s/%d", round(big.NewRat(int64(m.units(s)), int64(of))), of)
	}
	list := m.numbers(ms.Column)
	if len(list) == 0 {
		return "none"
	}
	n := len(list)
	out := new(big.Rat)
	switch ms.Kind {
	case Sum, Mean:
		for _, x := range list {
			out.Add(out, x)
		}
		if ms.Kind == Mean {
			out.Quo(out, big.NewRat(int64(n), 1))
		}
	case Min:
		out = list[0]
	case Max:
		out = list[n-1]
	default:
		p := new(big.Rat).SetInt64(50)
		if ms.Kind == Percentile {
			p.SetFrac64(ms.percent(), 1e6)
		}
		h := p.Mul(p, big.NewRat(int64(n-1), 100))
		k := new(big.Int).Quo(h.Num(), h.Denom())
		lo := list[k.Int64()]
		hi := list[min(int(k.Int64())+1, n-1)]
		part := h.Sub(h, new(big.Rat).SetInt(k))
		out.Add(lo, out.Mul(new(big.Rat).Sub(hi, lo), part))
	}
	return fmt.Sprintf("%s/%d", round(out), n)
}

// model is every line of the result, sorted as text.
func model(s *Spec, records [][]string) []string {
	chains := func(r []string) [][]string {
		out := make([][]string, len(s.Dims))
		for i, d := range s.Dims {
			var cells []string
			for _, c := range d.Columns {
				cells = append(cells, cell(r, c))
			}
			code, found := d.Key.Code(nil, cells)
			switch found {
			case key.Unknown:
				out[i] = []string{key.UnknownCode}
			case key.NotLocated:
				out[i] = []string{key.NotLocatedCode}
			default:
				if s := string(code); s == key.TotalCode || s == key.UnknownCode {
					code = nil
					out[i] = []string{key.UnknownCode}
				}
				for c := string(code); c != ""; c = d.Key.Parent(c) {
					out[i] = append(out[i], c)
				}
			}
		}
		return out
	}
	groups, shown := map[string]*modelGroup{}, map[string]bool{}
	for _, r := range records {
		ch := chains(r)
		for set := Set(0); set < 1<<len(s.Dims); set++ {
			tuples := [][]string{nil}
			for i := range s.Dims {
				codes := ch[i]
				if set&(1<<i) != 0 {
					codes = []string{key.TotalCode}
				}
				var next [][]string
				for _, t := range tuples {
					for _, c := range codes {
						next = append(next, append(slices.Clone(t), c))
					}
				}
				tuples = next
			}
			for _, t := range tuples {
				name := strings.Join(t, "|")
				if groups[name] == nil {
					groups[name] = new(modelGroup)
				}
				groups[name].records = append(groups[name].records, r)
				shown[name] = shown[name] || set == 0 || slices.Contains(s.Totals, set)
			}
		}
	}
	var out []string
	for name, g := range groups {
		if !shown[name] {
			continue
		}
		line := fmt.Sprintf("%s rows %d units %d", name, len(g.records), g.units(s))
		for _, ms := range s.Measures {
			line += " " + g.value(s, ms, groups, strings.Split(name, "|"))
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}
