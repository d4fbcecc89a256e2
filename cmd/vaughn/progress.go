package main

import (
	"fmt"
	"io"
	"time"

	"github.com/cheggaaa/pb/v3"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

const (
	lineEvery = 30 * time.Second       // how often a run without a terminal says where it is
	drawEvery = 100 * time.Millisecond // how often the bar on a terminal moves
	barWidth  = 80                     // columns, on a terminal that has them
	barLeast  = 20                     // a terminal that claims less does not know its width
)

// barLook is what stands in the line: file and stage, bar, per cent.
const barLook = pb.ProgressBarTemplate(`{{string . "prefix"}} {{bar .}} {{percent .}}`)

// meter shows progress on stderr: a bar on a terminal, otherwise a line every
// 30 seconds, so that a log of a nightly job stays short. It prints no colours,
// so NO_COLOR asks for nothing more; TERM=dumb gets lines.
type meter struct {
	w           io.Writer
	now         func() time.Time
	bars        bool
	bar         *pb.ProgressBar
	stage, file string
	last        time.Time
}

// meter is nil when nothing is to be shown.
func (a *app) meter() *meter {
	if a.quiet {
		return nil
	}
	return &meter{w: a.err, now: a.now, bars: a.tty && a.env("TERM") != "dumb", last: a.now()}
}

// stages are the words for release.Event.Stage.
var stages = map[string]string{
	"read": "reading", "scan": "reading", "write": "writing", "verify": "checking", "table": "counting", "seal": "sealing",
}

func (m *meter) event(e release.Event) {
	if m == nil {
		return
	}
	if m.bars {
		m.draw(e)
		return
	}
	t := m.now()
	if t.Sub(m.last) < lineEvery {
		return
	}
	m.last = t
	line := e.File + ": " + stages[e.Stage]
	if e.Total > 0 {
		line += fmt.Sprintf(", %d %%", 100*e.Done/e.Total)
	}
	fmt.Fprintf(m.w, "%s, %s, %s\n", line, words.Plural(e.Rows, "row"), words.Plural(e.Finds, "find"))
}

// draw moves the bar. It is drawn from here, at the events: a bar that draws
// itself would need a goroutine of its own.
func (m *meter) draw(e release.Event) {
	t := m.now()
	if m.bar == nil || e.Stage != m.stage || e.File != m.file {
		m.finish()
		m.stage, m.file = e.Stage, e.File
		m.bar = pb.New64(max(e.Total, 1)).SetTemplate(barLook).SetWriter(m.w).SetMaxWidth(barWidth).
			Set("prefix", words.Shown(e.File)+" "+stages[e.Stage]).
			Set(pb.Static, true).Set(pb.Terminal, true).Set(pb.ReturnSymbol, "\r").Set(pb.Color, false).Set(pb.CleanOnFinish, true).Start()
		if m.bar.Width() < barLeast {
			m.bar.SetWidth(barWidth)
		}
	} else if t.Sub(m.last) < drawEvery {
		return
	}
	m.last = t
	m.bar.SetCurrent(min(e.Done, max(e.Total, 1))).Write()
}

// finish removes the bar, so that what follows starts on a clean line.
func (m *meter) finish() {
	if m != nil && m.bar != nil {
		m.bar.Finish().Write()
		m.bar = nil
	}
}
