package news

import (
	"strings"
	"sync"
	"time"
)

// months holds for each month the names and abbreviations of the languages of the
// starter list, lower case, without a final full stop. A name that is cut to three
// letters or more of these (in Latin or Cyrillic script) is known without its own entry when
// no other month begins so.
var months = [12]string{
	"january janvier januar enero janeiro gennaio ene gen januari janeiro ocak oca января январь янв січня січень січ styczeń stycznia sty leden ledna led január ianuarie јануар januára يناير ژانویه ינואר जनवरी জানুয়ারি جنوری tháng1 ιανουάριος ιανουαρίου ιαν",
	"february février fevrier februar febrero fevereiro febbraio fév fev februari şubat şub февраля февраль лютого лютий лют luty lutego lut únor února úno február februarie фебруар februára فبراير فوریه פברואר फ़रवरी फरवरी ফেব্রুয়ারি فروری φεβρουάριος φεβρουαρίου φεβ",
	"march mars märz maerz mrz marzo março marco maret maart mart mar марта март березня березень бер marzec marca březen března bře marec március martie مارس מרץ मार्च মার্চ مارچ μάρτιος μαρτίου μαρ μάρ",
	"april avril abril aprile avr abr nisan nis апреля апрель квітня квітень кві kwiecień kwietnia kwi duben dubna dub apríl április aprilie април apríla أبريل ابريل آوریل אפריל अप्रैल এপ্রিল اپریل απρίλιος απριλίου απρ",
	"may mai mayo maio maggio mag mei maj mayıs мая май травня травень тра maja květen května kvě máj mája május мај أيار مايو مه מאי मई মে مئی μάιος μαΐου μάι μάϊ μαι μαϊ",
	"june juin juni junio junho giugno jun giu haziran haz июня июнь июн червня червень чер czerwiec czerwca cze červen června čer čvn jún júna június iunie јун يونيو يونيه ژوئن יוני जून জুন جون ιούνιος ιουνίου ιούν ιον",
	"july juillet juli julio julho luglio jul lug juil temmuz tem июля июль июл липня липень лип lipiec lipca lip červenec července čvc júl júla július iulie јул يوليو يوليه ژوئیه יולי जुलाई জুলাই جولائی ιούλιος ιουλίου ιούλ ιολ",
	"august août aout agosto ago agustus agu augustus ağustos ağu августа август серпня серпень сер sierpień sierpnia sie srpen srpna srp augusztus augusta أغسطس اغسطس اوت אוגוסט अगस्त আগস্ট اگست αύγουστος αυγούστου αύγ αυγ",
	"september septembre septiembre setembro settembre set sept eylül eyl сентября сентябрь сен вересня вересень вер wrzesień września wrz září zář szeptember szept septembrie септембар septembra سبتمبر سپتامبر ספטמבר सितंबर সেপ্টেম্বর ستمبر σεπτέμβριος σεπτεμβρίου σεπ",
	"october octobre oktober octubre outubro ottobre out ott okt oct ekim eki октября октябрь жовтня жовтень жов październik października paź říjen října říj október octombrie октобар októbra أكتوبر اكتوبر اکتبر אוקטובר अक्टूबर অক্টোবর اکتوبر οκτώβριος οκτωβρίου οκτ",
	"november novembre noviembre novembro kasım kas ноября ноябрь ноя листопада листопад лис listopad listopada lis listopadu noiembrie новембар novembra نوفمبر نوامبر נובמבר नवंबर নভেম্বর نومبر νοέμβριος νοεμβρίου νοέ νοε",
	"december décembre decembre dezember diciembre dezembro dicembre desember déc dez dic des aralık ara декабря декабрь грудня грудень гру grudzień grudnia gru prosinec prosince pro decembrie децембар decembra ديسمبر دسامبر דצמבר दिसंबर ডিসেম্বর دسمبر δεκέμβριος δεκεμβρίου δεκ",
}

// MonthNamed returns the month that word names in one of the languages of the
// starter list, in full or short, in any case, with or without a full stop; 0 when
// it names none. Names that the languages give to different months ("listopad" is
// October in Croatian) mean what the larger number of feeds says.
func MonthNamed(word string) time.Month {
	word = strings.TrimRight(word, ".")
	if len(word) < 3 || len(word) > 32 {
		return 0
	}
	if m := EnglishMonth(word); m != 0 {
		return m
	}
	word = strings.ToLower(strings.ReplaceAll(word, "İ", "i"))
	return monthsByName()[word]
}

// monthsByName are the names, and what they may be cut to; once made it is read only.
var monthsByName = sync.OnceValue(func() map[string]time.Month {
	named, cut := map[string]time.Month{}, map[string]time.Month{}
	for i, names := range months {
		m := time.Month(i + 1)
		for name := range strings.FieldsSeq(names) {
			if named[name] == 0 {
				named[name] = m
			}
			runes := 0
			for end := range name {
				if runes++; runes <= 3 { // end is where the word of runes-1 letters stops
					continue
				}
				if was := cut[name[:end]]; was != 0 && was != m {
					cut[name[:end]] = -1 // of two months: none
				} else {
					cut[name[:end]] = m
				}
			}
		}
	}
	for word, m := range cut {
		if named[word] == 0 && m > 0 {
			named[word] = m
		}
	}
	return named
})

// EnglishMonth returns the month of an English name, in full or cut to three letters, in
// any case; 0 for none.
func EnglishMonth(word string) time.Month {
	if len(word) < 3 {
		return 0
	}
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	k := [3]byte{word[0] | 0x20, word[1] | 0x20, word[2] | 0x20}
	for i := 0; i < len(names); i += 3 {
		if names[i] == k[0] && names[i+1] == k[1] && names[i+2] == k[2] {
			if m := time.Month(i/3 + 1); len(word) == 3 || strings.EqualFold(word, m.String()) {
				return m
			}
		}
	}
	return 0
}
