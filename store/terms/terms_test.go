package terms

import (
	"strings"
	"testing"
)

// Law: tokens hold lower-case letters and digits only, so that no text can pass
// for a facet or break out of an FTS expression; splitting them again changes
// nothing.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"The U.S. sent 1,500 troops", "Türkiye’s élection", "北朝鮮がミサイル", "don't", "a_b c_prk", "\"x\" OR *", "ﬁne ½ ㎏ İstanbul", "1,234,567.89", "กรุงเทพ 서울"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := Words(text)
		for _, w := range words {
			if w == "" || len(w) > maxToken || strings.ContainsAny(w, "_\"*'():^+-{} \x00") {
				t.Fatalf("token %q of %q", w, text)
			}
		}
		if again := Words(strings.Join(words, " ")); strings.Join(again, " ") != strings.Join(words, " ") {
			t.Fatalf("%q splits into %q, those into %q", text, words, again)
		}
		if strings.ContainsAny(Indexed(text), "_\"*\x00") {
			t.Fatalf("index text of %q", text)
		}
	})
}
