package decide

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"reel/events/apigatewayv2"
	"reel/projections"
)

// checkIntegration gives an integration its defaults and refuses it if AWS
// would. See
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html.
func checkIntegration(t *projections.ApiTree, in *apigatewayv2.Integration) error {
	http := t.ProtocolType == apigatewayv2.HTTP
	if err := checkIntegrationType(http, in.IntegrationType); err != nil {
		return err
	}
	in.ConnectionType = cmp.Or(in.ConnectionType, "INTERNET")
	if in.TimeoutInMillis == 0 {
		in.TimeoutInMillis = longestTimeout(t)
	}
	if in.PassthroughBehavior = cmp.Or(in.PassthroughBehavior, "WHEN_NO_MATCH"); http {
		in.PassthroughBehavior = "" // Q. Does an HTTP API keep it? No, AWS takes WHEN_NO_MATCH and shows none (Terraform's provider relies on it).
	}
	if err := checkPayloadVersion(http, in); err != nil {
		return err
	}
	if in.IntegrationSubtype != "" {
		if err := checkSubtype(http, in); err != nil {
			return err
		}
	} else if err := checkBackend(http, in); err != nil {
		return err
	}
	in.IntegrationResponseSelectionExpression = responseSelection(http, in)
	return first(
		checkConnection(http, in),
		checkEnum("contentHandlingStrategy", in.ContentHandlingStrategy, "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
		checkEnum("passthroughBehavior", in.PassthroughBehavior, "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"),
		checkRole(in.CredentialsArn),
		checkLength("description", in.Description, 0, 1024),
		checkRequestMappings(http, in),
		checkResponseMappings(http, in),
	)
}

var integrationTypes = []string{"AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"}

func checkIntegrationType(http bool, kind string) error {
	switch {
	case !slices.Contains(integrationTypes, kind):
		return refuse("Invalid integrationType specified: %s. Must be one of [%s]", cut(kind), strings.Join(integrationTypes, ", "))
	case http && kind != "AWS_PROXY" && kind != "HTTP_PROXY":
		// Recorded on AWS.
		return refuse("Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)")
	}
	return nil
}

// longestTimeout is how long a backend may take and takes by default, in milliseconds.
func longestTimeout(t *projections.ApiTree) int64 {
	if t.ProtocolType == apigatewayv2.HTTP {
		return 30000
	}
	return 29000
}

func checkTimeout(t *projections.ApiTree, millis int64) error {
	if longest := longestTimeout(t); millis < 50 || millis > longest {
		return refuse("Timeout should be between 50 ms and %d ms", longest)
	}
	return nil
}

// checkPayloadVersion refuses versions of the event that a backend is not sent.
func checkPayloadVersion(http bool, in *apigatewayv2.Integration) error {
	in.PayloadFormatVersion = cmp.Or(in.PayloadFormatVersion, "1.0")
	switch v := in.PayloadFormatVersion; {
	case v == "1.0" || v == "2.0" && in.IntegrationSubtype != "":
		return nil
	case v != "2.0" || !http:
		return refuse("Unsupported PayloadFormatVersion: %s", cut(v))
	case in.IntegrationType != "AWS_PROXY":
		return refuse("PayloadFormatVersion 2.0 is not supported for integration of type %s", in.IntegrationType)
	}
	return nil
}

// checkBackend refuses a method and URI that do not go with the type.
func checkBackend(http bool, in *apigatewayv2.Integration) error {
	switch in.IntegrationType {
	case "MOCK":
		in.IntegrationMethod, in.IntegrationUri = "", ""
		return nil
	case "AWS", "AWS_PROXY":
		return checkService(http, in)
	}
	if err := checkMethod(in); err != nil {
		return err
	}
	if in.ConnectionType == "VPC_LINK" && http {
		return nil // its URI is the ARN of a listener or service
	}
	return checkURL(in.IntegrationUri)
}

var backendMethods = []string{"ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}

func checkMethod(in *apigatewayv2.Integration) error {
	if in.IntegrationMethod == "" {
		// AWS names the type without its line (recorded on AWS: HTTPPROXY).
		return refuse("HttpMethod parameter method must be specified for integrationType %s", strings.ReplaceAll(in.IntegrationType, "_", ""))
	}
	return checkEnum("integrationMethod", in.IntegrationMethod, backendMethods...)
}

// A variable of a URI: a stage variable, or a parameter of the request's path.
var uriVariable = regexp.MustCompile(`\$\{stageVariables\.\w+\}|\{[^{}]+\}`)

// checkURL refuses a URI that is not http:// or https:// and a host. Any part of
// it may be a variable; digits stand for them here as they may stand anywhere,
// as a port too.
func checkURL(uri string) error {
	if strings.HasPrefix(uri, "${stageVariables.") && len(uri) <= 2048 {
		return nil // the whole URL may be one
	}
	u, err := url.Parse(uriVariable.ReplaceAllString(uri, "1"))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(uri) > 2048 {
		return refuse("Invalid HTTP endpoint specified for URI")
	}
	return nil
}

var (
	// A function by its own ARN, which names a version or alias by a stage
	// variable too, and
	functionARN = regexp.MustCompile(`^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$`)
	// by the path it is invoked by; other services likewise.
	serviceARN = regexp.MustCompile(`^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:([a-zA-Z0-9.-]+):(path|action)/.+$`)
)

// isLambda tells whether a URI is a function's, in either spelling. AWS's guide
// shows WebSocket APIs with the longer one only; reel takes both for them too.
func isLambda(uri string) bool {
	if functionARN.MatchString(uri) {
		return true
	}
	m := serviceARN.FindStringSubmatch(uri)
	return m != nil && m[1] == "lambda"
}

func checkService(http bool, in *apigatewayv2.Integration) error {
	lambda := isLambda(in.IntegrationUri)
	switch {
	case len(in.IntegrationUri) > 2048 || !lambda && !serviceARN.MatchString(in.IntegrationUri):
		return refuse("Invalid ARN specified in the request")
	case !lambda && in.IntegrationType == "AWS_PROXY":
		return refuse("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.")
	case !lambda && in.CredentialsArn == "":
		return refuse("Role ARN must be specified for AWS integrations")
	case lambda && (http || in.IntegrationMethod == ""):
		in.IntegrationMethod = cmp.Or(in.IntegrationMethod, "POST")
	}
	return checkMethod(in)
}

// responseSelection is how a WebSocket API's integration finds its responses.
func responseSelection(http bool, in *apigatewayv2.Integration) string {
	switch {
	case http || in.IntegrationType == "AWS_PROXY" || in.IntegrationType == "HTTP_PROXY":
		return ""
	case in.IntegrationType == "AWS" && isLambda(in.IntegrationUri):
		return "${integration.response.body.errorMessage}"
	}
	return "${integration.response.statuscode}"
}

// A private backend of an HTTP API is a load balancer's listener or a service
// that Cloud Map knows.
var privateARN = regexp.MustCompile(`^arn:aws[a-z-]*:(elasticloadbalancing:[a-z0-9-]+:\d{12}:listener/|servicediscovery:[a-z0-9-]+:\d{12}:service/).+$`)

// checkConnection refuses a private connection without a VPC link or to what
// none reaches.
func checkConnection(http bool, in *apigatewayv2.Integration) error {
	switch {
	case in.ConnectionType == "INTERNET":
		in.ConnectionId = ""
		return nil
	case in.ConnectionType != "VPC_LINK":
		return checkEnum("connectionType", in.ConnectionType, "INTERNET", "VPC_LINK")
	case in.ConnectionId == "":
		return refuse("ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK")
	case http && !privateARN.MatchString(in.IntegrationUri):
		return refuse("For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.")
	}
	return checkLength("connectionId", in.ConnectionId, 1, 1024)
}

// checkRole refuses credentials that are no ARN. They may be a stage variable.
func checkRole(arn string) error {
	if arn == "" || strings.HasPrefix(arn, "${stageVariables.") || strings.HasPrefix(arn, "arn:") && strings.Count(arn, ":") >= 5 {
		return nil
	}
	return refuse("Invalid ARN specified in the request")
}
