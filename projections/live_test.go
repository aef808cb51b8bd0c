package projections_test

import (
	"context"
	"iter"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

type (
	ctx      = context.Context
	messages = iter.Seq2[events.Message, error]
)

func appendTo(tb testing.TB, log events.Log, r events.Recorded) {
	tb.Helper()
	line, err := events.AppendLine(nil, r)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := log.Append(tb.Context(), projections.Entry(r, line), r.Seq-1); err != nil {
		tb.Fatal(err)
	}
}

var call = events.Call{Account: "000000000000", Region: "us-east-1", Operation: "CreateRestApi", Principal: "test"}

// createApi makes a REST API out of the ids it is given.
func createApi(env events.Env, _ projections.World) (events.Event, error) {
	return apigateway.RestApiCreated{RestApi: apigateway.RestApi{
		Id: env.NewApiID(), RootResourceId: env.NewID(10), Name: "pets", CreatedDate: env.Now.Unix(),
	}}, nil
}

func create(tb testing.TB, live *projections.Live) events.Recorded {
	tb.Helper()
	r, err := live.Decide(tb.Context(), call, createApi)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
