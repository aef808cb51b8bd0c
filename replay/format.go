package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"reel/events"
)

// Format is the format of stream files that this reel writes. One with traffic in it
// is of the next, which is the newest that this reel reads, so that a reel that knows
// nothing of traffic says so.
const (
	Format        = 1
	TrafficFormat = 2
)

// A Header is the first line of a stream file.
type Header struct {
	Reel    int    `json:"reel"`    // the format, filled in when it is written
	Version string `json:"version"` // of the reel that wrote the file, for people
	Seed    uint64 `json:"seed"`    // that ids are drawn from
	Clock   string `json:"clock"`   // "real", or the RFC 3339 instant at which recorded time starts
}

// parseHeader reads a header. Its format is looked at first: what a newer one
// means cannot be told.
func parseHeader(line []byte) (Header, error) {
	var format struct {
		Reel *int `json:"reel"`
	}
	if json.Unmarshal(line, &format) != nil || format.Reel == nil || *format.Reel < 1 {
		return Header{}, notHeader(line)
	}
	if *format.Reel > TrafficFormat {
		return Header{}, fmt.Errorf("%w (format %d); this one reads format %d", ErrNewer, *format.Reel, TrafficFormat)
	}
	var h Header
	if err := strictly(line, &h); err != nil {
		return Header{}, fmt.Errorf("the header cannot be read: %w", err)
	}
	if h.Clock == "" {
		return Header{}, errors.New("the header names no clock")
	}
	if _, err := events.ParseClock(h.Clock); err != nil {
		return Header{}, fmt.Errorf("the header cannot be read: %w", err)
	}
	return h, nil
}

// notHeader says why a first line is none, as far as can be guessed.
func notHeader(line []byte) error {
	switch {
	case bytes.HasPrefix(line, []byte("\xef\xbb\xbf")):
		return errors.New("the file begins with a byte order mark: save it as UTF-8 without one")
	case bytes.HasPrefix(line, []byte("\xff\xfe")), bytes.HasPrefix(line, []byte("\xfe\xff")):
		return errors.New("the file is UTF-16: a stream file is UTF-8")
	case bytes.HasPrefix(line, []byte("\x1f\x8b")):
		return errors.New("the file is compressed: unpack it with gunzip first")
	case bytes.HasPrefix(line, []byte(`{"specversion"`)):
		return errors.New("the header is missing: the file begins with an event")
	}
	return ErrHeader
}

// strictly reads one JSON object that has no other members than v's.
func strictly(line []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("there is more behind the object")
	}
	return nil
}

// A checkpoint is a line that tells the state's digest.
type checkpoint struct {
	Seq    uint64 `json:"checkpoint"`
	Digest string `json:"digest"` // 64 hex digits
}

var checkpointPrefix = []byte(`{"checkpoint":`)

func parseCheckpoint(line []byte) (checkpoint, error) {
	var c checkpoint
	if err := strictly(line, &c); err != nil {
		return c, fmt.Errorf("the checkpoint cannot be read: %w", err)
	}
	if !isDigest(c.Digest) {
		return c, fmt.Errorf("the checkpoint's digest %.80q is not 64 hex digits", c.Digest)
	}
	return c, nil
}

func isDigest(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
