package java

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

var (
	booleanClass   = newClass(typeBoolean, "Boolean")
	characterClass = newClass(typeCharacter, "Character")
)

func init() {
	booleanClass.declare(booleanMethods, objectMethods)
	characterClass.declare(characterMethods, objectMethods)
}

// unboxed are booleanValue and charValue.
func unboxed(_ *Budget, this Value, _ []Value) (Value, error) { return this, nil }

var booleanMethods = append(static([]declaration{
	{"parseBoolean(String)", parsedBoolean}, {"valueOf(String)", parsedBoolean},
	{"getBoolean(String)", nil},
	{"valueOf(boolean)", of1(func(v bool) bool { return v })},
	{"toString(boolean)", printFirst},
	{"hashCode(boolean)", of1(hashBool)},
	{"compare(boolean,boolean)", of2(func(x, y bool) int32 { return int32(boolOrder(x) - boolOrder(y)) })},
	{"logicalAnd(boolean,boolean)", of2(func(x, y bool) bool { return x && y })},
	{"logicalOr(boolean,boolean)", of2(func(x, y bool) bool { return x || y })},
	{"logicalXor(boolean,boolean)", of2(func(x, y bool) bool { return x != y })},
	{"describeConstable()", nil},
}), append(comparableTo("Boolean"), declaration{signature: "booleanValue()", body: unboxed})...)

func parsedBoolean(_ *Budget, _ Value, a []Value) (Value, error) {
	s, _ := a[0].(string)
	return strings.EqualFold(s, "true"), nil
}

// characterTests are the questions that Character answers both of a char and of a code point.
var characterTests = map[string]func(r rune) bool{
	"isDigit":         unicode.IsDigit,
	"isLetter":        unicode.IsLetter,
	"isLetterOrDigit": func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) },
	"isLowerCase":     func(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) },
	"isUpperCase":     func(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) },
	"isTitleCase":     unicode.IsTitle,
	"isWhitespace":    isWhitespace,
	"isSpaceChar":     func(r rune) bool { return unicode.Is(unicode.Z, r) },
	"isISOControl":    func(r rune) bool { return r >= 0 && r < ' ' || r >= 0x7F && r <= 0x9F },
	"isDefined": func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
	},
	"isJavaIdentifierStart":    func(r rune) bool { return unicode.In(r, unicode.L, unicode.Nl, unicode.Sc, unicode.Pc) },
	"isUnicodeIdentifierStart": func(r rune) bool { return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) },
	"isUnicodeIdentifierPart": func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.Nl, unicode.Nd, unicode.Pc, unicode.Mn, unicode.Mc) || ignorable(r)
	},
	"isJavaIdentifierPart": func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.Nl, unicode.Nd, unicode.Pc, unicode.Mn, unicode.Mc, unicode.Sc) || ignorable(r)
	},
	"isIdentifierIgnorable": ignorable,
}

func ignorable(r rune) bool {
	return r >= 0 && r <= 8 || r >= 0xE && r <= 0x1B || r >= 0x7F && r <= 0x9F || unicode.Is(unicode.Cf, r)
}

// characterMappings turn one character into another.
var characterMappings = map[string]func(r rune) rune{
	"toLowerCase": unicode.ToLower, "toUpperCase": unicode.ToUpper, "toTitleCase": unicode.ToTitle,
}

