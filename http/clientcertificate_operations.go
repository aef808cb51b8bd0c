package http

import (
	"encoding/json"

	"reel/events"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// clientCertificateOperations are what cannot be decided without a key.
func (s *Server) clientCertificateOperations() operations {
	return operations{"GenerateClientCertificate": {decide: s.generateClientCertificate}}
}

// generateClientCertificate makes a key before anything is decided, as that takes
// a while, and keeps it once it is: before the event is recorded, so that no
// recorded certificate is without its key.
func (s *Server) generateClientCertificate(input json.RawMessage) (projections.Decision, error) {
	key, err := s.ClientKeys.Generate()
	if err != nil {
		return nil, err
	}
	decision, err := command(decide.GenerateClientCertificate(key)).decide(input)
	if err != nil {
		return nil, err
	}
	return func(env events.Env, w projections.World) (events.Event, error) {
		e, err := decision(env, w)
		if err != nil {
			return nil, err
		}
		return e, s.ClientKeys.Keep(key)
	}, nil
}
