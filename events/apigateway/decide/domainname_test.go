package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

func TestCreateDomainName(t *testing.T) {
	with := func(c apigateway.CreateDomainName, f func(*apigateway.CreateDomainName)) apigateway.CreateDomainName {
		f(&c)
		return c
	}
	of := func(name string) apigateway.CreateDomainName { return apigateway.CreateDomainName{DomainName: name} }
	const uploadedNot = "BadRequestException: Uploading certificates is not supported for REGIONAL."
	badName := func(name string) test[apigateway.CreateDomainName] {
		return test[apigateway.CreateDomainName]{name: "the name " + name, when: regional(name), refused: "BadRequestException: Invalid domain name specified: " + name}
	}
	decides(t, decide.CreateDomainName, []test[apigateway.CreateDomainName]{
		{name: "all members of a REGIONAL one", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) {
			c.EndpointAccessMode, c.EndpointConfiguration.IpAddressType = new("STRICT"), new("dualstack")
			c.MutualTlsAuthentication = &apigateway.MutualTlsAuthenticationInput{TruststoreUri: new("s3://b/k"), TruststoreVersion: new("2")}
			c.OwnershipVerificationCertificateArn, c.RegionalCertificateName = new(edgeCert), new("cert")
			c.RoutingMode, c.SecurityPolicy, c.Tags = new("ROUTING_RULE_ONLY"), new("SecurityPolicy_TLS13_1_3_2025_09"), map[string]string{"a": "b"}
		}), then: `{"domainName":{"certificateUploadDate":1767225601,"domainName":"a.b","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/a.b",` +
			`"domainNameStatus":"AVAILABLE","endpointAccessMode":"STRICT","endpointConfiguration":{"ipAddressType":"dualstack","types":["REGIONAL"]},` +
			`"mutualTlsAuthentication":{"truststoreUri":"s3://b/k","truststoreVersion":"2"},"ownershipVerificationCertificateArn":"` + edgeCert + `",` +
			`"regionalCertificateArn":"` + regionalCert + `","regionalCertificateName":"cert","regionalDomainName":"d-hgvb6gk3za.execute-api.us-east-1.amazonaws.com",` +
			`"regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"ROUTING_RULE_ONLY","securityPolicy":"SecurityPolicy_TLS13_1_3_2025_09","tags":{"a":"b"}}}`},
		{name: "EDGE by default, with an uploaded certificate", when: with(of("*.a.b"), func(c *apigateway.CreateDomainName) {
			c.CertificateName, c.CertificateBody, c.CertificateChain, c.CertificatePrivateKey = new("up"), new("body"), new("chain"), new("key")
		}), then: `{"domainName":{"certificateName":"up","certificateUploadDate":1767225601,"distributionDomainName":"dhgvb6gk3zazmk.cloudfront.net",` +
			`"distributionHostedZoneId":"Z2FDTNDATAQYW2","domainName":"*.a.b","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/*.a.b","domainNameStatus":"AVAILABLE",` +
			`"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"}}`},

		{name: "taken", given: "domains", at: 7, when: regional("api.example.com"), refused: "BadRequestException: The domain name you provided already exists."},
		{name: "a wildcard beside it", given: "domains", at: 7, when: regional("*.example.com"),
			then: `{"domainName":{"certificateUploadDate":1767225608,"domainName":"*.example.com","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/*.example.com",` +
				`"domainNameStatus":"AVAILABLE","endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"regionalCertificateArn":"` + regionalCert + `",` +
				`"regionalDomainName":"d-ryy6rptyyn.execute-api.us-east-1.amazonaws.com","regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"}}`},
		{name: "no certificate for EDGE", when: of("a.b"), refused: "BadRequestException: A certificate was not provided for the endpoint type EDGE."},
		{name: "no certificate for PRIVATE", when: with(of("a.b"), func(c *apigateway.CreateDomainName) { c.EndpointConfiguration = endpoint("PRIVATE") }),
			refused: "BadRequestException: A certificate was not provided for the endpoint type PRIVATE."},
		{name: "an uploaded certificate for REGIONAL", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) { c.CertificateBody = new("body") }), refused: uploadedNot},
		{name: "a certificate of another region", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) {
			c.RegionalCertificateArn = new("arn:aws:acm:us-east-2:000000000000:certificate/c")
		}), refused: "BadRequestException: Invalid certificate ARN: arn:aws:acm:us-east-2:000000000000:certificate/c. Certificate must be in 'us-east-1'."},
		{name: "two types", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) { c.EndpointConfiguration = endpoint("REGIONAL", "EDGE") }),
			refused: "BadRequestException: Cannot create an api with multiple Endpoint Types."},
		{name: "PRIVATE over IPv4", when: with(of("a.b"), func(c *apigateway.CreateDomainName) {
			c.EndpointConfiguration = &apigateway.EndpointConfigurationInput{Types: []string{"PRIVATE"}, IpAddressType: new("ipv4")}
		}), refused: "BadRequestException: Only dualstack ipAddressType is supported for Private APIs."},
		{name: "a truststore that is not in S3", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) {
			c.MutualTlsAuthentication = &apigateway.MutualTlsAuthenticationInput{TruststoreUri: new("https://a/b")}
		}), refused: "BadRequestException: Invalid truststoreUri specified: https://a/b"},
		{name: "mutual TLS on EDGE", when: with(of("a.b"), func(c *apigateway.CreateDomainName) {
			c.CertificateArn, c.MutualTlsAuthentication = new(edgeCert), &apigateway.MutualTlsAuthenticationInput{TruststoreUri: new("s3://a/b")}
		}), refused: "BadRequestException: Mutual TLS is only supported for REGIONAL domain names."},
		{name: "a policy on a public one", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) { c.Policy = new(anyonePolicy) }),
			refused: "BadRequestException: A policy is only supported for PRIVATE domain names."},
		{name: "what is no policy", when: with(regional("a.b"), func(c *apigateway.CreateDomainName) { c.Policy = new("{") }),
			refused: "BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid."},
		badName("a"), badName("A.b"), badName("a_b.c"), badName(".a.b"), badName("a.*.b"), badName("*"), badName("a.b."), badName("-a.b"),
		badName(strings.Repeat("a", 64) + ".b"), badName(strings.Repeat("a.", 126) + "bb"),
	})
}

