package verify

import "vaughn/exemptions"

// file notes what a released file is.
func (r *Result) file(f *exemptions.File) {
	if f.Table != nil {
		r.tables++
		if f.Table.GeoJSON != "" {
			r.data[f.Table.GeoJSON] = true
		}
	} else if !r.data[f.Name] {
		r.rows++
	}
	r.data[f.Name] = true
}

// account writes down what was checked, in the words of the log.
func (r *Result) account() {
	if r.rows > 0 || r.tables == 0 {
		r.accountRows()
	}
	if r.tables > 0 {
		r.accountTables()
	}
	r.NotChecked = append(r.NotChecked, "that nothing personal was missed: detectors find shapes, labelled values, names and addresses, not everything a person would recognise")
}

// accountRows speaks of the files that are rows of an input.
func (r *Result) accountRows() {
	r.Checked = append(r.Checked,
		"every label in the released files has its line in the exemption log, and every line its labels",
		"the released files were searched again for personal information, and what is left was declared")
	if r.compared == 0 {
		r.NotChecked = append(r.NotChecked,
			"whether withheld values stand elsewhere in the release (needs the inputs)",
			"whether the released text is otherwise unchanged (needs the inputs)")
		return
	}
	of := ""
	switch {
	case r.compared < r.rows:
		of = " (of the files whose inputs are at hand)"
	case r.tables > 0:
		of = " (of the files that are rows)"
	}
	r.Checked = append(r.Checked,
		"every released cell is the cell of the input, or accounted for in the log"+of,
		"no withheld value was found in another cell of its record"+of,
		"no withheld e-mail address, identifier, account, card or 10-digit telephone number was found anywhere in the released files"+of)
}

// accountTables speaks of tables of counts.
func (r *Result) accountTables() {
	r.Checked = append(r.Checked,
		"every table has the rows, the codes and as many hidden numbers as the manifest and the exemption log say",
		"the codes of places and categories in the tables were searched for personal information")
	if r.attacked {
		r.Checked = append(r.Checked,
			"totals that are shown with all their parts are the sums of them, in each table and between tables",
			"no hidden number can be worked out from the totals, of all tables together, and none is left within a few values by them step by step")
	}
	if r.areas {
		r.Checked = append(r.Checked, "the areas for maps show the numbers of their tables, and none that a table hides")
	}
	r.NotChecked = append(r.NotChecked,
		"whether the numbers of the tables are those of the inputs (the rows are not counted a second time)",
		"what somebody can work out of the tables with knowledge of his own, or with other releases")
}
