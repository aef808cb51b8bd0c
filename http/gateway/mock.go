package gateway

import (
	"context"

	"reel/events/traffic"
)

// mock carries out a MOCK integration: nobody is asked, and the statusCode that the
// request template comes to chooses the integration response
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html).
func (x *exchange) mock(ctx context.Context) (Reply, *fault) {
	b := x.method.backend
	status, f := x.mockStatus(ctx, b)
	if f != nil {
		return Reply{}, f
	}
	a, f := b.answerTo(status)
	if f != nil {
		return Reply{}, f
	}
	x.asked = mocked
	return x.mapBack(ctx, a, Response{Status: status}, 0)
}

// mocked is what traffic shows of every MOCK integration.
var mocked = &traffic.Integration{Type: "MOCK"}

func (x *exchange) mockStatus(ctx context.Context, b *backend) (int, *fault) {
	t, f := b.templates.forRequest(x.call.Header, b.passthrough)
	if f != nil {
		return 0, f
	}
	if t != nil && t.static != nil {
		if t.status == 0 {
			return 0, noStatus
		}
		return t.status, nil
	}
	body, f := x.requestBody()
	if f == nil && t != nil {
		body, f = t.render(ctx, x, body)
	}
	if f != nil {
		return 0, f
	}
	if status, ok := mockStatus(body); ok {
		return status, nil
	}
	return 0, noStatus
}

var noStatus = misconfigured.because("what the MOCK integration's request template came to has no statusCode that is a whole number")
