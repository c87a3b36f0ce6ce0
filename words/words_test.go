package words

import (
	"slices"
	"testing"
)

func load(t testing.TB) *Languages {
	t.Helper()
	ls, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return ls
}

func TestDigits(t *testing.T) {
	ls := load(t)
	for _, c := range []struct {
		lang, text string
		value      float64
		rest       string
		sure, ok   bool
	}{
		{"en", "1,234.5 t", 1234.5, " t", true, true},
		{"en", "5,00,000 cards", 500000, " cards", true, true},
		{"en", "1,5 million", 1.5, " million", false, true},
		{"en", "1 000 000 people", 1000000, " people", true, true},
		{"en", "18’254 tickets", 18254, " tickets", true, true},
		{"en", "2014 278 people", 2014, " 278 people", true, true},
		{"en", "3.250 km", 3.25, " km", true, true},
		{"en", "1.234.567", 1234567, "", true, true},
		{"de", "1.234 Anträge", 1234, " Anträge", true, true},
		{"de", "1.234,56 Euro", 1234.56, " Euro", true, true},
		{"de", "2,45 Euro", 2.45, " Euro", true, true},
		{"de", "2,455 Euro", 2.455, " Euro", false, true},
		{"de", "19.30 Uhr", 19.3, " Uhr", false, true},
		{"de", "0,125 Promille", .125, " Promille", true, true},
		{"fr", "12 345 manifestants", 12345, " manifestants", true, true},
		{"fr", "12\u202f345,6 m", 12345.6, " m", true, true},
		{"fr", "48 20", 48, " 20", true, true},
		{"ru", "1 200 человек", 1200, " человек", true, true},
		{"ar", "٣٫٧ ملايين", 3.7, " ملايين", true, true},
		{"ar", "1,450 قطعة", 1450, " قطعة", true, true},
		{"ar", "8,4 بالمئة", 8.4, " بالمئة", false, true},
		{"fa", "۳/۴ درصد", 3.4, " درصد", true, true},
		{"fa", "۱۲٬۵۰۰ نفر", 12500, " نفر", true, true},
		{"hi", "१२,३४,५६७ लोग", 1234567, " लोग", true, true},
		{"ja", "12,345円", 12345, "円", true, true},
		{"zh", "3.5%", 3.5, "%", true, true},
		{"de", "12.5.2024", 0, "", false, false},
		{"en", "192.168.0.1", 0, "", false, false},
		{"en", "9999999999999999999 x", 0, " x", true, false},
	} {
		t.Run(c.lang+" "+c.text, func(t *testing.T) {
			n, ok := ls.ByCode(c.lang).Digits(c.text, 0)
			if ok != c.ok || ok && (n.Value != c.value || n.Unsure == c.sure) || c.text[n.End:] != c.rest {
				t.Errorf("got %+v %v, rest %q", n, ok, c.text[n.End:])
			}
		})
	}
}

func TestDetect(t *testing.T) {
	ls := load(t)
	for _, c := range []struct{ want, declared, text string }{
		{"en", "", "The minister said on Monday that it has been closed."},
		{"en", "", "twenty five miles"},
		{"en", "en-GB", "Storm closes port"},
		{"es", "", "El gobierno dijo que los trenes no van a salir por la huelga."},
		{"es", "en", "El gobierno dijo que los trenes no van a salir por la huelga."},
		{"fr", "", "Le gouvernement a annoncé que les trains ne circulent pas dans la région."},
		{"pt", "", "O governo disse que os trens não vão sair por causa da greve em São Paulo."},
		{"it", "", "Il governo ha detto che i treni non partono per lo sciopero della regione."},
		{"de", "", "Die Regierung hat gesagt, dass die Züge wegen des Streiks nicht fahren."},
		{"nl", "", "De regering zegt dat de treinen niet rijden en dat het over is."},
		{"tr", "", "Hükümet bu hafta için yeni bir karar açıkladı ve daha çok tren olacak."},
		{"pl", "", "Rząd nie powiedział, że w tym roku pociągi są już na torach i do końca."},
		{"id", "", "Pemerintah mengatakan bahwa kereta tidak akan berangkat dari kota itu karena mogok."},
		{"ru", "", "Поезда не были отправлены, сообщил представитель ведомства вчера вечером и сегодня утром"},
		{"uk", "", "Потяги не вирушили, повідомляє відомство, їхній графік змінено"},
		{"ar", "", "قال الوزير إن القطارات لم تتحرك من المدينة"},
		{"fa", "", "وزیر گفت که قطارها از شهر حرکت نکردند"},
		{"hi", "", "मंत्री ने कहा कि रेलगाड़ी नहीं चली"},
		{"zh", "", "部长表示列车没有出发"},
		{"ja", "", "大臣は列車が出発しなかったと述べた"},
		{"ko", "", "장관은 열차가 출발하지 않았다고 밝혔다"},
		{"und", "sv", "Regeringen säger att tågen inte går på grund av strejken"},
	} {
		t.Run(c.want+" "+c.text, func(t *testing.T) {
			if got := ls.Detect(c.declared, "", c.text); got.Code != c.want {
				t.Errorf("got %s, want %s", got.Code, c.want)
			}
		})
	}
}

// What Countable lists is counted under one of the words that it begins with.
func TestCountable(t *testing.T) {
	names := Countable()
	for _, w := range names {
		if !slices.Contains(names[:len(fates)], Counted(w)) {
			t.Errorf("%s counts %s", w, Counted(w))
		}
	}
	if Counted("deaths") != "killed" || !slices.Contains(names, "deaths") {
		t.Errorf("deaths are not among %q", names)
	}
}
