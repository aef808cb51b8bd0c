package restjson

import (
	"bytes"
	"strconv"
	"sync"
)

// AWS's writers spell a double that is whole with its point, as in
// {"rateLimit":2.0}, which clients of dynamic languages can tell from 2. Recorded
// on AWS for usage plans, method settings and canaries.

// withDoubles is an output of the shape in which whole doubles have their point.
func (s *Shape) withDoubles(output []byte) []byte {
	if s == nil || len(output) == 0 || !s.holdsDoubles() {
		return output
	}
	return s.appendDoubles(make([]byte, 0, len(output)+16), output)
}

func (s *Shape) appendDoubles(b, value []byte) []byte {
	switch start := value[0]; {
	case start == 'n':
	case s.Kind == Double:
		return appendDouble(b, value)
	case s.Kind == List && start == '[':
		return s.appendItems(b, value)
	case (s.Kind == Map || s.Kind == Structure) && start == '{':
		return s.appendMembers(b, value)
	}
	return append(b, value...)
}

func (s *Shape) appendItems(b, array []byte) []byte {
	b = append(b, '[')
	start := len(b)
	_ = items(array, func(item []byte) error { // which fails only when we do
		if len(b) > start {
			b = append(b, ',')
		}
		b = s.Element.appendDoubles(b, item)
		return nil
	})
	return append(b, ']')
}

func (s *Shape) appendMembers(b, object []byte) []byte {
	b = append(b, '{')
	start := len(b)
	members(object, func(key, value []byte) {
		if len(b) > start {
			b = append(b, ',')
		}
		b = append(append(b, key...), ':')
		if of := s.at(key); of != nil {
			b = of.appendDoubles(b, value)
		} else {
			b = append(b, value...)
		}
	})
	return append(b, '}')
}

// at is the shape of what stands under a quoted key, nil when the model has none.
func (s *Shape) at(key []byte) *Shape {
	if s.Kind == Map {
		return s.Element
	}
	for i := range s.Members {
		if s.Members[i].Wire == string(key[1:len(key)-1]) {
			return s.Members[i].Shape
		}
	}
	return nil
}

// appendDouble appends a number; from ten million on Java counts in powers.
func appendDouble(b, literal []byte) []byte {
	b = append(b, literal...)
	if f, err := strconv.ParseFloat(string(literal), 64); err == nil && f > -1e7 && f < 1e7 && !bytes.ContainsAny(literal, ".eE") {
		b = append(b, ".0"...)
	}
	return b
}

var holders sync.Map // *Shape to whether it holds doubles

func (s *Shape) holdsDoubles() bool {
	if known, ok := holders.Load(s); ok {
		return known.(bool)
	}
	holds := s.findDoubles(map[*Shape]bool{})
	holders.Store(s, holds)
	return holds
}

func (s *Shape) findDoubles(seen map[*Shape]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	for _, m := range s.Members {
		if m.Shape.findDoubles(seen) {
			return true
		}
	}
	return s.Kind == Double || s.Element.findDoubles(seen)
}
