package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

const (
	maxToken   = 256  // of what Token returns
	maxSubject = 1024 // of an entry; NATS's control line, 4096 by default, holds it with room to spare
	hexDigits  = "0123456789ABCDEF"
	emptyPart  = "%"  // a part of no characters: no escape, since no digits follow
	shortened  = "%~" // what follows is a digest of the whole, not text
)

// Token makes any string a sequence of safe NATS tokens: slashes become dots,
// and whatever is not a letter, a digit or one of -_$@:=+~! becomes %XX, byte by
// byte. One leading slash is dropped, an empty part is "%". Untoken takes it back,
// except for what would be longer than 256 characters: that is cut and ends in
// "%~" and a digest of the whole.
func Token(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	part, rest, more := strings.Cut(strings.TrimPrefix(s, "/"), "/")
	for writePart(&b, part); more; writePart(&b, part) {
		b.WriteByte('.')
		part, rest, more = strings.Cut(rest, "/")
	}
	if b.Len() > maxToken {
		return shorten(b.String(), s)
	}
	return b.String()
}

func writePart(b *strings.Builder, part string) {
	if part == "" {
		b.WriteString(emptyPart)
	}
	for i := range len(part) {
		if c := part[i]; plain(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
}

func plain(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("-_$@:=+~!", c) >= 0
}

// shorten cuts between whole characters, not within an escape, and marks the
// rest by its digest.
func shorten(token, of string) string {
	sum := sha256.Sum256([]byte(of))
	mark := shortened + hex.EncodeToString(sum[:8])
	cut := maxToken - len(mark)
	for cut > 0 && strings.IndexByte(token[max(0, cut-2):cut], '%') >= 0 {
		cut--
	}
	return token[:cut] + mark
}

// Untoken is what Token was made from, without its leading slash.
func Untoken(token string) (string, error) {
	var b strings.Builder
	for i, part := range strings.Split(token, ".") {
		if i > 0 {
			b.WriteByte('/')
		}
		if part == emptyPart {
			continue
		}
		if err := readPart(&b, part); err != nil {
			return "", fmt.Errorf("journal: token %q: %w", token, err)
		}
	}
	return b.String(), nil
}

func readPart(b *strings.Builder, part string) error {
	if part == "" {
		return fmt.Errorf("an empty part")
	}
	for part != "" {
		if part[0] != '%' {
			b.WriteByte(part[0])
			part = part[1:]
			continue
		}
		if strings.HasPrefix(part, shortened) {
			return fmt.Errorf("was shortened")
		}
		if len(part) < 3 {
			return fmt.Errorf("ends within an escape")
		}
		c, err := hex.DecodeString(part[1:3])
		if err != nil {
			return fmt.Errorf("%q is no escape", part[:3])
		}
		b.Write(c)
		part = part[3:]
	}
	return nil
}

// checkSubject refuses what is no subject to publish to: an empty token, a
// wildcard, a space, a control character.
func checkSubject(s string) error {
	if s == "" || len(s) > maxSubject {
		return fmt.Errorf("journal: a subject has 1 to %d characters, not %d", maxSubject, len(s))
	}
	bad := strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '*' || r == '>' })
	if bad || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return fmt.Errorf("journal: %q is no subject; journal.Token makes one of any text", s)
	}
	return nil
}
