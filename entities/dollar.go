package entities

import (
	"strings"

	"dateline/news"
)

// dollarOf are the countries whose papers write "$" for their own money, with its code
// and the end of their web addresses.
var dollarOf = [...]struct{ country, code, domain string }{
	{"AUS", "AUD", ".au"}, {"CAN", "CAD", ".ca"}, {"NZL", "NZD", ".nz"}, {"SGP", "SGD", ".sg"},
}

// settleDollars gives the figures of bare dollars the money of the story's country: of
// the outlet's, by its address, else of the only country with dollars that the story
// names, unless it names the United States or marks foreign dollars elsewhere ("A$5").
func (r *reading) settleDollars(figures []news.Mention) {
	code := ""
	for i := range figures {
		m := &figures[i]
		if m.Figure == nil || m.Figure.Unit != "USD" || !r.bareDollars(m) {
			continue
		}
		if code == "" {
			code = r.dollars(figures)
		}
		m.Figure.Unit = code
		m.Why.Detail = strings.Replace(m.Why.Detail, "USD", code, 1)
	}
}

// bareDollars reports whether a figure in dollars does not say whose they are.
func (r *reading) bareDollars(m *news.Mention) bool {
	text := r.fields[m.Field].text
	if strings.HasPrefix(text[m.Start:], "$") {
		return !strings.HasPrefix(text[m.Start:], "$US")
	}
	said := text[m.Start:m.End]
	return strings.HasSuffix(said, "dollars") && !strings.Contains(said, "U.S.") && !strings.Contains(said, "US ") && !strings.Contains(said, "American")
}

// dollars is the money that bare dollars of the story are in.
func (r *reading) dollars(figures []news.Mention) string {
	host := hostOf(r.story.URL)
	for _, d := range dollarOf {
		if strings.HasSuffix(host, d.domain) {
			return d.code
		}
	}
	for i := range figures {
		if f := figures[i].Figure; f != nil && dollarCode(f.Unit) {
			return "USD" // "A$5": the story marks what is not American
		}
	}
	code := ""
	for _, c := range r.countries() {
		if c == "USA" {
			return "USD"
		}
		for _, d := range dollarOf {
			if c != d.country || d.code == code {
				continue
			}
			if code != "" {
				return "USD"
			}
			code = d.code
		}
	}
	if code == "" {
		return "USD"
	}
	return code
}

// dollarCode reports whether a currency is one that "$" stands for at home.
func dollarCode(unit string) bool {
	for _, d := range dollarOf {
		if d.code == unit {
			return true
		}
	}
	return false
}

// countries lists the countries that the story's names mean, some of them twice.
func (r *reading) countries() []string {
	var out []string
	for i := range r.names {
		for _, n := range r.names[i] {
			if n.kind == news.Country || n.kind == news.Place {
				out = append(out, n.ref)
			}
			if n.country != "" {
				out = append(out, n.country)
			}
		}
	}
	return out
}

// hostOf is the host of a web address.
func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.ToLower(host)
}
