// Chat is the function of the README's WebSocket API: it lets everybody in and
// tells them what they said.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(_ context.Context, e events.APIGatewayWebsocketProxyRequest) (events.APIGatewayProxyResponse, error) {
		said := e.RequestContext.ConnectionID + " said " + e.Body
		return events.APIGatewayProxyResponse{StatusCode: 200, Body: said}, nil
	})
}
