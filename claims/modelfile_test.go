package claims

import "testing"

func TestDecodeModelRefuses(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "cut": modelFile[:len(modelFile)/2], "noise": []byte("\x04\x00\x00\x00abcd"), "size": []byte("\xff\xff\xff\xffabcd")} {
		if _, err := DecodeModel(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
