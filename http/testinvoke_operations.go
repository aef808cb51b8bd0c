package http

import (
	"context"
	"encoding/json"

	"reel/events/apigateway"
	"reel/projections"
)

// testInvokeOperations carry out what is managed, as it is now.
func (s *Server) testInvokeOperations() operations {
	return operations{
		"TestInvokeMethod": {read: func(ctx context.Context, w projections.World, input json.RawMessage) (any, error) {
			c, err := decoded[apigateway.TestInvokeMethod](input)
			if err != nil {
				return nil, err
			}
			return s.Gateway.TestInvoke(ctx, w, c)
		}},
		"TestInvokeAuthorizer": {read: func(ctx context.Context, w projections.World, input json.RawMessage) (any, error) {
			c, err := decoded[apigateway.TestInvokeAuthorizer](input)
			if err != nil {
				return nil, err
			}
			return s.Gateway.TestInvokeAuthorizer(ctx, w, c)
		}},
	}
}
