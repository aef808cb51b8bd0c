package gateway

import (
	"fmt"
	"net/url"
	"strings"
)

// Endpoints are the URLs at which AWS services are reached, by the name that ARNs
// and signatures have for each, such as sqs, states or cognito-idp. A service
// without one is not reached: nothing goes to AWS unless it is named here.
type Endpoints map[string]string

// sdkIDs are the services that AWS's SDKs call otherwise in their environment
// variables than ARNs do
// (https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html).
var sdkIDs = map[string]string{
	"COGNITO_IDENTITY_PROVIDER": "cognito-idp", "COGNITO_IDENTITY": "cognito-identity", "SFN": "states", "EVENTBRIDGE": "events",
	"SECRETS_MANAGER": "secretsmanager", "CLOUDWATCH": "monitoring", "CLOUDWATCH_LOGS": "logs", "SES": "email", "SESV2": "email",
	"IOT_DATA_PLANE": "iotdata", "SAGEMAKER_RUNTIME": "runtime.sagemaker", "BEDROCK_RUNTIME": "bedrock-runtime", "OPENSEARCH": "es",
	"ELASTICSEARCH_SERVICE": "es", "CLOUDFORMATION": "cloudformation", "DYNAMODB_STREAMS": "streams.dynamodb",
}

// EndpointsOf are those that environment variables name as AWS's SDKs have them:
// AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_SFN, AWS_ENDPOINT_URL_SECRETS_MANAGER; the
// names that ARNs have are understood as well. AWS_ENDPOINT_URL, which names one for
// all of them, is not looked at: where reel runs, it is often reel itself.
func EndpointsOf(environ []string) Endpoints {
	e := Endpoints{}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		id, ok := strings.CutPrefix(name, "AWS_ENDPOINT_URL_")
		if !ok || value == "" {
			continue
		}
		service, known := sdkIDs[id]
		if !known {
			service = strings.ToLower(strings.ReplaceAll(id, "_", "-"))
		}
		if known || e[service] == "" {
			e[service] = strings.TrimRight(value, "/")
		}
	}
	return e
}

// variableOf is the environment variable that names a service's endpoint.
func variableOf(service string) string {
	for id, name := range sdkIDs {
		if name == service && id != "SESV2" && id != "ELASTICSEARCH_SERVICE" {
			return "AWS_ENDPOINT_URL_" + id
		}
	}
	return "AWS_ENDPOINT_URL_" + strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(service))
}

// ParseEndpoint reads SERVICE=URL. Errors are for people.
func ParseEndpoint(arg string) (service, address string, err error) {
	service, address, ok := strings.Cut(arg, "=")
	if !ok || service == "" {
		return "", "", fmt.Errorf("endpoint %q: want SERVICE=URL, for instance sqs=http://localhost:5000", arg)
	}
	if !isHTTP(address) {
		return "", "", fmt.Errorf("endpoint of %s: %q is no URL that can be asked, such as http://localhost:5000", service, address)
	}
	service = strings.ToLower(service)
	if named, ok := sdkIDs[strings.ToUpper(strings.NewReplacer("-", "_", " ", "_").Replace(service))]; ok {
		service = named
	}
	return service, strings.TrimRight(address, "/"), nil
}

// isHTTP tells whether a text is a URL of a host.
func isHTTP(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}
