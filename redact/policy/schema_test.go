package policy

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	yaml "go.yaml.in/yaml/v4"
)

var updateSchema = flag.Bool("update-schema", false, "write docs/policy.schema.json again")

// TestSchemaDoc holds that the schema beside the documentation is this one.
func TestSchemaDoc(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "policy.schema.json")
	if *updateSchema {
		if err := os.WriteFile(path, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(Schema()), string(got)); d != "" {
		t.Errorf("docs/policy.schema.json is not the schema; write it with go test -run SchemaDoc ./redact/policy -update-schema (-want +got):\n%s", d)
	}
}

// TestSchemaKeys holds that the parser and the schema know the same keys: an
// unknown key of each mapping is refused with the list of those that are known.
func TestSchemaKeys(t *testing.T) {
	const law = "law: {pack: generic, channel: web}\ncolumns: {keep: [A]}\n"
	table := func(s string) string { return law + "release: [tables]\naggregate: [{" + s + "}]\n" }
	at := map[string]string{
		"the policy": "zzz: 1\n" + law, "about": law + "about: {zzz: 1}\n", "law": "law: {zzz: 1}\n", "input": law + "input: {zzz: 1}\n",
		"rule": law + "rules: [{zzz: 1}]\n", "reason": law + "reasons: {r: {zzz: 1}}\n", "examples": law + "examples: {zzz: 1}\n",
		"pattern": law + "patterns: [{zzz: 1}]\n", "table": table("zzz: 1"), "by": table("by: [{zzz: 1}]"), "unit": table("unit: {zzz: 1}"),
		"hide": table("hide: {zzz: 1}"), "also": table("also: {zzz: 1}"), "guard": table("guard: {zzz: 1}"),
		"columns": "law: {pack: generic, channel: web}\ncolumns: {zzz: [A]}\n", "roles": law + "roles: {zzz: [A]}\n",
	}
	known := regexp.MustCompile(`(?:Keys|Verbs|Roles): ([a-z_, -]+)\.`)
	for _, o := range schemaObjects() {
		src, ok := at[o.name]
		if !ok {
			t.Errorf("the test has no example of %s", o.name)
			continue
		}
		_, err := Parse("a.yaml", []byte(src))
		if err == nil {
			t.Errorf("%s: an unknown key is read", o.name)
			continue
		}
		var want []string
		for _, line := range strings.Split(err.Error(), "\n") {
			if m := known.FindStringSubmatch(line); m != nil && strings.Contains(line, "zzz") {
				want = strings.Split(m[1], ", ")
			}
		}
		var got []string
		for _, k := range o.keys {
			got = append(got, k.key)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-parser +schema):\n%s", o.name, d)
		}
	}
}

// TestSchemaAccepts holds that every policy that Parse reads fits the schema: those
// of the documentation, the demo, the scripts and the tests.
func TestSchemaAccepts(t *testing.T) {
	sources := map[string]string{"weekly": weekly, "tabled": weekly + tabled, "every": every}
	for _, pattern := range []string{"../../docs/*.md", "../../testdata/script/*.txtar", "../../cmd/vaughn/demo/*.yaml", "../../testdata/*/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range policiesIn(f, string(b)) {
				sources[f+" "+strconv.Itoa(i+1)] = s
			}
		}
	}
	read := 0
	for name, src := range sources {
		if _, err := Parse("a.yaml", []byte(src)); err != nil {
			continue // scripts hold policies that are wrong
		}
		read++
		if msg := checkSchema(t, src); msg != "" {
			t.Errorf("%s: %s", name, msg)
		}
	}
	if read < 12 {
		t.Errorf("only %d policies were looked at", read)
	}
}

// policiesIn cuts the policies out of a page, a script or a policy file.
func policiesIn(file, src string) []string {
	switch filepath.Ext(file) {
	case ".md":
		var out []string
		for _, b := range strings.Split(src, "```yaml\n")[1:] {
			one, _, _ := strings.Cut(b, "```")
			out = append(out, one)
		}
		return out
	case ".txtar":
		var out []string
		for _, part := range regexp.MustCompile(`(?m)^-- .*\.ya?ml --\n`).Split(src, -1)[1:] {
			one, _, _ := strings.Cut(part, "\n-- ")
			out = append(out, one+"\n")
		}
		return out
	default:
		return []string{src}
	}
}

