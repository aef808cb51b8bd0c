package events

import (
	"errors"
	"fmt"
)

// A Code is the name of an AWS error, as it travels in x-amzn-ErrorType. Which
// HTTP status it has is decided in one table, in http/restjson.
type Code string

// The codes that management calls are refused with.
const (
	BadRequest      Code = "BadRequestException"
	NotFound        Code = "NotFoundException"
	Conflict        Code = "ConflictException"
	LimitExceeded   Code = "LimitExceededException"
	TooManyRequests Code = "TooManyRequestsException"
	AccessDenied    Code = "AccessDeniedException"
	Unauthorized    Code = "UnauthorizedException"
	Validation      Code = "ValidationException"
	Serialization   Code = "SerializationException"
	NotBuilt        Code = "NotImplementedException"
	Internal        Code = "InternalFailure"
	Unavailable     Code = "ServiceUnavailableException"
)

// An Error is a refusal: AWS's code and AWS's words, safe to send to the
// caller. Every other error is ours and leaves the house only as an internal one.
type Error struct {
	Code    Code
	Message string
	// Members are further members of the error's body, such as v2's
	// resourceType; nil for most.
	Members map[string]string
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// Refuse makes a refusal; with args the message is a format.
func Refuse(code Code, message string, args ...any) error {
	if len(args) > 0 {
		message = fmt.Sprintf(message, args...)
	}
	return &Error{Code: code, Message: message}
}

// Refusal is the refusal in err's chain, nil if there is none.
func Refusal(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
