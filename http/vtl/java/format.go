package java

import (
	"strings"
)

// directive is one %-directive of a format.
type directive struct {
	index     int // of the argument from 1; 0 is the next one and -1 the last one again
	flags     string
	width     int // -1 when not given
	precision int // -1 when not given
	verb      byte
	upper     bool
}

func (d *directive) has(flag byte) bool { return strings.IndexByte(d.flags, flag) >= 0 }

// badFormat is an exception of java.util.Formatter.
func badFormat(class, message string) error { return throw("java.util."+class, message) }

// format is String.format. A nil args is Java's null, which gives null to every directive.
func format(b *Budget, pattern string, args []Value) (Value, error) {
	var out strings.Builder
	next, last := 0, -1
	for pattern != "" {
		at := strings.IndexByte(pattern, '%')
		if at < 0 {
			at = len(pattern)
		}
		if err := b.Take(at + 1); err != nil {
			return nil, err
		}
		out.WriteString(pattern[:at])
		if pattern = pattern[at:]; pattern == "" {
			break
		}
		d, rest, err := parseDirective(pattern[1:])
		if err != nil {
			return nil, err
		}
		pattern = rest
		arg, err := d.argument(args, &next, &last)
		if err != nil {
			return nil, err
		}
		s, err := d.print(b, arg)
		if err != nil {
			return nil, err
		}
		if err := b.Take(len(s)); err != nil {
			return nil, err
		}
		out.WriteString(s)
	}
	return out.String(), nil
}

// argument finds the value that a directive prints.
func (d *directive) argument(args []Value, next, last *int) (Value, error) {
	if d.verb == '%' || d.verb == 'n' {
		return nil, nil
	}
	switch d.index {
	case -1:
		if *last < 0 {
			return nil, badFormat("MissingFormatArgumentException", "Format specifier '%<"+string(d.verb)+"'")
		}
	case 0:
		*last = *next
		*next++
	default:
		*last = d.index - 1
	}
	if args == nil {
		return nil, nil
	}
	if *last >= len(args) {
		return nil, badFormat("MissingFormatArgumentException", "Format specifier '%"+string(d.verb)+"'")
	}
	return args[*last], nil
}

func leadingDigits(s string) (n, size int) {
	for size < len(s) && s[size] >= '0' && s[size] <= '9' {
		if n < 1<<31 {
			n = n*10 + int(s[size]-'0')
		}
		size++
	}
	return n, size
}

// parseDirective reads what follows a percent sign.
func parseDirective(s string) (d directive, rest string, err error) {
	all := s
	d = directive{width: -1, precision: -1}
	if n, size := leadingDigits(s); size > 0 && s[0] != '0' && size < len(s) && s[size] == '$' {
		d.index, s = n, s[size+1:]
	}
	flags := len(s) - len(strings.TrimLeft(s, "-#+ 0,(<"))
	d.flags, s = s[:flags], s[flags:]
	if n, size := leadingDigits(s); size > 0 {
		d.width, s = n, s[size:]
	}
	if strings.HasPrefix(s, ".") {
		n, size := leadingDigits(s[1:])
		if size == 0 {
			return d, "", badFormat("UnknownFormatConversionException", "Conversion = '.'")
		}
		d.precision, s = n, s[1+size:]
	}
	if s == "" {
		return d, "", badFormat("UnknownFormatConversionException", "Conversion = '%'")
	}
	for i := range d.flags {
		if strings.IndexByte(d.flags[i+1:], d.flags[i]) >= 0 {
			return d, "", badFormat("DuplicateFormatFlagsException", "Flags = '"+d.flags[i:i+1]+"'")
		}
	}
	d.verb = s[0]
	d.upper = strings.IndexByte("BHSCXEG", d.verb) >= 0
	if d.upper {
		d.verb |= 0x20
	}
	if strings.IndexByte("bhscdoxefgn%", d.verb) < 0 {
		return d, "", badFormat("UnknownFormatConversionException", "Conversion = '"+all[len(all)-len(s):][:1]+"'")
	}
	if d.has('<') && strings.IndexByte("n%", d.verb) < 0 {
		d.index, d.flags = -1, strings.Replace(d.flags, "<", "", 1)
	}
	return d, s[1:], d.check()
}

