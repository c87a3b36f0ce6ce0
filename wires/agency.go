// Package wires reads what news agencies write around their stories: markers before a
// headline ("UPDATE 2-", "KILL"), an outlet's name behind it, notes, datelines, and
// credits. Everything is a function of the text.
package wires

import "strings"

// wireAgencies are the names by which agencies sign datelines and credits, as
// written; "_" stands for the spaces of those of more than one word.
var wireAgencies = nameSet(` AA AAP ABI ABNA ACAN-EFE ADN Adnkronos AFP AFP-JIJI AGERPRES Agerpres AGI Agence_France-Presse Agencies AKIpress Al_Jazeera Anadolu Anadolu_Agency ANA-MPA ANADOLU Andina ANI ANP ANSA ANTARA Antara AP APA APP APS Armenpress Associated_Press ATA AZERTAC Azertac Belga BelTA BELTA Bernama BERNAMA BIRN Bloomberg Bloomberg_News BNA BNS BSS BTA Canadian_Press CNA CNS CP CTK ČTK Deutsche_Presse-Agentur DHA dpa DPA dpa-AFX EFE ELTA Europa_Press FENA GNA HINA Hina IANS IHA ILNA INA Interfax INTERFAX Interfax-Ukraine IRNA ISNA ITAR-TASS Itar-Tass Jiji Jiji_Press JIJI JIJI_Press Kazinform KCNA Keystone-SDA KNA KUNA Kyodo KYODO Kyodo_News KYODO_NEWS LETA LUSA Lusa MAP Mehr MENA Mehr_News MIA MINA MNA Montsame MTI NAMPA NAN Newsis NINA NNA NTB NTB-AFP ONA PA PA_Media PAP Petra PNA Prensa_Latina Press_Association PTI QNA Reuters REUTERS RIA RIA_Novosti Ritzau RSS RNA SABA Saba SANA SAnews SDA SITA SLENA SPA Sputnik SRNA STA STT SUNA TAP Tanjug TANJUG TASR Tasnim TASS Tass Telam Télam The_Associated_Press The_Canadian_Press Thomson_Reuters TNA TT UKRINFORM Ukrinform UNI UNIAN United_Press_International UPI VNA VOA WAFA WAM Xinhua XINHUA Xinhua_News_Agency Yonhap YONHAP Yonhap_News Yonhap_News_Agency ТАСС РИА_Новости Интерфакс 新华社 新華社 中央社 中新社 共同 時事 연합뉴스 뉴시스 뉴스1`)

// nameSet makes a set of the names in a list.
func nameSet(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[strings.ReplaceAll(name, "_", " ")] = true
	}
	return set
}

// isAgency reports whether name is one that agencies sign with.
func isAgency(name string) bool {
	return wireAgencies[name] || strings.HasPrefix(name, "dpa/") || strings.HasPrefix(name, "dpa-")
}
