package gateway_test

import (
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/traffic"
	"reel/http/gateway"
)

// What the gateway itself costs for a message that a MOCK integration answers,
// without any socket.
func BenchmarkReceive(b *testing.B) {
	for _, tt := range []struct{ name, answer string }{{"static", `{"hello":"world"}`}, {"template", `{"hello":"$input.path('$.name')"}`}} {
		b.Run(tt.name, func(b *testing.B) {
			a := newChat(b, "$request.body.action")
			a.route("join", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "MOCK", RequestTemplates: map[string]string{"$default": `{"statusCode":200}`}},
				apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: "$default", ResponseTemplates: map[string]string{"$default": tt.answer}}), answers)
			a.deploy()
			g := gateway.New(gateway.Options{Observe: new(traffic.Ring).Add})
			s, r, err := g.Connect(b.Context(), a.handshake(""), connectionID)
			if err != nil || s == nil {
				b.Fatal(r.Status, err)
			}
			message := gateway.Frame{Data: []byte(`{"action":"join","data":{"room":"room1234"}}`)}
			b.ReportAllocs()
			for b.Loop() {
				if f, err := g.Receive(b.Context(), s, a.state, message); err != nil || f == nil {
					b.Fatal(f, err)
				}
			}
		})
	}
}
