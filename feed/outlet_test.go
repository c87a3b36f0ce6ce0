package feed

import (
	"testing"

	"dateline/news"
)

func TestOutletName(t *testing.T) {
	const aggregator = "https://news.google.com/rss/search?q=quake"
	for _, tt := range []struct {
		name                string
		feed                news.Feed
		title, home, outlet string
	}{
		{"the starter list knows the home", news.Feed{URL: "http://rss.example/1"}, "WSJ.com: World News", "http://online.wsj.com/page/2_0006.html", "Wall Street Journal"},
		{"a section of it", news.Feed{}, "RNZ New Zealand Headlines", "https://www.rnz.co.nz/news/national", "RNZ"},
		{"the address, where the document names no home", news.Feed{URL: "https://www.smh.com.au/rss/world.xml"}, "World", "", "Sydney Morning Herald"},
		{"of outlets at one host the one whose path is near", news.Feed{URL: "https://feeds.bbci.co.uk/russian/international/rss.xml"}, "x", "", "Би-би-си"},
		{"and its neighbour", news.Feed{URL: "https://feeds.bbci.co.uk/news/rss.xml"}, "BBC News", "", "BBC"},
		{"none is nearer: the title tells", news.Feed{URL: "https://feeds.bbci.co.uk/rss.xml"}, "BBC News - World", "", "BBC News"},
		{"another site whose name ends alike", news.Feed{}, "Herald", "https://www.notsmh.com.au/", "Herald"},
		{"an aggregator is nobody's", news.Feed{URL: aggregator}, "quake - Google News", "https://news.google.com/search?q=quake", "quake - Google News"},
		{"a host in the title", news.Feed{}, "CNN.com - RSS Channel - App International Edition", "https://www.cnn.com/app-international-edition/index.html", "CNN"},
		{"with www", news.Feed{}, "Analysen Ticker - www.finanzen.net", "http://www.finanzen.net", "finanzen"},
		{"the part that the host is named for, last", news.Feed{}, "Breaking News | Daily Telegraph", "https://www.dailytelegraph.com.au", "Daily Telegraph"},
		{"before a colon", news.Feed{}, "mirror: Budget and tax", "http://www.mirror.co.uk/", "mirror"},
		{"the only part that is no section", news.Feed{}, "Articles | Mail Online", "https://www.dailymail.co.uk", "Mail Online"},
		{"two that are none", news.Feed{}, "apts | housing for rent", "https://sfbay.craigslist.org/search/apa", "apts | housing for rent"},
		{"one part", news.Feed{}, "Hodl Hodl", "https://medium.com/@hodl", "Hodl Hodl"},
		{"a name with a dash in it", news.Feed{}, "Al-Monitor Pulse", "https://pulse.example/", "Al-Monitor Pulse"},
		{"the reader's own name for it", news.Feed{Title: "My weather - Kyiv", URL: "https://w.example/"}, "RSS - Weather", "", "My weather - Kyiv"},
		{"an outlet that is set stays", news.Feed{Outlet: "Set"}, "CNN.com - World", "https://www.cnn.com/", "Set"},
		{"one that was the title is made short", news.Feed{Outlet: "CNN.com - World", Title: "CNN.com - World"}, "CNN.com - World", "https://www.cnn.com/", "CNN"},
	} {
		if got := outletName(tt.feed, tt.title, tt.home); got != tt.outlet {
			t.Errorf("%s: %q is %q, want %q", tt.name, tt.title, got, tt.outlet)
		}
	}
}
