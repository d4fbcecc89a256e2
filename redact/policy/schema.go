package policy

import (
	"bytes"
	"encoding/json"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// schema is a part of a JSON Schema (draft 2020-12).
type schema map[string]any

// schemaKey is one key of a mapping: its name, what it is for, what it takes.
type schemaKey struct {
	key, says string
	takes     schema
}

// schemaObject is one mapping of the language. A test holds its keys against those
// of the parser.
type schemaObject struct {
	name string
	keys []schemaKey
	need []string // keys that must stand
}

// Schema is the JSON Schema of the policy language, for editors that complete and
// check while somebody types. It knows what a policy may hold, and not what only
// the data or the pack can tell: Parse and BindAll say more.
func Schema() []byte {
	defs := schema{
		"text":  schema{"type": []string{"string", "number", "boolean"}, "description": "A text; every value is read as it is written."},
		"texts": oneOrMore(ref("text")),
		"day":   schema{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, "description": "A day, YYYY-MM-DD."},
		"when": schema{"type": "object", "minProperties": 1, "additionalProperties": ref("texts"),
			"description": "COLUMN: one value or a list; blank is an empty cell, list NAME a value of a list."},
		"holds": oneOrMore(oneOfWords(Words()...)),
	}
	top := schema{}
	for _, o := range schemaObjects() {
		if o.name == "the policy" {
			top = o.schema()
			continue
		}
		defs[o.name] = o.schema()
	}
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = "vaughn policy"
	top["description"] = "What happens to every column of a release. See docs/policy.md."
	top["$defs"] = defs
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if enc.Encode(top) != nil {
		return nil // made of texts and lists only: cannot fail
	}
	return b.Bytes()
}

func (o *schemaObject) schema() schema {
	props := schema{}
	for _, k := range o.keys {
		p := schema{"description": k.says}
		for key, v := range k.takes {
			p[key] = v
		}
		if k.says == "" {
			delete(p, "description")
		}
		props[k.key] = p
	}
	out := schema{"type": "object", "properties": props, "additionalProperties": false, "minProperties": 1}
	if len(o.need) > 0 {
		out["required"] = o.need
	}
	return out
}

func ref(name string) schema { return schema{"$ref": "#/$defs/" + name} }

func oneOfWords(of ...string) schema { return schema{"enum": of} }

func listOf(item schema) schema { return schema{"type": "array", "items": item, "minItems": 1} }

func oneOrMore(item schema) schema { return schema{"anyOf": []schema{item, listOf(item)}} }

func manyOf(item schema) schema {
	return schema{"type": "object", "additionalProperties": item, "minProperties": 1}
}

// schemaObjects are the mappings of the language.
func schemaObjects() []schemaObject {
	return append(append(schemaHead(), schemaRules()...), schemaTables()...)
}

func schemaHead() []schemaObject {
	text, texts, day := ref("text"), ref("texts"), ref("day")
	return []schemaObject{
		{"the policy", []schemaKey{
			{"about", "Who releases what.", ref("about")}, {"law", "Which law, how it reaches people, who approved.", ref("law")},
			{"input", "What the files look like.", ref("input")}, {"columns", "What happens to each column.", ref("columns")},
			{"rules", "What depends on the row; the first that fits counts.", listOf(ref("rule"))},
			{"reasons", "The agency's own promises, policies, findings, consents and confirmed codes.", manyOf(ref("reason"))},
			{"lists", "Lists kept beside the policy; .csv, or .keyed of vaughn key list.", manyOf(text)},
			{"examples", "Invented texts that vaughn test and every release run.", ref("examples")},
			{"undecided", "Finds that are possible but not likely.", oneOfWords("withhold", "stop")},
			{"roles", "In what capacity the people of a column stand there.", ref("roles")},
			{"patterns", "The agency's own shapes.", listOf(ref("pattern"))},
			{"release", "What leaves.", oneOrMore(oneOfWords(releaseRows, releaseTables))},
			{"aggregate", "Tables of counts.", listOf(ref("table"))}}, []string{"law"}},
		{"about", []schemaKey{
			{"vaughn", "Version of the language.", schema{"enum": []any{1, "1"}}}, {"agency", "Its name, as the log prints it.", text},
			{"dataset", "Its name.", text}, {"request", "Number of a request.", text}, {"received", "When the request came in.", day},
			{"decided_by", "Who decides a request.", text}, {"contact", "Where people ask.", text}}, nil},
		{"law", []schemaKey{
			{"pack", "vaughn list exemptions", text},
			{"channel", "web: everybody may read it; request: one person asked; inspection: looked at only.", oneOfWords(string(Web), string(Request), string(Inspection))},
			{"approved_by", "Who approved this policy.", text}, {"date", "When.", day}, {"until", "Last day on which it counts.", day}}, []string{"pack", "channel"}},
		{"input", []schemaKey{
			{"preset", "vaughn list presets", oneOfWords(Presets()...)}, {"row_id", "The column that names a row, or row.", text},
			{"unlisted", "Columns that the policy does not name.", oneOfWords("stop", "withhold", "drop", "ask")},
			{"not_older_than", "Age of the file, 36h or 5d.", schema{"type": "string", "pattern": "^[0-9]+[hd]$"}}, {"time_zone", "Of dates without one.", text},
			{"files", "Names of the files this policy is for.", text}, {"sheet", "Name of a sheet.", text},
			{"header_row", "A number from 1, or none.", text}, {"encoding", "", oneOfWords(encodings...)}, {"delimiter", "", oneOfWords(delimiters...)},
			{"ragged", "Records with more or fewer fields.", oneOfWords("accept", "refuse")}, {"leave_out", "Rows that are not released.", ref("when")},
			{"rows_are", "What one row is.", oneOfWords(rowsArePeople, "things")}, {"quasi_identifiers", "Columns that somebody may know of a person.", texts},
			{"published_at", "Where the source already shows these texts to everybody.", text}}, nil},
	}
}

func schemaRules() []schemaObject {
	text, texts, day := ref("text"), ref("texts"), ref("day")
	var columns, roles []schemaKey
	for _, v := range columnVerbs {
		columns = append(columns, schemaKey{string(v), means(v), texts})
	}
	for _, r := range exemptions.Roles() {
		roles = append(roles, schemaKey{r, "", texts})
	}
	var kinds []string
	for _, e := range detect.Entities() {
		kinds = append(kinds, e.String())
	}
	return []schemaObject{
		{"columns", columns, nil},
		{"roles", roles, nil},
		{"rule", []schemaKey{
			{"columns", "Handled together.", texts}, {"when", "In which rows.", ref("when")}, {"do", "A verb.", oneOfWords(verbNames(allVerbs())...)},
			{"to", "How far coarsen goes.", schema{"type": "string", "pattern": "^(" + strings.Join(coarsenings, "|") + "|[0-4] decimals?)$"}},
			{"why", "A code of the pack, or one of reasons.", text}, {"holds", "What may stay in a cell that is kept or cleaned.", ref("holds")}}, []string{"do"}},
		{"reason", []schemaKey{
			{"promise", "What the agency told the public.", text}, {"policy", "The agency's own choice.", text},
			{"finding", "File of a written finding; with for, by and date.", text}, {"consent", "What people consented to, or did not.", text},
			{"code", "A code that somebody confirmed; with confirmed_by and date.", text}, {"for", "The law that a finding is made under.", text},
			{"by", "Who found.", text}, {"confirmed_by", "Who confirmed that the code may be used.", text}, {"date", "When.", day},
			{"never", "Kinds that may never show.", ref("holds")}, {"only", "tables: no row is released.", oneOfWords("tables")},
			{"collected", "never: the agency does not collect these kinds at all.", oneOfWords("never")}, {"except", "Lists of what the promise is not about.", texts}}, nil},
		{"examples", []schemaKey{{"mask", "Something in each must be masked.", texts}, {"keep", "Nothing in any may be masked.", texts}}, nil},
		{"pattern", []schemaKey{{"entity", "vaughn list entities", oneOfWords(kinds...)}, {"expr", "A regular expression.", text},
			{"label", "Words, one of which must stand in the header or before it.", texts}}, []string{"entity", "expr"}},
	}
}

func means(v Verb) string {
	for _, i := range verbs {
		if i.Verb == v {
			return i.Means
		}
	}
	return ""
}

func schemaTables() []schemaObject {
	text, texts, day := ref("text"), ref("texts"), ref("day")
	least := schema{"type": "integer", "minimum": 3}
	var showing []string
	for _, m := range measures {
		one := m.word
		if one == "p90" {
			one = "p[1-9][0-9]?"
		}
		if m.takes != "" {
			one += " .+"
		}
		showing = append(showing, one)
	}
	return []schemaObject{
		{"table", []schemaKey{
			{"table", "Name of its files.", text}, {"by", "One to six dimensions.", listOf(ref("by"))},
			{"show", "NAME: MEASURE", manyOf(schema{"type": "string", "pattern": "^ *(" + strings.Join(showing, "|") + ") *$"})},
			{"unit", "What count counts, if not rows.", ref("unit")}, {"hide", "How small numbers are protected.", ref("hide")},
			{"also", "Totals, and rows without a place.", ref("also")}, {"guard", "Areas or a threshold may differ from the last release.", ref("guard")}},
			[]string{"table", "by", "show", "hide"}},
		{"by", []schemaKey{
			{"as", "The column in the table.", text}, {"place", "[LATITUDE, LONGITUDE], or one column.", texts}, {"inside", "GeoJSON file of areas.", text},
			{"name", "The property that names an area.", text}, {"to", "How far a place is shown.", oneOfWords(placeWords...)}, {"map", "CSV file of values and codes.", text},
			{"date", "A column of dates.", text}, {"each", "The period.", oneOfWords(periods...)}, {"starts", "First month of a fiscal year.", oneOfWords(months...)},
			{"appears_after", "How long after its end a period is shown, 36h or 5d.", schema{"type": "string", "pattern": "^[0-9]+[hd]$"}},
			{"part_of", "The larger area, periods or groups.", texts}, {"or", "Larger periods, tried in turn.", oneOrMore(oneOfWords(periods...))},
			{"column", "A column as it is.", text}}, []string{"as"}},
		{"unit", []schemaKey{{"people", "Columns that tell people apart.", texts}, {"households", "Columns that tell households apart.", texts}}, nil},
		{"hide", []schemaKey{
			{"below", "Smaller numbers are hidden; 11 is usual.", least}, {"round", "Smaller numbers become 0 or this.", least},
			{"none", "Nothing is hidden; one of reasons with policy.", text}, {"why", "A code of the pack, or one of reasons.", text},
			{"stop_if_over", "10%", schema{"type": "string", "pattern": "^[0-9.]+ *%$"}}}, nil},
		{"also", []schemaKey{{"totals", "Names of dimensions, and all.", texts}, {"not_located", "", oneOfWords(showNotLocated, leaveOutNotLocated)}}, nil},
		{"guard", []schemaKey{{"override", "Why they differ.", text}, {"by", "Who says so.", text}, {"date", "When.", day}}, []string{"override", "by", "date"}},
	}
}
