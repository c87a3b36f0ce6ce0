package entities

import (
	"strings"

	"dateline/learn"
)

// unitSort groups units that add up ("7 feet 10 inches").
type unitSort uint8

const (
	moneyUnit unitSort = iota + 1
	centUnit
	percentUnit
	lengthUnit
	weightUnit
	volumeUnit
	timeUnit
	heatUnit
	otherUnit
)

// unit is a unit with its name as figures carry it and its size in the smallest
// unit of its sort.
type unit struct {
	sort unitSort
	name string
	size float64
}

// units finds units by the hash of the lower-cased word.
type units map[learn.Hash]unit

// unitTable lists: sort, name, size, spellings. Money is named by ISO 4217 codes
// where a word means one currency only.
const unitTable = `
1 USD 100 dollar dollars usd us$ bucks buck
1 EUR 100 euro euros eur
1 GBP 100 gbp sterling
1 pounds 100 pound pounds quid
1 JPY 1 yen jpy
1 CNY 100 yuan renminbi rmb cny
1 KRW 1 won krw
1 RUB 100 ruble rubles rouble roubles rub
1 INR 100 rupee rupees inr rs
1 TRY 100 lira liras
1 UAH 100 hryvnia hryvnias hryvnya uah
1 ILS 100 shekel shekels ils nis
1 CHF 100 chf
1 CAD 100 cad
1 AUD 100 aud
1 HKD 100 hkd
1 SGD 100 sgd
1 NZD 100 nzd
1 BRL 100 reais brl
1 ZAR 100 zar
1 PLN 100 zloty zlotys pln
1 SEK 100 sek
1 NOK 100 nok
1 DKK 100 dkk
1 HUF 100 forint forints huf
1 CZK 100 koruna koruny czk
1 NGN 100 naira ngn
1 GHS 100 cedi cedis
1 THB 100 baht thb
1 VND 1 dong vnd
1 IDR 100 rupiah idr
1 MYR 100 ringgit ringgits myr rm
1 PHP 100 php
1 BDT 100 taka bdt
1 MNT 100 tugrik tugriks mnt
1 KWD 1000 kwd
1 LBP 100 lbp
1 EGP 100 egp
1 QAR 100 qar
1 SAR 100 sar
1 AED 100 dirham dirhams aed
1 BGN 100 lev leva bgn
1 RON 100 lei ron
1 ARS 100 ars
1 MXN 100 mxn
1 PKR 100 pkr
1 BTC 1 bitcoin bitcoins btc
1 pesos 100 peso pesos
1 francs 100 franc francs
1 dinars 1000 dinar dinars
1 riyals 100 riyal riyals
1 rials 100 rial rials
1 kronor 100 krona kronor krone kroner
1 rand 100 rand
2 cents 1 cent cents penny pennies pence kopiykas kopecks sen
3 percent 1 percent pct percentage
4 kilometers 1000000 kilometer kilometers kilometre kilometres km kms
4 meters 1000 meter meters metre metres
4 centimeters 10 centimeter centimeters centimetre centimetres cm
4 millimeters 1 millimeter millimeters millimetre millimetres mm
4 miles 1609344 mile miles mi
4 yards 914.4 yard yards yd yds
4 feet 304.8 foot feet ft
4 inches 25.4 inch inches
4 nautical_miles 1852000 nm
5 kilograms 1000000 kilogram kilograms kilogramme kilogrammes kg kgs kilo kilos
5 grams 1000 gram grams gramme grammes
5 milligrams 1 milligram milligrams mg
5 tons 1000000000 ton tons
5 tonnes 1000000000 tonne tonnes
5 ounces 28349.5 ounce ounces oz
5 lbs 453592 lb lbs
6 liters 1000 liter liters litre litres
6 milliliters 1 milliliter milliliters millilitre millilitres ml mls
6 hectoliters 100000 hectoliter hectoliters hectolitre hectolitres
6 gallons 3785 gallon gallons gal gals
6 cups 237 cup cups
6 barrels 158987 barrel barrels
7 seconds 1 second seconds sec secs
7 minutes 60 minute minutes min mins
7 hours 3600 hour hours hr hrs
7 days 86400 day days
7 weeks 604800 week weeks
7 months 2592000 month months
7 quarters 7776000 quarters
7 years 31104000 year years
7 decades 311040000 decade decades
7 centuries 3110400000 century centuries
8 celsius 1 celsius centigrade
8 fahrenheit 1 fahrenheit
8 degrees 1 degree degrees deg
9 hectares 1 hectare hectares
9 acres 1 acre acres
9 megawatts 1 megawatt megawatts mw
9 gigawatts 1 gigawatt gigawatts gw
9 kilowatts 1 kilowatt kilowatts kw
9 magnitude 1 magnitude
9 knots 1 knot knots
9 mph 1 mph
9 km/h 1 kph kmh
9 gigabytes 1 gigabyte gigabytes gb
9 megabytes 1 megabyte megabytes mb
9 terabytes 1 terabyte terabytes tb
`

