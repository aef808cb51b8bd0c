package emulator

import (
	"context"
	"time"

	"reel/events/journal"
	"reel/http/gateway"
	"reel/ws"
)

// openSockets makes the data plane of WebSocket APIs.
func (e *Emulator) openSockets(apis *gateway.Gateway) {
	e.Sockets = ws.NewServer(ws.Options{
		Gateway: apis, Live: e.Live, Peers: e.peers(), Observe: e.traffic.Observe, Log: e.config.Logger, Now: e.config.Now, Limits: e.config.WebSocket,
	})
}

// peers is the log that other processes share, nil when it is this one's alone.
func (e *Emulator) peers() *journal.Log {
	if e.config.NATS == "" {
		return nil
	}
	return e.log.Log
}

// closeSockets says goodbye on all connections, and has their $disconnect routes
// carried out for a while.
func (e *Emulator) closeSockets() {
	if e.Sockets == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if e.Sockets.Close(ctx) != nil {
		e.config.Logger.Warn("some connections were closed before their $disconnect was through")
	}
}
