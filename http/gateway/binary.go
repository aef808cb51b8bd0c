package gateway

import "encoding/base64"

// convertRequest changes a request's body by contentHandling and by whether its
// Content-Type is one of the API's binary ones, and tells whether it is binary
// afterwards.
func convertRequest(body []byte, binary bool, handling string) ([]byte, bool, *fault) {
	switch {
	case len(body) == 0:
		return body, false, nil
	case handling == "CONVERT_TO_TEXT" && binary:
		return base64.StdEncoding.AppendEncode(nil, body), false, nil
	case handling == "CONVERT_TO_BINARY" && !binary:
		plain, f := decoded(body)
		return plain, true, f
	case binary:
		return body, true, nil
	}
	return asText(body), false, nil
}
