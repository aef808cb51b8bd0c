package gateway_test

import (
	"net/http"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// Recorded on AWS: what contentHandling and binary media types do to a request
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html).
func TestRequestBodiesAreConverted(t *testing.T) {
	const bytes, text64 = "\xff\x00hi", "/wBoaQ=="
	tests := []struct {
		name, handling, contentType, body, want string
		status                                  int
	}{
		{"binary passes", "", "image/png", bytes, bytes, 200},
		{"text becomes UTF-8", "", "text/plain", bytes, "\uFFFD\x00hi", 200},
		{"binary to text", "CONVERT_TO_TEXT", "image/png", bytes, text64, 200},
		{"text stays text", "CONVERT_TO_TEXT", "text/plain", "hi", "hi", 200},
		{"text to binary", "CONVERT_TO_BINARY", "text/plain", text64, bytes, 200},
		{"text that is no base64", "CONVERT_TO_BINARY", "text/plain", "no!", "", 500},
		{"binary stays binary", "CONVERT_TO_BINARY", "image/png", bytes, bytes, 200},
		{"a template cannot read binary", "", "image/x-template", bytes, "", 500},
		{"a family of types", "", "audio/ogg;codecs=x", bytes, bytes, 200},
	}
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := httpTo("HTTP", b.URL)
			i.ContentHandling = tt.handling
			i.RequestTemplates = map[string]*string{"image/x-template": text("x")}
			a := newAPI(t, func(a *apigateway.RestApi) { a.BinaryMediaTypes = []string{"image/png", "Image/X-Template", "audio/*"} })
			a.method("POST", "/", i)
			a.deploy(nil)
			r, answer := do(t, gateway.New(gateway.Options{}), withBody(a.call("POST", "/"), tt.contentType, tt.body))
			if _, body := b.asked(); r.Status != tt.status || tt.status == 200 && body != tt.want {
				t.Errorf("got %d %s, and the backend %q, want %d %q", r.Status, answer, body, tt.status, tt.want)
			}
		})
	}
}

// Recorded on AWS: what they do to an answer.
func TestAnswersAreConverted(t *testing.T) {
	const bytes, text64 = "\xff\x00hi", "/wBoaQ=="
	tests := []struct{ name, handling, contentType, accept, body, want string }{
		{"binary to who wants it", "", "image/png", "image/png", bytes, bytes},
		{"binary to who does not", "", "image/png", "text/plain", bytes, text64},
		{"text to who wants binary", "", "text/plain", "image/png,*/*", text64, bytes},
		{"text to who does not", "", "text/plain", "*/*", "hi", "hi"},
		{"Accept is taken by the letter", "", "image/png", "*/*", bytes, text64},
		{"binary to text", "CONVERT_TO_TEXT", "image/png", "image/png", bytes, text64},
		{"text to binary", "CONVERT_TO_BINARY", "text/plain", "text/plain", text64, bytes},
		{"binary stays binary", "CONVERT_TO_BINARY", "image/png", "text/plain", bytes, bytes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
				w.Header().Set("Content-Type", tt.contentType)
				w.Write([]byte(tt.body))
			})
			i := httpTo("HTTP", b.URL)
			i.IntegrationResponses["200"].ContentHandling = tt.handling
			a := newAPI(t, func(a *apigateway.RestApi) { a.BinaryMediaTypes = []string{"image/png"} })
			a.method("GET", "/", i)
			a.deploy(nil)
			c := a.call("GET", "/")
			c.Header.Set("Accept", tt.accept)
			if r, body := do(t, gateway.New(gateway.Options{}), c); r.Status != 200 || body != tt.want {
				t.Errorf("got %d %q, want %q", r.Status, body, tt.want)
			}
		})
	}
}
