package release

import (
	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
)

// joinKinds are numbers that one thing or person has in many data sets. A file
// that names the owner of a parcel and one that has its arrears by parcel are two
// files only until somebody puts them side by side.
var joinKinds = []detect.Entity{detect.ParcelID, detect.AccountNumber, detect.LicensePlate, detect.VIN, detect.USDriverLicense, detect.MedicalRecord}

// linked says, one sentence for each kind, that files of this release can be put
// side by side by a number that several of them show.
func linked(jobs []*job) []string {
	var out []string
	for _, e := range joinKinds {
		var where []string
		files := map[string]bool{}
		for _, j := range jobs {
			for k, p := range j.plans {
				for c := range p.Columns {
					if p.Columns[c].Entity == e && shows(p, c, policy.Withhold, policy.Code, policy.Coarsen, policy.Ask) {
						files[j.name] = true
						where = append(where, j.name+" ("+j.parts[k].safe[c]+")")
					}
				}
			}
		}
		if len(files) > 1 {
			out = append(out, words.List(where)+" show the same kind of number ("+e.Plain()+"): who has these files can join their rows, and what one withholds of a row another may tell.")
		}
	}
	return out
}
