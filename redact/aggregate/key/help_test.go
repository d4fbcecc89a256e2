package key

import (
	"strings"
	"testing"
)

// want is a cell and what a key should find in it: a code, or a reserved code for
// what is not Known.
type want struct{ in, code string }

// one is the code of cells, a reserved one where there is none.
func one(t testing.TB, k Key, cells ...string) string {
	t.Helper()
	out, found := k.Code([]byte("x"), cells)
	if out[0] != 'x' {
		t.Fatalf("%q: what stood in dst is gone", cells)
	}
	code := string(out[1:])
	switch found {
	case Known:
		if code == "" || len(code) > MaxCode || reserved(code) {
			t.Fatalf("%q: %q is no code", cells, code)
		}
		return code
	case NotLocated:
		if code != "" {
			t.Fatalf("%q: not located, and dst has grown", cells)
		}
		return NotLocatedCode
	default:
		if code != "" {
			t.Fatalf("%q: unknown, and dst has grown", cells)
		}
		return UnknownCode
	}
}

func checkCodes(t *testing.T, k Key, cases []want) {
	t.Helper()
	for _, c := range cases {
		if got := one(t, k, c.in); got != c.code {
			t.Errorf("%q: got %q, want %q", c.in, got, c.code)
		}
	}
}

// refuses checks that an error came, says where, and quotes no value.
func refuses(t *testing.T, err error, where string, never ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error where %q was to be said", where)
		return
	}
	if !strings.Contains(err.Error(), where) {
		t.Errorf("error %q does not say %q", err, where)
	}
	for _, v := range never {
		if strings.Contains(err.Error(), v) {
			t.Errorf("error %q quotes %q", err, v)
		}
	}
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
