package decide

import (
	"iter"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// ParseRouteKey splits the route key of an HTTP API into its method and path,
// as in GET /pets/{id}; $default has neither. ok is false when it is no such key.
func ParseRouteKey(key string) (method, path string, ok bool) {
	if key == "$default" {
		return "", "", true
	}
	method, path, _ = strings.Cut(key, " ")
	return method, path, slices.Contains(routeMethods, method) && isRoutePath(path)
}

var routeMethods = []string{"ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}

// A segment of a route's path is a literal, a variable or, at the end, a greedy
// variable: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
var (
	pathVariable = regexp.MustCompile(`^\{[a-zA-Z0-9._:-]+\}$`)
	pathGreedy   = regexp.MustCompile(`^\{[a-zA-Z0-9._:-]+\+\}$`)
	pathLiteral  = regexp.MustCompile(`^[^\s{}?#]+$`)
)

func isRoutePath(path string) bool {
	rest, ok := strings.CutPrefix(path, "/")
	if !ok || len(path) > 1024 {
		return false
	}
	if rest == "" {
		return true
	}
	segments := strings.Split(strings.TrimSuffix(rest, "/"), "/")
	for i, s := range segments {
		last := i == len(segments)-1
		if !pathLiteral.MatchString(s) && !pathVariable.MatchString(s) && !(last && pathGreedy.MatchString(s)) {
			return false
		}
	}
	return true
}

// A key of a WebSocket API's route is one of three of its own, or what the route
// selection expression may come to.
var webSocketKeys = []string{"$connect", "$disconnect", "$default"}

// checkRouteKey refuses a key that is none for the API's protocol, or that
// another route has, or that could not be told from another route's.
func checkRouteKey(t *projections.ApiTree, r *apigatewayv2.Route) error {
	if t.ProtocolType == apigatewayv2.WebSocket {
		if err := checkWebSocketKey(r.RouteKey); err != nil {
			return err
		}
	} else if _, _, ok := ParseRouteKey(r.RouteKey); !ok {
		return refuse(`The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"`)
	}
	if other := t.ByKey(r.RouteKey); other != nil && other.RouteId != r.RouteId {
		return events.Refuse(events.Conflict, "Route with key %s already exists for this API", r.RouteKey)
	}
	if t.ProtocolType == apigatewayv2.WebSocket {
		return nil
	}
	return checkVariables(t, r)
}

func checkWebSocketKey(key string) error {
	switch {
	case key == "" || len(key) > 128:
		return refuse("Invalid route key specified. It must have 1 to 128 characters.")
	case strings.HasPrefix(key, "$") && !slices.Contains(webSocketKeys, key):
		return refuse("Invalid route key specified: %s. Route keys that start with $ are reserved: [%s]", cut(key), strings.Join(webSocketKeys, ", "))
	}
	return nil
}

// checkVariables refuses a key that has another name for a variable than another
// key of the same method at the same level. A greedy variable may stand beside a
// plain one.
func checkVariables(t *projections.ApiTree, r *apigatewayv2.Route) error {
	segments := strings.Split(r.RouteKey, "/") // the first is the method
	for i, mine := range segments {
		if !strings.HasPrefix(mine, "{") {
			continue
		}
		level := strings.Join(segments[:i], "/") + "/"
		for theirs, other := range variablesAt(t, level, r.RouteId) {
			if theirs != mine && pathGreedy.MatchString(theirs) == pathGreedy.MatchString(mine) {
				return events.Refuse(events.Conflict,
					"The provided route key %q has a conflicting variable on the same hierarchical level as %q", r.RouteKey, other.RouteKey)
			}
		}
	}
	return nil
}

// variablesAt yields the variables that stand at a level, each with the first of
// the routes that have it there, but for one route. The others are passed over, as
// there may be thousands.
func variablesAt(t *projections.ApiTree, level, except string) iter.Seq2[string, *projections.Route] {
	return func(yield func(string, *projections.Route) bool) {
		for from := level + "{"; ; {
			r := t.KeyFrom(from)
			if r == nil || !strings.HasPrefix(r.RouteKey, level+"{") {
				return
			}
			if r.RouteId == except {
				from = r.RouteKey + "\x00"
				continue
			}
			variable, _, _ := strings.Cut(r.RouteKey[len(level):], "/")
			if !yield(variable, r) {
				return
			}
			from = level + variable + "0" // which is what comes behind /
		}
	}
}