// TestSchemaRefuses holds that what is wrong by its structure does not fit, and
// that Parse refuses it too.
func TestSchemaRefuses(t *testing.T) {
	const law = "law: {pack: generic, channel: web}\n"
	const cols = law + "columns: {keep: [A]}\n"
	for name, src := range map[string]string{
		"unknown key":        cols + "colums: {keep: [A]}\n",
		"no law":             "columns: {keep: [A]}\n",
		"no channel":         "law: {pack: generic}\ncolumns: {keep: [A]}\n",
		"init's questions":   "law: {pack: CHOOSE, channel: CHOOSE}\ncolumns: {keep: [A]}\n",
		"unknown verb":       law + "columns: {redact: [A]}\n",
		"coarsen in columns": law + "columns: {coarsen: [A]}\n",
		"rules no list":      law + "rules: {columns: [A], do: keep}\n",
		"rule without do":    law + "rules: [{columns: [A]}]\n",
		"to unknown":         law + "rules: [{columns: [A], do: coarsen, to: house}]\n",
		"unknown word":       law + "rules: [{columns: [A], do: keep, holds: nmae}]\n",
		"no day":             "law: {pack: generic, channel: web, until: 30.6.2027}\ncolumns: {keep: [A]}\n",
		"no age":             cols + "input: {not_older_than: 36 hours}\n",
		"unlisted keep":      cols + "input: {unlisted: keep}\n",
		"preset unknown":     cols + "input: {preset: sewer-bills}\n",
		"role unknown":       cols + "roles: {clerk: [A]}\n",
		"reason unknown key": cols + "reasons: {r: {promis: x}}\n",
		"empty list":         law + "columns: {keep: []}\n",
		"empty when":         law + "rules: [{columns: [A], when: {}, do: keep}]\n",
		"undecided":          cols + "undecided: maybe\n",
		"another version":    cols + "about: {vaughn: 2}\n",
		"table without hide": law + "release: [tables]\naggregate: [{table: t, by: [{as: m, date: D, each: month}], show: {n: count}}]\n",
		"threshold":          law + "release: [tables]\naggregate: [{table: t, by: [{as: m, date: D, each: month}], show: {n: count}, hide: {below: 2}}]\n",
		"measure":            law + "release: [tables]\naggregate: [{table: t, by: [{as: m, date: D, each: month}], show: {n: cuont}, hide: {below: 11}}]\n",
		"release":            cols + "release: [row]\n",
	} {
		if msg := checkSchema(t, src); msg == "" {
			t.Errorf("%s: fits the schema", name)
		}
		if _, err := Parse("a.yaml", []byte(src)); err == nil {
			t.Errorf("%s: is read", name)
		}
	}
}

// checkSchema says where a policy does not fit the schema, "" where it does.
func checkSchema(t *testing.T, src string) string {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		t.Fatal(err)
	}
	return fits(root, root, doc.Content[0], "policy")
}

// fits is as much of JSON Schema as the schema uses; a keyword that it does not
// know is a failure.
func fits(root, s map[string]any, n *yaml.Node, at string) string {
	for k, v := range s {
		msg := ""
		switch k {
		case "$schema", "$defs", "title", "description":
		case "$ref":
			name := strings.TrimPrefix(v.(string), "#/$defs/")
			def, ok := root["$defs"].(map[string]any)[name].(map[string]any)
			if !ok {
				return at + ": no definition " + name
			}
			msg = fits(root, def, n, at)
		case "anyOf":
			msg = at + ": fits none"
			for _, one := range v.([]any) {
				if fits(root, one.(map[string]any), n, at) == "" {
					msg = ""
				}
			}
		case "type":
			if !slices.Contains(strings.Fields(typeWords(v)), typeOf(n)) {
				msg = at + " is " + typeOf(n)
			}
		case "enum":
			ok := false
			for _, one := range v.([]any) {
				ok = ok || n.Kind == yaml.ScalarNode && toText(one) == n.Value
			}
			if !ok {
				msg = at + ": not one of the words"
			}
		case "pattern":
			if n.Kind == yaml.ScalarNode && !regexp.MustCompile(v.(string)).MatchString(n.Value) {
				msg = at + ": not of the form"
			}
		case "minimum":
			if f, err := strconv.ParseFloat(n.Value, 64); err != nil || f < v.(float64) {
				msg = at + ": too small"
			}
		case "minItems":
			if n.Kind == yaml.SequenceNode && float64(len(n.Content)) < v.(float64) {
				msg = at + ": too few"
			}
		case "minProperties":
			if n.Kind == yaml.MappingNode && float64(len(n.Content)/2) < v.(float64) {
				msg = at + ": too few"
			}
		case "items":
			for i, c := range n.Content {
				if n.Kind == yaml.SequenceNode && msg == "" {
					msg = fits(root, v.(map[string]any), c, at+"["+strconv.Itoa(i)+"]")
				}
			}
		case "required":
			for _, key := range v.([]any) {
				if n.Kind == yaml.MappingNode && valueOf(n, key.(string)) == nil {
					msg = at + ": no " + key.(string)
				}
			}
		case "properties", "additionalProperties":
			msg = fitsKeys(root, s, n, at)
		default:
			return "the checker does not know " + k
		}
		if msg != "" {
			return msg
		}
	}
	return ""
}

func fitsKeys(root, s map[string]any, n *yaml.Node, at string) string {
	props, _ := s["properties"].(map[string]any)
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		sub, ok := props[key].(map[string]any)
		if !ok {
			if sub, ok = s["additionalProperties"].(map[string]any); !ok {
				return at + ": unknown key " + key
			}
		}
		if msg := fits(root, sub, n.Content[i+1], at+"."+key); msg != "" {
			return msg
		}
	}
	return ""
}

func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func typeOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "object"
	case n.Kind == yaml.SequenceNode:
		return "array"
	case n.Tag == "!!int":
		return "integer"
	case n.Tag == "!!float":
		return "number"
	case n.Tag == "!!bool":
		return "boolean"
	case n.Tag == "!!null":
		return "null"
	default:
		return "string"
	}
}

func typeWords(v any) string {
	out := ""
	list, many := v.([]any)
	if !many {
		list = []any{v}
	}
	for _, one := range list {
		out += " " + one.(string)
		if one == "number" {
			out += " integer"
		}
	}
	return out
}

func toText(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return v.(string)
}
