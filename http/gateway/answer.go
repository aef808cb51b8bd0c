package gateway

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"sync"

	"reel/events/apigateway"
)

// An answer is an integration response, compiled: how one kind of a backend's
// answers reaches the client.
type answer struct {
	status     int
	code       string         // status, as the integration names it
	pattern    *regexp.Regexp // of the whole selection value; nil for the default
	exact      string         // the one value that the pattern matches, if it is only one
	parameters []mapping
	templates  templates
	handling   string // contentHandling
}

// choices remembers which answer a backend's status came to, so that no pattern is
// matched twice for it. There are fewer than a thousand statuses.
type choices struct{ byStatus *sync.Map }

func (c compiler) answers(given map[string]*apigateway.IntegrationResponse) []*answer {
	var out []*answer
	for _, code := range sortedKeys(given) {
		r := given[code]
		status, err := strconv.Atoi(code)
		if err != nil || status < 200 || status > 999 {
			c.log.Warn("an integration response has a status that cannot be sent, and is left out", "status", code)
			continue
		}
		a := &answer{
			status:     status,
			code:       code,
			parameters: c.mappings("method.response.", r.ResponseParameters),
			templates:  c.templates(r.ResponseTemplates),
			handling:   r.ContentHandling,
		}
		if r.SelectionPattern != nil && *r.SelectionPattern != "" && !c.choose(a, *r.SelectionPattern) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// choose compiles a selection pattern. AWS's are Java's; the few that RE2 does not
// have, such as look-ahead, are said to the log.
func (c compiler) choose(a *answer, pattern string) bool {
	if syntaxTree, err := syntax.Parse(pattern, syntax.Perl); err == nil && syntaxTree.Op == syntax.OpLiteral && syntaxTree.Flags&syntax.FoldCase == 0 {
		a.exact = string(syntaxTree.Rune)
	}
	var err error
	if a.pattern, err = regexp.Compile(`\A(?:` + pattern + `)\z`); err != nil {
		c.log.Warn("a selection pattern cannot be used here; its integration response is never chosen", "pattern", pattern, "error", err)
	}
	return err == nil
}

func (a *answer) matches(value string) bool {
	if a.exact != "" {
		return a.exact == value
	}
	return a.pattern.MatchString(value)
}

// answer is the integration response for a selection value: the first whose pattern
// matches it whole, else the first without a pattern.
func (b *backend) answer(value string) (*answer, *fault) {
	var fallback *answer
	for _, a := range b.answers {
		switch {
		case a.pattern == nil:
			if fallback == nil {
				fallback = a
			}
		case a.matches(value):
			return a, nil
		}
	}
	if fallback == nil {
		return nil, misconfigured.because("no integration response matches " + strconv.Quote(value) + ", and none is the default").
			tells("Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: " + value)
	}
	return fallback, nil
}

// answerTo is the integration response for a backend's status.
func (b *backend) answerTo(status int) (*answer, *fault) {
	if a, ok := b.chosen.byStatus.Load(status); ok {
		return a.(*answer), nil
	}
	a, f := b.answer(strconv.Itoa(status))
	if f == nil && status < 1000 {
		b.chosen.byStatus.Store(status, a)
	}
	return a, f
}
