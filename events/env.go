package events

import (
	"math/bits"
	"time"

	"github.com/oklog/ulid/v2"
)

// An Env is all that a decision may know besides the world and the command: the
// time that will be recorded, and ids. Every id is a function of the stream's
// seed, the sequence being written and how many were drawn before it, so that
// the same calls get the same ids on every run.
type Env struct {
	Now time.Time // recorded time, UTC

	// Taken tells whether an API id or domain name is in use in any account
	// and region; nil means that none is.
	Taken func(name string) bool

	draws *draws
}

type draws struct{ seed, seq, n uint64 }

// NewEnv is the Env for the event with the given sequence.
func NewEnv(now time.Time, seed, seq uint64) Env {
	return Env{Now: now.UTC(), draws: &draws{seed: seed, seq: seq}}
}

const (
	lowerDigits = "0123456789abcdefghijklmnopqrstuvwxyz"
	alphaDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	hexDigits   = "0123456789abcdef"
)

// NewID draws an id of n characters out of [0-9a-z], as API Gateway's are.
func (e Env) NewID(n int) string { return e.draws.text(lowerDigits, n) }

// NewKey draws a secret of n characters out of [0-9A-Za-z], as API key values are.
func (e Env) NewKey(n int) string { return e.draws.text(alphaDigits, n) }

// NewUUID draws a random (version 4) UUID.
func (e Env) NewUUID() string {
	b := []byte(e.draws.text(hexDigits, 32))
	b[12] = '4'
	b[16] = "89ab"[int(b[16])%4]
	s := string(b)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// NewApiID draws a 10-character API id that no account or region has taken:
// data-plane URLs carry neither, so an id names one API of the whole emulator.
func (e Env) NewApiID() string {
	for {
		id := e.NewID(10)
		if e.Taken == nil || !e.Taken(id) {
			return id
		}
	}
}

func (d *draws) text(alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		// The high bits of a product choose evenly and without division.
		hi, _ := bits.Mul64(d.next(), uint64(len(alphabet)))
		out[i] = alphabet[hi]
	}
	return string(out)
}

// next is splitmix64 over (seed, sequence, draw): a published function with no
// state but its inputs, so that ids never change under a newer Go or reel.
func (d *draws) next() uint64 {
	d.n++
	return mix(mix(d.seed^0x9e3779b97f4a7c15*d.seq) + 0x9e3779b97f4a7c15*d.n)
}

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// EventID is the ULID of the event with the given sequence: its time is the
// recorded one and its entropy comes from seed and sequence.
func EventID(now time.Time, seed, seq uint64) string {
	d := draws{seed: seed ^ 0x7265656c, seq: seq}
	var id ulid.ULID
	// A time outside a ULID's 48 bits (before 1970, after 10889) is cut to zero.
	if ms := now.UnixMilli(); ms >= 0 && uint64(ms) <= ulid.MaxTime() {
		_ = id.SetTime(uint64(ms))
	}
	entropy := make([]byte, 10)
	for i := range entropy {
		entropy[i] = byte(d.next() >> 56)
	}
	_ = id.SetEntropy(entropy)
	return id.String()
}
