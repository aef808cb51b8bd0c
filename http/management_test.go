package http_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// signed is the Authorization header of a call by an access key in a region; the
// signature is of no interest to management.
func signed(key, region string) string {
	return "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/" + region + "/apigateway/aws4_request, SignedHeaders=host, Signature=0"
}

func TestEachAccountAndRegionIsAWorldOfItsOwn(t *testing.T) {
	c := open(t)
	here := []string{"Authorization", signed("test", "us-east-1")}
	id := field(t, c.do("POST", "/restapis", `{"name":"one"}`, here...).body, "id")
	for _, other := range []string{signed("test", "eu-west-1"), signed("111122223333", "us-east-1")} {
		if a := c.do("GET", "/restapis/"+id, "", "Authorization", other); a.status != http.StatusNotFound {
			t.Errorf("seen with %s: %d", other, a.status)
		}
		c.do("GET", "/restapis", "", "Authorization", other).check(t, 200, `{"item":[]}`)
	}
	if a := c.do("GET", "/restapis/"+id, "", here...); a.status != http.StatusOK {
		t.Errorf("not seen at home: %d %s", a.status, a.body)
	}
	// Recorded on AWS: the message names the account and the id.
	c.do("GET", "/restapis/nosuchapi0", "", "Authorization", signed("111122223333", "eu-west-1")).
		check(t, 404, `{"message":"Invalid API identifier specified 111122223333:nosuchapi0"}`)
}

func TestErrorsCarryTypeAndRequestID(t *testing.T) {
	c := open(t)
	a := c.do("GET", "/restapis/nosuchapi0", "")
	if got := a.header.Get("x-amzn-ErrorType"); got != "NotFoundException" {
		t.Errorf("x-amzn-ErrorType %q", got)
	}
	if id := a.header.Get("x-amzn-RequestId"); !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) {
		t.Errorf("x-amzn-RequestId %q is no UUID", id)
	}
	if got := a.header.Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q", got)
	}
}

func TestWhatIsMalformedIsRefusedAsAWSDoes(t *testing.T) {
	c := open(t)
	for _, q := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/restapis", `{"name":`, 400, "SerializationException"},
		{"POST", "/restapis", `[]`, 400, "SerializationException"},
		{"POST", "/restapis", `{"name":{}}`, 400, "SerializationException"},
		{"POST", "/restapis", `{"name":"a","apiKeySource":"COOKIE"}`, 400, "ValidationException"},
		{"POST", "/restapis", ``, 400, "ValidationException"},
		{"POST", "/restapis", strings.Repeat(" ", 20<<20), 413, "RequestEntityTooLargeException"},
		{"GET", "/nosuchpath", ``, 403, "MissingAuthenticationTokenException"},
		{"GET", "/restapis/../../etc/passwd", ``, 403, "MissingAuthenticationTokenException"},
		{"BREW", "/restapis", ``, 403, "MissingAuthenticationTokenException"},
		{"GET", "/restapis/%00", ``, 404, "NotFoundException"},
	} {
		a := c.do(q.method, q.path, q.body)
		if got := a.header.Get("x-amzn-ErrorType"); a.status != q.status || got != q.code {
			t.Errorf("%s %s %.30s: %d %s, want %d %s (%s)", q.method, q.path, q.body, a.status, got, q.status, q.code, a.body)
		}
		if !strings.HasPrefix(a.body, `{"message":"`) {
			t.Errorf("%s %s %.30s: not in AWS's shape: %s", q.method, q.path, q.body, a.body)
		}
	}
	a := c.do("GET", "/nosuchpath", "", "Authorization", signed("test", "us-east-1"))
	a.check(t, 403, `{"message":"Unable to determine service/operation name to be authorized"}`)
}

func TestRefusalsAreHistory(t *testing.T) {
	c := open(t)
	c.do("POST", "/restapis", `{"name":`)                                                       // cannot be read
	c.do("POST", "/restapis", `{"name":"x","apiKeySource":"`+strings.Repeat("y", 100<<10)+`"}`) // not valid, and long
	c.do("DELETE", "/restapis/nosuchapi0", "")                                                  // refused by the decision
	c.do("GET", "/restapis/nosuchapi0", "")                                                     // a read: not recorded
	c.do("POST", "/nosuchpath", "")                                                             // not routed: not recorded
	for seq, want := range map[string][2]string{
		"1": {`"code":"SerializationException"`, `"input":{"body":"{\"name\":"}`},
		"2": {`"code":"ValidationException"`, `"input":{"truncated":"`},
		"3": {`"code":"NotFoundException"`, `"subject":"/restapis/nosuchapi0"`},
	} {
		line := c.do("GET", "/_reel/events/"+seq, "").body
		if len(line) > 80<<10 || !strings.Contains(line, want[0]) || !strings.Contains(line, want[1]) {
			t.Errorf("event %s is %d bytes, without %s: %.300s", seq, len(line), want, line)
		}
	}
	if got := field(t, c.do("GET", "/_reel/health", "").body, "seq"); got != "3" {
		t.Errorf("%s events, want 3", got)
	}
}

func TestListsArePagedByPosition(t *testing.T) {
	c := open(t)
	want := map[string]bool{}
	for range 60 {
		want[c.create("api")] = true
	}
	position, pages := "", []int{}
	for {
		a := c.do("GET", "/restapis?limit=25&position="+position, "")
		ids := regexp.MustCompile(`"id":"([0-9a-z]{10})"`).FindAllStringSubmatch(a.body, -1)
		for _, id := range ids {
			delete(want, id[1])
		}
		pages = append(pages, len(ids))
		if position = field(t, a.body, "position"); position == "" {
			break
		}
	}
	if len(want) > 0 || len(pages) != 3 || pages[2] != 10 {
		t.Errorf("pages of %v, %d APIs missed", pages, len(want))
	}
	if a := c.do("GET", "/restapis?position=%21%21", ""); a.status != http.StatusBadRequest {
		t.Errorf("a position that is none: %d %s", a.status, a.body)
	}
}

func TestUserAgentsAreRecordedWithoutTheMachine(t *testing.T) {
	c := open(t)
	for agent, want := range map[string]string{
		"aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.18 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/Z,g,b cfg/retry-mode#legacy botocore/1.43.11": "aws-cli/1.45.11 botocore/1.43.11",
		"aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0-18-amd64 source/x86_64.debian.12 prompt/off command/apigateway.create-rest-api":                                     "aws-cli/2.9.19",
		"aws-sdk-go-v2/1.47.1 ua/2.1 os/linux lang/go#1.26.8 md/GOOS#linux md/GOARCH#amd64 api/apigateway#1.40.2 m/E,N":                                               "aws-sdk-go-v2/1.47.1",
		"APN/1.0 HashiCorp/1.0 Terraform/1.9.0 (+https://www.terraform.io) terraform-provider-aws/5.70.0 aws-sdk-go-v2/1.32":                                          "APN/1.0 HashiCorp/1.0 Terraform/1.9.0 terraform-provider-aws/5.70.0 aws-sdk-go-v2/1.32",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)":                                                                                      "Mozilla/5.0 AppleWebKit/537.36",
	} {
		c.do("POST", "/restapis", `{"name":"one"}`, "User-Agent", agent)
		seq := field(t, c.do("GET", "/_reel/health", "").body, "seq")
		if got := c.do("GET", "/_reel/events/"+seq, "").body; !strings.Contains(got, `"userAgent":"`+want+`"`) {
			t.Errorf("%s is recorded otherwise than %s: %s", agent, want, got)
		}
	}
}
