package ws

import (
	"time"
)

// Sweep closes the connections that have been silent, or open, for too long by
// the clock of sockets. It is called every second; a test that moves the clock
// calls it itself.
func (s *Server) Sweep() {
	now := s.Now()
	for _, c := range s.registry.all() {
		idle := now.Sub(time.Unix(0, c.active.Load()))
		if idle >= s.Idle || now.Sub(c.socket.ConnectedAt) >= s.Life {
			c.close(goingAway)
		}
	}
}

func (s *Server) sweepForever() {
	every := time.NewTicker(time.Second)
	defer every.Stop()
	for {
		select {
		case <-every.C:
			s.Sweep()
		case <-s.life.Done():
			return
		}
	}
}

// watch closes the connections of stages that are deleted.
func (s *Server) watch() {
	for s.life.Err() == nil {
		state := s.Live.Head()
		for _, c := range s.registry.lost(func(at place) bool { return state.HasSocketStage(at.api, at.stage) }) {
			c.close(goingAway)
		}
		_ = s.Live.Wait(s.life, state.Seq)
	}
}
