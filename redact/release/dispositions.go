package release

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
)

// FilesName is the file of decisions about whole files that is looked for beside
// the policy.
const FilesName = "handled_elsewhere.csv"

// filesHeader are the columns of the file. pages may be left away.
var filesHeader = []string{"file", "decision", "code", "by", "date", "pages"}

// Disposition is one line of the file: what a person decided about one file of the
// input.
type Disposition struct {
	Line     int    // of the CSV file
	File     string // as written, "/" between folders
	Decision exemptions.Decision
	Of       string // duplicate: the other file, as written
	Code     string // withheld in full: a code of the pack or a reason of the policy
	By, Date string
	Pages    []exemptions.Pages // always empty in this version

	record []string // as it stands there, in the order of filesHeader
}

// ReadDispositions reads the file strictly: a header with file, decision, code, by
// and date, and a line for each file. name is what messages call it. Encoding and
// separator are those of lists ([policy.ReadList]). The error is a [policy.Errors]
// that names lines and never repeats a name of a file.
func ReadDispositions(name string, r io.Reader) ([]Disposition, error) {
	text, comma, skipped, err := policy.CSVText(name, r)
	if err != nil {
		return nil, err
	}
	d := &dispositionReader{name: name, skipped: skipped}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = comma, -1
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line = pe.Line
			}
			d.refuse(line, "The line cannot be read as CSV. Look for a missing quotation mark, here or above.")
			break
		}
		line, _ := in.FieldPos(0)
		if d.at == nil {
			if !d.header(rec, line) {
				break
			}
			continue
		}
		d.line(rec, line)
	}
	if d.at == nil && len(d.errs) == 0 {
		d.refuse(0, "The file is empty. Its first line must be: file,decision,code,by,date.")
	}
	if len(d.errs) > 0 {
		return nil, d.errs[:min(len(d.errs), 10)]
	}
	return d.list, nil
}

// dispositionReader gathers lines and what is wrong with them.
type dispositionReader struct {
	name    string
	skipped int
	at      []int // by filesHeader: where the column stands, -1 = nowhere
	list    []Disposition
	errs    policy.Errors
}

func (d *dispositionReader) refuse(line int, format string, args ...any) {
	if line > 0 {
		line += d.skipped
	}
	d.errs = append(d.errs, refusal(d.name, line, format, args...))
}

// refusal is an error about a line of the file.
func refusal(name string, line int, format string, args ...any) *policy.Error {
	return &policy.Error{Kind: policy.Invalid, File: name, Line: line, Msg: fmt.Sprintf(format, args...)}
}

func (d *dispositionReader) header(rec []string, line int) bool {
	d.at = slices.Repeat([]int{-1}, len(filesHeader))
	for i, h := range rec {
		h = strings.ToLower(strings.TrimSpace(h))
		j := slices.Index(filesHeader, h)
		switch {
		case h == "": // Excel leaves empty columns at the right
		case j < 0:
			d.refuse(line, "Column %d is none of %s.%s Correct the first line.", i+1, words.List(filesHeader), words.DidYouMean(h, filesHeader))
		case d.at[j] >= 0:
			d.refuse(line, "The column %s stands twice. Remove one.", h)
		default:
			d.at[j] = i
		}
	}
	for j, h := range filesHeader[:5] {
		if d.at[j] < 0 && len(d.errs) == 0 {
			d.refuse(line, "There is no column %s. The first line must be: file,decision,code,by,date.", h)
		}
	}
	return len(d.errs) == 0
}

