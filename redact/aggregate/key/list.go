package key

// The kinds of keys, one file each. A new kind is a file and a row here; what the
// words of a policy are is the business of the package that reads policies.
//
//	constructor    file          cells               codes                        part of
//	Areas          area.go       lat, lng or point   a property of the map        another property
//	ZIP            zip.go        ZIP code            90210                        902 or 000
//	ZIP3           zip.go        ZIP code            902, 000                     -
//	HundredBlock   street.go     street address      1200 block Oak St            Oak St
//	Street         street.go     street address      Oak St, Elm St & Oak St      -
//	Crosswalk      crosswalk.go  anything            second column of a list      third column
//	Geohash        geohash.go    lat, lng or point   dr5regw                      dr5reg
//	Column         column.go     anything            the text                     second column of a list
//	Dates          date.go       date or time        2026-05-14, 2026-W20,        longer periods
//	                                                 2026-05, 2026-Q2, 2026,
//	                                                 FY2026, Mon 09
//
// All of them keep these rules:
//
//   - A text that begins with one of the reserved codes, in any case ("(all)",
//     "(Unknown) street"), is Unknown, so that no data can be taken for a total.
//     Maps and lists with such codes are refused.
//   - A code has at most [MaxCode] bytes; a cell whose code would be longer is Unknown.
//   - Where a name of the level above is also a code of the level below (ward 3 in
//     district 3), all names of the level above are written with the name of their
//     property or column before them: "DISTRICT 3".
var (
	_ Key = (*AreaKey)(nil)
	_ Key = (*ZIPKey)(nil)
	_ Key = (*ZIP3Key)(nil)
	_ Key = (*BlockKey)(nil)
	_ Key = (*StreetKey)(nil)
	_ Key = (*CrosswalkKey)(nil)
	_ Key = (*GeohashKey)(nil)
	_ Key = (*ColumnKey)(nil)
	_ Key = (*DateKey)(nil)
)
