package events_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"reel/events"
)

func TestRefuse(t *testing.T) {
	err := events.Refuse(events.NotFound, "Invalid API identifier specified %s:%s", "000000000000", "a")
	got := events.Refusal(fmt.Errorf("deciding: %w", err))
	if got == nil || got.Code != "NotFoundException" || got.Message != "Invalid API identifier specified 000000000000:a" {
		t.Errorf("got %+v", got)
	}
	if want := "NotFoundException: Invalid API identifier specified 000000000000:a"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
	// Without arguments the message is no format: AWS's words may hold a percent sign.
	if got := events.Refusal(events.Refuse(events.BadRequest, "100% wrong: %s")); got.Message != "100% wrong: %s" {
		t.Errorf("got %q", got.Message)
	}
}

func TestOtherErrorsAreNoRefusals(t *testing.T) {
	for _, err := range []error{nil, errors.New("NotFoundException: no"), events.ErrConflict, &events.UnknownTypeError{Type: "x"}} {
		if got := events.Refusal(err); got != nil {
			t.Errorf("%v: got %+v", err, got)
		}
	}
}

// The codes travel to clients, which look for AWS's names.
func TestCodesAreAWSsNames(t *testing.T) {
	for code, want := range map[events.Code]string{
		events.BadRequest: "BadRequestException", events.NotFound: "NotFoundException", events.Conflict: "ConflictException",
		events.LimitExceeded: "LimitExceededException", events.TooManyRequests: "TooManyRequestsException",
		events.AccessDenied: "AccessDeniedException", events.Unauthorized: "UnauthorizedException",
		events.Validation: "ValidationException", events.Serialization: "SerializationException",
		events.NotBuilt: "NotImplementedException", events.Internal: "InternalFailure", events.Unavailable: "ServiceUnavailableException",
	} {
		if string(code) != want {
			t.Errorf("got %s, want %s", code, want)
		}
	}
}

func TestARefusedCallsInputIsBounded(t *testing.T) {
	small := events.Call{Input: []byte(`{"a":1}`)}
	if got := small.Refused(); string(got.Input) != `{"a":1}` {
		t.Errorf("got %s", got.Input)
	}
	large := events.Call{Input: []byte(`{"a":"` + strings.Repeat("é", 64<<10) + `"}`)}
	got := large.Refused()
	if len(got.Input) > 65<<10+100 || !strings.HasPrefix(string(got.Input), `{"truncated":"{\"a\":\"é`) {
		t.Errorf("got %d bytes: %.40s", len(got.Input), got.Input)
	}
	if len(large.Input) < 100<<10 {
		t.Error("the call itself was cut")
	}
}
