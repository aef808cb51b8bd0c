package http

import "strings"

// machine are the parts of a user agent that tell of the machine, the moment or
// the order in which a client's hash gave its features, and not of the client.
// AWS's SDKs write such parts as key/value (its SDK user agent, version 2.1).
var machine = []string{
	"api/", "cfg/", "command/", "crt/", "darwin/", "exe/", "exec-env/", "ft/", "lang/", "linux/", "m/", "macos/", "md/", "os/",
	"prompt/", "python/", "ruby/", "source/", "ua/", "windows/",
}

// clientOf is the client that a user agent names, so that the same calls from
// another machine, or from the same one later, are recorded in the same words.
func clientOf(userAgent string) string {
	var kept []string
	comment := 0
	for _, part := range strings.Fields(bounded(userAgent, 1024)) {
		open := strings.Count(part, "(")
		if comment == 0 && open == 0 && !tellsOfMachine(part) {
			kept = append(kept, part)
		}
		comment = max(comment+open-strings.Count(part, ")"), 0)
	}
	return strings.Join(kept, " ")
}

func tellsOfMachine(part string) bool {
	for _, prefix := range machine {
		if len(part) >= len(prefix) && strings.EqualFold(part[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}
