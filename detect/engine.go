package detect

import (
	"fmt"
	"hash/fnv"

	"vaughn/detect/internal/lookre"
)

// Pattern is one pattern of the policy. Expr is written in the syntax of .NET
// regular expressions (regexp2). Where Labels are given, a match counts only
// when one of them stands within 30 bytes before it, is the text's label, or is
// in the column's header, as whole words.
type Pattern struct {
	Entity Entity
	Expr   string
	Labels []string
}

// Options are the parts of an [Engine]. The zero value is the full table.
type Options struct {
	Detectors []Detector // nil means List()
	Patterns  []Pattern  // of the policy; they run on every text
	Phrases   []Phrases  // lists of values
}

// Engine holds the detectors; it is immutable and safe for concurrent use. Each
// goroutine takes its own [Scanner].
type Engine struct {
	rows     []engineRow
	infos    []Info
	triggers Trigger    // the union: signs nobody wants cost nothing
	called   [64]uint64 // by sign: the detectors that want it, a bit each
	cells    Hint       // the entities that a detector reads from a header
	patterns []userPattern
	phrases  *phraseTable // nil without lists
	version  string
}

// maxDetectors is how many detectors an engine takes: a bit each.
const maxDetectors = 64

// engineRow is a detector with what the dispatch needs beside it.
type engineRow struct {
	det   Detector
	hints Hint // the entities it reports, as header hints
}

// New builds an engine. It refuses a pattern that does not compile or names no
// entity, by the pattern's place in the list (from 1), never by its text.
func New(o Options) (*Engine, error) {
	dets := o.Detectors
	if dets == nil {
		dets = List()
	}
	e := &Engine{}
	sum := fnv.New32a()
	if len(dets) > maxDetectors {
		return nil, fmt.Errorf("%d detectors are too many — an engine takes %d", len(dets), maxDetectors)
	}
	for i, d := range dets {
		info := d.Info()
		if info.ID == "" || info.Triggers == 0 {
			return nil, fmt.Errorf("detector %d cannot be used — it has no name or no trigger — complete its Info", i+1)
		}
		var hints Hint
		for _, ent := range info.Entities {
			hints |= bit(ent)
		}
		e.rows = append(e.rows, engineRow{det: d, hints: hints})
		e.infos = append(e.infos, info)
		e.triggers |= info.Triggers
		if info.Triggers&TriggerCell != 0 {
			e.cells |= hints
		}
		for sign := range e.called {
			if info.Triggers>>sign&1 != 0 {
				e.called[sign] |= 1 << i
			}
		}
		fmt.Fprintf(sum, "%s %d %v\n", info.ID, info.Triggers, info.Entities)
	}
	for i, p := range o.Patterns {
		if p.Entity == None || p.Entity >= NumEntities {
			return nil, fmt.Errorf("pattern %d of the policy cannot be used — it names no known kind of information — see the list of kinds", i+1)
		}
		re, err := lookre.Compile(p.Expr)
		if err != nil {
			return nil, fmt.Errorf("pattern %d of the policy cannot be read — check its brackets and repetitions — try it alone first", i+1)
		}
		e.patterns = append(e.patterns, newUserPattern(re, p))
		e.infos = append(e.infos, Info{ID: fmt.Sprintf("pattern/%d", i+1), Doc: "A pattern of the policy.", Entities: []Entity{p.Entity}, Triggers: TriggerPattern})
	}
	for _, list := range o.Phrases {
		if list.Entity == None || list.Entity >= NumEntities {
			return nil, fmt.Errorf("a list of values cannot be used — it names no known kind of information — see the list of kinds")
		}
		if e.phrases == nil {
			e.phrases = newPhraseTable()
		}
		id := uint16(len(e.infos))
		e.infos = append(e.infos, Info{ID: fmt.Sprintf("list/%d", id), Doc: "A list of the agency.", Entities: []Entity{list.Entity}, Triggers: TriggerPattern})
		for _, v := range list.Values {
			e.phrases.add(v, list.Entity, id)
		}
	}
	e.version = fmt.Sprintf("detect/1 %d %08x", len(e.rows), sum.Sum32())
	return e, nil
}

// Version names the table: "detect/1", the number of its detectors, a short hash
// of them. What a policy adds, its patterns and lists, is not part of it: two
// engines of one version agree on the matches for which [Engine.Own] is true.
func (e *Engine) Version() string { return e.version }

// Own reports whether m comes from the table, not from a pattern or a list of a
// policy.
func (e *Engine) Own(m Match) bool { return int(m.Detector) < len(e.rows) }

// Infos describes the detectors in the order of [Match.Detector]: the table
// first, the policy's patterns after it.
func (e *Engine) Infos() []Info { return append([]Info(nil), e.infos...) }
