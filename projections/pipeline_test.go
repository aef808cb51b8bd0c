package projections_test

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"reel/projections"
)

func numbers(n int, last error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if last != nil {
			yield(0, last)
		}
	}
}

func double(i int) (int, error) { return 2 * i, nil }

func TestInOrderKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			var got, want []int
			for i, err := range projections.InOrder(numbers(n, nil), 8, double) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, i)
			}
			for i := range n {
				want = append(want, 2*i)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestInOrderYieldsErrorsInTheirPlace(t *testing.T) {
	bad := errors.New("bad")
	failing := func(at int) func(int) (int, error) {
		return func(i int) (int, error) {
			if i == at {
				return 0, bad
			}
			return i, nil
		}
	}
	tests := []struct {
		name string
		seq  iter.Seq2[int, error]
		want int // how many items come before the error
	}{
		{"of the source", projections.InOrder(numbers(100, bad), 8, double), 100},
		{"of the source, few items", projections.InOrder(numbers(3, bad), 8, double), 3},
		{"of the source, at once", projections.InOrder(numbers(0, bad), 8, double), 0},
		{"of the function", projections.InOrder(numbers(100, nil), 8, failing(50)), 50},
		{"of the function, few items", projections.InOrder(numbers(5, nil), 8, failing(2)), 2},
		{"of the function before the source's", projections.InOrder(numbers(100, errors.New("later")), 8, failing(99)), 99},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, errs := 0, []error{}
			for _, err := range tt.seq {
				if err != nil {
					errs = append(errs, err)
					continue
				}
				n++
			}
			if n != tt.want || len(errs) != 1 || !errors.Is(errs[0], bad) {
				t.Errorf("got %d items and errors %v, want %d and one", n, errs, tt.want)
			}
		})
	}
}

// synctest fails when a goroutine of the bubble is left.
func TestInOrderLeavesNothingBehind(t *testing.T) {
	for stop := range 40 {
		synctest.Test(t, func(t *testing.T) {
			read := 0
			src := func(yield func(int, error) bool) {
				for read = range 1000 {
					if !yield(read, nil) {
						return
					}
				}
			}
			for i := range projections.InOrder(src, 4, double) {
				if i == 2*stop {
					break
				}
			}
			if ahead := read - stop; ahead > 4*(4*runtime.GOMAXPROCS(0)+2) {
				t.Errorf("stopped at %d: %d items were read ahead", stop, ahead)
			}
		})
	}
}

func TestInOrderUsesAllProcessors(t *testing.T) {
	if runtime.GOMAXPROCS(0) < 2 {
		t.Skip("one processor")
	}
	// Two items of different batches wait for each other: only workers that
	// run at the same time get them done.
	meet := make(chan struct{})
	together := func(i int) (int, error) {
		select {
		case meet <- struct{}{}:
		case <-meet:
		case <-time.After(time.Minute):
			return 0, errors.New("nobody else is at work")
		}
		return i, nil
	}
	for _, err := range projections.InOrder(numbers(4, nil), 1, together) {
		if err != nil {
			t.Fatal(err)
		}
	}
}
