package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const (
	noDomain = "NotFoundException: Invalid domain name identifier specified"
	onlyEdge = "BadRequestException: Only REGIONAL domain names can be managed through the API Gateway V2 API. " +
		"For EDGE domain names, please use the API Gateway V1 API. Also note that only REST APIs can be attached to EDGE domain names."
	insideId = "f17lyr2z0u" // of in.example.com
)

// configured is a configuration with something changed in it.
func configured(change func(*apigatewayv2.DomainNameConfigurationInput)) []apigatewayv2.DomainNameConfigurationInput {
	c := apigatewayv2.DomainNameConfigurationInput{CertificateArn: new(cert)}
	change(&c)
	return []apigatewayv2.DomainNameConfigurationInput{c}
}

// Recorded on AWS: the words about the number of configurations, EDGE, TLS 1.0, a
// name that is taken, and certificates; those about enumerations are reel's own,
// and the rest are version 1's.
func TestCreateDomainName(t *testing.T) {
	with := func(name string, change func(*apigatewayv2.DomainNameConfigurationInput)) apigatewayv2.CreateDomainName {
		return apigatewayv2.CreateDomainName{DomainName: name, DomainNameConfigurations: configured(change)}
	}
	as := func(f func(*apigatewayv2.CreateDomainName)) apigatewayv2.CreateDomainName {
		c := regional("a.b")
		f(&c)
		return c
	}
	decides(t, decide.CreateDomainName, []test[apigatewayv2.CreateDomainName]{
		{name: "all members", when: as(func(c *apigatewayv2.CreateDomainName) {
			c.DomainNameConfigurations = configured(func(c *apigatewayv2.DomainNameConfigurationInput) {
				c.CertificateName, c.EndpointType, c.IpAddressType = new("cert"), new("REGIONAL"), new("dualstack")
				c.OwnershipVerificationCertificateArn, c.SecurityPolicy = new(otherCert), new("TLS_1_2")
			})
			c.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthenticationInput{TruststoreUri: new("s3://b/k"), TruststoreVersion: new("2")}
			c.RoutingMode, c.Tags = new("ROUTING_RULE_THEN_API_MAPPING"), map[string]string{"a": "b"}
		}), then: `{"domainName":{"certificateUploadDate":1767225601,"domainName":"a.b","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/a.b",` +
			`"domainNameStatus":"AVAILABLE","endpointConfiguration":{"ipAddressType":"dualstack","types":["REGIONAL"]},` +
			`"mutualTlsAuthentication":{"truststoreUri":"s3://b/k","truststoreVersion":"2"},"ownershipVerificationCertificateArn":"` + otherCert + `",` +
			`"regionalCertificateArn":"` + cert + `","regionalCertificateName":"cert","regionalDomainName":"d-hgvb6gk3za.execute-api.us-east-1.amazonaws.com",` +
			`"regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"ROUTING_RULE_THEN_BASE_PATH_MAPPING","securityPolicy":"TLS_1_2","tags":{"a":"b"}}}`},
		{name: "a wildcard, and another endpoint type", when: with("*.a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.EndpointType = new("PRIVATE") }),
			then: `{"domainName":{"certificateUploadDate":1767225601,"domainName":"*.a.b","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/*.a.b",` +
				`"domainNameStatus":"AVAILABLE","endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"regionalCertificateArn":"` + cert + `",` +
				`"regionalDomainName":"d-hgvb6gk3za.execute-api.us-east-1.amazonaws.com","regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"}}`},
		{name: "no configuration", when: apigatewayv2.CreateDomainName{DomainName: "a.b"}, refused: "BadRequestException: Invalid input. Expected one domain name configuration"},
		{name: "two", when: as(func(c *apigatewayv2.CreateDomainName) {
			c.DomainNameConfigurations = append(c.DomainNameConfigurations, c.DomainNameConfigurations...)
		}), refused: "BadRequestException: Invalid input. Expected one domain name configuration"},
		{name: "EDGE", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.EndpointType = new("EDGE") }),
			refused: "BadRequestException: EDGE endpoint type is not supported for APIGatewayV2 domainName"},
		{name: "TLS 1.0", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.SecurityPolicy = new("TLS_1_0") }),
			refused: "BadRequestException: TLS_1_0 is not supported for APIGatewayV2 domainName."},
		{name: "TLS 1.1", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.SecurityPolicy = new("TLS_1_1") }),
			refused: "BadRequestException: Invalid securityPolicy specified: TLS_1_1. Must be one of [TLS_1_0, TLS_1_2]"},
		{name: "IPv6", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.IpAddressType = new("ipv6") }),
			refused: "BadRequestException: Invalid ipAddressType specified: ipv6. Must be one of [ipv4, dualstack]"},
		{name: "a long certificate name", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.CertificateName = new(strings.Repeat("a", 129)) }),
			refused: "BadRequestException: Invalid certificateName specified. It must have at most 128 characters."},
		{name: "version 1's routing mode", when: as(func(c *apigatewayv2.CreateDomainName) { c.RoutingMode = new("BASE_PATH_MAPPING_ONLY") }),
			refused: "BadRequestException: Invalid routingMode specified: BASE_PATH_MAPPING_ONLY. Must be one of [API_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_API_MAPPING]"},
		{name: "no certificate", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) { c.CertificateArn = nil }),
			refused: "BadRequestException: A certificate was not provided for the endpoint type REGIONAL."},
		{name: "a certificate of another region", when: with("a.b", func(c *apigatewayv2.DomainNameConfigurationInput) {
			c.CertificateArn = new("arn:aws:acm:us-east-2:000000000000:certificate/c")
		}), refused: "BadRequestException: Invalid certificate ARN: arn:aws:acm:us-east-2:000000000000:certificate/c. Certificate must be in 'us-east-1'."},
		{name: "a truststore that is not in S3", when: as(func(c *apigatewayv2.CreateDomainName) {
			c.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthenticationInput{TruststoreUri: new("https://a/b")}
		}), refused: "BadRequestException: Invalid truststoreUri specified: https://a/b"},
		{name: "upper case", when: regional("A.b"), refused: "BadRequestException: Invalid domain name specified: A.b"},
		{name: "taken by version 2", given: "apidomains", at: 13, when: regional("api.example.com"), refused: "BadRequestException: The domain name you provided already exists."},
		{name: "taken by version 1", given: "apidomains", at: 17, when: regional("edge.example.com"), refused: "BadRequestException: The domain name you provided already exists."},
		{name: "tags of AWS's", when: as(func(c *apigatewayv2.CreateDomainName) { c.Tags = map[string]string{"aws:a": "b"} }),
			refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
	})
}

