package config

import _ "embed"

//go:embed example.toml
var example string

// Example returns a settings file that sets nothing and explains everything.
func Example() string { return example }
