package detect

// zipAreas are the first three digits of the ZIP codes of each State, from and to
// (USPS Publication 65, three-digit prefixes; Labeling List L002).
const zipAreas = "ma010027 ma055055 ri028029 nh030038 me039049 vt050059 ct060069 nj070089 ae090099 ny005005 ny063063 ny100149 pa150196 de197199 " +
	"dc200205 md206219 va201201 va220246 wv247268 nc270289 sc290299 ga300319 ga398399 fl320349 aa340340 al350369 tn370385 ms386397 ky400427 oh430459 " +
	"in460479 mi480499 ia500528 wi530549 mn550567 sd570577 nd580588 mt590599 il600629 mo630658 ks660679 ne680693 " +
	"la700714 ar716729 ok730749 tx733733 tx750799 tx885885 co800816 wy820831 id832838 ut840847 az850865 nm870884 nv889898 " +
	"ca900961 ap962966 gu969969 hi967968 or970979 wa980994 ak995999 pr006007 pr009009 vi008008 "

// zipArea is one row of zipAreas: two letters, two times three digits, a space.
const zipArea = 9

// zipKnown reports a ZIP code whose first three digits are in use.
func zipKnown(zip string) bool { return zipOf("", zip) }

// zipOf reports a ZIP code of the State, "" for any.
func zipOf(state, zip string) bool {
	if len(zip) < 5 || !digitsAt(zip, 0, 5) {
		return false
	}
	var two [2]byte
	if state != "" {
		two[0], two[1] = state[0]|0x20, state[len(state)-1]|0x20
	}
	for i := 0; i < len(zipAreas); i += zipArea {
		row := zipAreas[i : i+zipArea]
		if row[2:5] <= zip[:3] && zip[:3] <= row[5:8] && (state == "" || two[0] == row[0] && two[1] == row[1]) {
			return true
		}
	}
	return false
}
