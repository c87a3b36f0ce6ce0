package entities

import "unicode/utf8"

// honorifics stand before people's names in many languages and are no part of them. A
// word that is a given name as often (Don, Nana, Sheikh) is not among them.
var honorifics = wordSet(`Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Dr Dr. Prof Prof. Sir Dame Sen Sen. Rep Rep. Gov Gov. Gen Gen. Lt Lt. Col Col. Maj Maj. Capt Capt. Cpt Cpt.
	Sgt Sgt. Cpl Cpl. Pvt Pvt. Pfc Pfc. Spc Spc. Brig Brig. Adm Adm. Cmdr Cmdr. Cdr Cdr. Det Det. Supt Supt. Insp Insp. Fr Fr. Rev Rev. Msgr Msgr. Mgr Hon Hon. Rt Amb Amb. Atty Atty. Cllr Supt.
	President Senator Congressman Congresswoman Representative Governor Judge Justice Pope King Queen Prince Princess Emperor Empress Lord Lady Chancellor Premier Councillor
	Commissioner Chairman Chairwoman Chairperson Chairmen Ambassador Envoy Professor Doctor Reverend Archbishop Bishop Cardinal Monsignor Pastor Deacon Rabbi Archimandrite Patriarch
	General Colonel Captain Lieutenant Sergeant Corporal Commander Admiral Brigadier Marshal Superintendent Inspector Detective Constable Magistrate Baron Baroness Viscount Countess Duchess
	Mullah Molla Maulana Mawlana Moulana Maulvi Ayatollah Hojatoleslam Hojjatoleslam Imam Mufti Allama Hajji Haji Ustad Ustaz Pandit Swami Shri Shree Shrimati Smt Smt. Thiru Tmt Tmt. Kumari
	Dato Dato' Dato’ Datuk Datin Puan Encik Tuan Bapak Ibu Daw Khun Ato Weizero Woizero Alhaji Alhaja Mallam Malam Otunba Comrade Tovarishch
	Herr Frau Fräulein Doktor Monsieur Madame Mademoiselle Mme Mme. Mlle Mlle. Maître Signor Signora Signorina Dott Dott. Dottor Dottoressa Avv Avv. Ing Ing. Onorevole
	Señor Señora Señorita Sra Sra. Srta Srta. Doña Licenciado Lic Lic. Arq Arq. Dra Dra. Profesor Profesora Senhor Senhora Dona Sayın Pani Gospodin Gospodja Gospođa Meneer Mevrouw`)

// postNominals stand behind people's names and are no part of them.
var postNominals = wordSet(`KC QC SC MP MEP MSP MLA TD OBE CBE MBE KBE DBE KCB GCMG CMG FRS PhD Ph.D. MD M.D. Esq Esq. DDS RN CPA`)

// address reports whether token k is a form of address and not the name itself.
func (f *field) address(k int) bool {
	w := f.word(k)
	return honorifics[w] || w == "U" && f.capAt(k+1) && f.capAt(k+2) // "U Tin Maung"
}

// appendPeople appends a guess, a person's without title and honours. A body whose
// name begins with a form of address is a person, and two where they are joined
// ("Mullah Karim Ahund and Ayatollah Hadi Moradi").
func appendPeople(out []guess, f *field, g guess) []guess {
	for g.from < g.to {
		part := g
		next := g.to
		if f.address(g.from) || g.class == person {
			for k := g.from + 1; k+1 < g.to; k++ {
				if f.is(k, "and", ",", "&") && f.address(k+1) {
					part.to, next = k, k+1
					break
				}
			}
		}
		if p, ok := f.person(part); ok {
			if n := len(out); n > 0 && out[n-1].class == person && out[n-1].to == p.from-1 && f.word(p.from-1) == "y" {
				out[n-1].to = p.to // "de la Cruz" "y" "Ortega"
			} else {
				out = append(out, p)
			}
		}
		g.from = next
	}
	return out
}

// person strips a guess of what is no part of a person's name. ok is false where
// nothing is left.
func (f *field) person(g guess) (_ guess, ok bool) {
	if g.class == person && f.storm(g.from) {
		g.class = other
		return g, true
	}
	from := g.from
	for from < g.to && f.address(from) {
		from++
	}
	switch {
	case g.class != person && from == g.from, g.class == place:
		return g, true
	case g.class != person && (!f.persons(from, g.to) || from-g.from > 1):
		return g, true // "General Motors", "Justice Department"
	case from == g.to:
		return g, g.class != person && g.to-g.from > 1 || utf8.RuneCountInString(f.word(g.from)) > 4 // "Gen."
	}
	g.from, g.class = from, person
	for g.to > g.from+1 && postNominals[f.word(g.to-1)] {
		g.to--
	}
	for g.to < len(f.toks) && f.joined(g.to) && junior(f.word(g.to)) {
		g.to++
	}
	return g, true
}

// storms are what is called by given names and nobody.
var storms = wordSet(`storm storms hurricane hurricanes typhoon typhoons cyclone cyclones Storm Storms Hurricane Hurricanes Typhoon Typhoons Cyclone Cyclones`)

// storm reports whether the name at token i is that of a storm ("storms Denis and
// Jorg").
func (f *field) storm(i int) bool {
	if i > 2 && f.is(i-1, "and", "or") && f.capAt(i-2) {
		return storms[f.word(i-3)]
	}
	return storms[f.word(i-1)]
}

// persons reports whether tokens [from, to) are two to five capitalised words, as
// people's names are and bodies with a title before them are not.
func (f *field) persons(from, to int) bool {
	if to-from < 2 || to-from > 5 {
		return false
	}
	for k := from; k < to; k++ {
		if !f.capAt(k) && !particle(f.word(k)) || f.look[k].has(shouted) || bodyWords[f.word(k)] {
			return false
		}
	}
	return true
}

// bodyWords are words of the names of bodies.
var bodyWords = wordSet(`Department Ministry Office Court Council Committee Commission Assembly Agency Bureau Electric Motors Mills Dynamics Company Corporation Corp Inc Ltd Group Bank
	Hospital University College School Institute Foundation Association Society Union Party Army Guard Force Forces Command Staff Conference Church Centre Center House Airport Street
	of for the in`)
