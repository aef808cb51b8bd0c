package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

const (
	noDomain  = "NotFoundException: Invalid domain name identifier specified"
	noMapping = "NotFoundException: Invalid base path mapping identifier specified"
	baseTaken = "ConflictException: Base path already exists for this domain name"
	insideId  = "ero9r9ktj0" // of inside.example.com in the stream domains
)

// The words of refusals were met by users: github.com/amplify-education/serverless-domain-manager,
// issues 92 and 613; of the slash, an answer of AWS's since it has version 2.
func TestCreateBasePathMapping(t *testing.T) {
	of := func(domain string, base, stage *string) apigateway.CreateBasePathMapping {
		return apigateway.CreateBasePathMapping{DomainName: domain, BasePath: base, RestApiId: domainsApi, Stage: stage}
	}
	private := of("inside.example.com", new("a"), nil)
	private.DomainNameId = new(insideId)
	nowhere := of("api.example.com", nil, nil)
	nowhere.RestApiId = "none"
	decides(t, decide.CreateBasePathMapping, []test[apigateway.CreateBasePathMapping]{
		{name: "all paths", given: "domains", at: 10, when: of("api.example.com", nil, new("dev")),
			then: `{"basePathMapping":{"apiMappingId":"ul8wwl","basePath":"","restApiId":"domains001","stage":"dev"},"domainName":"api.example.com"}`},
		{name: "(none) is all paths", given: "domains", at: 10, when: of("api.example.com", new("(none)"), nil),
			then: `{"basePathMapping":{"apiMappingId":"ul8wwl","basePath":"","restApiId":"domains001"},"domainName":"api.example.com"}`},
		{name: "of a PRIVATE name", given: "domains", at: 14, when: private,
			then: `{"basePathMapping":{"apiMappingId":"xhooww","basePath":"a","restApiId":"domains001"},"domainName":"inside.example.com","domainNameId":"ero9r9ktj0"}`},
		{name: "all paths twice", given: "domains", at: 11, when: of("api.example.com", new(""), nil), refused: baseTaken},
		{name: "one path twice", given: "domains", at: 13, when: of("api.example.com", new("orders"), nil), refused: baseTaken},
		{name: "two levels", given: "domains", at: 10, when: of("api.example.com", new("a/b"), nil),
			refused: "BadRequestException: API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2."},
		{name: "other characters", given: "domains", at: 10, when: of("api.example.com", new("a b"), nil), refused: "BadRequestException: Invalid base path specified: a b"},
		{name: "too long", given: "domains", at: 10, when: of("api.example.com", new(strings.Repeat("a", 301)), nil),
			refused: "BadRequestException: Invalid base path specified: " + strings.Repeat("a", 301)},
		{name: "unknown API", given: "domains", at: 10, when: nowhere, refused: "BadRequestException: Invalid REST API identifier specified"},
		{name: "unknown stage", given: "domains", at: 10, when: of("api.example.com", nil, new("none")), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "unknown domain name", given: "domains", at: 10, when: of("none.example.com", nil, nil), refused: noDomain},
		{name: "of a PRIVATE name without its id", given: "domains", at: 14, when: of("inside.example.com", nil, nil), refused: noDomain},
		{name: "of a PRIVATE name by its key", given: "domains", at: 14, when: of("inside.example.com+"+insideId, nil, nil), refused: noDomain},
	})
}

