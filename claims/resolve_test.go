package claims

import (
	"strings"
	"testing"

	"dateline/news"
)

// mention tags the nth occurrence (from 0) of words in the text.
func mention(t *testing.T, text, words string, nth int, kind news.Kind, ref, name string) news.Mention {
	t.Helper()
	at := -1
	for range nth + 1 {
		k := strings.Index(text[at+1:], words)
		if k < 0 {
			t.Fatalf("no %q", words)
		}
		at += 1 + k
	}
	return news.Mention{Field: news.InText, Span: news.Span{Start: at, End: at + len(words)}, Kind: kind, Ref: ref, Name: name}
}

func TestResolve(t *testing.T) {
	text := "Governor Ola Brandt said on Monday that 40 people were missing.\n" +
		"He said the search would go on.\n" +
		"South Korea's Defense Ministry denied the report.\n" +
		"The ministry said 1,000 troops had left.\n" +
		"Yonhap quoted an unnamed military official as saying the base was closed.\n" +
		"The official said the gate was locked.\n" +
		"A lawyer for Ola Brandt said the letter was false."
	ms := []news.Mention{
		mention(t, text, "Ola Brandt", 0, news.Person, "ola-brandt", "Ola Brandt"),
		mention(t, text, "40", 0, news.FigureKind, "", ""),
		mention(t, text, "South Korea's Defense Ministry", 0, news.Agency, "kor-mnd", "South Korean Ministry of National Defense"),
		mention(t, text, "1,000", 0, news.FigureKind, "", ""),
		mention(t, text, "Yonhap", 0, news.Agency, "yonhap", "Yonhap News Agency"),
		mention(t, text, "Ola Brandt", 1, news.Person, "ola-brandt", "Ola Brandt"),
	}
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	cs, _ := f.Find(&news.Story{Text: text, Lang: "en"}, ms, nil)
	laws(t, &news.Story{Text: text}, ms, cs)
	want := []struct {
		speaker, name string
		figures       int
		anonymous     bool
	}{
		{"ola-brandt", "Ola Brandt", 1, false},
		{"ola-brandt", "Ola Brandt", 0, false},
		{"kor-mnd", "South Korean Ministry of National Defense", 0, false},
		{"kor-mnd", "South Korean Ministry of National Defense", 1, false},
		{"", "", 0, true},
		{"", "unnamed military official", 0, true},
		{"", "", 0, false},
	}
	if len(cs) != len(want) {
		t.Fatalf("found %d claims, want %d", len(cs), len(want))
	}
	for i, w := range want {
		c := cs[i]
		if c.Speaker != w.speaker || c.SpeakerName != w.name || len(c.Figures) != w.figures || c.Anonymous != w.anonymous {
			t.Errorf("claim %d: speaker %q %q, %d figures, anonymous %v; want %+v", i, c.Speaker, c.SpeakerName, len(c.Figures), c.Anonymous, w)
		}
	}
	if cs[4].ViaRef != "yonhap" {
		t.Errorf("via ref %q", cs[4].ViaRef)
	}
	if cs[2].Stance != news.Denies {
		t.Errorf("stance %q", cs[2].Stance)
	}
}

func TestUnverifiedMarksTheClaimBefore(t *testing.T) {
	for _, after := range []string{"The report could not be independently verified.", "Reuters could not independently verify the report.", "It was not possible to verify independently what he said."} {
		cs := find(t, "", "The rebels said they had taken the airfield.\n"+after)
		if len(cs) != 1 || !cs[0].Hedged {
			t.Errorf("%q: %d claims, %+v", after, len(cs), cs)
		}
	}
}

func TestInnerClaims(t *testing.T) {
	text := "Yonhap reported that a military official said the launch had failed."
	cs := find(t, "", text)
	if len(cs) != 2 || cs[0].Outer != -1 || cs[1].Outer != 0 || words(&news.Story{Text: text}, news.InText, cs[1].Via) != "Yonhap" {
		t.Errorf("got %+v", cs)
	}
}

func TestLines(t *testing.T) {
	text := "The army said it had won.\r\n\r\n\"We won,\" said Ola Brandt\r\nand\nThe navy said nothing had changed."
	for _, c := range find(t, "", text) {
		if b := c.Bounds(); strings.ContainsAny(text[b.Start:b.End], "\r\n") {
			t.Errorf("%q leaves its line", text[b.Start:b.End])
		}
	}
}
