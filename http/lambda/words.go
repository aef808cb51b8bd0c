package lambda

import (
	"errors"
	"runtime"
	"strings"
)

// words splits a command line as a shell would that expands nothing: blanks
// separate, single and double quotes keep together, a backslash takes the next
// character as it is (not on Windows, where it separates folders).
func words(line string) ([]string, error) {
	var (
		out   []string
		word  strings.Builder
		open  bool // a word has begun, though it may still be empty
		quote rune
		taken bool // the character before was a backslash
	)
	for _, r := range line {
		switch {
		case taken:
			if quote == '"' && r != '"' && r != '\\' {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			taken = false
		case r == '\\' && quote != '\'' && runtime.GOOS != "windows":
			taken, open = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, open = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if open {
				out = append(out, word.String())
				word.Reset()
				open = false
			}
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if quote != 0 || taken {
		return nil, errors.New("a quote is not closed")
	}
	if open {
		out = append(out, word.String())
	}
	return out, nil
}
