//go:build ignore

// Command capitals writes facts/capitals.tsv: the names of capitals in the languages
// of the starter feeds, from the cities that the Unicode CLDR names its time zones by.
// Unpack the npm package cldr-dates-full 48.2.0 and run it in the folder entities:
//
//	go run capitals_gen.go FOLDER > facts/capitals.tsv
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

var languages = strings.Fields("ar bn cs da de es fa fr he hi hu id it ja ko nb nl pl pt pt-PT ro ru sk sr sv tr uk ur zh zh-Hant")

// more are capitals that no time zone is named by, and further spellings.
var more = map[string]string{
	"AUS": "Канберра|キャンベラ|캔버라|堪培拉|كانبرا|کانبرا|Канберрі|कैनबरा",
	"CAN": "Оттава|オタワ|오타와|渥太华|أوتاوا|اتاوا|Оттаві|ओटावा",
	"CHN": "Pékin|Pekín|Pequim|Pechino|Peking|Pekin|Пекин|Пекін|北京|베이징|بكين|پکن|बीजिंग",
	"USA": "Вашингтон|Вашингтоні|ワシントン|워싱턴|华盛顿|واشنطن|واشنگتن|वॉशिंगटन|Vaşington",
	"IND": "Neu-Delhi|Nueva Delhi|Nova Delhi|Nuova Delhi|Yeni Delhi|Нью-Дели|Нью-Делі|Дели|ニューデリー|뉴델리|新德里|نيودلهي|دهلی نو|नई दिल्ली",
	"TUR": "Анкара|Анкарі|アンカラ|앙카라|安卡拉|أنقرة|آنکارا|Ancara|Ancara",
	"BRA": "Бразилиа|ブラジリア|브라질리아|巴西利亚|برازيليا",
	"PAK": "Исламабад|Ісламабад|イスラマバード|이슬라마바드|伊斯兰堡|إسلام آباد|اسلام‌آباد|इस्लामाबाद|İslamabad",
	"CHE": "Берн|ベルン|베른|伯尔尼|برن|Bern|Berne|Berna",
	"NLD": "Den Haag|La Haye|La Haya|Haia|L'Aia|Lahey|Гаага|Гаага|Гаагу|ハーグ|헤이그|海牙|لاهاي|لاهه",
	"MAR": "Рабат|ラバト|라바트|拉巴特|الرباط|رباط",
	"ARE": "Abou Dabi|Abou Dhabi|Abu Dabi|Абу-Даби|Абу-Дабі|アブダビ|아부다비|阿布扎比|أبوظبي|أبو ظبي|ابوظبی",
	"VNM": "Hanói|Hanoï|Ханой|ハノイ|하노이|河内|هانوي",
	"MMR": "Нейпьидо|ネピドー|네피도|内比都",
	"ZAF": "Претория|Преторія|プレトリア|프리토리아|比勒陀利亚|بريتوريا",
	"NGA": "Абуджа|アブジャ|아부자|阿布贾|أبوجا",
	"NZL": "Веллингтон|Веллінгтон|ウェリントン|웰링턴|惠灵顿|ولينغتون",
	"YEM": "Санаа|Сана|サヌア|사나|萨那|صنعاء|صنعا",
	"SAU": "Эр-Рияд|Ер-Ріяд|リヤド|리야드|利雅得|الرياض|ریاض|Riyad|Riad|Riade",
	"SYR": "Дамаск|ダマスカス|다마스쿠스|大马士革|دمشق|Damas|Damasco|Damaskus|Şam",
	"ISR": "Иерусалим|Єрусалим|エルサレム|예루살렘|耶路撒冷|القدس|اورشلیم|Jérusalem|Jerusalén|Jerusalém|Gerusalemme|Kudüs|Tel-Aviv|Тель-Авив|Тель-Авів|テルアビブ|텔아비브|特拉维夫|تل أبيب|تل‌آویو",
	"KAZ": "Астана|Нур-Султан|アスタナ|아스타나|阿斯塔纳|أستانا",
	"UKR": "Kiew|Kiev|Kyjiw|Киев|Київ|Києві|Києва|キーウ|キエフ|키이우|키예프|基辅|كييف|کی‌یف|Kyiv",
	"PRK": "Пхеньян|Пхеньяні|平壌|평양|平壤|بيونغ يانغ|پیونگ‌یانگ|Piongyang|Pjöngjang|Pyongyang",
	"RUS": "Mosca|Moscou|Moscovo|Moscú|Moskau|Moskova|Кремль|Кремля|Москва|Москві|モスクワ|모스크바|莫斯科|موسكو|مسکو|मॉस्को",
	"GEO": "Тбилиси|Тбілісі|トビリシ|트빌리시|第比利斯|تبليسي|Tiflis|Tbilissi|Tiflis",
	"IRN": "Téhéran|Teherán|Teerã|Teerão|Teheran|Tahran|Тегеран|Тегерані|テヘラン|테헤란|德黑兰|طهران|تهران|तेहरान",
	"FRA": "Parigi|París|Елисейский дворец|Елісейський палац|Paris",
	"ESP": "Madrid|Мадрид|Мадриді",
	"KOR": "서울|Seúl|Séoul|Seul|Сеул|首尔|ソウル|سيول|سئول",
	"JPN": "東京|东京|Токио|Токіо|도쿄|طوكيو|توکیو|Tóquio|Tokio",
	"MNG": "Улан-Батор|Ulan Bator|Ulán Bator|乌兰巴托|ウランバートル|울란바토르",
}

