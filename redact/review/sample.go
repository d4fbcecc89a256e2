package review

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"vaughn/exemptions/words"
)

// Sizes of a sample: cells that are released as they are, and masked ones.
const (
	SampleKept   = 200
	SampleMasked = 100
)

// Sample is one released cell that a person looks at.
type Sample struct {
	ID     string
	File   string
	Row    int64 // record number of the input
	Column string
	Text   string // as it is released
	Masked bool

	rank uint64
}

// Sampler picks cells at random: those whose keyed numbers are the least, so that
// the same release has the same sample whatever the order or the number of workers.
type Sampler struct {
	keys   *Keys
	seed   uint64
	kept   lottery
	masked lottery
}

// NewSampler draws at most kept and masked cells; seed is whatever tells one release
// from another.
func NewSampler(keys *Keys, seed string, kept, masked int) *Sampler {
	return &Sampler{keys: keys, seed: binary.BigEndian.Uint64(keys.mac("sample", seed)), kept: lottery{most: kept}, masked: lottery{most: masked}}
}

// Draw offers one cell; text is called only where it is taken.
func (s *Sampler) Draw(file int, row int64, col int, masked bool, text func() Sample) {
	rank := mix(mix(s.seed^uint64(file)<<48^uint64(col)) ^ uint64(row))
	l := &s.kept
	if masked {
		l = &s.masked
	}
	if len(l.cells) >= l.most && (l.most == 0 || rank >= l.cells[0].rank) {
		return
	}
	one := text()
	one.rank, one.Masked, one.Text = rank, masked, strings.Clone(one.Text)
	one.ID = s.keys.short("question", string(BySamples), one.File, fmt.Sprint(one.Row), one.Column, one.Text)
	if len(l.cells) < l.most {
		heap.Push(l, one)
		return
	}
	l.cells[0] = one
	heap.Fix(l, 0)
}

// mix scatters the bits of x (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014: the finalizer of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Samples are the drawn cells in the order of the release.
func (s *Sampler) Samples() []Sample {
	out := append(slices.Clone(s.kept.cells), s.masked.cells...)
	slices.SortFunc(out, func(a, b Sample) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return out
}

// lottery is a heap with the greatest rank on top.
type lottery struct {
	most  int
	cells []Sample
}

func (l *lottery) Len() int           { return len(l.cells) }
func (l *lottery) Less(i, j int) bool { return l.cells[i].rank > l.cells[j].rank }
func (l *lottery) Swap(i, j int)      { l.cells[i], l.cells[j] = l.cells[j], l.cells[i] }
func (l *lottery) Push(x any)         { l.cells = append(l.cells, x.(Sample)) }
func (l *lottery) Pop() any {
	last := l.cells[len(l.cells)-1]
	l.cells = l.cells[:len(l.cells)-1]
	return last
}

// Confidence of the bound that the log prints.
const Confidence = 0.95

// UpperBound is the exact one-sided upper bound, at Confidence, of the share of
// wrong cells when wrong of n random cells are wrong (Clopper and Pearson, Biometrika
// 26, 1934): the share at which so few would be seen in 5 of 100 samples. 1 where
// nothing was looked at.
func UpperBound(wrong, n int) float64 {
	if n <= 0 || wrong >= n {
		return 1
	}
	lo, hi := 0.0, 1.0
	for range 60 { // halves: far beyond what is printed
		mid := (lo + hi) / 2
		if atMost(wrong, n, mid) > 1-Confidence {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// atMost is the chance of wrong or fewer among n where each is wrong with chance p.
func atMost(wrong, n int, p float64) float64 {
	if p <= 0 {
		return 1
	}
	if p >= 1 {
		return 0
	}
	sum := 0.0
	all, _ := math.Lgamma(float64(n) + 1)
	for k := 0; k <= wrong; k++ {
		a, _ := math.Lgamma(float64(k) + 1)
		b, _ := math.Lgamma(float64(n-k) + 1)
		sum += math.Exp(all - a - b + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	}
	return min(sum, 1)
}

// SampleWords is what the log says of the last sample that people looked at; "" where
// nobody did.
func (b *Book) SampleWords() string {
	var last *Line
	for _, i := range b.bulk {
		if l := &b.lines[i]; l.Kind == BySamples && b.live(l) && (last == nil || l.On >= last.On) {
			last = l
		}
	}
	if last == nil || last.Kept == nil || last.Kept.Cells == 0 {
		return ""
	}
	k := last.Kept
	s := fmt.Sprintf("A person looked at %s that are released as they are and found %s: with 95 %% confidence at most %s %% of such cells hold a miss",
		words.Plural(int64(k.Cells), "cell"), words.Plural(int64(k.Wrong), "miss"), Percent(UpperBound(k.Wrong, k.Cells)))
	if m := last.Masked; m != nil && m.Cells > 0 {
		s += fmt.Sprintf("; of %s, %s should have stayed", words.Plural(int64(m.Cells), "masked cell"), words.Count(int64(m.Wrong)))
	}
	return s + " (sample of " + last.On + ")."
}

// Percent is a share in percent, rounded up to a tenth: a bound that is rounded down is none.
func Percent(p float64) string {
	return fmt.Sprintf("%.1f", min(math.Ceil(p*1000-1e-9)/10, 100))
}
