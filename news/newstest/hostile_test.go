package newstest

import "testing"

func TestHostile(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Hostile() {
		if seen[p.Name] || p.Unit == "" {
			t.Errorf("%q is there twice or repeats nothing", p.Name)
		}
		seen[p.Name] = true
		if text := p.Text(1000); len(text) > 1000 || len(text) < 1000-len(p.Unit) {
			t.Errorf("%q: %d bytes", p.Name, len(text))
		}
	}
	if len(seen) < 150 {
		t.Errorf("%d patterns", len(seen))
	}
}
