package apigateway

import "reel/events"

// NoBasePath is how AWS's answers, and callers in URLs, write the empty base path.
const NoBasePath = "(none)"

// A BasePathMapping says which stage of which API answers under a path of a
// domain name. Version 2 of API Gateway's API shows it as an ApiMapping, by an id
// that version 1 does not show, with keys of several segments, and of HTTP and
// WebSocket APIs too.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_BasePathMapping.html.
type BasePathMapping struct {
	ApiMappingId string `json:"apiMappingId"`
	BasePath     string `json:"basePath"` // without slashes at its ends; empty for all paths
	RestApiId    string `json:"restApiId"`
	Stage        string `json:"stage,omitempty"` // empty when callers name the stage behind the base path
}

// BasePathMappingCreated says that a domain name has a new mapping.
type BasePathMappingCreated struct {
	BasePathMapping BasePathMapping `json:"basePathMapping"`
	DomainName      string          `json:"domainName"`
	DomainNameId    string          `json:"domainNameId,omitempty"`
}

// BasePathMappingUpdated says that a mapping has changed, its base path perhaps.
type BasePathMappingUpdated struct {
	BasePathMapping BasePathMapping `json:"basePathMapping"`
	DomainName      string          `json:"domainName"`
	DomainNameId    string          `json:"domainNameId,omitempty"`
	FormerBasePath  string          `json:"formerBasePath"`
}

// BasePathMappingDeleted says that a mapping is gone.
type BasePathMappingDeleted struct {
	BasePath     string `json:"basePath"`
	DomainName   string `json:"domainName"`
	DomainNameId string `json:"domainNameId,omitempty"`
}

// BasePathMappingSubject is the subject of a mapping of the domain name with a key.
func BasePathMappingSubject(domainKey, basePath string) string {
	if basePath == "" {
		basePath = NoBasePath
	}
	return DomainNameSubject(domainKey) + "/basepathmappings/" + basePath
}

// Subject is the new mapping.
func (e BasePathMappingCreated) Subject() string {
	return BasePathMappingSubject(DomainNameKey(e.DomainName, e.DomainNameId), e.BasePathMapping.BasePath)
}

// Subject is the changed mapping, by the base path it has had.
func (e BasePathMappingUpdated) Subject() string {
	return BasePathMappingSubject(DomainNameKey(e.DomainName, e.DomainNameId), e.FormerBasePath)
}

// Subject is the mapping that is gone.
func (e BasePathMappingDeleted) Subject() string {
	return BasePathMappingSubject(DomainNameKey(e.DomainName, e.DomainNameId), e.BasePath)
}

// Noun is the new mapping.
func (e BasePathMappingCreated) Noun() any { return e.BasePathMapping }

// Noun is the mapping as it is afterwards.
func (e BasePathMappingUpdated) Noun() any { return e.BasePathMapping }

func init() {
	events.Register[BasePathMappingCreated]("apigateway.BasePathMappingCreated")
	events.Register[BasePathMappingUpdated]("apigateway.BasePathMappingUpdated")
	events.Register[BasePathMappingDeleted]("apigateway.BasePathMappingDeleted")
}
