package lambda

import (
	"fmt"
	"regexp"
	"strings"
)

// A Name says which function is meant. Account and Region are empty where the
// caller gave only a name.
type Name struct {
	Account   string // twelve digits
	Region    string
	Function  string
	Qualifier string // a version or an alias, or empty
}

var (
	// functionName is Lambda's own pattern of what may name a function:
	// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, FunctionName.
	functionName = regexp.MustCompile(`^(?:arn:aws[a-zA-Z-]*:lambda:)?` +
		`(?:([a-z]{2,}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?` +
		`([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]{1,128}))?$`)

	// gatewayPath is what an API Gateway integration says to name a function.
	gatewayPath = regexp.MustCompile(`^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/[0-9-]+/` +
		`functions/([^/]+)/(?:response-streaming-)?invocations$`)
)

// ParseName reads every form by which AWS lets a function be named: my-fn,
// my-fn:alias, 000000000000:function:my-fn, a function's ARN with or without a
// qualifier, and the ARN that an API Gateway integration or authorizer wraps
// around one of these. It fails with CodeInvalidParameter.
func ParseName(s string) (Name, error) {
	inner := s
	if strings.Contains(s, ":apigateway:") {
		m := gatewayPath.FindStringSubmatch(s)
		if m == nil {
			return Name{}, invalidName(s)
		}
		inner = m[1]
	}
	m := functionName.FindStringSubmatch(inner)
	if m == nil {
		return Name{}, invalidName(s)
	}
	return Name{Region: m[1], Account: m[2], Function: m[3], Qualifier: m[4]}, nil
}

// ARN is the function's full name, qualifier included.
func (n Name) ARN() string {
	arn := "arn:aws:lambda:" + n.Region + ":" + n.Account + ":function:" + n.Function
	if n.Qualifier != "" {
		arn += ":" + n.Qualifier
	}
	return arn
}

// version is what Lambda would say was executed: a number names a version, and
// everything else here comes to the one version that there is.
func (n Name) version() string {
	if n.Qualifier != "" && strings.Trim(n.Qualifier, "0123456789") == "" {
		return n.Qualifier
	}
	return "$LATEST"
}

func invalidName(s string) error {
	const most = 300
	if len(s) > most {
		s = s[:most] + "…"
	}
	return &Error{Code: CodeInvalidParameter, Message: fmt.Sprintf("Invalid function name: %q", s)}
}
