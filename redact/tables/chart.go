package tables

import (
	"fmt"
	"math"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/aggregate/key"
)

// Sizes in pixels of a picture that is as wide as the page.
const (
	chartWide  = 720.0
	plotTall   = 190.0
	panelTall  = 74.0
	legendTall = 22.0
	mostPanels = 8   // small pictures in one
	mostBars   = 120 // more periods become a line
)

// timeChart draws measure m over the dimension of dates d: the total, or a small
// picture for each of the strongest lines where totals are not released. It is
// nil where nothing can be drawn, and says why.
func (v *view) timeChart(d, m int) (*picture, string) {
	t := v.t
	list, of := v.lines(d, m, mostPanels)
	line := newTimeline(t.Dims[d].Codes, v.leaves(d))
	if len(list) == 0 || len(line.codes) == 0 {
		return nil, "There is no picture over " + t.Dims[d].Name + ": its totals are not released, and the table has too many lines or none."
	}
	p := &picture{Title: upperFirst(spaced(t.Measures[m].Name)) + " by " + spaced(t.Dims[d].Name)}
	low, high, hidden := bounds(list, line)
	y := legend(p, hidden > 0)
	if len(list) == 1 {
		y = panel(p, box{0, y, chartWide, plotTall}, list[0], line, niceTicks(low, high, 4), true)
	} else {
		ticks := niceTicks(low, high, 2)
		wide, columns := chartWide, 1
		if len(list) > 3 {
			columns, wide = 2, (chartWide-16)/2
		}
		for i := range list {
			p.text("p-name", float64(i%columns)*(wide+16), y+11, "start", cutText(words.Shown(list[i].label), wide))
			bottom := panel(p, box{float64(i%columns) * (wide + 16), y + 14, wide, panelTall}, list[i], line, ticks, false)
			if i%columns == columns-1 || i == len(list)-1 {
				y = bottom + 10
			}
		}
	}
	p.W, p.H = num(chartWide), num(math.Ceil(y))
	p.Desc = chartWords(t, m, d, list, of, line, hidden)
	if len(list) == 1 && len(t.Dims) > 1 {
		p.Twin = timeTwin(t, m, d, list[0], line)
	}
	return p, ""
}

// bounds are the smallest and largest numbers shown, and how many are hidden.
func bounds(list []series, line timeline) (low, high float64, hidden int64) {
	for i := range list {
		for _, c := range line.codes {
			if x, ok := list[i].cells[c].value(); ok {
				low, high = min(low, x), max(high, x)
			}
			if list[i].cells[c].hidden {
				hidden++
			}
		}
	}
	return low, high, hidden
}

// legend explains the hatching where there is any, and is how high it stands.
func legend(p *picture, hidden bool) float64 {
	if !hidden {
		return 4
	}
	b := box{1, 1, 22, 12}
	p.path("p-bar", b.path(), "")
	p.text("p-text", b.x+b.w+5, 11, "start", "shown")
	b.x += 80
	p.path("p-lines", hatch([][]point{b.ring()}, hatchGap), "")
	p.path("p-edge", b.path(), "")
	p.text("p-text", b.x+b.w+5, 11, "start", "hidden")
	return legendTall
}

// panel draws one line of cells with its axes and is where it ends below.
func panel(p *picture, b box, s series, line timeline, ticks []float64, big bool) float64 {
	left := 0.0
	for _, x := range ticks {
		left = max(left, textWidth(tickWords(x))+8)
	}
	plot := box{b.x + left, b.y + 6, b.w - left - 2, b.h - 6}
	direct := big && line.slots <= 12
	if direct {
		plot.y, plot.h = plot.y+12, plot.h-12
	}
	low, high := ticks[0], ticks[len(ticks)-1]
	at := func(x float64) float64 { return plot.y + plot.h*(high-x)/(high-low) }
	for _, x := range ticks {
		class := "p-grid"
		if x == 0 {
			class = "p-axis"
		}
		p.path(class, "M"+num(plot.x)+" "+num(at(x))+"h"+num(plot.w), "")
		p.text("p-text", plot.x-5, at(x)+4, "end", tickWords(x))
	}
	wide := plot.w / float64(line.slots)
	hiddenBands(p, s, line, plot, wide)
	if line.slots <= mostBars {
		bars(p, s, line, plot, at, direct)
	} else {
		curve(p, s, line, plot, at)
	}
	return axis(p, line, plot, big)
}

func bars(p *picture, s series, line timeline, plot box, at func(float64) float64, direct bool) {
	wide := plot.w / float64(line.slots)
	gap := min(6, 0.2*wide)
	for i, c := range line.codes {
		x, ok := s.cells[c].value()
		if !ok {
			continue
		}
		top, foot := min(at(x), at(0)), max(at(x), at(0))
		if foot-top < 1.2 { // a zero is a number too
			top = foot - 1.2
		}
		b := box{plot.x + float64(line.slot[i])*wide + gap/2, top, wide - gap, foot - top}
		p.path("p-bar", b.path(), line.all[i].words+": "+s.cells[c].words())
		if direct && textWidth(s.cells[c].words()) <= wide+4 {
			p.text("p-num", b.x+b.w/2, top-4, "middle", s.cells[c].words())
		}
	}
}

// curve joins numbers that stand next to each other; one between two that are
// hidden is a dot.
func curve(p *picture, s series, line timeline, plot box, at func(float64) float64) {
	wide := plot.w / float64(line.slots)
	var d strings.Builder
	last, run := -2, 0
	var lone point
	dot := func() {
		if run == 1 {
			d.WriteString("M" + num(lone.x-1) + " " + num(lone.y) + "h2")
		}
	}
	for i, c := range line.codes {
		x, ok := s.cells[c].value()
		if !ok {
			continue
		}
		to := point{plot.x + (float64(line.slot[i])+0.5)*wide, at(x)}
		if line.slot[i] == last+1 {
			d.WriteString("L" + num(to.x) + " " + num(to.y))
			run++
		} else {
			dot()
			d.WriteString("M" + num(to.x) + " " + num(to.y))
			lone, run = to, 1
		}
		last = line.slot[i]
	}
	dot()
	p.path("p-curve", d.String(), "")
}

