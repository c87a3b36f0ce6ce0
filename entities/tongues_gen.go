//go:build ignore

// Command tongues writes facts/tongues.tsv: the names of countries in the languages
// of the starter feeds, from CLDR by way of golang.org/x/text. Run it in the folder
// entities:
//
//	go run tongues_gen.go > facts/tongues.tsv
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var languages = strings.Fields("ar bn cs da de es fa fr he hi hu id it ja ko nb nl pl pt ro ru sk sr sv tr uk ur zh zh-Hant")

// more are names that wire copy uses and CLDR does not list.
var more = map[string]string{
	"USA": "США|Америка|米国|アメリカ|美國|미국|أمريكا|أميركا|الولايات المتحدة|الولايات المتحدة الأمريكية|آمریکا|ایالات متحده|ארה״ב|ארה\"ב|ארצות הברית|अमेरिका|আমেরিকা|যুক্তরাষ্ট্র|امریکہ|Estados Unidos|EE.UU.|EEUU|États-Unis|Etats-Unis|Stati Uniti|Vereinigte Staaten|ABD|Verenigde Staten",
	"PRK": "КНДР|Северная Корея|Північна Корея|КНДР|북한|朝鲜|北朝鲜|北韓|北朝鮮|كوريا الشمالية|کره شمالی|צפון קוריאה|उत्तर कोरिया|شمالی کوریا|উত্তর কোরিয়া",
	"KOR": "Южная Корея|Південна Корея|한국|남한|韩国|南韓|韓国|韓國|كوريا الجنوبية|کره جنوبی|דרום קוריאה|दक्षिण कोरिया|جنوبی کوریا|দক্ষিণ কোরিয়া",
	"CHN": "КНР|Китай|中国|中國|중국|الصين|چین|סין|चीन|চীন",
	"GBR": "Великобритания|Британия|Велика Британія|Британія|英国|英國|영국|بريطانيا|بریتانیا|انگلیس|בריטניה|ब्रिटेन|برطانیہ|যুক্তরাজ্য|Reino Unido|Gran Bretaña|Royaume-Uni|Grande-Bretagne|Grã-Bretanha|Gran Bretagna|Großbritannien|İngiltere",
	"ARE": "ОАЭ|阿联酋|阿聯酋|아랍에미리트|الإمارات|امارات|BAE",
	"RUS": "俄罗斯|俄羅斯|ロシア|러시아|РФ",
	"TUR": "تركيا|ترکیه|土耳其|튀르키예|터키|トルコ|Турция|Туреччина",
	"PSE": "فلسطين|فلسطین|Палестина|巴勒斯坦|팔레스타인|パレスチナ|הרשות הפלסטינית|غزة|قطاع غزة|الضفة الغربية|Газа|加沙|가자|ガザ|غزه",
	"COD": "ДР Конго|刚果民主共和国|콩고민주공화국|الكونغو الديمقراطية",
	"SAU": "السعودية|沙特|沙烏地阿拉伯|사우디|サウジ|עربستان",
	"ISR": "إسرائيل|اسرائیل|以色列|이스라엘|イスラエル",
	"SYR": "سوريا|叙利亚|시리아|シリア",
	"DEU": "ألمانيا|آلمان|德国|德國|독일|ドイツ",
	"TWN": "台灣|台湾|臺灣|대만|تايوان",
}

func main() {
	codes := isoCodes()
	names := map[string][]string{}
	for _, lang := range languages {
		tag := language.MustParse(lang)
		namer := display.Regions(tag)
		for two, three := range codes {
			n := namer.Name(language.MustParseRegion(two))
			for _, v := range forms(n) {
				if keep(v) && !slices.Contains(names[three], v) {
					names[three] = append(names[three], v)
				}
			}
		}
	}
	for code, list := range more {
		for v := range strings.SplitSeq(list, "|") {
			if !slices.Contains(names[code], v) {
				names[code] = append(names[code], v)
			}
		}
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	fmt.Fprintln(w, "# Names of countries in the languages of the starter feeds, from CLDR (Unicode licence); made by tongues_gen.go.")
	var order []string
	for code := range names {
		order = append(order, code)
	}
	slices.Sort(order)
	for _, code := range order {
		slices.Sort(names[code])
		fmt.Fprintf(w, "%s\t%s\n", code, strings.Join(names[code], "|"))
	}
}

// forms returns a name with and without what stands in brackets.
func forms(n string) []string {
	head, tail, ok := strings.Cut(n, "(")
	if !ok {
		head, tail, ok = strings.Cut(n, "（")
	}
	if !ok {
		return []string{strings.TrimSpace(n)}
	}
	_ = tail // "(USA)" is no name of the Virgin Islands
	return []string{strings.TrimSpace(head)}
}

// keep leaves out Latin names that are short enough to be other words; names that
// are English too are left out when the table is read.
func keep(n string) bool {
	latin, letters := false, 0
	for _, r := range n {
		latin = latin || unicode.Is(unicode.Latin, r)
		letters++
	}
	if latin {
		return letters >= 3 && unicode.IsUpper([]rune(n)[0])
	}
	return letters >= 2
}

func isoCodes() map[string]string {
	f, err := os.Open("facts/countries.tsv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	codes := map[string]string{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) > 10 && len(c[1]) == 2 && c[0] != "iso3" && c[10] != "bloc" {
			codes[c[1]] = strings.Replace(c[0], "XKX", "UNK", 1)
		}
	}
	return codes
}
