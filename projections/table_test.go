package projections_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"reel/projections"
)

// names are what tables must keep apart and in order: names that begin alike,
// with and without zero bytes, and the empty one.
func names(n int) []string {
	out := []string{"", "\x00", "a", "a\x00", "a\x00\x00", "a\xff", "12345678", "12345678\x00", "123456789", "1234567"}
	for i := range n {
		out = append(out, fmt.Sprintf("%x", i*7919%n), fmt.Sprintf("/pets/owners/%d", i), fmt.Sprintf("/p%d", i))
	}
	return out
}

// wantRows fails the test unless a table has the rows of want and no others, by
// whatever way it is asked.
func wantRows(t *testing.T, table projections.Table[int], want map[string]*int) {
	t.Helper()
	if table.Len() != len(want) || table.IsZero() != (len(want) == 0) {
		t.Fatalf("%d rows, want %d", table.Len(), len(want))
	}
	inOrder := slices.Sorted(maps.Keys(want))
	var got []string
	for name, row := range table.All() {
		if got = append(got, name); row != want[name] || table.Get(name) != row {
			t.Fatalf("row %q is %p and %p, want %p", name, row, table.Get(name), want[name])
		}
	}
	if !slices.Equal(got, inOrder) {
		t.Fatalf("names %q, want %q", got, inOrder)
	}
}

func TestATableIsAMapInOrder(t *testing.T) {
	orders := map[string]func([]string){
		"ascending":  slices.Sort[[]string],
		"descending": func(s []string) { slices.Sort(s); slices.Reverse(s) },
		"random": func(s []string) {
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		},
	}
	for title, order := range orders {
		t.Run(title, func(t *testing.T) {
			all := names(1000)
			order(all)
			var table projections.Table[int]
			want := map[string]*int{}
			for i, name := range all {
				want[name] = &i
				table = table.Set(name, &i)
			}
			wantRows(t, table, want)
			again := 0
			for name := range want {
				want[name] = &again
				table = table.Set(name, &again)
			}
			wantRows(t, table, want)
			for i, name := range all {
				delete(want, name)
				if table = table.Delete(name); i%500 == 0 {
					wantRows(t, table, want)
				}
			}
			wantRows(t, table, nil)
		})
	}
}

func TestATableNeverChanges(t *testing.T) {
	random, all := rand.New(rand.NewPCG(3, 4)), names(150)
	type version struct {
		table projections.Table[int]
		want  map[string]*int
	}
	versions := []version{{}}
	for i := range 6000 {
		last := versions[len(versions)-1]
		v := version{last.table, maps.Clone(last.want)}
		if v.want == nil {
			v.want = map[string]*int{}
		}
		setting := 2
		if i/1500%2 == 0 { // in waves
			setting = 8
		}
		if name := all[random.IntN(len(all))]; random.IntN(10) < setting {
			v.want[name], v.table = &i, v.table.Set(name, &i)
		} else {
			delete(v.want, name)
			v.table = v.table.Delete(name)
		}
		versions = append(versions, v)
	}
	for i := 0; i < len(versions); i += 10 {
		wantRows(t, versions[i].table, versions[i].want)
	}
}

func TestATableIsReadFromAName(t *testing.T) {
	all := names(300)
	var table projections.Table[int]
	for i, name := range all {
		if i%3 > 0 {
			table = table.Set(name, &i)
		}
	}
	var rows []string
	for name := range table.All() {
		rows = append(rows, name)
	}
	for _, from := range append(all, "/q", "\xff") {
		at, _ := slices.BinarySearch(rows, from)
		want := rows[at:min(at+40, len(rows))]
		var got []string
		for name := range table.From(from) {
			if len(got) == 40 {
				break
			}
			got = append(got, name)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("from %q: %q, want %q", from, got, want)
		}
	}
}

func TestATableIsReadBackInAnyOrder(t *testing.T) {
	for _, n := range []int{0, 1, 2, 12, 13, 144, 145, 5000} {
		var text []string
		want := map[string]int{}
		for i := range n {
			name := fmt.Sprint(i * 7 % 5003)
			text, want[name] = append(text, fmt.Sprintf("%q:0,%q:%d", name, name, i)), i // the later of two stays
		}
		var table projections.Table[int]
		if err := json.Unmarshal([]byte("{"+strings.Join(text, ",")+"}"), &table); err != nil {
			t.Fatal(err)
		}
		got := map[string]*int{}
		for name, row := range table.All() {
			if got[name] = row; *row != want[name] {
				t.Fatalf("%d rows: %q is %d, want %d", n, name, *row, want[name])
			}
		}
		if len(got) != n {
			t.Fatalf("%d rows, want %d", len(got), n)
		}
		wantRows(t, table, got)
		for name := range want { // and is a table like any other
			row := -1
			got[name], table = &row, table.Set(name, &row)
		}
		wantRows(t, table, got)
	}
	for _, bad := range []string{`[]`, `{"a":`, `{"a":1,"b":"x"}`, `{"a":1`} {
		if json.Unmarshal([]byte(bad), new(projections.Table[int])) == nil {
			t.Errorf("%s was read as a table", bad)
		}
	}
}
