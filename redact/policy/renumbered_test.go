package policy

import (
	"strings"
	"testing"

	"vaughn/detect"
)

// TestARenumberedLawIsRefused holds that a policy cannot mean another paragraph
// than the one its writer had before the numbers moved.
func TestARenumberedLawIsRefused(t *testing.T) {
	tab := Table{File: "sites.csv"}
	tab.add(col("Alarm", detect.None, detect.ModeNone))
	for why, want := range map[string]string{
		"MO 610.021(19)":    "until 2024-08-27 it was what is now MO 610.021(20) (mo.security-plans)",
		"MO 610.021(20)":    "(mo.access-codes), since then it is mo.security-plans",
		"mo.security-plans": "needs a written finding",
		"mo.access-codes":   "",
	} {
		p := mustParse(t, "sites.yaml", "law: {pack: mo-sunshine, channel: request}\nrules:\n  - {columns: [Alarm], do: withhold, why: \""+why+"\"}\n")
		_, err := bindOne(p, pack(t, "mo-sunshine"), tab, nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("why: %s: got %v, want %q", why, err, want)
		}
	}
}