func TestUpdateBasePathMapping(t *testing.T) {
	of := func(base string, parts ...string) apigateway.UpdateBasePathMapping {
		return apigateway.UpdateBasePathMapping{DomainName: "api.example.com", BasePath: base, PatchOperations: patch(parts...)}
	}
	updated := func(members, former string) string {
		return `{"basePathMapping":{` + members + `},"domainName":"api.example.com","formerBasePath":"` + former + `"}`
	}
	decides(t, decide.UpdateBasePathMapping, []test[apigateway.UpdateBasePathMapping]{
		{name: "another path", given: "domains", at: 13, when: of("orders", "replace", "/basePath", "sales"),
			then: updated(`"apiMappingId":"dmnyiu","basePath":"sales","restApiId":"domains001","stage":"prod"`, "orders")},
		{name: "no stage", given: "domains", at: 13, when: of("(none)", "replace", "/stage", ""),
			then: updated(`"apiMappingId":"ul8wwl","basePath":"","restApiId":"domains001"`, "")},
		{name: "API and stage in either order", given: "domains", at: 13, when: of("(none)", "replace", "/stage", "prod", "replace", "/restapiId", domainsApi),
			then: updated(`"apiMappingId":"ul8wwl","basePath":"","restApiId":"domains001","stage":"prod"`, "")},
		{name: "the same path", given: "domains", at: 13, when: of("orders", "replace", "/basePath", "orders"),
			then: updated(`"apiMappingId":"dmnyiu","basePath":"orders","restApiId":"domains001","stage":"prod"`, "orders")},
		{name: "a path that is taken", given: "domains", at: 13, when: of("orders", "replace", "/basePath", "(none)"), refused: baseTaken},
		{name: "unknown API", given: "domains", at: 13, when: of("orders", "replace", "/restapiId", "none"), refused: "BadRequestException: Invalid REST API identifier specified"},
		{name: "unknown stage", given: "domains", at: 13, when: of("orders", "replace", "/stage", "none"), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "unknown member", given: "domains", at: 13, when: of("orders", "replace", "/domainName", "x"),
			refused: "BadRequestException: Invalid patch path  '/domainName' specified for op 'replace'. Must be one of: [/basePath, /restapiId, /stage]"},
		{name: "unknown mapping", given: "domains", at: 13, when: of("order"), refused: noMapping},
	})
}

func TestDeleteBasePathMapping(t *testing.T) {
	of := func(domain, base string) apigateway.DeleteBasePathMapping {
		return apigateway.DeleteBasePathMapping{DomainName: domain, BasePath: base}
	}
	decides(t, decide.DeleteBasePathMapping, []test[apigateway.DeleteBasePathMapping]{
		{name: "all paths", given: "domains", at: 13, when: of("api.example.com", "(none)"), then: `{"basePath":"","domainName":"api.example.com"}`},
		{name: "by path", given: "domains", at: 13, when: of("api.example.com", "orders"), then: `{"basePath":"orders","domainName":"api.example.com"}`},
		{name: "unknown mapping", given: "domains", at: 13, when: of("api.example.com", "order"), refused: noMapping},
		{name: "unknown domain name", when: of("api.example.com", "(none)"), refused: noDomain},
	})
}

// What a domain name leads to stays: github.com/glomex/gcdt/issues/373 and
// github.com/hashicorp/terraform-provider-aws/issues/41651.
func TestWhatIsMappedIsNotDeleted(t *testing.T) {
	api := apigateway.DeleteRestApi{RestApiId: domainsApi}
	decides(t, decide.DeleteRestApi, []test[apigateway.DeleteRestApi]{
		{name: "unmapped", given: "domains", at: 10, when: api, then: `{"restApiId":"domains001"}`},
		{name: "mapped", given: "domains", at: 13, when: api,
			refused: "BadRequestException: Deleting RestApi domains001 failed. Please remove all base path mappings related to the RestApi in your domains: api.example.com"},
		{name: "no longer mapped", given: "domains", at: 24, when: api, then: `{"restApiId":"domains001"}`},
	})
	stage := func(name string) apigateway.DeleteStage {
		return apigateway.DeleteStage{RestApiId: domainsApi, StageName: name}
	}
	decides(t, decide.DeleteStage, []test[apigateway.DeleteStage]{
		{name: "another stage is mapped", given: "domains", at: 11, when: stage("prod"), then: `{"restApiId":"domains001","stageName":"prod"}`},
		{name: "a mapped stage", given: "domains", at: 13, when: stage("prod"),
			refused: "BadRequestException: Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: api.example.com"},
	})
}
