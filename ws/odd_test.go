package ws_test

import "testing"

// A function may say any status to a handshake; what HTTP has no such answer for
// is a function's mistake.
func TestOddStatusesOfConnect(t *testing.T) {
	w := open(t)
	status := 0
	w.handle("connect", func(event) any { return result{StatusCode: status, Body: "x"} })
	api := w.api(route{"$connect", function("connect"), ""})
	for _, tt := range []struct{ status, want int }{{-1, 502}, {0, 502}, {99, 502}, {100, 502}, {101, 502}, {204, 101}, {304, 304}, {599, 599}, {600, 502}, {1000, 502}} {
		status = tt.status
		if got := w.status(w.url(api)); got != tt.want {
			t.Errorf("a function that says %d comes to %d, want %d", tt.status, got, tt.want)
		}
	}
}
