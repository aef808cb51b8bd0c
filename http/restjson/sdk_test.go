package restjson_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	typesv2 "github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
	"github.com/aws/smithy-go"

	"reel/events"
	"reel/http/restjson"
)

// serve answers every call as one of op and gives each input to got.
func serve(t *testing.T, op *restjson.Operation, uri map[string]string, got *restjson.Input, answer func(http.ResponseWriter)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := restjson.ReadBody(op, q)
		if err != nil {
			t.Error(err)
		}
		if *got, err = restjson.Decode(op, q, func(name string) string { return uri[name] }, body); err != nil {
			t.Error(err)
		}
		if key, _, region, service, signed := restjson.Principal(q); key != "test" || region != "eu-west-1" || service != "apigateway" || !signed {
			t.Errorf("signed by %q in %q for %q, %v", key, region, service, signed)
		}
		answer(w)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func configuration(url string) aws.Config {
	return aws.Config{Region: "eu-west-1", BaseEndpoint: &url, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}
}

func TestSDKReadsAnswers(t *testing.T) {
	op := operation(t, restjson.APIGateway, "GetExport")
	var in restjson.Input
	url := serve(t, op, map[string]string{"restapi_id": "a", "stage_name": "s", "export_type": "oas30"}, &in, func(w http.ResponseWriter) {
		output := []byte(`{"body":"e30=","contentDisposition":"attachment; filename=\"x\"","contentType":"application/octet-stream"}`)
		if err := restjson.WriteJSON(w, op, output, "id-1"); err != nil {
			t.Error(err)
		}
	})
	out, err := apigateway.NewFromConfig(configuration(url)).GetExport(t.Context(), &apigateway.GetExportInput{
		RestApiId: aws.String("a"), StageName: aws.String("s"), ExportType: aws.String("oas30"),
		Parameters: map[string]string{"extensions": "apigateway"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if string(out.Body) != "{}" || *out.ContentType != "application/octet-stream" || *out.ContentDisposition != `attachment; filename="x"` {
		t.Errorf("got %+v", out)
	}
	// The SDK asks for application/json whatever the call says.
	want := `{"accepts":"application/json","exportType":"oas30","parameters":{"extensions":"apigateway"},"restApiId":"a","stageName":"s"}`
	if string(in) != want {
		t.Errorf("got  %s\nwant %s", in, want)
	}
}

func TestSDKReadsErrors(t *testing.T) {
	op := operation(t, restjson.APIGateway, "CreateResource")
	var in restjson.Input
	var refusal *events.Error
	url := serve(t, op, map[string]string{"restapi_id": "a", "parent_id": "r"}, &in, func(w http.ResponseWriter) {
		restjson.WriteError(w, restjson.APIGateway, refusal, "id-1")
	})
	create := func() error {
		_, err := apigateway.NewFromConfig(configuration(url)).CreateResource(t.Context(), &apigateway.CreateResourceInput{
			RestApiId: aws.String("a"), ParentId: aws.String("r"), PathPart: aws.String("pets")})
		return err
	}

	refusal = &events.Error{Code: events.NotFound, Message: "Invalid Resource identifier specified"}
	var missing *types.NotFoundException
	if err := create(); !errors.As(err, &missing) || missing.ErrorMessage() != refusal.Message {
		t.Errorf("got %v", err)
	}
	refusal = &events.Error{Code: events.TooManyRequests, Message: "m", Members: map[string]string{"Retry-After": "2"}}
	var throttled *types.TooManyRequestsException
	if err := create(); !errors.As(err, &throttled) || aws.ToString(throttled.RetryAfterSeconds) != "2" {
		t.Errorf("got %v", err)
	}
	refusal = &events.Error{Code: events.Validation, Message: "1 validation error detected"}
	var api smithy.APIError
	if err := create(); !errors.As(err, &api) || api.ErrorCode() != "ValidationException" || api.ErrorMessage() != refusal.Message {
		t.Errorf("got %v", err)
	}
	if want := `{"parentId":"r","pathPart":"pets","restApiId":"a"}`; string(in) != want {
		t.Errorf("got %s, want %s", in, want)
	}
}

func TestSDKReadsErrorsOfVersion2(t *testing.T) {
	op := operation(t, restjson.APIGatewayV2, "UpdateApi")
	var in restjson.Input
	url := serve(t, op, map[string]string{"apiId": "x"}, &in, func(w http.ResponseWriter) {
		restjson.WriteError(w, restjson.APIGatewayV2, &events.Error{Code: events.NotFound, Message: "m", Members: map[string]string{"resourceType": "Api"}}, "id-1")
	})
	_, err := apigatewayv2.NewFromConfig(configuration(url)).UpdateApi(t.Context(), &apigatewayv2.UpdateApiInput{
		ApiId: aws.String("x"), Name: aws.String("n"), CorsConfiguration: &typesv2.Cors{MaxAge: aws.Int32(3)}})
	var missing *typesv2.NotFoundException
	if !errors.As(err, &missing) || aws.ToString(missing.ResourceType) != "Api" {
		t.Errorf("got %v", err)
	}
	if want := `{"apiId":"x","corsConfiguration":{"maxAge":3},"name":"n"}`; string(in) != want {
		t.Errorf("got %s, want %s", in, want)
	}
}
