package restjson_test

import (
	"net/http/httptest"
	"testing"

	"reel/http/restjson"
)

func TestWholeDoublesHaveTheirPoint(t *testing.T) {
	for _, tt := range []struct{ operation, output, want string }{
		{"GetUsagePlan", `{"quota":{"limit":3,"offset":0},"throttle":{"burstLimit":9,"rateLimit":2},"name":"2"}`, `{"quota":{"limit":3,"offset":0},"throttle":{"burstLimit":9,"rateLimit":2.0},"name":"2"}`},
		{"GetUsagePlan", `{"throttle":{"rateLimit":2.5}}`, `{"throttle":{"rateLimit":2.5}}`},
		{"GetUsagePlan", `{"throttle":{"rateLimit":1e300}}`, `{"throttle":{"rateLimit":1e300}}`},
		{"GetUsagePlan", `{"throttle":null,"unknown":[1]}`, `{"throttle":null,"unknown":[1]}`},
		{"GetUsagePlans", `{"item":[{"apiStages":[{"throttle":{"/a/GET":{"rateLimit":0},"b":{"rateLimit":-1}}}]},{}],"position":"x"}`,
			`{"item":[{"apiStages":[{"throttle":{"/a/GET":{"rateLimit":0.0},"b":{"rateLimit":-1.0}}}]},{}],"position":"x"}`},
		{"GetStage", `{"canarySettings":{"percentTraffic":50},"createdDate":1,"methodSettings":{"*/*":{"throttlingBurstLimit":5000,"throttlingRateLimit":10000}}}`,
			`{"canarySettings":{"percentTraffic":50.0},"createdDate":1,"methodSettings":{"*/*":{"throttlingBurstLimit":5000,"throttlingRateLimit":10000.0}}}`},
		{"GetRestApi", `{"createdDate":1,"minimumCompressionSize":2}`, `{"createdDate":1,"minimumCompressionSize":2}`},
	} {
		op, ok := restjson.APIGateway.Operation(tt.operation)
		if !ok {
			t.Fatalf("no operation %s", tt.operation)
		}
		w := httptest.NewRecorder()
		if err := restjson.WriteJSON(w, op, []byte(tt.output), "id"); err != nil {
			t.Fatal(err)
		}
		if got := w.Body.String(); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.operation, got, tt.want)
		}
	}
}
