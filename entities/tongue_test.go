package entities

import (
	"testing"

	"dateline/news"
)

// TestOtherLanguages holds names in other languages: articles and endings are no
// part of them, and words that are no names stay out.
func TestOtherLanguages(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, lang, text, want string }{
		{"French elisions", "fr", "La chute de l’Iran inquiète. Les voisins d'Égypte et l'Arabie saoudite parlent. Qu’Israël réponde.",
			"Iran=country:IRN | Égypte=country:EGY | Arabie saoudite=country:SAU | Israël=country:ISR"},
		{"Italian elisions", "it", "Il governo dell'Eritrea tace. I porti restano chiusi all'Etiopia.", "Eritrea=country:ERI | Etiopia=country:ETH"},
		{"an English name with an apostrophe", "en", "Sean O'Brien met Ann D'Angelo in Dublin.", "Sean O'Brien=person:sean-obrien | Ann D'Angelo=person:ann-dangelo | Dublin=place:IRL"},
		{"Turkish endings", "tr", "Heyet Ankara’da kaldı, sonra Suriye’ye ve Almanya'ya gitti.", "Ankara=place:TUR | Suriye=country:SYR | Almanya=country:DEU"},
		{"Turkish adjectives", "tr", "Alman bakan Rus heyetini kabul etti.", "Alman=country:DEU | Rus=country:RUS"},
		{"Spanish capitals and adjectives", "es", "Londres y el gobierno argentino se niegan a comentar la compra.", "Londres=place:GBR | argentino=country:ARG"},
		{"a language", "fr", "Le ministre a parlé en français devant les députés et les journalistes.", ""},
		{"Russian capitals in their cases", "ru", "Встреча в Варшаве прошла без представителей Лондона.", "Варшаве=place:POL | Лондона=place:GBR"},
		{"German nouns", "de", "Das teilte die Behörde am Freitag mit. Der Streik geht weiter. Die Lage ist ernst.", ""},
		{"a German with a known given name", "de", "Die Zahl der Arbeitslosen stieg in Deutschland, sagte Jens Brandt am Freitag.", "Deutschland=country:DEU | Jens Brandt=person:jens-brandt"},
		{"French nouns", "fr", "Le chômage a reculé vendredi. Les syndicats appellent à la grève.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Lang: c.lang, Text: c.text}
			if got := said(s, tag.Find(s, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestPeople holds what is part of a person's name, and which short forms are the
// same person.
func TestPeople(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, text, want string }{
		{"titles of many languages", "Mullah Karim Ahund and Ayatollah Hadi Moradi sent letters. Moradi said the bridge was safe.",
			"Karim Ahund=person:karim-ahund | Hadi Moradi=person:hadi-moradi | Moradi=person:hadi-moradi"},
		{"a title is no body", "Chairwoman Ines Oduya met the General Motors board.", "Ines Oduya=person:ines-oduya | General Motors=organization:general-motors"},
		{"particles", "Walid Badr El Sayegh met the envoy in the palace on Friday. Badr El Sayegh denied that he had asked for a loan.",
			"Walid Badr El Sayegh=person:walid-badr-el-sayegh | Badr El Sayegh=person:walid-badr-el-sayegh"},
		{"half of a double surname", "Dr. José María de la Cruz y Ortega signed. Cruz y Ortega said the text was fair, and that it would be kept.",
			"José María de la Cruz y Ortega=person:josé-maría-de-la-cruz-y-ortega | Cruz y Ortega=person:josé-maría-de-la-cruz-y-ortega"},
		{"junior", "The report was signed by Thomas Halloran Jr. on Friday. Halloran told reporters he was glad.",
			"Thomas Halloran Jr.=person:thomas-halloran-jr | Halloran=person:thomas-halloran-jr"},
		{"honours", "Alan O'Brien-Smythe KC rose first. O'Brien-Smythe said the law was clear.",
			"Alan O'Brien-Smythe=person:alan-obrien-smythe | O'Brien-Smythe=person:alan-obrien-smythe"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Text: c.text}
			if got := said(s, tag.Find(s, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