var characterMethods = func() []declaration {
	table := append([]declaration{
		{"valueOf(char)", of1(func(c Char) Char { return c })},
		{"toString(char)", printFirst},
		{"toString(int)", func(_ *Budget, _ Value, a []Value) (Value, error) {
			return string(rune(a[0].(int32))), nil
		}},
		{"compare(char,char)", of2(func(x, y Char) int32 { return int32(x) - int32(y) })},
		{"hashCode(char)", of1(func(c Char) int32 { return int32(c) })},
		{"getNumericValue(char)", of1(func(c Char) int32 { return digitValue(rune(c), 36) })},
		{"getNumericValue(int)", of1(func(n int32) int32 { return digitValue(n, 36) })},
		{"digit(char,int)", of2(func(c Char, base int32) int32 { return digitValue(rune(c), base) })},
		{"digit(int,int)", of2(digitValue)},
		{"forDigit(int,int)", of2(func(n, base int32) Char {
			if n < 0 || n >= base || base < 2 || base > 36 {
				return 0
			}
			return Char(strconv.FormatInt(int64(n), int(base))[0])
		})},
		{"charCount(int)", of1(func(n int32) int32 { return int32(1 + boolOrder(n >= 0x10000)) })},
		{"isSurrogate(char)", of1(func(c Char) bool { return utf16.IsSurrogate(rune(c)) })},
		{"isHighSurrogate(char)", of1(func(c Char) bool { return c >= 0xD800 && c < 0xDC00 })},
		{"isLowSurrogate(char)", of1(func(c Char) bool { return c >= 0xDC00 && c < 0xE000 })},
		{"reverseBytes(char)", of1(func(c Char) Char { return c<<8 | c>>8 })},
		{"isAlphabetic(int)", of1(func(n int32) bool {
			return unicode.IsLetter(n) || unicode.In(n, unicode.Nl, unicode.Other_Alphabetic)
		})},
		{"isIdeographic(int)", of1(func(n int32) bool { return unicode.Is(unicode.Ideographic, n) })},
		{"isBmpCodePoint(int)", of1(func(n int32) bool { return n >= 0 && n < 0x10000 })},
		{"isSupplementaryCodePoint(int)", of1(func(n int32) bool { return n >= 0x10000 && n <= unicode.MaxRune })},
		{"isValidCodePoint(int)", of1(func(n int32) bool { return n >= 0 && n <= unicode.MaxRune })},
		{"highSurrogate(int)", of1(func(n int32) Char { return Char(n>>10) + 0xD800 - 0x10000>>10 })},
		{"lowSurrogate(int)", of1(func(n int32) Char { return Char(n&0x3FF) + 0xDC00 })},
		{"toCodePoint(char,char)", of2(func(high, low Char) int32 {
			return int32(high)<<10 + int32(low) + 0x10000 - 0xD800<<10 - 0xDC00
		})},
		{"isSurrogatePair(char,char)", of2(func(high, low Char) bool {
			return utf16.DecodeRune(rune(high), rune(low)) != unicode.ReplacementChar
		})},
		{"isSpace(char)", of1(func(c Char) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != 0xB })},
		{"isJavaLetter(char)", of1(func(c Char) bool { return characterTests["isJavaIdentifierStart"](rune(c)) })},
		{"isJavaLetterOrDigit(char)", of1(func(c Char) bool { return characterTests["isJavaIdentifierPart"](rune(c)) })},
	}, charactersNotOffered...)
	for name, test := range characterTests {
		table = append(table, declaration{signature: name + "(char)", body: of1(func(c Char) bool { return test(rune(c)) })},
			declaration{signature: name + "(int)", body: of1(func(n int32) bool { return test(n) })})
	}
	for name, mapping := range characterMappings {
		table = append(table, declaration{signature: name + "(char)", body: of1(func(c Char) Char { return Char(mapping(rune(c))) })},
			declaration{signature: name + "(int)", body: of1(func(n int32) int32 { return mapping(n) })})
	}
	table = append(static(table), comparableTo("Character")...)
	return append(table, declaration{signature: "charValue()", body: unboxed})
}()

// charactersNotOffered are about arrays of characters and their names.
var charactersNotOffered = []declaration{
	{"codePointAt(CharSequence,int)", nil}, {"codePointAt(char[],int)", nil}, {"codePointAt(char[],int,int)", nil},
	{"codePointBefore(CharSequence,int)", nil}, {"codePointBefore(char[],int)", nil},
	{"codePointBefore(char[],int,int)", nil}, {"codePointCount(CharSequence,int,int)", nil},
	{"codePointCount(char[],int,int)", nil}, {"codePointOf(String)", nil}, {"describeConstable()", nil},
	{"getDirectionality(char)", nil}, {"getDirectionality(int)", nil}, {"getName(int)", nil},
	{"getType(char)", nil}, {"getType(int)", nil}, {"isMirrored(char)", nil}, {"isMirrored(int)", nil},
	{"offsetByCodePoints(CharSequence,int,int)", nil}, {"offsetByCodePoints(char[],int,int,int,int)", nil},
	{"toChars(int)", nil}, {"toChars(int,char[],int)", nil},
}

func digitValue(r, base int32) int32 {
	n := int32(-1)
	switch {
	case r >= '0' && r <= '9':
		n = r - '0'
	case r < 128 && r|32 >= 'a' && r|32 <= 'z':
		n = r | 32 - 'a' + 10
	}
	if base < 2 || base > 36 || n >= base {
		return -1
	}
	return n
}
