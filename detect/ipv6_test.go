package detect

import (
	"net/netip"
	"testing"

	"pgregory.net/rapid"
)

// What isIPv6 takes is what the standard library takes.
func TestIPv6IsWhatNetipParses(t *testing.T) {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{":", "::", "1", "db8", "ffff", "12345", "192.0.2.1", ".", "1.2.3"}), 0, 18)
	rapid.Check(t, func(rt *rapid.T) {
		s := ""
		for _, p := range parts.Draw(rt, "parts") {
			s += p
		}
		a, err := netip.ParseAddr(s)
		if got, want := isIPv6(s), err == nil && a.Is6(); got != want {
			rt.Fatalf("%q: %v, want %v", s, got, want)
		}
	})
}