// hiddenBands hatches periods whose number is hidden over the whole height: where
// in it the number lies is what nobody is told.
func hiddenBands(p *picture, s series, line timeline, plot box, wide float64) {
	for i := 0; i < len(line.codes); i++ {
		if !s.cells[line.codes[i]].hidden {
			continue
		}
		from := i
		for i+1 < len(line.codes) && s.cells[line.codes[i+1]].hidden && line.slot[i+1] == line.slot[i]+1 {
			i++
		}
		b := box{plot.x + float64(line.slot[from])*wide, plot.y, float64(i-from+1) * wide, plot.h}
		tip := line.all[from].words + ": hidden"
		if i > from {
			tip = line.all[from].words + " to " + line.all[i].words + ": hidden"
		}
		p.path("p-lines", hatch([][]point{b.ring()}, hatchGap), "")
		p.path("p-band", b.path(), tip)
	}
}

// axis writes periods under a plot: one line for them, one for their groups.
func axis(p *picture, line timeline, plot box, big bool) float64 {
	wide := plot.w / float64(line.slots)
	y := plot.y + plot.h
	step, short := labelStep(line, wide)
	grouped := line.all[0].group != ""
	if !big && grouped {
		step = 0 // small pictures have the groups alone
	}
	free, labelled := plot.x-20, false
	for i := range line.all {
		q, x := &line.all[i], plot.x+float64(line.slot[i])*wide
		s := q.label
		if short {
			s = q.short
		}
		half := textWidth(s) / 2
		switch {
		case step == 0 || (q.sub-1)%step != 0 || line.unit == day && step > 1 && q.sub > 28: // too near to the next month
			continue
		case short || 2*half <= wide:
			p.text("p-text", x+wide/2, y+13, "middle", s)
		case x >= free && x+2*half+3 <= plot.x+plot.w+2:
			p.text("p-text", x+3, y+13, "start", s) // as its group below
		default:
			continue
		}
		free, labelled = x+2*half+6, true
	}
	if labelled {
		y += 14
	}
	if !grouped {
		return y + 4
	}
	free = plot.x
	for i := range line.all {
		if i > 0 && line.all[i].group == line.all[i-1].group {
			continue
		}
		x := plot.x + float64(line.slot[i])*wide
		p.path("p-tick", "M"+num(x)+" "+num(plot.y+plot.h)+"V"+num(y+5), "")
		if w := 1.15 * textWidth(line.all[i].group); x >= free && x+3+w <= plot.x+plot.w+2 {
			p.text("p-group", x+3, y+14, "start", line.all[i].group)
			free = x + w + 8
		}
	}
	return y + 18
}

// labelStep is how far apart labels stand, 0 for none at all; short says that the
// short ones fit under every bar.
func labelStep(line timeline, wide float64) (step int, short bool) {
	most, initials := 0.0, true
	for i := range line.all {
		most = max(most, textWidth(line.all[i].label))
		initials = initials && line.all[i].short != ""
	}
	steps := line.unit.steps()
	if most+3 <= wide {
		return 1, false
	}
	if initials && wide >= 9.5 {
		return 1, true
	}
	for _, s := range steps {
		if most+6 <= wide*float64(s) {
			return s, false
		}
	}
	if line.all[0].group == "" {
		return steps[len(steps)-1], false
	}
	return 0, false
}

// chartWords says what a chart shows, for who does not see it.
func chartWords(t *Table, m, d int, list []series, of int, line timeline, hidden int64) string {
	var b strings.Builder
	first, last := line.all[0].words, line.all[len(line.all)-1].words
	fmt.Fprintf(&b, "%s for %s %s, %s to %s.", upperFirst(t.Measures[m].about()), words.Count(int64(len(line.codes))), line.unit.plural(), first, last)
	if len(list) > 1 {
		fmt.Fprintf(&b, " One small chart for each of %d, all to the same scale.", len(list))
	}
	if of > len(list) {
		fmt.Fprintf(&b, " They are the ones with the largest numbers shown, of %s.", words.Count(int64(of)))
	}
	top, when, found := Cell{}, "", false
	for i := range list {
		for j, c := range line.codes {
			x, ok := list[i].cells[c].value()
			if y, _ := top.value(); ok && (!found || x > y) {
				top, when, found = list[i].cells[c], line.all[j].words, true
			}
		}
	}
	if found {
		fmt.Fprintf(&b, " The largest number shown is %s (%s).", top.words(), when)
	}
	if hidden > 0 {
		fmt.Fprintf(&b, " %s %s hidden, hatched over the whole height.", words.Plural(hidden, "number"), words.IsAre(hidden))
	}
	for _, c := range t.Dims[d].Codes {
		if c == key.UnknownCode {
			b.WriteString(" What has no date is in the table only.")
		}
	}
	return b.String()
}

// about names a measure and what it is.
func (m *Measure) about() string {
	if m.Words == "" || m.Words == m.Name {
		return m.Name
	}
	return m.Name + " (" + m.Words + ")"
}

// spaced is the name of a column as a heading: "median days".
func spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// cutText shortens a text to a width.
func cutText(s string, wide float64) string {
	r := []rune(s)
	if n := int(wide / textWidth("m")); len(r) > n && n > 3 {
		return string(r[:n-3]) + "..."
	}
	return s
}
