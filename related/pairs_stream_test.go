package related

import (
	"bytes"
	"strings"
	"testing"
)

func TestStreamLines(t *testing.T) {
	in := `{"id":"a","title":"Quake shakes Tanimbar islands","text":"","time":"2026-04-10T00:00:00Z","source":"x"}
not json

{"id":"b","title":"Quake shakes Tanimbar islands of Indonesia","time":"","source":""}
`
	var out bytes.Buffer
	var bad []int
	if err := Stream(strings.NewReader(in), &out, Options{}, nil, func(e LineError) { bad = append(bad, e.Line) }); err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(got) != 2 || got[0] != `{"id":"a","cluster":"a","related":[]}` || !strings.HasPrefix(got[1], `{"id":"b","cluster":"a","related":[{"id":"a","score":0.`) {
		t.Errorf("answers:\n%s", out.String())
	}
	if len(bad) != 1 || bad[0] != 2 {
		t.Errorf("bad lines %v, want 2", bad)
	}
}

func TestPairLines(t *testing.T) {
	in := `{"id":"1","a":{"title":"Quake shakes Tanimbar islands","time":""},"b":{"title":"Tanimbar islands shaken by quake","time":""}}
{"id":"2","a":{"title":"Quake shakes Tanimbar islands","time":""},"b":{"title":"Lisbon council passes tram budget","time":""}}
{"id":"3","a":{"title":"x","time":"yesterday"},"b":{"title":"y","time":""}}
`
	var out bytes.Buffer
	bad := 0
	if err := Pairs(strings.NewReader(in), &out, func(LineError) { bad++ }); err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(got) != 2 || !strings.HasSuffix(got[0], `"related":true}`) || !strings.HasSuffix(got[1], `"related":false}`) || bad != 1 {
		t.Errorf("answers:\n%s%d bad lines", out.String(), bad)
	}
}
