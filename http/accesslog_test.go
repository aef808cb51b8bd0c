package http_test

import (
	"strings"
	"testing"
)

// A stage's access log is seen with each exchange.
func TestAStagesAccessLog(t *testing.T) {
	c := open(t)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + counting(t) + `"}`)
	c.ok("PATCH", "/restapis/"+apiOf(stage)+"/stages/dev", `{"patchOperations":[{"op":"add","path":"/accessLogSettings/destinationArn","value":"arn:aws:logs:us-east-1:000000000000:log-group:x"},`+
		`{"op":"add","path":"/accessLogSettings/format","value":"$context.httpMethod $context.path $context.resourcePath $context.status $context.responseLength $context.integration.status $context.identity.user $context.requestId"}]}`)
	a := c.do("POST", stage+"/a", "body")
	want := `"accessLog":"POST /dev/a /{proxy+} 200 1 200 - ` + a.header.Get("X-Amzn-Requestid") + `"`
	if page := c.do("GET", "/_reel/traffic?limit=1", "").body; !strings.Contains(page, want) {
		t.Errorf("no %s in %s", want, page)
	}
}
