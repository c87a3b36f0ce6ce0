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
1 crowns 100 crown crowns
1 markka 100 markka markkas
1 marks 100 deutschmark deutschmarks deutschemarks
1 guilders 100 guilder guilders
1 drachmas 100 drachma drachmas
1 pesetas 100 peseta pesetas
1 escudos 100 escudo escudos
1 shillings 100 shilling shillings
1 kwacha 100 kwacha
1 ETB 100 birr
1 manat 100 manat manats
1 KZT 100 tenge
1 GEL 100 lari
1 AMD 100 dram drams
1 MMK 100 kyat kyats
1 KHR 100 riel riels
1 bolivars 100 bolivar bolivars bolívares bolivares
1 bolivianos 100 boliviano bolivianos
1 colones 100 colones
1 PYG 100 guarani guaranies
1 PEN 100 soles
1 GTQ 100 quetzal quetzales
1 HNL 100 lempira lempiras
1 HTG 100 gourde gourdes
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
7 years 31536000 year years
7 decades 315360000 decade decades
7 centuries 3153600000 century centuries
8 celsius 1 celsius centigrade
8 fahrenheit 1 fahrenheit
8 kelvin 1 kelvin kelvins
8 degrees 1 degree degrees deg
9 hectares 1 hectare hectares
9 acres 1 acre acres
9 megawatts 1 megawatt megawatts mw
9 gigawatts 1 gigawatt gigawatts gw
9 kilowatts 1 kilowatt kilowatts kw
9 magnitude 1 magnitude
9 knots 1 knot knots
9 calories 1 calorie calories
9 watts 1 watt watts
9 volts 1 volt volts
9 decibels 1 decibel decibels
9 hertz 1 hertz hz
9 kilobytes 1 kilobyte kilobytes kb
9 bytes 1 byte bytes
9 pixels 1 pixel pixels
9 points 1 bps
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

// countryMoney names currencies by a country's adjective (its last word) and a
// word that several countries use.
const countryMoney = `
canadian USD CAD
australian USD AUD
aussie USD AUD
kong USD HKD
zealand USD NZD
singapore USD SGD
singaporean USD SGD
taiwan USD TWD
taiwanese USD TWD
jamaican USD JMD
egyptian pounds EGP
lebanese pounds LBP
syrian pounds SYP
sudanese pounds SDG
british pounds GBP
swiss francs CHF
mexican pesos MXN
argentine pesos ARS
argentinian pesos ARS
philippine pesos PHP
colombian pesos COP
chilean pesos CLP
cuban pesos CUP
saudi riyals SAR
qatari riyals QAR
omani rials OMR
iranian rials IRR
yemeni rials YER
kuwaiti dinars KWD
jordanian dinars JOD
iraqi dinars IQD
bahraini dinars BHD
serbian dinars RSD
libyan dinars LYD
swedish kronor SEK
norwegian kronor NOK
danish kronor DKK
icelandic kronor ISK
pakistani INR PKR
pakistan INR PKR
lankan INR LKR
nepali INR NPR
nepalese INR NPR
indonesian INR IDR
`

func newCountryMoney() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(countryMoney)) {
		cols := strings.Fields(line)
		m[cols[0]+" "+cols[1]] = cols[2]
	}
	return m
}
