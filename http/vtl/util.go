package vtl

import (
	"encoding/base64"
	"strings"

	"reel/http/vtl/java"
)

// Util is $util, with the methods that the mapping template reference of API Gateway lists.
type Util struct {
	JSON JSON // how parseJson reads
}

// AWSUtil is the Util that goes with an [AWSInput]: what parseJson reads prints as what $input.path gives.
func AWSUtil() *Util { return &Util{JSON: JSON{PrintArrays: true}} }

// Property implements [java.Object]: there are none.
func (*Util) Property(string) (java.Value, bool) { return nil, false }

// Call implements [java.Object]. Every method takes a string; null gives null.
func (u *Util) Call(b *java.Budget, name string, args []java.Value) (java.Value, bool, error) {
	method := utilMethods[name]
	if method == nil || len(args) != 1 {
		return nil, false, nil
	}
	if args[0] == nil {
		return nil, true, nil
	}
	s, ok := args[0].(string)
	if !ok {
		return nil, false, nil
	}
	if err := b.Take(8 * len(s)); err != nil {
		return nil, true, err
	}
	v, err := method(u, s)
	return v, true, err
}

var utilMethods = map[string]func(u *Util, s string) (java.Value, error){
	"escapeJavaScript": func(_ *Util, s string) (java.Value, error) { return escapeJavaScript(s), nil },
	"parseJson":        (*Util).parseJSON,
	"urlEncode":        func(_ *Util, s string) (java.Value, error) { return urlEncode(s), nil },
	"urlDecode":        func(_ *Util, s string) (java.Value, error) { return urlDecode(s) },
	"base64Encode": func(_ *Util, s string) (java.Value, error) {
		return base64.StdEncoding.EncodeToString([]byte(java.Sanitize(s))), nil
	},
	"base64Decode": func(_ *Util, s string) (java.Value, error) { return base64Decode(s) },
}

func illegal(message string) error {
	return &java.Exception{Class: "java.lang.IllegalArgumentException", Message: message}
}

func (u *Util) parseJSON(s string) (java.Value, error) {
	v, err := u.JSON.Decode(s)
	if err != nil {
		return nil, illegal(err.Error())
	}
	return v, nil
}

const hexDigits = "0123456789ABCDEF"

// escapeJavaScript escapes quotes, slashes, control characters and all that is not ASCII.
func escapeJavaScript(s string) string {
	b := make([]byte, 0, len(s)+16)
	for u := range java.Units(s) {
		switch {
		case u == '\'' || u == '"' || u == '\\' || u == '/':
			b = append(b, '\\', byte(u))
		case u == '\n' || u == '\r' || u == '\t' || u == '\b' || u == '\f':
			b = append(b, '\\', "btn_fr"[u-'\b'])
		case u >= ' ' && u <= 0x7F:
			b = append(b, byte(u))
		default:
			b = append(b, '\\', 'u', hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
		}
	}
	return string(b)
}

// urlEncode is java.net.URLEncoder: a blank becomes a plus sign.
func urlEncode(s string) string {
	s = java.Sanitize(s)
	b := make([]byte, 0, len(s)+16)
	for i := range len(s) {
		c := s[i]
		switch {
		case isLetter(c), isDigit(c), strings.IndexByte(".-*_", c) >= 0:
			b = append(b, c)
		case c == ' ':
			b = append(b, '+')
		default:
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return string(b)
}

func urlDecode(s string) (java.Value, error) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '+':
			b = append(b, ' ')
		case '%':
			if i+2 >= len(s) {
				return nil, illegal("URLDecoder: Incomplete trailing escape (%) pattern")
			}
			high, low := hexValue(s[i+1]), hexValue(s[i+2])
			if high < 0 || low < 0 {
				return nil, illegal("URLDecoder: Illegal hex characters in escape (%) pattern")
			}
			b = append(b, byte(high<<4|low))
			i += 2
		default:
			b = append(b, s[i])
		}
	}
	return java.DecodeUTF8(b), nil
}

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// base64Decode is java.util.Base64: padding may be missing, line ends may not be there.
func base64Decode(s string) (java.Value, error) {
	decoding := base64.StdEncoding
	if !strings.HasSuffix(s, "=") {
		decoding = base64.RawStdEncoding
	}
	if strings.ContainsAny(s, "\r\n") {
		return nil, illegal("Illegal base64 character")
	}
	b, err := decoding.DecodeString(s)
	if err != nil {
		return nil, illegal("Input byte array has wrong 4-byte ending unit or an illegal character")
	}
	return java.DecodeUTF8(b), nil
}
