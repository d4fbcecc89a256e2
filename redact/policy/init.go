package policy

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// InitInput is what a first policy is written from.
type InitInput struct {
	File    string          // base name of the input, for a comment
	Rows    int64           // data rows read
	Columns []detect.Column // verdicts of every row
	Names   []string        // unique names, one per column
	Agency  string          // "" = left as a comment
	Dataset string          // "" = the file's name without its ending
	Preset  *Preset         // what the columns are proposed by, before the profile; nil = none
	Suggest string          // the preset that would fit, for a comment; "" = none
}

// Init writes a commented policy of about one page that names every column once
// under keep, clean, withhold or drop, as the profile proposes. It never guesses
// law: law.pack and law.channel say CHOOSE, and Parse refuses the file until a
// person has answered. Only column names and counts are written, no cell value.
func Init(w io.Writer, in InitInput) error {
	if len(in.Columns) == 0 || len(in.Names) != len(in.Columns) {
		return errors.New("the file has no columns to write a policy for. Look whether it has a header row")
	}
	var b strings.Builder
	props := propose(in.Columns)
	var rules []string
	if in.Preset != nil {
		rules = applyPreset(in.Preset, in, props)
	}
	initHead(&b, in, props)
	for _, s := range initSections {
		initSection(&b, s, in, props)
	}
	tail := initTail
	if in.Preset != nil {
		tail = presetTail(&b, in.Preset, rules)
	}
	initTables(&b, in)
	b.WriteString(tail)
	_, err := io.WriteString(w, b.String())
	return err
}

const initTail = `
# rules:      # for what depends on the row; the first rule that fits counts
#   - {columns: [NAME], when: {COLUMN: [VALUE, blank]}, do: withhold, why: REASON}
# reasons:    # your own promises and choices; a law is named by its code
#   REASON: {promise: "What you promised.", never: [email]}
` + initEnd

const initEnd = `# lists:      # kept in Excel, saved as CSV: value, reason, by, until
#   staff: lists/staff.csv
# examples:   # run by vaughn test and before every release
#   mask: ["call 315-555-0142"]
#   keep: ["permit 2026-00412"]

# Finds that are possible but not likely: withhold masks them, stop asks a person.
# Without the next line the web withholds and a request stops.
# undecided: withhold

# 2 lines need you: law.pack, law.channel
`

// initSections are the lists under columns:, in this order.
var initSections = []struct {
	verb Verb
	says string
}{
	{Keep, "as it is; still scanned, and a find stops the release"},
	{Clean, "the text stays; personal information inside it is masked"},
	{Withhold, "a label in each cell that is not blank"},
	{Drop, "the column is left out and named in the log"},
	{Ask, "a person decides"},
}

func initHead(b *strings.Builder, in InitInput, props []proposal) {
	name := in.File
	if yq := quote(name); yq == "" {
		name = "your file"
	}
	fmt.Fprintf(b, "# Proposed by vaughn init from %s: %d rows and %d columns read. Nothing is adopted until a person has read it.\n", name, in.Rows, len(in.Columns))
	b.WriteString("about:\n  vaughn: 1\n")
	if in.Agency != "" {
		fmt.Fprintf(b, "  agency: %s\n", yamlText(in.Agency))
	} else {
		b.WriteString("  # agency: \"City of …\"\n")
	}
	dataset := in.Dataset
	if dataset == "" {
		dataset, _, _ = strings.Cut(name, ".")
	}
	fmt.Fprintf(b, "  dataset: %s\n", yamlText(dataset))
	b.WriteString("law:\n" +
		"  pack: CHOOSE       # the law of your place: vaughn list exemptions\n" +
		"  channel: CHOOSE    # web: everybody may read it; request: one person asked\n" +
		"  # approved_by: Chief Data Officer\n" +
		"  # date: 2026-11-23\n" +
		"  # until: 2027-06-30\n" +
		"input:\n")
	switch {
	case in.Preset != nil:
		fmt.Fprintf(b, "  preset: %s   # %s; proposed for channel web. On request law decides: vaughn list presets %s --pack PACK\n", in.Preset.Name, in.Preset.Title, in.Preset.Name)
	case in.Suggest != "":
		fmt.Fprintf(b, "  # the columns look like the preset %s: vaughn init FILE --preset %s -o NEW.yaml\n", in.Suggest, in.Suggest)
	}
	fmt.Fprintf(b, "  row_id: %s\n", rowIDGuess(in, props))
	b.WriteString("  unlisted: stop     # a new column stops the release until somebody names it here\n" +
		"  # not_older_than: 36h\n" +
		"columns:             # every column stands here or under rules\n")
}

func initSection(b *strings.Builder, s struct {
	verb Verb
	says string
}, in InitInput, props []proposal) {
	head := false
	for _, p := range props {
		if p.verb != s.verb {
			continue
		}
		if !head {
			fmt.Fprintf(b, "  %s:%s# %s\n", s.verb, strings.Repeat(" ", 12-len(s.verb)), s.says)
			head = true
		}
		line := "    - " + yamlText(in.Names[p.col])
		fmt.Fprintf(b, "%-36s # %s\n", line, initWhy(&in.Columns[p.col], p))
	}
}

// initWhy says in one line why a column is proposed for its list.
func initWhy(c *detect.Column, p proposal) string {
	why := p.why
	if c.Business && !c.Personal {
		return why
	}
	var finds []string
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if e.Personal() && !e.Reveals() && c.Found[e] > 0 && c.Mode != detect.ModeWhole {
			finds = append(finds, plural(e)+" in "+cellCount(c.Found[e]))
		}
	}
	if len(finds) > 0 {
		why = words.List(finds)
	} else if anyPossible(c) && c.Mode != detect.ModeWhole {
		why += "; possible finds"
	}
	return why
}

// rowIDs are headers that name a row, folded as words.Fold does.
var rowIDs = []string{"id", "rowid", "recordid", "requestid", "servicerequestid", "objectid", "casenumber", "ticketid", "uniqueid", "permitnum", "permitnumber", "incidentnumber", "billnumber", "billno"}

// rowIDGuess is the kept column that most likely names the row, or row: its
// number.
func rowIDGuess(in InitInput, props []proposal) string {
	for _, want := range rowIDs {
		for _, p := range props {
			if p.verb == Keep && words.Fold(in.Names[p.col]) == want && !in.Columns[p.col].Category {
				return yamlText(in.Names[p.col])
			}
		}
	}
	return rowNumber + "        # no column looks like a row id, so the log counts rows"
}

// yamlText writes a text so that it is read back letter by letter: plain where
// nothing can be mistaken, else in double quotes.
func yamlText(s string) string {
	if plainText(s) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// yamlWords are plain words that some YAML reader takes for something else.
var yamlWords = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "blank", "choose"}

// plainText reports whether s needs no quotes: it begins with a letter and goes
// on with letters, digits, single spaces, _ and - only.
func plainText(s string) bool {
	for _, w := range yamlWords {
		if strings.EqualFold(s, w) {
			return false
		}
	}
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		switch {
		case letter:
		case i == 0:
			return false
		case '0' <= r && r <= '9', r == '_', r == '-':
		case r == ' ' && i+1 < len(s) && s[i-1] != ' ':
		default:
			return false
		}
	}
	return s != ""
}
