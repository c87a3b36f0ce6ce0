package feed

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

func TestGuessCharset(t *testing.T) {
	for _, c := range []struct {
		name, text string
		as         encoding.Encoding
		want       string
	}{
		{"Russian", "<title>Министр: переговоры пройдут в понедельник</title>", charmap.Windows1251, "windows-1251"},
		{"Bulgarian", "<title>Кметът подаде оставка след наводнението</title>", charmap.Windows1251, "windows-1251"},
		{"Russian of Unix", "<title>Министр: переговоры пройдут в понедельник</title>", charmap.KOI8R, "koi8-r"},
		{"Russian of ISO", "<title>Министр: переговоры пройдут в понедельник</title>", charmap.ISO8859_5, "iso-8859-5"},
		{"Greek", "<title>Ο υπουργός ανακοίνωσε νέα μέτρα για το λιμάνι του Πειραιά</title>", charmap.Windows1253, "windows-1253"},
		{"French", "<title>L'élève a déjà été reçu à l'école, où il a appelé sa mère</title>", charmap.Windows1252, ""},
		{"German, with letters in a row", "<title>Größe, Füße, Bäöü: die Wähler hören für später über Österreich</title>", charmap.Windows1252, ""},
		{"too little to tell", "<title>Да</title>", charmap.Windows1251, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			body, err := c.as.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := guessCharset(body); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
