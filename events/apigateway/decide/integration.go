package decide

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// PutIntegration gives a method a backend. One that is there is overwritten
// whole, and its responses go with it.
func PutIntegration(_ events.Env, w projections.World, c apigateway.PutIntegration) (events.Event, error) {
	_, m, err := w.Method(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	i := newIntegration(c)
	if err := checkIntegration(w.Account, c.ResourceId, m, &i); err != nil {
		return nil, err
	}
	return apigateway.IntegrationPut{
		HttpMethod: c.HttpMethod, Integration: i, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

func newIntegration(c apigateway.PutIntegration) apigateway.Integration {
	i := apigateway.Integration{
		CacheKeyParameters: append([]string{}, c.CacheKeyParameters...), CacheNamespace: deref(c.CacheNamespace),
		ConnectionId: deref(c.ConnectionId), ConnectionType: deref(c.ConnectionType),
		ContentHandling: deref(c.ContentHandling), Credentials: deref(c.Credentials),
		HttpMethod: deref(c.IntegrationHttpMethod), IntegrationTarget: deref(c.IntegrationTarget),
		PassthroughBehavior: deref(c.PassthroughBehavior), RequestParameters: c.RequestParameters,
		RequestTemplates: storedAll(c.RequestTemplates), ResponseTransferMode: deref(c.ResponseTransferMode),
		TimeoutInMillis: defaultTimeout, Type: c.Type, Uri: deref(c.Uri),
	}
	if c.TimeoutInMillis != nil {
		i.TimeoutInMillis = *c.TimeoutInMillis
	}
	if c.TlsConfig != nil {
		i.TlsConfig = &apigateway.TlsConfig{InsecureSkipVerification: deref(c.TlsConfig.InsecureSkipVerification)}
	}
	return i
}

// UpdateIntegration patches a backend; its responses stay as they are.
func UpdateIntegration(_ events.Env, w projections.World, c apigateway.UpdateIntegration) (events.Event, error) {
	m, err := w.Integration(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	i := *m.MethodIntegration
	i.CacheKeyParameters = append([]string{}, i.CacheKeyParameters...)
	i.RequestParameters, i.RequestTemplates = maps.Clone(i.RequestParameters), maps.Clone(i.RequestTemplates)
	if err := integrationPatch.apply(&i, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkIntegration(w.Account, c.ResourceId, m, &i); err != nil {
		return nil, err
	}
	return apigateway.IntegrationUpdated{
		HttpMethod: c.HttpMethod, Integration: i, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

// DeleteIntegration takes a method's backend away with its responses.
func DeleteIntegration(_ events.Env, w projections.World, c apigateway.DeleteIntegration) (events.Event, error) {
	if _, err := w.Integration(c.RestApiId, c.ResourceId, c.HttpMethod); err != nil {
		return nil, err
	}
	return apigateway.IntegrationDeleted{MethodKey: apigateway.MethodKey(c)}, nil
}

// integrationPatch is what UpdateIntegration may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegration-Patch.
// A member that is taken away gets its default again.
var integrationPatch = patcher[apigateway.Integration]{
	unknownPath: unknownPath,
	wrongOp:     wrongOp,
	rules: []rule[apigateway.Integration]{
		{"/cacheKeyParameters/{name}", anyEdit, patchCacheKeys},
		{"/timeoutInMillis", replaceOnly, patchTimeout},
		{"/tlsConfig/insecureSkipVerification", anyEdit, patchTlsConfig},
		texts("/cacheNamespace", func(i *apigateway.Integration) *string { return &i.CacheNamespace }),
		texts("/connectionId", func(i *apigateway.Integration) *string { return &i.ConnectionId }),
		texts("/connectionType", func(i *apigateway.Integration) *string { return &i.ConnectionType }),
		texts("/contentHandling", func(i *apigateway.Integration) *string { return &i.ContentHandling }),
		texts("/credentials", func(i *apigateway.Integration) *string { return &i.Credentials }),
		texts("/httpMethod", func(i *apigateway.Integration) *string { return &i.HttpMethod }),
		texts("/integrationTarget", func(i *apigateway.Integration) *string { return &i.IntegrationTarget }),
		texts("/passthroughBehavior", func(i *apigateway.Integration) *string { return &i.PassthroughBehavior }),
		texts("/responseTransferMode", func(i *apigateway.Integration) *string { return &i.ResponseTransferMode }),
		texts("/uri", func(i *apigateway.Integration) *string { return &i.Uri }),
		entries("/requestParameters/{name}",
			func(i *apigateway.Integration) *map[string]string { return &i.RequestParameters }, operation.text, noParameter),
		entries("/requestTemplates/{contentType}",
			func(i *apigateway.Integration) *map[string]*string { return &i.RequestTemplates }, template, noContentType),
	},
}

// patchCacheKeys adds or removes the cache key that the path names, or puts the
// operation's value in its place.
func patchCacheKeys(i *apigateway.Integration, o operation) error {
	at := slices.Index(i.CacheKeyParameters, o.args[0])
	switch {
	case o.op == "add" && at < 0:
		i.CacheKeyParameters = append(i.CacheKeyParameters, o.args[0])
	case o.op == "add":
	case at < 0:
		return noParameter()
	case o.op == "remove":
		i.CacheKeyParameters = slices.Delete(i.CacheKeyParameters, at, at+1)
	default:
		i.CacheKeyParameters[at] = o.text()
	}
	return nil
}

func patchTimeout(i *apigateway.Integration, o operation) error {
	millis, err := strconv.ParseInt(o.text(), 10, 64)
	if err != nil {
		millis = 0 // which no timeout may be
	}
	i.TimeoutInMillis = millis
	return nil
}

func patchTlsConfig(i *apigateway.Integration, o operation) error {
	if i.TlsConfig = nil; o.op != "remove" {
		i.TlsConfig = &apigateway.TlsConfig{InsecureSkipVerification: o.flag()}
	}
	return nil
}

// How long a backend may take, in milliseconds, and longer when it streams.
const (
	minTimeout     = 50
	defaultTimeout = 29000
	streamTimeout  = 900000
)

// checkIntegration gives an integration its defaults, takes from it what its
// type has no use for, and refuses it if AWS would.
func checkIntegration(account, resourceID string, m *apigateway.Method, i *apigateway.Integration) error {
	i.CacheNamespace = cmp.Or(i.CacheNamespace, resourceID)
	i.PassthroughBehavior = cmp.Or(i.PassthroughBehavior, "WHEN_NO_MATCH")
	if i.Type == "MOCK" {
		i.HttpMethod, i.Uri = "", ""
	}
	if err := checkBackend(account, i); err != nil {
		return err
	}
	if err := checkConnection(i); err != nil {
		return err
	}
	if err := checkOptions(i); err != nil {
		return err
	}
	if err := checkContentTypes(i.RequestTemplates); err != nil {
		return err
	}
	return checkRequestMappings(m, i)
}

// checkConnection refuses a private connection without a VPC link. Only HTTP
// integrations have a connection, and only private ones an id.
func checkConnection(i *apigateway.Integration) error {
	if i.Type != "HTTP" && i.Type != "HTTP_PROXY" {
		i.ConnectionType, i.ConnectionId = "", ""
		return nil
	}
	i.ConnectionType = cmp.Or(i.ConnectionType, "INTERNET")
	if i.ConnectionType == "INTERNET" {
		i.ConnectionId = ""
	} else if i.ConnectionId == "" {
		return events.Refuse(events.BadRequest, "ConnectionId must be specified when ConnectionType is VPC_LINK")
	}
	return validOption("ConnectionType", i.ConnectionType, []string{"INTERNET", "VPC_LINK"})
}

func checkOptions(i *apigateway.Integration) error {
	longest := int64(defaultTimeout)
	if i.ResponseTransferMode == "STREAM" {
		longest = streamTimeout
	}
	if i.TimeoutInMillis < minTimeout || i.TimeoutInMillis > longest {
		return events.Refuse(events.BadRequest, "Timeout should be between %d ms and %d ms", minTimeout, longest)
	}
	if err := validOption("PassthroughBehavior", i.PassthroughBehavior, []string{"WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"}); err != nil {
		return err
	}
	if err := checkContentHandling(i.ContentHandling); err != nil {
		return err
	}
	return validOption("ResponseTransferMode", cmp.Or(i.ResponseTransferMode, "BUFFERED"), []string{"BUFFERED", "STREAM"})
}

func checkContentHandling(value string) error {
	if value == "" {
		return nil
	}
	return validOption("ContentHandling", value, []string{"CONVERT_TO_BINARY", "CONVERT_TO_TEXT"})
}
