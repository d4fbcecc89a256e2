package detect_test

import (
	"strings"
	"testing"

	"vaughn/detect"
)

// TestStarredLabels holds that nothing is read behind or in the stars that the
// independent pass writes over the labels of a release.
func TestStarredLabels(t *testing.T) {
	s := engine(t).NewScanner()
	for _, text := range []string{
		"usr=@ act=VIEW", "password: @ r2t5u", "user_id=@ event=export", "ftp://@:@@ftp.example.org/out",
	} {
		tx := &detect.Text{S: strings.NewReplacer("@@", strings.Repeat("*", 37)+"@", "@", strings.Repeat("*", 37)).Replace(text)}
		ms, err := s.Scan(nil, tx)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range detect.Resolve(ms, tx, nil) {
			if m.Entity.Personal() && m.Likelihood >= detect.Possible {
				t.Errorf("%q: %s", text, m.Entity)
			}
		}
	}
}