func TestUpdateDomainName(t *testing.T) {
	of := func(name string, parts ...string) apigateway.UpdateDomainName {
		c := apigateway.UpdateDomainName{DomainName: name, PatchOperations: patch(parts...)}
		if name == "inside.example.com" {
			c.DomainNameId = new(insideId)
		}
		return c
	}
	updates := func(name string, tests []change[apigateway.UpdateDomainName]) {
		was := func(w projections.World) any {
			d, _ := w.DomainName(name, of(name).DomainNameId)
			return d.DomainName
		}
		noun := func(e events.Event) any { return e.(apigateway.DomainNameUpdated).DomainName }
		changes(t, "domains", 15, decide.UpdateDomainName, was, noun, tests)
	}
	const api, wild, inside = "api.example.com", "*.example.com", "inside.example.com"
	other := strings.Replace(regionalCert, "regional", "other", 1)
	updates(api, []change[apigateway.UpdateDomainName]{
		{"certificate", of(api, "replace", "/regionalCertificateArn", other), `{"certificateUploadDate":1767225616,"regionalCertificateArn":"` + other + `"}`, ""},
		{"names", of(api, "replace", "/regionalCertificateName", "n", "replace", "/ownershipVerificationCertificateArn", other), `{"ownershipVerificationCertificateArn":"` + other + `","regionalCertificateName":"n"}`, ""},
		{"policy and modes", of(api, "replace", "/securityPolicy", "TLS_1_0", "replace", "/endpointAccessMode", "BASIC", "replace", "/routingMode", "ROUTING_RULE_ONLY", "replace", "/endpointConfiguration/ipAddressType", "dualstack"),
			`{"endpointAccessMode":"BASIC","endpointConfiguration":{"ipAddressType":"dualstack","types":["REGIONAL"]},"routingMode":"ROUTING_RULE_ONLY","securityPolicy":"TLS_1_0"}`, ""},
		{"another truststore", of(api, "replace", "/mutualTlsAuthentication/truststoreUri", "s3://b/k", "replace", "/mutualTlsAuthentication/truststoreVersion", "9"),
			`{"mutualTlsAuthentication":{"truststoreUri":"s3://b/k","truststoreVersion":"9"}}`, ""},
		{"no mutual TLS", of(api, "replace", "/mutualTlsAuthentication/truststoreUri", ""), `{"mutualTlsAuthentication":null}`, ""},
		{"nothing", of(api), `{}`, ""},

		{"no certificate", of(api, "remove", "/regionalCertificateArn", "-"), "", "BadRequestException: A certificate was not provided for the endpoint type REGIONAL."},
		{"EDGE without its certificate", of(api, "replace", "/mutualTlsAuthentication/truststoreUri", "", "add", "/endpointConfiguration/types", "EDGE"), "", "BadRequestException: A certificate was not provided for the endpoint type EDGE."},
		{"no type", of(api, "remove", "/endpointConfiguration/types", "REGIONAL"), "", "BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."},
		{"PRIVATE", of(api, "replace", "/endpointConfiguration/types/0", "PRIVATE"), "", "BadRequestException: A PRIVATE domain name cannot be migrated to another endpoint type, nor another one to PRIVATE."},
		{"no such type", of(api, "replace", "/endpointConfiguration/types/0", "GLOBAL"), "", "BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"},
		{"no such address type", of(api, "replace", "/endpointConfiguration/ipAddressType", "ipv6"), "", "BadRequestException: ipAddressType must be either ipv4 or dualstack."},
		{"no such routing mode", of(api, "replace", "/routingMode", "API_MAPPING_ONLY"), "", `BadRequestException: Invalid routingMode specified. Valid options are ["BASE_PATH_MAPPING_ONLY" "ROUTING_RULE_ONLY" "ROUTING_RULE_THEN_BASE_PATH_MAPPING"]`},
		{"a policy", of(api, "replace", "/policy", anyonePolicy), "", "BadRequestException: A policy is only supported for PRIVATE domain names."},
		{"a management policy", of(api, "replace", "/managementPolicy", sharePolicy), "", "BadRequestException: A management policy is only supported for PRIVATE domain names."},
		{"the name", of(api, "replace", "/domainName", "x.y"), "", "BadRequestException: Invalid patch path /domainName"},
		{"add of a security policy", of(api, "add", "/securityPolicy", "TLS_1_0"), "", "BadRequestException: Invalid patch operation specified. Must be one of: [replace]"},
		{"unknown name", of("none.example.com"), "", noDomain},
	})
	updates(wild, []change[apigateway.UpdateDomainName]{
		{"a migration ends", of(wild, "remove", "/endpointConfiguration/types", "EDGE", "remove", "/certificateArn", "-", "remove", "/certificateName", "-"),
			`{"certificateArn":null,"certificateName":null,"certificateUploadDate":1767225616,"distributionDomainName":null,"distributionHostedZoneId":null,"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]}}`, ""},
		{"a migration is given up", of(wild, "remove", "/endpointConfiguration/types/REGIONAL", "-"),
			`{"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"regionalDomainName":null,"regionalHostedZoneId":null}`, ""},
		{"mutual TLS on two endpoints", of(wild, "replace", "/mutualTlsAuthentication/truststoreUri", "s3://a/b"), "", "BadRequestException: Mutual TLS is only supported for REGIONAL domain names."},
		{"a version of no truststore", of(wild, "replace", "/mutualTlsAuthentication/truststoreVersion", "1"), "", "BadRequestException: Invalid patch path /mutualTlsAuthentication/truststoreVersion"},
	})
	updates(inside, []change[apigateway.UpdateDomainName]{
		{"another policy", of(inside, "replace", "/policy", `{"Statement":[{"Resource":"execute-api:/prod/*"}]}`),
			`{"policy":"{\"Statement\":[{\"Resource\":\"arn:aws:execute-api:us-east-1:000000000000:/domainnames/inside.example.com+ero9r9ktj0/prod/*\"}]}"}`, ""},
		{"no policies", of(inside, "remove", "/policy", "-", "replace", "/managementPolicy", ""), `{"managementPolicy":null,"policy":null}`, ""},
		{"too long a policy", of(inside, "replace", "/managementPolicy", `{"Statement":"`+strings.Repeat("a", 8192)+`"}`), "", "BadRequestException: Invalid policy document. The policy exceeds the maximum size of 8192 characters."},
	})
}

func TestDeleteDomainName(t *testing.T) {
	of := func(name string, id *string) apigateway.DeleteDomainName {
		return apigateway.DeleteDomainName{DomainName: name, DomainNameId: id}
	}
	decides(t, decide.DeleteDomainName, []test[apigateway.DeleteDomainName]{
		{name: "with its mappings", given: "domains", at: 13, when: of("api.example.com", nil), then: `{"domainName":"api.example.com"}`},
		{name: "a PRIVATE one", given: "domains", at: 14, when: of("inside.example.com", new(insideId)), then: `{"domainName":"inside.example.com","domainNameId":"ero9r9ktj0"}`},
		{name: "a PRIVATE one without its id", given: "domains", at: 14, when: of("inside.example.com", nil), refused: noDomain},
		{name: "a public one with an id", given: "domains", at: 14, when: of("api.example.com", new(insideId)), refused: noDomain},
		{name: "unknown", when: of("api.example.com", nil), refused: noDomain},
	})
}
