// Chat is a function as it runs on AWS: it passes messages on by @connections, at
// the address that its event names.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi"
)

type response = events.APIGatewayProxyResponse

func main() { lambda.Start(handle) }

func handle(ctx context.Context, e events.APIGatewayWebsocketProxyRequest) (response, error) {
	if e.RequestContext.EventType != "MESSAGE" {
		return response{StatusCode: 200}, nil
	}
	var m struct{ To, Text string }
	if json.Unmarshal([]byte(e.Body), &m) != nil || m.To == "" {
		return response{StatusCode: 200, Body: e.RequestContext.ConnectionID}, nil
	}
	client := apigatewaymanagementapi.NewFromConfig(aws.Config{
		Region:       os.Getenv("AWS_REGION"),
		BaseEndpoint: aws.String("https://" + e.RequestContext.DomainName + "/" + e.RequestContext.Stage),
		Credentials:  credentials.NewStaticCredentialsProvider(os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")),
	})
	_, err := client.PostToConnection(ctx, &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: &m.To, Data: []byte(m.Text)})
	if err != nil {
		return response{}, err
	}
	return response{StatusCode: 200, Body: "sent"}, nil
}
