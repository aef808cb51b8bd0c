package iam_test

import (
	"testing"

	"reel/http/gateway/iam"
)

// Every operator that statements may have, true and false of a request
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html;
// of which API Gateway lists its keys at
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html).
func TestConditionOperators(t *testing.T) {
	keys := iam.Keys{
		"aws:sourceip": {"192.0.2.7"}, "aws:sourcevpce": {"vpce-1a"}, "aws:useragent": {"curl/8.1"}, "aws:securetransport": {"true"},
		"aws:currenttime": {"2026-03-04T12:00:00Z"}, "aws:epochtime": {"1772625600"}, "aws:principalarn": {"arn:aws:iam::111122223333:role/zoo/keeper"},
		"n": {"10"}, "many": {"a", "b"}, "none": {}, "b64": {"QmluYXJ5"},
	}
	for _, tt := range []struct {
		condition string
		want      bool
	}{
		{`"StringEquals":{"aws:SourceVpce":["vpce-1","vpce-1a"]}`, true},
		{`"StringEquals":{"AWS:sourcevpce":"vpce-1a"}`, true},
		{`"StringEquals":{"aws:SourceVpce":"VPCE-1A"}`, false},
		{`"StringNotEquals":{"aws:SourceVpce":["vpce-1","vpce-2"]}`, true},
		{`"StringNotEquals":{"aws:SourceVpce":["vpce-1","vpce-1a"]}`, false},
		{`"StringEqualsIgnoreCase":{"aws:SourceVpce":"VPCE-1A"}`, true},
		{`"StringNotEqualsIgnoreCase":{"aws:SourceVpce":"VPCE-1A"}`, false},
		{`"StringLike":{"aws:UserAgent":"curl/*"}`, true},
		{`"StringLike":{"aws:UserAgent":"curl/?"}`, false},
		{`"StringNotLike":{"aws:UserAgent":"wget*"}`, true},
		{`"StringNotLike":{"aws:UserAgent":"*"}`, false},
		{`"NumericEquals":{"n":"10.0"}`, true},
		{`"NumericNotEquals":{"n":"10"}`, false},
		{`"NumericLessThan":{"n":11}`, true},
		{`"NumericLessThan":{"n":10}`, false},
		{`"NumericLessThanEquals":{"n":10}`, true},
		{`"NumericGreaterThan":{"n":"9.5"}`, true},
		{`"NumericGreaterThanEquals":{"n":10.5}`, false},
		{`"NumericEquals":{"n":"ten"}`, false},
		{`"DateEquals":{"aws:CurrentTime":"2026-03-04T12:00:00Z"}`, true},
		{`"DateEquals":{"aws:CurrentTime":"2026-03-04T13:00+01:00"}`, true},
		{`"DateNotEquals":{"aws:CurrentTime":"2026-03-04"}`, true},
		{`"DateLessThan":{"aws:CurrentTime":"2026-03-04T12:00:01Z"}`, true},
		{`"DateLessThan":{"aws:CurrentTime":"2026-03"}`, false},
		{`"DateLessThanEquals":{"aws:EpochTime":"1772625600"}`, true},
		{`"DateGreaterThan":{"aws:CurrentTime":"2026-03-04"}`, true},
		{`"DateGreaterThanEquals":{"aws:EpochTime":"2026-03-05"}`, false},
		{`"DateGreaterThan":{"aws:CurrentTime":"yesterday"}`, false},
		{`"Bool":{"aws:SecureTransport":"true"}`, true},
		{`"Bool":{"aws:SecureTransport":false}`, false},
		{`"BinaryEquals":{"b64":"QmluYXJ5"}`, true},
		{`"IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.0.2.0/24"]}`, true},
		{`"IpAddress":{"aws:SourceIp":"192.0.2.8/32"}`, false},
		{`"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}`, false},
		{`"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","198.51.100.7"]}`, true},
		{`"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/zoo/keeper"}`, true},
		{`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}`, true},
		{`"ArnLike":{"aws:PrincipalArn":"arn:aws:*:role/zoo/keeper"}`, false},
		{`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}`, true},
		{`"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`, false},
		{`"Null":{"aws:SourceVpce":"false"}`, true},
		{`"Null":{"aws:SourceVpc":"true"}`, true},
		{`"Null":{"aws:SourceVpc":"false"}`, false},
		// A key that is absent.
		{`"StringEquals":{"aws:SourceVpc":"vpc-1"}`, false},
		{`"StringNotEquals":{"aws:SourceVpc":"vpc-1"}`, true},
		{`"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}`, true},
		{`"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}`, true},
		{`"StringEqualsIfExists":{"aws:SourceVpce":"vpce-2"}`, false},
		{`"IpAddressIfExists":{"aws:VpcSourceIp":"10.0.0.0/8"}`, true},
		{`"ForAllValues:StringEquals":{"aws:TagKeys":"a"}`, true},
		{`"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}`, false},
		{`"ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"}`, false},
		// Keys with several values.
		{`"ForAnyValue:StringEquals":{"many":["b","c"]}`, true},
		{`"ForAnyValue:StringLike":{"many":"c*"}`, false},
		{`"ForAllValues:StringEquals":{"many":["a","b","c"]}`, true},
		{`"ForAllValues:StringEquals":{"many":["a","c"]}`, false},
		{`"ForAllValues:StringNotLike":{"many":"c*"}`, true},
		{`"ForAnyValue:StringNotEquals":{"many":"a"}`, true},
		// All must hold.
		{`"StringLike":{"aws:UserAgent":"curl/*"},"Bool":{"aws:SecureTransport":"false"}`, false},
		{`"StringLike":{"aws:UserAgent":"curl/*","aws:SourceVpce":"vpce-*"}`, true},
	} {
		p, err := iam.Parse([]byte(`{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{` + tt.condition + `}}]}`))
		if err != nil {
			t.Fatal(tt.condition, err)
		}
		if got := p.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: arn, Keys: keys}, false) == iam.Allow; got != tt.want {
			t.Errorf("%s: %t, want %t", tt.condition, got, tt.want)
		}
	}
}

func TestPrincipalsOfRoles(t *testing.T) {
	const session = "arn:aws:sts::111122223333:assumed-role/keeper/ann"
	for principal, want := range map[string]bool{
		session: true, "arn:aws:iam::111122223333:role/keeper": true, "111122223333": true, "arn:aws:iam::111122223333:root": true, "*": true,
		"arn:aws:iam::111122223333:role/keep": false, "arn:aws:iam::111122223333:user/keeper": false, "444455556666": false,
	} {
		p, err := iam.Parse([]byte(`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"` + principal + `"},"Action":"*","Resource":"*"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: arn, Principal: session}, true) == iam.Allow; got != want {
			t.Errorf("%s: %t", principal, got)
		}
	}
	if p := iam.Nobody(); p.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: arn, Principal: session}, true) != iam.ExplicitDeny {
		t.Error("somebody is let in")
	}
}
