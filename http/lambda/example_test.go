package lambda_test

import (
	"context"
	"fmt"

	awslambda "github.com/aws/aws-lambda-go/lambda"

	"reel/http/lambda"
)

// A Go handler as one would deploy it, plugged in without a process.
func ExampleFunctions_Handle() {
	functions := lambda.New(lambda.Options{})
	defer functions.Close(context.Background())

	greet := func(_ context.Context, event struct{ Name string }) (string, error) {
		return "hello " + event.Name, nil
	}
	functions.Handle("greet", awslambda.NewHandler(greet).Invoke)

	answer, err := functions.Invoke(context.Background(), lambda.Request{
		Function: "arn:aws:lambda:us-east-1:000000000000:function:greet",
		Payload:  []byte(`{"Name": "world"}`),
	})
	fmt.Println(answer.StatusCode, string(answer.Payload), err)
	// Output: 200 "hello world" <nil>
}
