package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"reel/cmd/emulator"
)

// sockets are the flags that bound connections to WebSocket APIs.
type sockets struct {
	FrameLimit  size          `name:"ws-frame-limit" default:"128KB" placeholder:"SIZE" help:"The longest frame of a WebSocket message, 128KB at most; AWS's own limit is 32KB. A longer one ends the connection (${default})."`
	IdleTimeout time.Duration `name:"ws-idle-timeout" default:"10m" placeholder:"TIME" help:"After how long without a frame a WebSocket connection is closed (${default})."`
	MaxDuration time.Duration `name:"ws-max-duration" default:"2h" placeholder:"TIME" help:"After how long a WebSocket connection is closed in any case (${default})."`
}

// configure puts what the flags say into a configuration.
func (s sockets) configure(c *emulator.Config) error {
	if s.IdleTimeout <= 0 || s.MaxDuration <= 0 {
		return fmt.Errorf("--ws-idle-timeout and --ws-max-duration are more than nothing, such as 10m and 2h")
	}
	c.WebSocket.Frame, c.WebSocket.Idle, c.WebSocket.Life = int64(s.FrameLimit), s.IdleTimeout, s.MaxDuration
	return nil
}

// A size is a number of bytes, which may be told in KB of 1,024 bytes.
type size int64

// maxFrame is how long a message may be on AWS, and so a frame.
const maxFrame = 128 << 10

// UnmarshalText reads a size such as 32KB or 32768.
func (s *size) UnmarshalText(text []byte) error {
	number, kilo := strings.CutSuffix(strings.ToUpper(string(text)), "KB")
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
	if kilo {
		n <<= 10
	}
	if err != nil || n < 1 || n > maxFrame {
		return fmt.Errorf("%q is no size from 1 byte to 128KB, such as 32KB", text)
	}
	*s = size(n)
	return nil
}