// allowed are the flags that each conversion takes.
var allowed = map[byte]string{
	'b': "-", 'h': "-", 's': "-", 'c': "-", 'd': "-+ 0,(", 'o': "-#+ 0(", 'x': "-#+ 0(", 'e': "-#+ 0(",
	'f': "-#+ 0,(", 'g': "-+ 0,(", 'n': "", '%': "-",
}

func (d *directive) check() error {
	for _, f := range []byte(d.flags) {
		if strings.IndexByte(allowed[d.verb], f) < 0 {
			return badFormat("FormatFlagsConversionMismatchException",
				"Conversion = "+string(d.verb)+", Flags = "+string(f))
		}
	}
	if (d.has('-') || d.has('0')) && d.width < 0 {
		return badFormat("MissingFormatWidthException", "%"+d.flags+string(d.verb))
	}
	if d.has('-') && d.has('0') || d.has('+') && d.has(' ') {
		return badFormat("IllegalFormatFlagsException", "Flags = '"+d.flags+"'")
	}
	if d.precision >= 0 && strings.IndexByte("cdoxn%", d.verb) >= 0 {
		return badFormat("IllegalFormatPrecisionException", Plain(int32(d.precision)))
	}
	if d.width >= 0 && d.verb == 'n' {
		return badFormat("IllegalFormatWidthException", Plain(int32(d.width)))
	}
	return nil
}

func (d *directive) print(b *Budget, v Value) (string, error) {
	if err := b.Take(max(d.width, 0) + max(d.precision, 0)); err != nil {
		return "", err
	}
	s, err := d.convert(b, v)
	if err != nil {
		return "", err
	}
	if d.upper {
		s = toUpper(s)
	}
	return d.pad(s), nil
}

func (d *directive) pad(s string) string {
	blanks := strings.Repeat(" ", max(d.width-length(s), 0))
	if d.has('-') {
		return s + blanks
	}
	return blanks + s
}

func (d *directive) convert(b *Budget, v Value) (string, error) {
	switch d.verb {
	case '%':
		return "%", nil
	case 'n':
		return "\n", nil
	case 'b':
		truth, isBool := v.(bool)
		return d.cut(Plain(v != nil && (!isBool || truth))), nil
	case 's':
		s, err := Text(b, v)
		return d.cut(s), err
	}
	if v == nil {
		return d.cut("null"), nil
	}
	switch d.verb {
	case 'h':
		hash, err := HashCode(b, v)
		if err != nil {
			return "", err
		}
		return d.cut(hex(uint64(uint32(hash.(int32))), 16)), nil
	case 'c':
		return d.char(v)
	case 'd', 'o', 'x':
		return d.integer(v)
	}
	return d.floating(v)
}

// cut shortens text to the precision.
func (d *directive) cut(s string) string {
	if d.precision < 0 || d.precision >= length(s) {
		return s
	}
	return substring(s, 0, d.precision)
}

func (d *directive) mismatch(v Value) error {
	return badFormat("IllegalFormatConversionException", string(d.verb)+" != "+classOf(v).name)
}

func (d *directive) char(v Value) (string, error) {
	if c, ok := v.(Char); ok {
		return string(appendUnit(nil, uint16(c))), nil
	}
	n, ok := integral(v)
	if _, long := v.(int64); !ok || long {
		return "", d.mismatch(v)
	}
	if n < 0 || n > 0x10FFFF {
		return "", badFormat("IllegalFormatCodePointException", "Code point = 0x"+hex(uint64(uint32(n)), 16))
	}
	return string(rune(n)), nil
}