// zone is a node of timeZoneNames.json: a zone, or a folder of them.
type zone map[string]json.RawMessage

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: capitals_gen FOLDER")
	}
	capitals, names := capitalsOf(), map[string][]string{}
	for _, lang := range languages {
		cities, err := citiesOf(filepath.Join(os.Args[1], "main", lang, "timeZoneNames.json"), lang)
		if err != nil {
			log.Fatal(err)
		}
		for id, name := range cities {
			english := strings.ReplaceAll(id[strings.LastIndexByte(id, '/')+1:], "_", " ")
			if code := capitals[english]; code != "" && keep(name) && !slices.Contains(names[code], name) {
				names[code] = append(names[code], name)
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
	fmt.Fprintln(w, "# Names of capitals in the languages of the starter feeds, from CLDR (Unicode licence); made by capitals_gen.go.")
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

// citiesOf reads the cities of the time zones in one language.
func citiesOf(file, lang string) (map[string]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Main map[string]struct {
			Dates struct{ TimeZoneNames struct{ Zone zone } }
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	out := map[string]string{}
	walk(out, doc.Main[lang].Dates.TimeZoneNames.Zone, "")
	return out, nil
}

func walk(out map[string]string, z zone, path string) {
	for id, raw := range z {
		var city string
		if id == "exemplarCity" && json.Unmarshal(raw, &city) == nil {
			out[path] = city
			continue
		}
		var deeper zone
		if json.Unmarshal(raw, &deeper) == nil {
			walk(out, deeper, strings.TrimPrefix(path+"/"+id, "/"))
		}
	}
}

// keep leaves out names that are short enough to be other words.
func keep(n string) bool {
	letters, latin := 0, false
	for _, r := range n {
		letters++
		latin = latin || unicode.Is(unicode.Latin, r)
	}
	return letters >= 4 && unicode.IsUpper([]rune(n)[0]) || !latin && letters >= 2
}

// capitalsOf reads the capitals of countries by their English names.
func capitalsOf() map[string]string {
	b, err := os.ReadFile("facts/countries.tsv")
	if err != nil {
		log.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(b)) {
		c := strings.Split(line, "\t")
		if len(c) < 11 || len(c[1]) != 2 || c[10] == "bloc" {
			continue
		}
		for n := range strings.SplitSeq(c[7], "|") {
			n, _, _ = strings.Cut(n, "=")
			if n != "" && out[n] == "" {
				out[n] = strings.Replace(c[0], "XKX", "UNK", 1)
			}
		}
	}
	return out
}
