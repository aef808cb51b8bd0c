package gateway

// mockStatus is the statusCode in what a MOCK integration's request template came
// to; ok is false when there is none that is a whole number. The text is JSON as AWS
// relaxes it: names may be bare words, and quotes may be single.
func mockStatus(text []byte) (status int, ok bool) {
	r := relaxed{text: text}
	if !r.take('{') {
		return 0, false
	}
	for !r.take('}') {
		name, named := r.name()
		if !named || !r.take(':') {
			return 0, false
		}
		if string(name) == "statusCode" {
			status, ok = r.number()
			if !ok {
				return 0, false
			}
		} else if !r.skip() {
			return 0, false
		}
		if !r.take(',') && !r.at('}') {
			return 0, false
		}
	}
	return status, ok
}

// relaxed reads relaxed JSON from its beginning.
type relaxed struct{ text []byte }

func (r *relaxed) space() {
	for len(r.text) > 0 {
		switch r.text[0] {
		case ' ', '\t', '\r', '\n':
			r.text = r.text[1:]
		default:
			return
		}
	}
}

// at tells whether c comes next, and take also takes it.
func (r *relaxed) at(c byte) bool {
	r.space()
	return len(r.text) > 0 && r.text[0] == c
}

func (r *relaxed) take(c byte) bool {
	if !r.at(c) {
		return false
	}
	r.text = r.text[1:]
	return true
}

// name is a member's name, quoted or not.
func (r *relaxed) name() ([]byte, bool) {
	if r.at('"') || r.at('\'') {
		return r.quoted()
	}
	return r.word()
}

func (r *relaxed) quoted() ([]byte, bool) {
	for i := 1; i < len(r.text); i++ {
		switch r.text[i] {
		case '\\':
			i++
		case r.text[0]:
			content := r.text[1:i]
			r.text = r.text[i+1:]
			return content, true
		}
	}
	return nil, false
}

// word is what stands until the next punctuation: a bare name, a number, true.
func (r *relaxed) word() ([]byte, bool) {
	r.space()
	n := 0
	for n < len(r.text) && !delimits(r.text[n]) {
		n++
	}
	word := r.text[:n]
	r.text = r.text[n:]
	return word, n > 0
}

func delimits(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', ',', ':', '{', '}', '[', ']', '"', '\'':
		return true
	}
	return false
}

// number is a whole number of at most nine digits.
func (r *relaxed) number() (n int, ok bool) {
	word, ok := r.word()
	if len(word) > 9 {
		return 0, false
	}
	for _, c := range word {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, ok
}

// skip passes over a value, however deep.
func (r *relaxed) skip() bool {
	for depth := 0; ; {
		r.space()
		if len(r.text) == 0 {
			return false
		}
		switch c := r.text[0]; c {
		case '{', '[':
			depth++
			r.text = r.text[1:]
		case '}', ']':
			depth--
			if depth < 0 {
				return false
			}
			r.text = r.text[1:]
		case ',', ':':
			if depth == 0 {
				return false
			}
			r.text = r.text[1:]
		case '"', '\'':
			if _, ok := r.quoted(); !ok {
				return false
			}
		default:
			r.word()
		}
		if depth == 0 {
			return true
		}
	}
}