func newUnits() units {
	m := units{}
	for line := range strings.Lines(strings.TrimSpace(unitTable)) {
		cols := strings.Fields(line)
		u := unit{sort: unitSort(cols[0][0] - '0'), name: strings.ReplaceAll(cols[1], "_", " "), size: digits(cols[2])}
		for _, w := range cols[3:] {
			m[learn.HashOf(w)] = u
		}
	}
	return m
}

// symbol returns the currency of a sign.
func symbol(w string) (string, bool) {
	switch w {
	case "$":
		return "USD", true
	case "£":
		return "GBP", true
	case "€":
		return "EUR", true
	case "¥", "￥":
		return "JPY", true
	case "₩":
		return "KRW", true
	case "₹":
		return "INR", true
	case "₽":
		return "RUB", true
	case "₺":
		return "TRY", true
	case "₴":
		return "UAH", true
	case "₪":
		return "ILS", true
	case "₦":
		return "NGN", true
	case "₱":
		return "PHP", true
	case "₫":
		return "VND", true
	case "฿":
		return "THB", true
	}
	return "", false
}

// dollar returns the currency of a country's letters before "$".
func dollar(w string) (string, bool) {
	switch w {
	case "US", "U.S.":
		return "USD", true
	case "A", "AU", "Aus":
		return "AUD", true
	case "C", "CA", "CAN", "Can":
		return "CAD", true
	case "HK":
		return "HKD", true
	case "NZ":
		return "NZD", true
	case "S", "SG":
		return "SGD", true
	case "NT":
		return "TWD", true
	case "R":
		return "BRL", true
	case "MX":
		return "MXN", true
	case "J":
		return "JMD", true
	}
	return "", false
}

// ofCountry returns the code of a currency named by a country's adjective and a
// word that several countries use.
func ofCountry(adj, word string) string {
	switch strings.ToLower(adj) + " " + word {
	case "canadian USD":
		return "CAD"
	case "australian USD", "aussie USD":
		return "AUD"
	case "kong USD":
		return "HKD"
	case "zealand USD":
		return "NZD"
	case "singapore USD", "singaporean USD":
		return "SGD"
	case "taiwan USD", "taiwanese USD":
		return "TWD"
	case "jamaican USD":
		return "JMD"
	case "egyptian pounds":
		return "EGP"
	case "lebanese pounds":
		return "LBP"
	case "syrian pounds":
		return "SYP"
	case "sudanese pounds":
		return "SDG"
	case "british pounds":
		return "GBP"
	case "swiss francs":
		return "CHF"
	case "mexican pesos":
		return "MXN"
	case "argentine pesos", "argentinian pesos":
		return "ARS"
	case "philippine pesos":
		return "PHP"
	case "colombian pesos":
		return "COP"
	case "chilean pesos":
		return "CLP"
	case "cuban pesos":
		return "CUP"
	case "saudi riyals":
		return "SAR"
	case "qatari riyals":
		return "QAR"
	case "omani rials":
		return "OMR"
	case "iranian rials":
		return "IRR"
	case "yemeni rials":
		return "YER"
	case "kuwaiti dinars":
		return "KWD"
	case "jordanian dinars":
		return "JOD"
	case "iraqi dinars":
		return "IQD"
	case "bahraini dinars":
		return "BHD"
	case "serbian dinars":
		return "RSD"
	case "libyan dinars":
		return "LYD"
	case "swedish kronor":
		return "SEK"
	case "norwegian kronor":
		return "NOK"
	case "danish kronor":
		return "DKK"
	case "icelandic kronor":
		return "ISK"
	case "pakistani INR", "pakistan INR":
		return "PKR"
	case "lankan INR":
		return "LKR"
	case "nepali INR", "nepalese INR":
		return "NPR"
	case "indonesian INR":
		return "IDR"
	}
	return ""
}
