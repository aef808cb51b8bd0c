package java

import (
	"context"
	"errors"
	"fmt"

	"reel/http/vtl/java/regex"
)

// ErrLimit is what every error of a [Budget] wraps when a limit is reached.
var ErrLimit = errors.New("limit exceeded")

// checkEvery is how many steps pass between two looks at the context.
const checkEvery = 1024

// Budget is what one rendering may still use. It is not safe for concurrent use.
type Budget struct {
	ctx     context.Context
	steps   int
	memory  int
	unasked int
	regexes map[string]*regex.Regexp // those used before
}

// NewBudget returns a budget of so many steps of work and bytes of memory, which also ends with ctx.
// Memory is counted as it is made and not as it is freed, so it bounds both.
func NewBudget(ctx context.Context, steps, memory int) *Budget {
	return &Budget{ctx: ctx, steps: steps, memory: memory}
}

// Spend takes n steps. Its error is the context's, or wraps [ErrLimit].
func (b *Budget) Spend(n int) error {
	b.steps -= n
	b.unasked += n
	if b.steps < 0 {
		return fmt.Errorf("too many steps: %w", ErrLimit)
	}
	if b.unasked >= checkEvery {
		b.unasked = 0
		return b.ctx.Err()
	}
	return nil
}

// Take charges n bytes that are about to be allocated, and the steps it takes to write them.
func (b *Budget) Take(n int) error {
	if n < 0 || n > b.memory {
		return fmt.Errorf("too much memory: %w", ErrLimit)
	}
	b.memory -= n
	return b.Spend(n >> 6)
}
