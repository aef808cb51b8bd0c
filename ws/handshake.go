package ws

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"reel/http/gateway"
)

// A rejection is the answer to a request that asks for no connection, or not as
// RFC 6455, section 4.2.1, has it. The messages are ours.
type rejection struct {
	status  int
	message string
	name    string // of a header
	value   string
}

// check is what is wrong with a handshake, nil when nothing is. permessage-deflate
// and other extensions may be offered; none is taken, as on AWS.
func check(q *http.Request) *rejection {
	switch key, version := q.Header.Get("Sec-Websocket-Key"), q.Header.Get("Sec-Websocket-Version"); {
	case q.ProtoMajor != 1 || !token(q.Header, "Connection", "upgrade") || !token(q.Header, "Upgrade", "websocket"):
		return &rejection{http.StatusUpgradeRequired, "Upgrade Required", "Upgrade", "websocket"}
	case q.Method != http.MethodGet || q.ProtoMinor < 1:
		return &rejection{status: http.StatusBadRequest, message: "A WebSocket handshake is a GET request of HTTP/1.1"}
	case version != "13":
		// "… an appropriate HTTP error code (such as 426 Upgrade Required) and a
		// |Sec-WebSocket-Version| header field" (RFC 6455, section 4.2.2)
		return &rejection{http.StatusUpgradeRequired, "Upgrade Required", "Sec-WebSocket-Version", "13"}
	case !isKey(key):
		return &rejection{status: http.StatusBadRequest, message: "Sec-WebSocket-Key is not 16 bytes in base64"}
	}
	return nil
}

func isKey(key string) bool {
	nonce, err := base64.StdEncoding.DecodeString(key)
	return err == nil && len(nonce) == 16
}

// token tells whether a header that is a list has a token, in whatever case.
func token(h http.Header, name, want string) bool {
	for _, line := range h[name] {
		for part := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(part), want) {
				return true
			}
		}
	}
	return false
}

func (r *rejection) write(w http.ResponseWriter) {
	h := w.Header()
	if r.status == http.StatusUpgradeRequired {
		h["Connection"] = []string{"Upgrade"} // RFC 9110, section 15.5.22
		h["Upgrade"] = []string{"websocket"}
	}
	if r.name != "" {
		h[r.name] = []string{r.value}
	}
	say(w, r.status, r.message)
}

// say answers with a message in the shape of AWS's.
func say(w http.ResponseWriter, status int, message string) {
	body, _ := json.Marshal(map[string]string{"message": message})
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// writeReply sends the plain answer that $connect came to.
func writeReply(w http.ResponseWriter, r gateway.Reply) {
	h := w.Header()
	for name, values := range r.Header {
		h[name] = values
	}
	w.WriteHeader(r.Status)
	_, _ = w.Write(r.Body)
}
