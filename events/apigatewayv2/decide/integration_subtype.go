package decide

import (
	"slices"
	"strings"

	"reel/events/apigatewayv2"
)

// subtypes are the parameters that the actions of other services need:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
var subtypes = map[string][]string{
	"AppConfig-GetConfiguration":       {"Application", "Environment", "Configuration", "ClientId"},
	"EventBridge-PutEvents":            {"Detail", "DetailType", "Source"},
	"Kinesis-PutRecord":                {"StreamName", "Data", "PartitionKey"},
	"SQS-DeleteMessage":                {"ReceiptHandle", "QueueUrl"},
	"SQS-PurgeQueue":                   {"QueueUrl"},
	"SQS-ReceiveMessage":               {"QueueUrl"},
	"SQS-SendMessage":                  {"QueueUrl", "MessageBody"},
	"StepFunctions-StartExecution":     {"StateMachineArn"},
	"StepFunctions-StartSyncExecution": {"StateMachineArn"},
	"StepFunctions-StopExecution":      {"ExecutionArn"},
}

// checkSubtype refuses an integration with a service's action as AWS does. It
// has no method and no URI of its own.
func checkSubtype(http bool, in *apigatewayv2.Integration) error {
	required, known := subtypes[in.IntegrationSubtype]
	switch {
	case !http || in.IntegrationType != "AWS_PROXY":
		return refuse("IntegrationSubtype is only supported for AWS_PROXY integrations of HTTP APIs")
	case !known || in.PayloadFormatVersion != "1.0":
		return refuse("Operation: %s is not supported.", cut(in.IntegrationSubtype))
	case in.CredentialsArn == "":
		return refuse("Role ARN must be specified for AWS integration configuration with Subtype: %s", in.IntegrationSubtype)
	case slices.ContainsFunc(required, func(name string) bool { return in.RequestParameters[name] == "" }):
		return refuse("Operation: %s requires enabling passthrough, or defining all of the following parameters: %s",
			in.IntegrationSubtype, strings.Join(required, ", "))
	}
	return nil
}
