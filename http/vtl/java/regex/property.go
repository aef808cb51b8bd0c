package regex

import (
	"strings"
	"unicode"
)

// property reads the name after \p, in braces or of one letter.
func (p *parser) property() (set, error) {
	if p.peekRaw() == eof {
		return nil, p.fail("Illegal/unsupported escape sequence")
	}
	name := string(p.peekRaw())
	p.at++
	if name == "{" {
		start := p.at
		for p.peekRaw() != '}' {
			if p.peekRaw() == eof {
				return nil, p.fail("Unclosed character family")
			}
			p.at++
		}
		name = string(p.text[start:p.at])
		p.at++
		if name == "" {
			return nil, p.fail("Empty character family")
		}
	}
	if s := p.named(name); s != nil {
		return s, nil
	}
	return nil, p.fail("Unknown character property name {" + name + "}")
}

func (p *parser) named(name string) set {
	if key, value, ok := strings.Cut(name, "="); ok {
		switch strings.ToLower(key) {
		case "sc", "script":
			return script(value)
		case "gc", "general_category":
			return category(value)
		}
		return nil
	}
	if rest, ok := strings.CutPrefix(name, "Is"); ok {
		if s := binaryProperties[strings.ToUpper(rest)]; s != nil {
			return s
		}
		if s := category(rest); s != nil {
			return s
		}
		return script(rest)
	}
	if s := posix[name]; s != nil {
		if name == "Lower" || name == "Upper" {
			return p.folded(s)
		}
		return s
	}
	if s := javaClasses[name]; s != nil {
		return s
	}
	if s := category(name); s != nil && (name == "Lu" || name == "Ll" || name == "Lt") {
		return p.folded(s)
	}
	return category(name)
}

func category(name string) set {
	if name == "LC" {
		return func(r rune) bool { return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt) }
	}
	if name == "Cn" {
		return func(r rune) bool {
			return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
		}
	}
	if table := unicode.Categories[name]; table != nil {
		return func(r rune) bool { return unicode.Is(table, r) }
	}
	return nil
}

func script(name string) set {
	for known, table := range unicode.Scripts {
		if strings.EqualFold(known, name) {
			return func(r rune) bool { return unicode.Is(table, r) }
		}
	}
	return nil
}

func printable(r rune) bool { return r > ' ' && r < 0x7F }

var posix = map[string]set{
	"Lower":  func(r rune) bool { return r >= 'a' && r <= 'z' },
	"Upper":  func(r rune) bool { return r >= 'A' && r <= 'Z' },
	"ASCII":  func(r rune) bool { return r < 128 },
	"Alpha":  letter,
	"Digit":  digit,
	"Alnum":  func(r rune) bool { return letter(r) || digit(r) },
	"Punct":  func(r rune) bool { return printable(r) && !letter(r) && !digit(r) },
	"Graph":  printable,
	"Print":  func(r rune) bool { return r == ' ' || printable(r) },
	"Blank":  func(r rune) bool { return r == ' ' || r == '\t' },
	"Cntrl":  func(r rune) bool { return r < ' ' || r == 0x7F },
	"XDigit": func(r rune) bool { return hexValue(r) >= 0 },
	"Space":  func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' },
	"L1":     func(r rune) bool { return r < 256 },
	"all":    func(rune) bool { return true },
}

var javaClasses = map[string]set{
	"javaLowerCase":     unicode.IsLower,
	"javaUpperCase":     unicode.IsUpper,
	"javaTitleCase":     unicode.IsTitle,
	"javaAlphabetic":    unicode.IsLetter,
	"javaLetter":        unicode.IsLetter,
	"javaDigit":         unicode.IsDigit,
	"javaLetterOrDigit": func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) },
	"javaWhitespace": func(r rune) bool {
		return r >= 9 && r <= 13 || r >= 0x1C && r <= 0x1F ||
			unicode.In(r, unicode.Z) && r != 0xA0 && r != 0x2007 && r != 0x202F
	},
	"javaSpaceChar":  func(r rune) bool { return unicode.Is(unicode.Z, r) },
	"javaISOControl": func(r rune) bool { return r < ' ' || r >= 0x7F && r <= 0x9F },
}

var binaryProperties = map[string]set{
	"ALPHABETIC":  func(r rune) bool { return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_Alphabetic) },
	"LETTER":      unicode.IsLetter,
	"IDEOGRAPHIC": func(r rune) bool { return unicode.Is(unicode.Ideographic, r) },
	"LOWERCASE":   func(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) },
	"UPPERCASE":   func(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) },
	"TITLECASE":   unicode.IsTitle,
	"WHITE_SPACE": unicode.IsSpace,
	"WHITESPACE":  unicode.IsSpace,
	"CONTROL":     unicode.IsControl,
	"PUNCTUATION": unicode.IsPunct,
	"HEX_DIGIT":   func(r rune) bool { return unicode.Is(unicode.Hex_Digit, r) },
	"DIGIT":       unicode.IsDigit,
	"ALNUM":       func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) },
	"ASSIGNED":    func(r rune) bool { return !category("Cn")(r) },
}
