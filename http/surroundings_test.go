package http_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reel/cmd/emulator"
	"reel/http/gateway"
)

// What an emulator is told of the world around its APIs reaches their calls.
func TestWhatAnEmulatorIsToldReachesCalls(t *testing.T) {
	var signed string
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		signed = q.Header.Get("Authorization")
		_, _ = w.Write([]byte(q.Host + q.RequestURI))
	}))
	defer world.Close()
	c := client{t, emulator.OpenWith(t, emulator.Config{
		AccessKeys: []gateway.AccessKey{{ID: "AKIDANN", Secret: "test"}},
		Endpoints:  gateway.Endpoints{"sqs": world.URL},
		VpcLinks:   []gateway.VpcLink{{Of: "orders", URL: world.URL}},
	})}
	link := field(t, c.do("POST", "/vpclinks", `{"name":"orders","targetArns":["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/nlb/1"]}`).body, "id")
	at := c.served(`{"type":"HTTP_PROXY","httpMethod":"GET","uri":"http://orders.internal/v1","connectionType":"VPC_LINK","connectionId":"` + link + `"}`)
	if a := c.do("GET", at+"/x?a=1", ""); a.status != 200 || a.body != "orders.internal/v1?a=1" {
		t.Errorf("by VPC link: %d %s", a.status, a.body)
	}
	at = c.served(`{"type":"AWS","httpMethod":"GET","uri":"arn:aws:apigateway:eu-west-1:sqs:path/1/q","credentials":"arn:aws:iam::000000000000:role/r"}`)
	if a := c.do("GET", at+"/x", ""); a.status != 500 { // there is no integration response
		t.Errorf("sqs: %d %s", a.status, a.body)
	}
	if !strings.HasPrefix(signed, "AWS4-HMAC-SHA256 Credential=test/") || !strings.Contains(signed, "/eu-west-1/sqs/aws4_request, ") {
		t.Errorf("sqs was asked with %s", signed)
	}
}
