package omc

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compilePattern compiles a pattern of the schema. Go's regular expressions have
// no look-ahead; the schema uses it in one pattern only, for durations, where
// "(?=.)" after P and T means that neither may be the last character.
func compilePattern(s string) (jsonschema.Regexp, error) {
	plain := strings.ReplaceAll(s, "(?=.)", "")
	re, err := regexp.Compile(plain)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", s, err)
	}
	if plain == s {
		return re, nil
	}
	if !strings.HasPrefix(s, "^(-?)P(?=.)") || !strings.HasSuffix(s, "$") {
		return nil, fmt.Errorf("pattern %q: look-ahead is known in durations only", s)
	}
	return duration{re, s}, nil
}

type duration struct {
	*regexp.Regexp
	source string
}

// MatchString reports whether s is an ISO 8601 duration such as PT1H30M.
func (d duration) MatchString(s string) bool {
	return d.Regexp.MatchString(s) && !strings.HasSuffix(s, "P") && !strings.HasSuffix(s, "T")
}

// String gives the pattern as the schema writes it.
func (d duration) String() string { return d.source }
