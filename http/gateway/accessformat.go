package gateway

import (
	"strings"
	"sync"
)

// An accessFormat is the format of a stage's access log, taken apart: any text, of
// whatever style, with $context variables in it
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).
type accessFormat []accessPiece

// An accessPiece is text as it stands, or the name of the variable that stands there.
type accessPiece struct{ text, variable string }

// maxAccessLine is how long a line may get, as long as one event in CloudWatch Logs.
const maxAccessLine = 256 << 10

// parseAccessFormat takes a format apart. Names consist of words and dots: of
// special characters AWS supports the underscore only.
func parseAccessFormat(source string) (f accessFormat) {
	const mark = "$context."
	for source != "" {
		i := strings.Index(source, mark)
		if i < 0 {
			return append(f, accessPiece{text: source})
		}
		n := accessName(source[i+len(mark):])
		end := i + len(mark) + n
		if n == 0 {
			f = append(f, accessPiece{text: source[:end]})
		} else {
			f = append(f, accessPiece{text: source[:i]}, accessPiece{variable: source[i+len(mark) : end]})
		}
		source = source[end:]
	}
	return f
}

// accessName is how long the name is that s begins with.
func accessName(s string) int {
	n := 0
	for n < len(s) && (isName(s[n]) || s[n] == '.' && n > 0 && n+1 < len(s) && isName(s[n+1])) {
		n++
	}
	return n
}

func isName(c byte) bool { return isWord(c) && c != '-' }

// line is the format with its variables put in, in one line: a hyphen stands for
// what is not set.
func (f accessFormat) line(variable func(name string) string) string {
	var out strings.Builder
	for _, p := range f {
		text := p.text
		if p.variable != "" {
			if text = variable(p.variable); text == "" {
				text = "-"
			}
		}
		out.WriteString(text)
		if out.Len() > maxAccessLine {
			break
		}
	}
	line := out.String()
	return oneLine(strings.ToValidUTF8(line[:min(len(line), maxAccessLine)], "\uFFFD"))
}

// oneLine keeps what a caller sends from looking like a line of its own.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.Trim(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s), " ")
}

// maxFormats bounds the formats that are kept.
const maxFormats = 256

// accessFormats are formats by their source.
type accessFormats struct {
	mu   sync.Mutex
	kept map[string]accessFormat
}

func (s *accessFormats) get(source string) accessFormat {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.kept[source]
	if ok {
		return f
	}
	if s.kept == nil || len(s.kept) >= maxFormats {
		s.kept = map[string]accessFormat{}
	}
	f = parseAccessFormat(source)
	s.kept[source] = f
	return f
}

// logAccess writes a line to the log, for whatever kind of API, and returns as much
// of it as traffic keeps.
func (g *Gateway) logAccess(format, api, stage string, variable func(name string) string) string {
	line := g.formats.get(format).line(variable)
	g.Log.Info("access", "api", api, "stage", stage, "line", line)
	const most = 4 << 10
	if len(line) > most {
		return strings.ToValidUTF8(line[:most], "")
	}
	return line
}
