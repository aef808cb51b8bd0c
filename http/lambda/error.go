package lambda

// The codes of calls that Lambda refuses before any function runs, as its Invoke
// operation names them.
const (
	CodeNotFound         = "ResourceNotFoundException"      // 404
	CodeInvalidParameter = "InvalidParameterValueException" // 400
	CodeInvalidContent   = "InvalidRequestContentException" // 400
	CodeTooLarge         = "RequestEntityTooLargeException" // 413, as recorded; the model says RequestTooLargeException
	CodeTooMany          = "TooManyRequestsException"       // 429
	CodeService          = "ServiceException"               // 500
)

// An Error is a call that was refused or could not be carried out: AWS's code and
// words, safe to send. What a function itself does wrong is never an Error.
type Error struct {
	Code     string
	Message  string
	Function string // the function's bare name, where one was named
}

// Error is the message alone, as AWS puts it on the wire.
func (e *Error) Error() string { return e.Message }

// Hint says what a person can do about it, or nothing.
func (e *Error) Hint() string {
	switch e.Code {
	case CodeNotFound:
		return "add it with --function " + e.Function + "=./handler.mjs:handler (or a command, file.py:handler, or a URL)"
	case CodeTooMany:
		return "every instance is busy and the line is full; raise the function's concurrency"
	}
	return ""
}

func notFound(n Name) error {
	return &Error{Code: CodeNotFound, Message: "Function not found: " + n.ARN(), Function: n.Function}
}

func tooMany(function string) error {
	return &Error{Code: CodeTooMany, Message: "Rate Exceeded.", Function: function}
}

func stopped(function string) error {
	return &Error{Code: CodeService, Message: "The function's host is stopping.", Function: function}
}
