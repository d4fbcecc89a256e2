package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"vaughn/internal/words"
	"vaughn/redact/release"
)

// lineEvery is how often a run without a terminal says where it is.
const lineEvery = 30 * time.Second

// meter shows progress on stderr: a bar on a terminal, otherwise a line every
// 30 seconds, so that a log of a nightly job stays short. It prints no colours,
// so NO_COLOR asks for nothing more; TERM=dumb gets lines.
type meter struct {
	w           io.Writer
	now         func() time.Time
	bars        bool
	bar         *progressbar.ProgressBar
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
	"read": "reading", "scan": "reading", "write": "writing", "verify": "checking", "seal": "sealing",
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

func (m *meter) draw(e release.Event) {
	if m.bar == nil || e.Stage != m.stage || e.File != m.file {
		m.finish()
		m.stage, m.file = e.Stage, e.File
		m.bar = progressbar.NewOptions64(max(e.Total, 1), progressbar.OptionSetWriter(m.w), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetDescription(e.File+" "+stages[e.Stage]),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(24))
	}
	// The bar can only fail to draw; that must not end a release.
	_ = m.bar.Set64(min(e.Done, max(e.Total, 1)))
}

// finish removes the bar, so that what follows starts on a clean line.
func (m *meter) finish() {
	if m != nil && m.bar != nil {
		_ = m.bar.Finish()
		m.bar = nil
	}
}
