package exemptions

// Hidden is the action of a number that is hidden in a table of counts.
const Hidden Action = "hidden in a table"

// Table is a released table's account: what a reader, and a later check, need to
// know of it. It holds no hidden number and does not say which of the hidden
// numbers is small by itself.
type Table struct {
	Title    string         `json:"title"`
	Dims     []TableDim     `json:"dimensions"` // the first columns of the file, in order
	Measures []TableMeasure `json:"measures"`   // each is a column and one named <measure>_hidden
	Unit     string         `json:"unit"`       // rows, people, households
	Below    int64          `json:"hidden_below,omitempty"`
	Round    int64          `json:"rounded_to,omitempty"`
	Rule     string         `json:"rule"`              // in words
	Cells    int64          `json:"cells"`             // rows of the file
	Hidden   int64          `json:"hidden"`            // of them with their numbers hidden
	Reasons  []TableReason  `json:"reasons,omitempty"` // the hidden ones by reason, only where that gives nothing away
	Audit    *TableAudit    `json:"audit,omitempty"`   // nil where nothing is hidden
	GeoJSON  string         `json:"geojson,omitempty"` // file
	Held     []string       `json:"held,omitempty"`    // periods whose numbers stay as they were first released
}

// TableDim is one dimension.
type TableDim struct {
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`              // place, date, category
	Codes []string `json:"codes"`             // without the total
	Up    []int    `json:"part_of,omitempty"` // by code: index of the code that sums it, -1 = directly below the total; nil = all are
}

// TableMeasure is one measure.
type TableMeasure struct {
	Name  string `json:"name"`
	Words string `json:"words"`
	Adds  bool   `json:"adds_up"` // totals are the sums of their parts
}

// TableReason counts hidden cells.
type TableReason struct {
	Reason string `json:"reason"`
	Cells  int64  `json:"cells"`
}

// TableAudit is the result of the attack on the tables of a release.
type TableAudit struct {
	Equations int64 `json:"equations"`   // that the released numbers obey
	Protected int64 `json:"protected"`   // small numbers with a witness, of all tables of the release
	Width     int64 `json:"least_width"` // of any witness
	Required  int64 `json:"required_width"`
}
