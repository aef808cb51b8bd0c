package iam_test

import (
	"strings"
	"testing"

	"reel/http/gateway/iam"
)

const arn = "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/GET/pets/7"

func TestEvaluate(t *testing.T) {
	tests := []struct {
		name          string
		statements    string
		principal     string
		keys          iam.Keys
		needPrincipal bool
		want          iam.Verdict
	}{
		{"allowed by name", `{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"` + arn + `"}`, "", nil, false, iam.Allow},
		{"actions are not case-sensitive", `{"Effect":"Allow","Action":"Execute-API:invoke","Resource":"*"}`, "", nil, false, iam.Allow},
		{"resources are", `{"Effect":"Allow","Action":"*","Resource":"` + strings.ToUpper(arn) + `"}`, "", nil, false, iam.ImplicitDeny},
		{"a star crosses slashes", `{"Effect":"Allow","Action":"execute-api:*","Resource":["arn:aws:execute-api:*:*:a1b2c3d4e5/*/GET/*"]}`, "", nil, false, iam.Allow},
		{"another verb", `{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/POST/*"}`, "", nil, false, iam.ImplicitDeny},
		{"a question mark is one character", `{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/GET/pets/?"}`, "", nil, false, iam.Allow},
		{"deny wins, in whatever order", `{"Effect":"Deny","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}`, "", nil, false, iam.ExplicitDeny},
		{"NotResource", `{"Effect":"Deny","Action":"*","NotResource":"*/pets/*"},{"Effect":"Allow","Action":"*","Resource":"*"}`, "", nil, false, iam.Allow},
		{"NotAction", `{"Effect":"Allow","NotAction":"execute-api:ManageConnections","Resource":"*"}`, "", nil, false, iam.Allow},
		{"everybody", `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`, "", nil, true, iam.Allow},
		{"everybody of AWS", `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}`, "", nil, true, iam.Allow},
		{"an account", `{"Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":"*","Resource":"*"}`, "arn:aws:iam::111122223333:user/ann", nil, true, iam.Allow},
		{"an account's root", `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"*","Resource":"*"}`, "arn:aws:iam::111122223333:user/ann", nil, true, iam.Allow},
		{"another user of the account", `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"},"Action":"*","Resource":"*"}`, "arn:aws:iam::111122223333:user/ann", nil, true, iam.ImplicitDeny},
		{"nobody is named where somebody must be", `{"Effect":"Allow","Action":"*","Resource":"*"}`, "", nil, true, iam.ImplicitDeny},
		{"NotPrincipal", `{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}`, "arn:aws:iam::444455556666:user/eve", nil, true, iam.ExplicitDeny},
		{"source address inside", `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.0.2.1"]}}}`, "", iam.Keys{"aws:sourceip": {"192.0.2.1"}}, true, iam.Allow},
		{"source address outside", `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}`, "", iam.Keys{"aws:sourceip": {"192.0.2.1"}}, true, iam.ImplicitDeny},
		{"NotIpAddress", `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]}}}`, "", iam.Keys{"aws:sourceip": {"2001:db9::1"}}, true, iam.ExplicitDeny},
		{"an absent key and a positive operator", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}`, "", nil, false, iam.ImplicitDeny},
		{"an absent key and a negated one", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}}`, "", nil, false, iam.ExplicitDeny},
		{"IfExists", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLikeIfExists":{"aws:UserAgent":"curl/*"}}}`, "", nil, false, iam.Allow},
		{"Null", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:SourceVpc":"true"}}}`, "", nil, false, iam.ExplicitDeny},
		{"all conditions must hold", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"n":10}}}`, "", iam.Keys{"aws:securetransport": {"true"}, "n": {"12"}}, false, iam.ImplicitDeny},
		{"dates", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01"}}}`, "", iam.Keys{"aws:currenttime": {"2026-06-01T00:00:00Z"}}, false, iam.Allow},
		{"ForAllValues", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"k":["a","b"]}}}`, "", iam.Keys{"k": {"a", "c"}}, false, iam.ImplicitDeny},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := iam.Parse([]byte(`{"Version":"2012-10-17","Statement":[` + tt.statements + `]}`))
			if err != nil {
				t.Fatal(err)
			}
			q := iam.Request{Action: "execute-api:Invoke", Resource: arn, Principal: tt.principal, Keys: tt.keys}
			if got := p.Evaluate(q, tt.needPrincipal); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestParseTakesOneStatementWithoutAList(t *testing.T) {
	p, err := iam.Parse([]byte(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))
	if err != nil || len(p.Statements) != 1 {
		t.Errorf("%d statements, %v", len(p.Statements), err)
	}
}

func TestParseRefusesWhatIsNoPolicy(t *testing.T) {
	for _, document := range []string{
		``, `null`, `[]`, `"*"`, `{}`, `{"Statement":"x"}`, `{"Statement":[{"Effect":"Maybe","Action":"*"}]}`,
		`{"Statement":[{"Effect":"Allow","Resource":"*"}]}`, `{"Statement":[{"Effect":"Allow","Action":{}}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"*","Principal":"bob"}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"*","Condition":{"Resembles":{"a":"b"}}}]}`,
	} {
		if p, err := iam.Parse([]byte(document)); err == nil {
			t.Errorf("%s is taken for %+v", document, p)
		}
	}
}

func TestMatchTakesNoLongerForManyStars(t *testing.T) {
	pattern, value := strings.Repeat("*a", 2000)+"b", strings.Repeat("a", 4000)
	if iam.Match(pattern, value) {
		t.Error("it matches")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":"*","Principal":{"AWS":"*"},"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		p, err := iam.Parse(document)
		if err == nil {
			p.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: arn, Keys: iam.Keys{"aws:sourceip": {"::1"}}}, true)
		}
	})
}