// line reads one decision; a line of nothing is passed over.
func (d *dispositionReader) line(rec []string, line int) {
	get := make([]string, len(filesHeader))
	for j, i := range d.at {
		if i >= 0 && i < len(rec) {
			get[j] = strings.TrimSpace(rec[i])
		}
	}
	if strings.Join(get, "") == "" {
		return
	}
	x := Disposition{Line: line + d.skipped, File: slashes(get[0]), Code: get[2], By: get[3], record: get}
	missing := ""
	for j, h := range filesHeader[:5] {
		if get[j] == "" && h != "code" && missing == "" {
			missing = h
		}
	}
	if missing != "" {
		d.refuse(line, "The line has no %s. Every file needs a decision, who took it (by) and when (date).", missing)
		return
	}
	if !d.decision(&x, get[1], line) {
		return
	}
	day, ok := dispositionDay(get[4])
	switch {
	case !ok:
		d.refuse(line, "date needs a day as YYYY-MM-DD, for example 2026-11-23.")
	case get[5] != "":
		d.refuse(line, "Pages of a document cannot be decided about yet. Decide about the whole file and leave pages blank.")
	case x.Decision == exemptions.WithheldInFull && x.Code == "":
		d.refuse(line, "withheld in full needs a code: the law (vaughn list exemptions PACK) or a reason of the policy.")
	case x.Decision != exemptions.WithheldInFull && x.Code != "":
		d.refuse(line, "A code belongs to withheld in full alone; %s claims no exemption. Leave code blank.", x.Decision)
	default:
		x.Date = day
		d.list = append(d.list, x)
	}
}

// decision reads the words of the decision.
func (d *dispositionReader) decision(x *Disposition, text string, line int) bool {
	low := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if low == string(exemptions.Duplicate) || low == "duplicate of" {
		d.refuse(line, "A duplicate needs the other file: duplicate of FILE.")
		return false
	}
	if strings.HasPrefix(low, "duplicate of ") {
		of := strings.TrimSpace(text[len("duplicate"):]) // the words may be apart by more than one space
		x.Decision, x.Of = exemptions.Duplicate, slashes(strings.TrimSpace(of[len("of"):]))
		return x.Of != ""
	}
	for _, known := range exemptions.Decisions() {
		if low == known {
			x.Decision = exemptions.Decision(known)
			return true
		}
	}
	d.refuse(line, "The decision is none that is known.%s Decisions: %s.", words.DidYouMean(low, exemptions.Decisions()), strings.Join(exemptions.Decisions(), ", "))
	return false
}

// slashes is a path with "/" between folders, whichever way a person wrote it.
func slashes(path string) string { return strings.ReplaceAll(path, `\`, "/") }

// dispositionDay reads a day, also as Excel writes it back in the United States.
func dispositionDay(s string) (string, bool) {
	for _, layout := range []string{time.DateOnly, "1/2/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// readDispositions reads the decisions about whole files: those that were named,
// else those beside the policy.
func (s *setup) readDispositions() error {
	path := s.o.Files
	if path == "" {
		if s.o.Policy == nil {
			return nil
		}
		path = filepath.Join(s.o.PolicyDir, FilesName)
		if !exists(path) {
			return nil
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return &Error{Kind: KindPolicy, Msg: filepath.Base(path) + ": the decisions about files cannot be read.", Next: "check the path after --files", Err: plainCause(err)}
	}
	defer f.Close()
	s.decided, err = ReadDispositions(filepath.Base(path), f)
	if err != nil {
		return policyError(err)
	}
	s.decidedAt = path
	return s.groundDispositions()
}

// groundDispositions finds what each decision rests on, and refuses what the
// channel does not allow.
func (s *setup) groundDispositions() error {
	o := policy.BindOptions{Pack: s.pack, Lists: s.lists, AsOf: s.o.AsOf}
	for i := range s.decided {
		d := &s.decided[i]
		if d.Decision == exemptions.NotResponsive && s.policy.Law.Channel == string(policy.Web) {
			return s.refuseLine(d, "not responsive is for answers to a request, and this release is for the web. Use handled elsewhere, or leave the file out of the call.")
		}
		if d.Decision != exemptions.WithheldInFull {
			s.grounds = append(s.grounds, exemptions.Ground{})
			continue
		}
		g, err := s.policy.GroundAt(filepath.Base(s.decidedAt), d.Line, d.Code, o)
		if err != nil {
			return policyError(err)
		}
		s.grounds = append(s.grounds, *g)
	}
	return nil
}

func (s *setup) refuseLine(d *Disposition, format string, args ...any) error {
	return policyError(policy.Errors{refusal(filepath.Base(s.decidedAt), d.Line, format, args...)})
}

// key is what the release id takes from a decision.
func (d *Disposition) key() string {
	return strings.Join(append([]string{strconv.Itoa(len(d.record))}, d.record...), "\x00")
}
