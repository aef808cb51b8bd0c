package gateway

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// unpack undoes a request's Content-Encoding, so that models, mappings and backends
// get the body plain; only signatures are of it as it was sent. AWS does so whether or not the
// API compresses its answers; where it does, a body shorter than its
// minimumCompressionSize is left as it is. What is not of the coding that it says,
// or of one that AWS does not know, is 415
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html).
func (x *exchange) unpack(context.Context) *fault {
	lines := x.call.Header["Content-Encoding"]
	if len(lines) == 0 || x.call.Body == nil || x.call.ContentLength == 0 {
		return nil
	}
	coding := strings.ToLower(strings.TrimSpace(strings.Join(lines, ",")))
	if coding == "" || coding == "identity" {
		return nil
	}
	packed, f := x.requestBody()
	if f != nil {
		return f
	}
	if len(packed) == 0 || len(packed) < x.tree.compressFrom {
		x.packed = true
		return nil
	}
	plain := decompress(coding, io.NopCloser(bytes.NewReader(packed)))
	if plain == nil {
		return unsupported.because("the request's Content-Encoding is none that API Gateway undoes: " + strconv.Quote(coding))
	}
	body, err := readBody(plain, -1)
	if err == errTooLong {
		return tooLong.because("the request's body is " + errTooLong.Error() + " when its " + coding + " is undone")
	}
	if err != nil {
		return unsupported.because("the request's body is not " + coding + ", as its Content-Encoding says: " + err.Error())
	}
	x.body, x.size = body, int64(len(body))
	x.call.Header = x.call.Header.Clone()
	delete(x.call.Header, "Content-Encoding")
	return nil
}

// compress compresses an integration's answer where the API wants it, the client
// asks for it, and nobody has done so before. It comes last, after all mapping
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html).
func (x *exchange) compress(r Reply) (Reply, *fault) {
	if x.tree.compressFrom < 0 || x.call.Method == http.MethodHead || r.Header["Content-Encoding"] != nil {
		return r, nil
	}
	coding := codingFor(x.call.Header["Accept-Encoding"])
	if coding == "" || r.Stream != nil && r.Length >= 0 && r.Length < int64(x.tree.compressFrom) {
		return r, nil
	}
	if r.Stream != nil {
		var f *fault
		if r, f = r.within(maxBody); f != nil || r.Stream != nil {
			return r, f
		}
	}
	if len(r.Body) == 0 || len(r.Body) < x.tree.compressFrom {
		return r, nil
	}
	r.Body = compressed(coding, r.Body)
	r.Header["Content-Encoding"] = []string{coding}
	return r, nil
}

func compressed(coding string, body []byte) []byte {
	var out bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&out)
	if coding == "deflate" {
		w = zlib.NewWriter(&out)
	}
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// codingFor is the coding that an Accept-Encoding asks for: gzip, deflate, or none.
// The client must name it: a star is no wish. Of the codings that it likes best
// the first one that AWS supports is taken; when it likes another one better,
// nothing is compressed
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html).
func codingFor(lines []string) string {
	best, chosen := 0.0, ""
	for part := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		q := quality(parameters)
		if name == "" || q <= 0 || q < best {
			continue
		}
		if q > best {
			best, chosen = q, ""
		}
		if chosen == "" && (name == "gzip" || name == "deflate" || name == "identity") {
			chosen = name
		}
	}
	if chosen == "identity" {
		return ""
	}
	return chosen
}

// quality is the q of an entry's parameters, 1 when there is none and 0 when it is
// no number between 0 and 1 (RFC 9110, section 12.4.2).
func quality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		key, value, ok := strings.Cut(parameter, "=")
		if !ok || !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
