package detect_test

import (
	"strings"
	"testing"
	"time"

	"vaughn/detect"
)

// TestLinear holds that a text of labels without a space between them, each of which
// looks for a value, takes time in proportion to its length: eight times the text
// sixteen times the time at most.
func TestLinear(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := e.NewScanner()
	least := func(text string) time.Duration {
		best := time.Hour
		for range 3 {
			start := time.Now()
			if _, err := s.Scan(nil, &detect.Text{S: text}); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	for _, unit := range []string{
		"key-", "key_", "key.", "user-a.", "password-", "bearer.", "bearer=", "bearer:1", "basic/", "token1-", "session=1-", "sid1-",
		"passphrase=", "passphrase:", "passphrase: a", "a1-2-3-4-", "p1ate-", "account-1-", "vin-AB1234-", "pin.",
	} {
		short, long := strings.Repeat(unit, 1<<14/len(unit)), strings.Repeat(unit, 1<<17/len(unit))
		if a, b := least(short), least(long); b > 16*a+50*time.Millisecond {
			t.Errorf("%q: 16 KB take %v, 128 KB %v", unit, a, b)
		}
	}
}
