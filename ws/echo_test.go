package ws_test

import "testing"

// A message comes back, and goes through the routes of the API on its way.
func TestEcho(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	next(t, seen, "CONNECT")
	c.say("hello")
	c.hears("hello")
	next(t, seen, "MESSAGE")
}
