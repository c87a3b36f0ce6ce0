package page

// LabelsOf makes n labels of one or two letters, none the beginning of another.
func LabelsOf(letters string, n int) []string {
	k := len(letters)
	pairs := 0 // how many letters begin a label of two
	for pairs < k && k-pairs+pairs*k < n {
		pairs++
	}
	var out []string
	for i := 0; i < k-pairs && len(out) < n; i++ {
		out = append(out, letters[i:i+1])
	}
	for i := k - pairs; i < k; i++ {
		for j := 0; j < k && len(out) < n; j++ {
			out = append(out, letters[i:i+1]+letters[j:j+1])
		}
	}
	return out
}
