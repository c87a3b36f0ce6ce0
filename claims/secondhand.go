package claims

var carriers = hashSet("quoted cited carried published reported broadcast aired relayed released")

// carriedBy: "said the governor, quoted by Anadolu", "in remarks carried by KCNA".
func (p *para) carriedBy(f *found) bool {
	if len(f.via) > 0 || len(f.source) == 0 {
		return true
	}
	s := p.sentence(f.cue[0].lo)
	for i := s.lo; i < s.hi-2; i++ {
		if !carriers[p.toks[i].hash] || !p.is(i+1, clsBy) || p.toks[i].quoted {
			continue
		}
		via := span{i + 2, p.phraseEnd(i+2, s.hi)}
		for j := via.lo; j < via.hi; j++ {
			if p.is(j, clsAs) || p.toks[j].tag.verb() {
				via.hi = j
			}
		}
		if via.empty() || !p.isOutlet([]span{via}) {
			continue
		}
		f.via = []span{via}
		for k := range f.source { // "the governor, quoted by Anadolu,"
			if src := &f.source[k]; src.lo < i && i < src.hi {
				src.hi = i
				for src.hi > src.lo+1 && (p.punct(src.hi-1) || p.is(src.hi-1, clsWh|clsBe)) {
					src.hi--
				}
			}
		}
		return true
	}
	return true
}

var citers = hashSet("citing quoting")

// citing: "Yonhap reported, citing an official, that ...": the official says it,
// through Yonhap.
func (p *para) citing(f *found) bool {
	if len(f.via) > 0 || len(f.source) == 0 || p.citingInside(f) || !p.isOutlet(f.source) {
		return true
	}
	s := p.sentence(f.cue[0].lo)
	for i := s.lo; i < s.hi-1; i++ {
		if !citers[p.toks[i].hash] || p.toks[i].quoted {
			continue
		}
		src := span{i + 1, p.phraseEnd(i+1, s.hi)}
		if p.classes([]span{src})&(clsRole|clsAnon|clsUnnamed|clsOutlet) == 0 && p.toks[src.lo].shape == shapeLower {
			return true
		}
		f.via, f.source = f.source, []span{src}
		f.rule = ruleCiting
		if f.cue[0].lo < i {
			f.cue = append(f.cue, span{i, i + 1})
		}
		var con []span
		for _, c := range f.content {
			if c.lo < src.hi && i < c.hi {
				con = append(con, p.pieces(span{c.lo, min(i, c.hi)}, span{src.hi, max(c.hi, src.hi)})...)
			} else {
				con = append(con, c)
			}
		}
		f.content = con
		return true
	}
	return true
}

// citingInside: "the newspaper, quoting unnamed officials, said ...".
func (p *para) citingInside(f *found) bool {
	src := f.source[0]
	for i := src.lo + 1; i < src.hi-1; i++ {
		if !citers[p.toks[i].hash] {
			continue
		}
		outlet, who := p.pieces(span{src.lo, i}), p.pieces(span{i + 1, src.hi})
		if len(outlet) > 0 && len(who) > 0 && p.isOutlet(outlet) {
			f.via, f.source, f.rule = outlet, who, ruleCiting
		}
		return true
	}
	return false
}
