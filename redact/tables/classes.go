package tables

import (
	"slices"
	"strconv"
)

// classes sorts the numbers that are shown into a few of about the same size. What
// is hidden has no part in where they end.
type classes struct {
	from        []float64 // the smallest number of each class
	first, last []Cell    // the smallest and the largest number of each class
	zero        *Cell     // zeros have their own class, white, where white is free
	none        bool
}

func newClasses(cells []Cell) *classes {
	k := &classes{}
	var shown []Cell
	for _, c := range cells {
		k.none = k.none || c.None()
		if c.text != "" {
			shown = append(shown, c)
		}
	}
	if !k.none {
		shown = slices.DeleteFunc(shown, func(c Cell) bool {
			x, _ := c.value()
			if x == 0 {
				k.zero = &c
			}
			return x == 0
		})
	}
	slices.SortStableFunc(shown, func(a, b Cell) int {
		x, _ := a.value()
		y, _ := b.value()
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	for _, i := range classStarts(shown) {
		x, _ := shown[i].value()
		if len(k.from) > 0 {
			k.last = append(k.last, shown[i-1])
		}
		k.from, k.first = append(k.from, x), append(k.first, shown[i])
	}
	if len(shown) > 0 {
		k.last = append(k.last, shown[len(shown)-1])
	}
	return k
}

// classStarts are where classes begin in sorted numbers: at the fifths, moved to
// the first of equal numbers.
func classStarts(shown []Cell) []int {
	var distinct []int
	for i := range shown {
		x, _ := shown[i].value()
		if i == 0 {
			distinct = append(distinct, i)
		} else if before, _ := shown[i-1].value(); before != x {
			distinct = append(distinct, i)
		}
	}
	if len(distinct) <= mapClasses {
		return distinct
	}
	var out []int
	for k := range mapClasses {
		want := k * len(shown) / mapClasses
		i, found := slices.BinarySearch(distinct, want)
		if !found {
			i-- // the number that begins before it
		}
		if len(out) == 0 || distinct[i] > out[len(out)-1] {
			out = append(out, distinct[i])
		}
	}
	return out
}

// class is the name of the fill of a cell.
func (k *classes) class(c Cell) string {
	x, ok := c.value()
	switch {
	case c.hidden:
		return "p-area p-hid"
	case !ok || k.zero != nil && x == 0:
		return "p-area p-white"
	}
	i, found := slices.BinarySearch(k.from, x)
	if !found {
		i--
	}
	return "p-area " + k.fill(max(i, 0))
}

// fill spreads the classes over the ramp: two of them are its ends.
func (k *classes) fill(i int) string {
	if n := len(k.from); n > 1 {
		i = i * (mapClasses - 1) / (n - 1)
	} else {
		i = mapClasses / 2
	}
	return "p-c" + strconv.Itoa(i)
}

// legend draws the fills with their numbers and is where it ends below.
func (k *classes) legend(p *picture, y float64, hidden bool) float64 {
	x := 2.0
	item := func(class, words string) box {
		if x > 2 && x+28+textWidth(words) > mapWide {
			x, y = 2, y+20
		}
		b := box{x, y, 22, 13}
		p.path(class, b.path(), "")
		p.text("p-text", x+27, y+11, "start", words)
		x += 27 + textWidth(words) + 14
		return b
	}
	if k.none {
		item("p-area p-white", "no number")
	} else if k.zero != nil {
		item("p-area p-white", k.zero.words())
	}
	for i := range k.from {
		words := k.first[i].words()
		if to := k.last[i].words(); to != words {
			words += " to " + to
		}
		item("p-area "+k.fill(i), words)
	}
	if hidden {
		b := item("p-area p-hid", "hidden")
		p.path("p-lines", hatch([][]point{b.ring()}, hatchGap), "")
	}
	return y + 20
}
