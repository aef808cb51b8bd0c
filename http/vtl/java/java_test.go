package java_test

import (
	"context"
	"errors"
	"math"
	"math/big"
	"testing"

	"reel/http/vtl/java"
)

func budget() *java.Budget { return java.NewBudget(context.Background(), 1_000_000, 16<<20) }

// Java 17 does not print the shortest digits: 1e23 is 9.999999999999999E22.
func TestDoublesPrintAsJavaPrintsThem(t *testing.T) {
	tests := []struct {
		f    float64
		want string
	}{
		{0, "0.0"}, {math.Copysign(0, -1), "-0.0"}, {1, "1.0"}, {0.001, "0.001"}, {0.0001, "1.0E-4"},
		{9999999, "9999999.0"}, {1e7, "1.0E7"}, {123456789.125, "1.23456789125E8"}, {0.1, "0.1"}, {100, "100.0"},
		{1e23, "9.999999999999999E22"}, {2e-3, "0.002"}, {math.Pow(2, -44), "5.6843418860808015E-14"},
		{2.2250738585072014e-308, "2.2250738585072014E-308"}, {5e-324, "4.9E-324"},
		{math.MaxFloat64, "1.7976931348623157E308"}, {9007199254740993, "9.007199254740992E15"},
		{math.NaN(), "NaN"}, {math.Inf(1), "Infinity"}, {math.Inf(-1), "-Infinity"},
		{2.0e23, "1.9999999999999998E23"}, {1.1e22, "1.1E22"},
	}
	for _, tt := range tests {
		if got := java.Plain(tt.f); got != tt.want {
			t.Errorf("%g: got %s, want %s", tt.f, got, tt.want)
		}
	}
}

func TestInvokeChoosesOverloadsAsVelocityDoes(t *testing.T) {
	list := java.NewList([]java.Value{"a", "b"})
	tests := []struct {
		this  java.Value
		name  string
		args  []java.Value
		want  string
		found bool
		class string // of the exception
	}{
		{list, "get", []java.Value{int32(1)}, "b", true, ""},
		{list, "get", []java.Value{int64(1)}, "", false, ""},
		{list, "get", []java.Value{"1"}, "", false, ""},
		{list, "get", []java.Value{int32(2)}, "", true, "java.lang.IndexOutOfBoundsException"},
		{"abc", "length", []java.Value{int32(1)}, "", true, "java.lang.IllegalArgumentException"},
		{"abc", "indexOf", []java.Value{nil}, "", true, "java.lang.NullPointerException"},
		{"abc", "getBytes", []java.Value{nil}, "", false, ""},
		{"abc", "compareTo", []java.Value{int32(1)}, "", true, "java.lang.ClassCastException"},
		{"abc", "valueOf", []java.Value{nil}, "null", true, ""},
		{"abc", "format", []java.Value{"%s-%s", int32(1), "x"}, "1-x", true, ""},
		{"abc", "join", []java.Value{"-", "a", "b", "c"}, "a-b-c", true, ""},
		{int32(5), "equals", []java.Value{int64(5)}, "false", true, ""},
		{int32(5), "parseInt", []java.Value{"12"}, "12", true, ""},
		{int64(5), "max", []java.Value{int32(7), int64(3)}, "7", true, ""},
		{"abc", "nope", nil, "", false, ""},
		{nil, "length", nil, "", false, ""},
		{java.Strings([]string{"a", "b"}), "size", nil, "2", true, ""},
		{java.Strings([]string{"a"}), "add", []java.Value{"b"}, "", true, "java.lang.UnsupportedOperationException"},
	}
	for _, tt := range tests {
		got, found, err := java.Invoke(budget(), tt.this, tt.name, tt.args)
		var thrown *java.Exception
		errors.As(err, &thrown)
		switch {
		case found != tt.found, tt.class != "" && (thrown == nil || thrown.Class != tt.class), tt.class == "" && err != nil:
			t.Errorf("%v.%s(%v): got %v, %v, %v", tt.this, tt.name, tt.args, got, found, err)
		case found && err == nil && java.Plain(got) != tt.want:
			t.Errorf("%v.%s(%v): got %s, want %s", tt.this, tt.name, tt.args, java.Plain(got), tt.want)
		}
	}
}

