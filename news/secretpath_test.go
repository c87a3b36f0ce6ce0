package news

import "testing"

// Which parts of a path are keys: pairs above and below each bound, and what outlets write.
func TestSecretPath(t *testing.T) {
	for _, row := range []struct {
		name, path string
		secret     bool
	}{
		{"hexadecimal", "/rss/9f86d081884c7d659a2feaa0c55ad015/feed.xml", true},
		{"letters of both cases", "/private/Xq7RtB2mK9vLw4ZpN8sYd3/rss", true},
		{"small letters and digits", "/feeds/k3j9x2m7q8v4n1z6p5w0", true},
		{"before an ending", "/f/k3j9x2m7q8v4n1z6p5w0.xml", true},
		{"after a word", "/u-k3j9x2m7q8v4n1z6p5w0", true},
		{"a UUID", "/d/aaea4e69-af51-495e-afc9-a9760146922b/podcast.rss", true},
		{"twenty characters", "/a1b2c3d4e5f6g7h8i9j0", true},
		{"nineteen characters", "/a1b2c3d4e5f6g7h8i9j", false},
		{"five changes in twenty", "/abcd1234abcd1234abc1", true},
		{"four changes in twenty", "/abcd1234abcd1234abcd", false},
		{"nine changes in twenty, both cases", "/Ab1Ab1Ab1abcdefghijk", true},
		{"eight changes in twenty, both cases", "/Ab1Ab1Ab111111111111", false},
		{"a slug of words", "/north-korea-sends-1000-more-troops-to-the-front-2026", false},
		{"words without blanks", "/internationalnewsheadlines", false},
		{"camel case", "/WorldNewsHeadlinesOfToday24", false},
		{"a year among words", "/covid19coronavirus2020update", false},
		{"a number", "/feeds/12345678901234567890123", false},
		{"a date", "/2026/11/29/rss.xml", false},
		{"like a UUID, with other letters", "/aaea4e69-af51-495e-afc9-a9760146922z", false},
		{"other letters", "/новости1новости2новости3новости4", false},
		{"nothing", "", false},
	} {
		if got := Secret("https://h.example" + row.path); got != row.secret {
			t.Errorf("%s: %s is secret: %v", row.name, row.path, got)
		}
	}
	for in, want := range map[string]string{
		"https://h.example/rss/9f86d081884c7d659a2feaa0c55ad015/feed.xml?token=x": "https://h.example/rss/…/feed.xml?token=…",
		"https://h.example/world/rss.xml":                                         "https://h.example/world/rss.xml",
	} {
		if got := Redact(in); got != want {
			t.Errorf("%s is shown as %s, want %s", in, got, want)
		}
	}
}
