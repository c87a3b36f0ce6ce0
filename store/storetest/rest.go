package storetest

func feedTests() []test       { return nil }
func filingTests() []test     { return nil }
func annotatingTests() []test { return nil }
func searchTests() []test     { return nil }
func markTests() []test       { return nil }
func keepingTests() []test    { return nil }
func sharingTests() []test    { return nil }