func TestStringsAreUTF16(t *testing.T) {
	const s = "aé日\U0001F600z"
	tests := []struct {
		name string
		args []java.Value
		want string
	}{
		{"length", nil, "6"}, {"indexOf", []java.Value{"z"}, "5"}, {"lastIndexOf", []java.Value{"日"}, "2"},
		{"substring", []java.Value{int32(1), int32(5)}, "é日\U0001F600"}, {"toUpperCase", nil, "AÉ日\U0001F600Z"},
		{"charAt", []java.Value{int32(5)}, "z"}, {"codePointAt", []java.Value{int32(3)}, "128512"},
		{"hashCode", nil, "-470701030"},
	}
	for _, tt := range tests {
		got, _, err := java.Invoke(budget(), s, tt.name, tt.args)
		if err != nil || java.Plain(got) != tt.want {
			t.Errorf("%s: got %v, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestHalvesOfASurrogatePairMeetAgain(t *testing.T) {
	b := budget()
	half := func(from, to int32) string {
		v, _, err := java.Invoke(b, "\U0001F600", "substring", []java.Value{from, to})
		if err != nil {
			t.Fatal(err)
		}
		return v.(string)
	}
	high, low := half(0, 1), half(1, 2)
	if got, err := java.Concat(b, high, low); err != nil || got != "\U0001F600" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, want := java.Sanitize(high+"x"+low), "?x?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := java.Sanitize(high+low+"\uFFFD"+high), "\U0001F600\uFFFD?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCalculate(t *testing.T) {
	huge, _ := new(big.Int).SetString("99999999999999999999", 10)
	tests := []struct {
		x    java.Value
		op   java.Operator
		y    java.Value
		want string
	}{
		{int32(math.MaxInt32), java.Add, int32(1), "2147483648"},
		{int64(math.MaxInt64), java.Add, int32(1), "9223372036854775808"},
		{int64(math.MinInt64), java.Multiply, int32(-1), "-9223372036854775808"},
		{int32(-7), java.Divide, int32(2), "-3"}, {int32(-7), java.Modulo, int32(2), "-1"},
		{int32(7), java.Divide, 2.0, "3.5"}, {7.5, java.Modulo, int32(2), "1.5"},
		{int32(7), java.Divide, int32(0), "null"}, {1.5, java.Divide, 0.0, "null"},
		{huge, java.Multiply, int32(2), "199999999999999999998"},
		{huge, java.Add, 0.5, "99999999999999999999.5"}, {huge, java.Divide, 2.0, "49999999999999999999"},
	}
	for _, tt := range tests {
		got, err := java.Calculate(budget(), tt.op, tt.x, tt.y)
		if err != nil || java.Plain(got) != tt.want {
			t.Errorf("%v %c %v: got %s, %v, want %s", tt.x, tt.op, tt.y, java.Plain(got), err, tt.want)
		}
	}
}

func TestMapKeepsItsOrderHoweverLarge(t *testing.T) {
	b := budget()
	m := java.NewMap(0)
	for i := range 100 {
		if err := m.PutAny(b, int32(i), i%2 == 0); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []java.Value{int32(0), int32(50), int32(99), int64(1)} {
		if _, _, err := java.Invoke(b, m, "remove", []java.Value{key}); err != nil {
			t.Fatal(err)
		}
	}
	if m.Len() != 97 {
		t.Errorf("got %d keys, want 97", m.Len())
	}
	last := int32(-1)
	for e := range m.All {
		if k := e.Key().(int32); k <= last {
			t.Errorf("%d comes after %d", k, last)
		} else {
			last = k
		}
	}
	got, _, err := java.Invoke(b, m, "get", []java.Value{int32(98)})
	if err != nil || got != true {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestBudgetEnds(t *testing.T) {
	b := java.NewBudget(t.Context(), 10, 100)
	if err := b.Take(60); err != nil {
		t.Errorf("got %v for what there is", err)
	}
	if err := b.Take(60); !errors.Is(err, java.ErrLimit) {
		t.Errorf("got %v, want %v", err, java.ErrLimit)
	}
	if err := b.Spend(11); !errors.Is(err, java.ErrLimit) {
		t.Errorf("got %v, want %v", err, java.ErrLimit)
	}
	if err := b.Take(-1); !errors.Is(err, java.ErrLimit) {
		t.Errorf("a negative size: got %v, want %v", err, java.ErrLimit)
	}
}
