package tables

import "vaughn/redact/aggregate/key"

// Field is a column of the CSV as a data package (Table Schema, version 2)
// describes it.
type Field struct {
	Name        string    `json:"name"`
	Type        string    `json:"type"`
	Description string    `json:"description,omitempty"`
	Missing     []Missing `json:"missingValues,omitempty"`
	True        []string  `json:"trueValues,omitempty"`
	False       []string  `json:"falseValues,omitempty"`
}

// Missing is a text that stands for no value.
type Missing struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Fields describes the columns that [WriteCSV] writes, in their order. Codes are
// texts whatever they look like: a period may be a total, and "007" is not 7.
func (t *Table) Fields() []Field {
	var out []Field
	for i := range t.Dims {
		about := "Category"
		switch t.Dims[i].Kind {
		case key.Place:
			about = "Place"
		case key.Date:
			about = "Period"
		}
		out = append(out, Field{Name: t.Dims[i].Name, Type: "string", Description: about + "; " + key.TotalCode + " stands for all together"})
	}
	for _, m := range t.Measures {
		out = append(out,
			Field{Name: m.Name, Type: m.Number, Description: m.Words, Missing: []Missing{{Value: "", Label: "Hidden, or no number; " + m.Name + hiddenSuffix + " tells them apart"}}},
			Field{Name: m.Name + hiddenSuffix, Type: "boolean", Description: "Whether the number of " + m.Name + " is hidden", True: []string{yes}, False: []string{no}})
	}
	return out
}
