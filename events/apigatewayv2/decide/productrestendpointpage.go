package decide

import (
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateProductRestEndpointPage adds a page about a method of a REST API, on a
// stage that it is deployed to, to a product.
func CreateProductRestEndpointPage(env events.Env, w projections.World, c apigatewayv2.CreateProductRestEndpointPage) (events.Event, error) {
	if _, err := w.PortalProduct(c.PortalProductId); err != nil {
		return nil, err
	}
	if c.RestEndpointIdentifier.IdentifierParts == nil {
		return nil, refuse("Invalid restEndpointIdentifier specified. Specify identifierParts.")
	}
	at := apigatewayv2.IdentifierParts(*c.RestEndpointIdentifier.IdentifierParts)
	at.Method = strings.ToUpper(at.Method)
	if _, _, err := w.RestEndpoint(at); err != nil {
		return nil, err
	}
	id := env.NewID(10)
	row := projections.RestEndpointPage{ProductRestEndpointPage: apigatewayv2.ProductRestEndpointPage{
		LastModified:               timestamp(env),
		ProductRestEndpointPageArn: arnOf(w, apigatewayv2.ProductRestEndpointPageSubject(c.PortalProductId, id)),
		ProductRestEndpointPageId:  id,
		RestEndpointIdentifier:     apigatewayv2.RestEndpointIdentifier{IdentifierParts: &at},
		TryItState:                 "DISABLED",
	}}
	if err := fill(w, &row, c.DisplayContent, c.TryItState); err != nil {
		return nil, err
	}
	return apigatewayv2.ProductRestEndpointPageCreated{
		Overrides: row.Overrides, PortalProductId: c.PortalProductId, ProductRestEndpointPage: w.Resolved(row),
	}, nil
}

// UpdateProductRestEndpointPage changes what stands on a page about a REST
// endpoint; which endpoint that is never changes.
func UpdateProductRestEndpointPage(env events.Env, w projections.World, c apigatewayv2.UpdateProductRestEndpointPage) (events.Event, error) {
	_, was, err := w.ProductRestEndpointPage(c.PortalProductId, c.ProductRestEndpointPageId)
	if err != nil {
		return nil, err
	}
	row := *was
	row.LastModified = timestamp(env)
	if err := fill(w, &row, c.DisplayContent, c.TryItState); err != nil {
		return nil, err
	}
	return apigatewayv2.ProductRestEndpointPageUpdated{
		Overrides: row.Overrides, PortalProductId: c.PortalProductId, ProductRestEndpointPage: w.Resolved(row),
	}, nil
}

// DeleteProductRestEndpointPage takes a page about a REST endpoint away, out of
// its product's display order too.
func DeleteProductRestEndpointPage(env events.Env, w projections.World, c apigatewayv2.DeleteProductRestEndpointPage) (events.Event, error) {
	p, page, err := w.ProductRestEndpointPage(c.PortalProductId, c.ProductRestEndpointPageId)
	if err != nil {
		return nil, err
	}
	return apigatewayv2.ProductRestEndpointPageDeleted{
		PortalProduct: without(env, p, page.ProductRestEndpointPageArn), PortalProductId: c.PortalProductId, ProductRestEndpointPageId: c.ProductRestEndpointPageId,
	}, nil
}

// fill merges what is given into a page: overrides, or none, and whether visitors
// may try the endpoint, which those of a private API never can. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-try-it.html.
func fill(w projections.World, row *projections.RestEndpointPage, content *apigatewayv2.EndpointDisplayContentInput, try *string) error {
	set(&row.TryItState, try)
	if err := checkEnum("tryItState", row.TryItState, "ENABLED", "DISABLED"); err != nil {
		return err
	}
	if api, err := w.RestApi(row.RestEndpointIdentifier.IdentifierParts.RestApiId); err == nil && isPrivate(api) {
		row.TryItState = "DISABLED"
	}
	switch {
	case content == nil:
	case (content.None == nil) == (content.Overrides == nil):
		return refuse("Invalid displayContent specified. Specify exactly one of [none, overrides]")
	case content.None != nil:
		row.Overrides = nil
	default:
		row.Overrides = &apigatewayv2.DisplayContentOverrides{
			Body: deref(content.Overrides.Body), Endpoint: deref(content.Overrides.Endpoint), OperationName: deref(content.Overrides.OperationName),
		}
	}
	return nil
}

func isPrivate(api *projections.RestApi) bool {
	e := api.Tree.EndpointConfiguration
	return e != nil && len(e.Types) == 1 && e.Types[0] == "PRIVATE"
}
