package entities

import (
	"fmt"
	"strings"
	"testing"

	"dateline/news"
)

// figuresOf writes the figures of a text as "value unit", a range as "value..max unit".
func figuresOf(t *testing.T, ms []news.Mention) string {
	t.Helper()
	var out []string
	for _, m := range ms {
		if m.Figure == nil {
			continue
		}
		v := fmt.Sprintf("%.15g", m.Figure.Value)
		if m.Figure.Max != nil && m.Why.Rule != vagueRule {
			v += fmt.Sprintf("..%.15g", *m.Figure.Max)
		}
		out = append(out, strings.TrimSpace(v+" "+m.Figure.Unit))
	}
	return strings.Join(out, "; ")
}

// Sentences of our own, made from what CLDR says of each language.
func TestFiguresOtherLang(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ lang, text, want string }{
		{"es", "El plan costará 3.200 millones de euros y creará 12.450 empleos.", "3200000000 EUR; 12450 empleos"},
		{"es", "Al menos treinta y cinco personas murieron y otras 120 resultaron heridas.", "35 people killed; 120 people wounded"},
		{"es", "La deuda es de dos mil millones de dólares, un 4,75 % más.", "2000000000 USD; 4.75 percent"},
		{"es", "Entre 300 y 400 migrantes llegaron a las 9 de la mañana del 3 de mayo.", "300..400 migrantes"},
		{"es", "El vuelo IB 3170 salió de la puerta 14 con 180 pasajeros.", "180 pasajeros"},
		{"es", "Miles de personas marcharon durante dos horas y media.", "2000 people; 2.5 hours"},
		{"es", "Ganó por 3-1 el 12/05/2026 con 45.000 espectadores.", "45000 espectadores"},
		{"es", "Más de un millón y medio de niños van a la escuela.", "1500000 niños"},
		{"fr", "Quelque 12 500 soldats et 2,5 millions d’habitants sont concernés.", "12500 soldats; 2500000 habitants"},
		{"fr", "Quatre-vingt-dix-sept personnes ont été tuées, vingt et une blessées.", "97 people killed; 21 people wounded"},
		{"fr", "Le chômage atteint 7,4 % en 2025, soit 0,3 point de pourcentage de plus.", "7.4 percent; 0.3 percentage points"},
		{"fr", "La séance du 3 mai reprendra à 14h30 dans la salle 12.", ""},
		{"fr", "Une centaine de manifestants et des dizaines de policiers étaient là.", "100 manifestants; 24 policiers"},
		{"fr", "Les deux pays ont signé un accord de 1,2 milliard de francs suisses.", "1200000000 francs"},
		{"fr", "Marie Durand, 45 ans, habite au 12 rue des Lilas.", ""},
		{"pt", "O governo vai investir R$ 4,8 bilhões em 1.250 escolas.", "4800000000 BRL; 1250 escolas"},
		{"pt", "Morreram vinte e três pessoas e 45 ficaram feridas.", "23 people killed; 45 people wounded"},
		{"pt", "A taxa passou de 5,2% para 4,9% em março de 2026.", "5.2 percent; 4.9 percent"},
		{"pt", "Centenas de milhares de eleitores votaram em 12 cidades.", "200000 eleitores; 12 cidades"},
		{"it", "Il progetto costa 3,2 miliardi di euro per 1.480 alloggi.", "3200000000 EUR; 1480 alloggi"},
		{"it", "Almeno ventotto morti e duecentocinquanta feriti nel crollo.", "28 people killed; 250 people wounded"},
		{"it", "Mario Rossi, 58 anni, è partito alle 18.30 del 4 maggio.", ""},
		{"it", "Circa 15 mila tifosi e decine di agenti in piazza.", "15000 tifosi; 24 agenti"},
		{"de", "Rund 1,5 Mio. Menschen bezogen Hilfe, die Kosten stiegen auf 3,2 Mrd. Euro.", "1500000 people; 3200000000 EUR"},
		{"de", "Zweiunddreißig Verletzte und drei Tote bei einem Unfall auf der A 7 am 3. Mai.", "32 people wounded; 3 people killed"},
		{"de", "Der Kanton Bern zählte 17’236 Gesuche und zahlte 940'500 Franken aus.", "17236 gesuche; 940500 CHF"},
		{"de", "Die Inflation sank um 0,3 Prozentpunkte auf minus 1,2 Prozent.", "0.3 percentage points; -1.2 percent"},
		{"de", "Die 45-jährige Ministerin sprach um 14.30 Uhr vor 200 Gästen.", "200 gästen"},
		{"de", "Tausende Anhänger kamen, zwischen 20 und 30 Busse fuhren.", "2000 anhänger; 20..30 busse"},
		{"de", "Paragraf 218 soll bleiben, Telefon 030 12345678.", ""},
		{"de", "Eineinhalb Jahre nach der Flut fehlen zweihundertfünfzig Wohnungen.", "1.5 years; 250 wohnungen"},
		{"tr", "Depremde 3 bin 450 kişi yaralandı, hasar 2,5 milyar lira.", "3450 people wounded; 2500000000 TRY"},
		{"tr", "Enflasyon yüzde 61,8 oldu, 12 ilde 1.250 ev yıkıldı.", "61.8 percent; 12 ilde; 1250 ev"},
		{"tr", "Toplantı 14 Mart 2026'da saat 15.30'da başlayacak.", ""},
		{"ru", "Погибли 12 человек, ещё 45 получили ранения, ущерб 3,4 млрд руб.", "12 people killed; 45 people wounded; 3400000000 RUB"},
		{"ru", "Около двадцати пяти тысяч жителей остались без света 12 мая 2026 года.", "25000 жителей"},
		{"ru", "Цены выросли на 7,5% за 6 месяцев, до 1 234 567 рублей.", "7.5 percent; 6 months; 1234567 RUB"},
		{"ru", "56-летний мужчина жил в доме 14 с 1998 года.", ""},
		{"ru", "Полтора миллиона жителей и сотни домов.", "1500000 жителей; 200 домов"},
		{"uk", "Загинуло щонайменше 17 людей, евакуювали 2,3 тис. осіб.", "17 people killed; 2300 people displaced"},
		{"uk", "Бюджет зріс на 12,5 млрд грн, або 8,1%, у 2025 році.", "12500000000 UAH; 8.1 percent"},
		{"uk", "П'ятдесят три автобуси та двадцять сім машин.", "53 автобуси; 27 машин"},
		{"pl", "Zginęło 12 osób, a 3,5 mln złotych wyda 25 gmin.", "12 people killed; 3500000 PLN; 25 gmin"},
		{"nl", "Zeker 12 doden en 1.250 gewonden, de schade is 2,5 miljard euro.", "12 people killed; 1250 people wounded; 2500000000 EUR"},
		{"id", "Sedikitnya 45 orang tewas dan 1.200 rumah rusak, kerugian Rp 3,5 miliar.", "45 people killed; 1200 rumah; 3500000000 IDR"},
		{"ar", "قتل 12 شخصا وأصيب 45 آخرون في حادث بالقاهرة.", "12 people killed; 45 people wounded"},
		{"ar", "بلغت الميزانية 3.5 مليار دولار بزيادة 12 بالمئة عن عام 2025.", "3500000000 USD; 12 percent"},
		{"ar", "شارك خمسة وعشرون وزيرا ونحو ١٬٢٠٠ ضيف في 14 مارس.", "25 وزيرا; 1200 ضيف"},
		{"ar", "نزح مليونا شخص خلال ثلاثة أشهر.", "2000000 people displaced; 3 months"},
		{"fa", "دست‌کم ۱۲ نفر کشته و ۴۵ نفر زخمی شدند.", "12 people killed; 45 people wounded"},
		{"fa", "بودجه سال ۱۴۰۴ به ۳٫۵ میلیارد دلار رسید، ۷/۲ درصد بیشتر.", "3500000000 USD; 7.2 percent"},
		{"fa", "بیست و پنج هزار خانه در ۱۲ اردیبهشت ویران شد.", "25000 خانه"},
		{"hi", "हादसे में 12 लोगों की मौत हुई और 2.5 लाख घर प्रभावित हुए।", "12 people killed; 250000 घर"},
		{"hi", "सरकार ने 5,00,000 कार्ड छापे, महंगाई 4.5 प्रतिशत रही।", "500000 कार्ड; 4.5 percent"},
		{"zh", "根据第十五条，两国庆祝建交70周年。", "70 周年"},
		{"fr", "Le chanteur est mort à 53 ans, après trois ans de maladie.", "3 years"},
		{"zh", "事故造成12人死亡、45人受伤，损失3.5亿元人民币。", "12 people killed; 45 people wounded; 350000000 CNY"},
		{"zh", "2026年5月6日14时30分，约三十名游客乘坐第8路公交车。", "30 people"},
		{"zh", "出口增长百分之十二，达1.2万亿美元，进口同比负2.6%。", "12 percent; 1200000000000 USD; -2.6 percent"},
		{"zh", "两个月内共有8500辆汽车和3至5艘船抵达。", "2 months; 8500 辆; 3..5 艘"},
		{"ja", "事故で12人が死亡し、45人がけがをした。被害額は3億5000万円。", "12 people killed; 45 people wounded; 350000000 JPY"},
		{"ja", "5月6日午後3時、約1万2千人が参加し、失業率は2.6％だった。", "12000 people; 2.6 percent"},
		{"ja", "三人の議員が20～30カ国を訪れた。", "3 people; 20..30 カ国"},
		{"ko", "사고로 12명이 숨지고 45명이 다쳤으며 피해액은 3억5천만원이다.", "12 people killed; 45 people wounded; 350000000 KRW"},
		{"ko", "2026년 5월 6일 오후 3시 30분 1만2천명이 모였고 실업률은 2.6%였다.", "12000 people; 2.6 percent"},
		{"ko", "다섯 명이 차량 20여 대를 옮겼다.", "5 people; 20 대"},
	} {
		t.Run(c.lang+" "+c.text, func(t *testing.T) {
			s := &news.Story{Lang: c.lang, Text: c.text}
			if got := figuresOf(t, tag.Find(s, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