func TestUpdateDomainName(t *testing.T) {
	of := func(name string, change func(*apigatewayv2.UpdateDomainName)) apigatewayv2.UpdateDomainName {
		c := apigatewayv2.UpdateDomainName{DomainName: name}
		change(&c)
		return c
	}
	chat := func(change func(*apigatewayv2.UpdateDomainName)) apigatewayv2.UpdateDomainName {
		return of("chat.example.com", change)
	}
	api := func(change func(*apigatewayv2.UpdateDomainName)) apigatewayv2.UpdateDomainName {
		return of("api.example.com", change)
	}
	nothing := func(*apigatewayv2.UpdateDomainName) {}
	is := func(members string) string {
		return `{"domainName":{"certificateUploadDate":` + strings.Replace(members, "HOST", `"regionalDomainName":"d-ero9r9ktj0.execute-api.us-east-1.amazonaws.com","regionalHostedZoneId":"Z1UJRXOUMOOFQ8"`, 1) + `}}`
	}
	const names = `"domainName":"chat.example.com","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/chat.example.com","domainNameStatus":"AVAILABLE",`
	decides(t, decide.UpdateDomainName, []test[apigatewayv2.UpdateDomainName]{
		{name: "all of a configuration", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) {
			c.DomainNameConfigurations = configured(func(c *apigatewayv2.DomainNameConfigurationInput) {
				c.CertificateArn, c.CertificateName, c.IpAddressType = new(otherCert), new("cert"), new("dualstack")
				c.OwnershipVerificationCertificateArn, c.SecurityPolicy = new(cert), new("TLS_1_2")
			})
		}), then: is(`1767225618,` + names + `"endpointConfiguration":{"ipAddressType":"dualstack","types":["REGIONAL"]},"ownershipVerificationCertificateArn":"` + cert +
			`","regionalCertificateArn":"` + otherCert + `","regionalCertificateName":"cert",HOST,"routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"`)},
		{name: "routing mode and mutual TLS", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) {
			c.RoutingMode = new("ROUTING_RULE_ONLY")
			c.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthenticationInput{TruststoreUri: new("s3://a/b"), TruststoreVersion: new("1")}
		}), then: is(`1767225614,` + names + `"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"mutualTlsAuthentication":{"truststoreUri":"s3://a/b","truststoreVersion":"1"},` +
			`"regionalCertificateArn":"` + cert + `",HOST,"routingMode":"ROUTING_RULE_ONLY","securityPolicy":"TLS_1_2"`)},
		{name: "nothing", given: "apidomains", at: 17, when: chat(nothing), then: is(`1767225614,` + names +
			`"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"regionalCertificateArn":"` + cert + `",HOST,"routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"`)},
		{name: "no mutual TLS any more", given: "apidomains", at: 17, when: api(func(c *apigatewayv2.UpdateDomainName) {
			c.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthenticationInput{TruststoreUri: new("")}
		}), then: `{"domainName":{"certificateUploadDate":1767225613,"domainName":"api.example.com","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/api.example.com",` +
			`"domainNameStatus":"AVAILABLE","endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"regionalCertificateArn":"` + cert +
			`","regionalDomainName":"d-518fjagxlv.execute-api.us-east-1.amazonaws.com","regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2","tags":{"team":"shop"}}}`},
		{name: "to EDGE", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) {
			c.DomainNameConfigurations = configured(func(c *apigatewayv2.DomainNameConfigurationInput) { c.EndpointType = new("EDGE") })
		}), refused: "BadRequestException: EDGE endpoint type is not supported for APIGatewayV2 domainName"},
		{name: "two configurations", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) {
			c.DomainNameConfigurations = make([]apigatewayv2.DomainNameConfigurationInput, 2)
		}), refused: "BadRequestException: Invalid input. Expected one domain name configuration"},
		{name: "no certificate", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) {
			c.DomainNameConfigurations = configured(func(c *apigatewayv2.DomainNameConfigurationInput) { c.CertificateArn = new("") })
		}), refused: "BadRequestException: A certificate was not provided for the endpoint type REGIONAL."},
		{name: "no such routing mode", given: "apidomains", at: 17, when: chat(func(c *apigatewayv2.UpdateDomainName) { c.RoutingMode = new("ANY") }),
			refused: "BadRequestException: Invalid routingMode specified: ANY. Must be one of [API_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_API_MAPPING]"},
		{name: "EDGE", given: "apidomains", at: 17, when: of("edge.example.com", nothing), refused: onlyEdge},
		{name: "PRIVATE", given: "apidomains", at: 17, when: of("in.example.com", nothing), refused: noDomain},
		{name: "unknown", when: of("a.b", nothing), refused: noDomain},
	})
}

// Q. Does version 2 delete an EDGE domain name? AWS says that it manages REGIONAL
// ones only, so that it does not here.
func TestDeleteDomainName(t *testing.T) {
	of := func(name string) apigatewayv2.DeleteDomainName {
		return apigatewayv2.DeleteDomainName{DomainName: name}
	}
	decides(t, decide.DeleteDomainName, []test[apigatewayv2.DeleteDomainName]{
		{name: "with its mappings", given: "apidomains", at: 21, when: of("api.example.com"), then: `{"domainName":"api.example.com"}`},
		{name: "EDGE", given: "apidomains", at: 21, when: of("edge.example.com"), refused: onlyEdge},
		{name: "PRIVATE", given: "apidomains", at: 21, when: of("in.example.com"), refused: noDomain},
		{name: "unknown", when: of("a.b"), refused: noDomain},
	})
}
