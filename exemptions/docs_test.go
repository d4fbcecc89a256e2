package exemptions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocs holds that the page on the law names every pack, every law that is in use
// without its text having been read, and every law that is kept but not usable.
func TestDocs(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "docs", "law.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(src)), " ")
	_, rest, ok := strings.Cut(page, "In use with grade P:")
	second, disabled, more := strings.Cut(rest, "## What ships disabled")
	if !ok || !more {
		t.Fatal("the page lost its sections")
	}
	disabled, _, _ = strings.Cut(disabled, "Not in any pack")
	for name, p := range packs(t) {
		if !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("the page does not name the pack %s", name)
		}
		for _, c := range p.Codes {
			number := strings.TrimPrefix(c.Cite, "NY POL ")
			switch {
			case !c.Enabled && !strings.Contains(disabled, number):
				t.Errorf("%s is not usable, and the page does not say so", c.Cite)
			case c.Enabled && strings.Contains(disabled, "| "+c.Cite+" "):
				t.Errorf("%s is usable, and the page says that it is not", c.Cite)
			case c.Enabled && (c.Grade == SecondHand) != strings.Contains(second, c.Cite):
				t.Errorf("%s has grade %s, and the page says otherwise", c.Cite, c.Grade)
			}
		}
	}
	for _, ph := range placeholders {
		if !strings.Contains(page, ph) {
			t.Errorf("the page does not name %s", ph)
		}
	}
}
