package sigv4

// An Error is why a request does not count as signed, in AWS's words.
type Error struct {
	Code    string // AWS's exception, such as InvalidSignatureException
	Message string
}

func (e *Error) Error() string { return e.Message }

// AWS's exceptions.
const (
	Missing      = "MissingAuthenticationTokenException" // nothing is signed
	Incomplete   = "IncompleteSignatureException"        // the signature is no signature
	Invalid      = "InvalidSignatureException"           // it is one of something else
	Unrecognized = "UnrecognizedClientException"         // nobody knows the key
)

func incomplete(message string) *Error { return &Error{Incomplete, message} }

func invalid(message string) *Error { return &Error{Invalid, message} }

// ErrMissing is for a request without a signature, ErrUnknownKey for one whose access
// key nobody knows.
var (
	ErrMissing    = &Error{Missing, "Missing Authentication Token"}
	ErrUnknownKey = &Error{Unrecognized, "The security token included in the request is invalid."}
)
