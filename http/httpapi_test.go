package http_test

import "testing"

// HTTP APIs are kept and not served yet, which a caller is told, not only the log.
func TestHTTPAPIsAreNotServedYet(t *testing.T) {
	c := open(t)
	api := field(t, c.ok("POST", "/v2/apis", `{"name":"shop","protocolType":"HTTP","target":"https://shop.example"}`), "apiId")
	for _, path := range []string{"/$default/orders", "/orders", "/", ""} {
		a := c.do("GET", "/execute-api/"+api+path, "")
		if want := `{"message":"reel does not serve HTTP APIs yet"}`; a.status != 501 || a.body != want {
			t.Errorf("%s: got %d %s, want 501 %s", path, a.status, a.body, want)
		}
	}
}
