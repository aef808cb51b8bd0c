package lambda_test

import (
	"errors"
	"strings"
	"testing"

	"reel/http/lambda"
)

func TestParseName(t *testing.T) {
	const arn = "arn:aws:lambda:us-east-1:000000000000:function:my-function"
	plain := lambda.Name{Function: "my-function"}
	full := lambda.Name{Account: "000000000000", Region: "us-east-1", Function: "my-function"}
	live := full
	live.Qualifier = "live"
	tests := []struct {
		in   string
		want lambda.Name
	}{
		{"my-function", plain},
		{"my-function:live", lambda.Name{Function: "my-function", Qualifier: "live"}},
		{"my-function:$LATEST", lambda.Name{Function: "my-function", Qualifier: "$LATEST"}},
		{"my-function:3", lambda.Name{Function: "my-function", Qualifier: "3"}},
		{"function:my-function", plain},
		{"000000000000:function:my-function", lambda.Name{Account: "000000000000", Function: "my-function"}},
		{"000000000000:function:my-function:live", lambda.Name{Account: "000000000000", Function: "my-function", Qualifier: "live"}},
		{arn, full},
		{arn + ":live", live},
		{"arn:aws-us-gov:lambda:us-gov-west-1:000000000000:function:f", lambda.Name{Account: "000000000000", Region: "us-gov-west-1", Function: "f"}},
		{"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + arn + "/invocations", full},
		{"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + arn + ":live/invocations", live},
		{"arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/" + arn + "/response-streaming-invocations", full},
		{"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/my-function/invocations", plain},
	}
	for _, tt := range tests {
		got, err := lambda.ParseName(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("ParseName(%q) = %+v, %v; want %+v", tt.in, got, err, tt.want)
		}
	}
}

func TestParseNameRefuses(t *testing.T) {
	for _, in := range []string{
		"", " ", "a b", "my-function:", "my.function", "../x", strings.Repeat("a", 65), strings.Repeat("a:", 1000),
		"arn:aws:lambda:us-east-1:1234:function:f",
		"arn:aws:sqs:us-east-1:000000000000:queue",
		"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions//invocations",
		"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f",
		"arn:aws:apigateway:us-east-1:sqs:path/000000000000/queue",
		"f\x00", "f\n",
	} {
		_, err := lambda.ParseName(in)
		var e *lambda.Error
		if !errors.As(err, &e) || e.Code != lambda.CodeInvalidParameter {
			t.Errorf("ParseName(%.80q): error %v, want %s", in, err, lambda.CodeInvalidParameter)
		}
	}
}

func TestARN(t *testing.T) {
	for _, arn := range []string{
		"arn:aws:lambda:eu-west-1:111122223333:function:f",
		"arn:aws:lambda:eu-west-1:111122223333:function:f:live",
	} {
		n, err := lambda.ParseName(arn)
		if err != nil || n.ARN() != arn {
			t.Errorf("ARN of %s = %s, %v", arn, n.ARN(), err)
		}
	}
}

func FuzzParseName(f *testing.F) {
	f.Add("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f:live/invocations")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := lambda.ParseName(s)
		if err == nil && n.Function == "" {
			t.Errorf("ParseName(%q) names nothing", s)
		}
	})
}
