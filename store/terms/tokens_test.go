package terms

import (
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"letters with a stroke", "Łódź Đông Ørsted Ħamrun", "lodz dong orsted hamrun"},
		{"ligatures", "Straße Æsir Œuvre Þór", "strasse aesir oeuvre thor"},
		{"dotless and dotted i", "IŞIKLAR Işıklar İzmir", "isiklar isiklar izmir"},
		{"French", "l’Iran d'Alger Qu’Israël jusqu'ici", "iran alger israel ici"},
		{"Italian", "dell'Eritrea Nell’Adriatico all'aeroporto", "eritrea adriatico aeroporto"},
		{"Turkish", "Ankara'da Sivas'ta Türkiye'nin Kuveyt'e İran'ın BM'nin", "ankara siva turkiye kuveyt iran bm"},
		{"held together", "O'Brannigan o'clock aujourd'hui N'Djamena don't she'd we'll", "obrannigan oclock aujourdhui ndjamena dont shed well"},
		{"no endings", "Hawai'i Sana'a Qur'an Shi'ite Ba'ath", "hawaii sanaa quran shiite baath"},
		{"possessive", "Iran's the workers' x", "iran worker x"},
		{"joiners", "می‌خواهم میخواهم", "میخواهم میخواهم"},
		{"numbers", "1,000 l'iode 2026'da", "1000 iode 2026 da"},
		{"Greek", "Πειραιάς ΑΠΟΧΏΡΗΣΑΝ", "πειραιας αποχωρησαν"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.TrimSpace(Indexed(c.text)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if got := strings.Join(Sought(c.text, false), " "); got != c.want {
				t.Errorf("asked for: %q, want %q", got, c.want)
			}
		})
	}
}
