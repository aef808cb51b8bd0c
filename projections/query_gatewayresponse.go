package projections

import (
	"iter"
	"maps"
	"slices"

	"reel/events/apigateway"
)

// GetGatewayResponse answers GetGatewayResponse: with AWS's default when the API
// has no response of its own.
func (w World) GetGatewayResponse(c apigateway.GetGatewayResponse) (apigateway.GatewayResponse, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return apigateway.GatewayResponse{}, err
	}
	return api.Tree.GatewayResponse(c.ResponseType), nil
}

// GetGatewayResponses answers GetGatewayResponses: with every type that there is.
func (w World) GetGatewayResponses(c apigateway.GetGatewayResponses) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for _, responseType := range slices.Sorted(maps.Keys(defaultStatus)) {
				if responseType >= key && !yield(responseType, api.Tree.GatewayResponse(responseType)) {
					return
				}
			}
		}
	}}, nil
}
