package gateway

import (
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"sync"

	"reel/events/traffic"
)

// An upload is a request's body on its way to a backend. The beginning of it is
// kept. Who sends it may still be at it when the backend's answer has come.
type upload struct {
	from io.Reader
	mu   sync.Mutex
	kept []byte
	size int64
}

func (u *upload) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.size += int64(n)
	u.kept = keep(u.kept, p[:n])
	return n, err
}

// sent is what has passed so far.
func (u *upload) sent() ([]byte, int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.kept[:len(u.kept):len(u.kept)], u.size
}

// keep adds to the beginning of a body as much as traffic keeps of it.
func keep(kept, p []byte) []byte {
	if room := traffic.MaxKept - len(kept); room > 0 && len(p) > 0 {
		kept = append(kept, p[:min(len(p), room)]...)
	}
	return kept
}

// limit bounds an answer that is passed on as it comes. One that is announced to be
// too long is refused while that can still be said.
func (r *Reply) limit() *fault {
	if r.Stream == nil {
		return nil
	}
	if r.Length > maxBody {
		r.Stream.Close()
		return misconfigured.because("the backend's answer is " + errTooLong.Error())
	}
	r.Stream = &limited{ReadCloser: r.Stream, left: maxBody}
	return nil
}

// A limited stream breaks off when it gets longer than an answer may be.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooLong
	}
	return n, err
}

// decompress undoes a Content-Encoding as it comes, nil when it is not one that can
// be undone: API Gateway does not pass that header on, so the body must be plain.
func decompress(encoding string, from io.ReadCloser) io.ReadCloser {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "gzip", "x-gzip":
		return &decompressed{from: from, open: func() (io.Reader, error) { return gzip.NewReader(from) }}
	case "deflate":
		return &decompressed{from: from, open: func() (io.Reader, error) { return zlib.NewReader(from) }}
	}
	return nil
}

// A decompressed stream is opened at the first read.
type decompressed struct {
	from io.ReadCloser
	open func() (io.Reader, error)
	in   io.Reader
}

func (p *decompressed) Read(b []byte) (n int, err error) {
	if p.in == nil {
		if p.in, err = p.open(); err != nil {
			return 0, err
		}
	}
	return p.in.Read(b)
}

func (p *decompressed) Close() error { return p.from.Close() }
