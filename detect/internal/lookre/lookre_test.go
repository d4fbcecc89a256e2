package lookre

import (
	"errors"
	"strings"
	"testing"
)

func spans(t *testing.T, expr, text string) []string {
	t.Helper()
	re, err := Compile(expr)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := re.FindAll(text, func(start, end int) { got = append(got, text[start:end]) }); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestOffsetsAreBytes(t *testing.T) {
	got := spans(t, `(?<=#)\p{L}+`, "José Núñez #año, 😀 #uno")
	if strings.Join(got, "|") != "año|uno" {
		t.Errorf("got %q", got)
	}
}

func TestMatchesAcrossWindows(t *testing.T) {
	for _, n := range []int{3500, Window - Overlap - 2, Window - 20, Window - 3, Window, 2*Window - Overlap - 5} {
		text := strings.Repeat("é", n/2) + "#" + strings.Repeat("7", 40) + " " + strings.Repeat("-", Window)
		got := spans(t, `#\d+`, text)
		if len(got) != 1 || len(got[0]) != 41 {
			t.Errorf("after %d bytes: %d matches", n, len(got))
		}
	}
}

func TestEmptyMatchesAreNone(t *testing.T) {
	if got := spans(t, `a*`, "bbb"); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}

func TestErrorsQuoteNothing(t *testing.T) {
	if _, err := Compile("secret("); !errors.Is(err, ErrPattern) || strings.Contains(err.Error(), "secret") {
		t.Errorf("Compile says %v", err)
	}
	re, err := Compile(`^(a+)+$`)
	if err != nil {
		t.Fatal(err)
	}
	err = re.FindAll(strings.Repeat("a", 50)+"!", func(int, int) {})
	if !errors.Is(err, ErrTimeout) || strings.Contains(err.Error(), "aaa") {
		t.Errorf("FindAll says %v", err)
	}
}
