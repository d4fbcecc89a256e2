package pipeline

import (
	"context"
	"errors"
	"io"
	"testing"
)

type item struct{ n, sq int }

// run squares 0 … total-1 on n workers; failAt makes that item's work fail.
func run(ctx context.Context, n, total, failAt int, out *[]int) error {
	next := 0
	return Run(ctx, n, Stages[*item]{
		New: func() *item { return new(item) },
		Next: func(it *item) error {
			if next == total {
				return io.EOF
			}
			it.n = next
			next++
			return nil
		},
		Work: func(_ int, it *item) error {
			if it.n >= failAt {
				return errAt(it.n)
			}
			it.sq = it.n * it.n
			return nil
		},
		Emit: func(it *item) error { *out = append(*out, it.sq); return nil },
	})
}

type errAt int

func (e errAt) Error() string { return "failed" }

func TestRunKeepsOrderForAnyNumberOfWorkers(t *testing.T) {
	for _, n := range []int{0, 1, 2, 8} {
		var out []int
		if err := run(t.Context(), n, 1000, 1<<30, &out); err != nil {
			t.Fatalf("workers %d: %v", n, err)
		}
		if len(out) != 1000 {
			t.Fatalf("workers %d: %d results, want 1000", n, len(out))
		}
		for i, v := range out {
			if v != i*i {
				t.Fatalf("workers %d: result %d is %d, want %d", n, i, v, i*i)
			}
		}
	}
}

func TestRunReturnsTheEarliestError(t *testing.T) {
	for _, n := range []int{1, 2, 8} {
		for range 50 {
			var out []int
			err := run(t.Context(), n, 1000, 137, &out)
			var at errAt
			if !errors.As(err, &at) || at != 137 {
				t.Fatalf("workers %d: error %v, want the one of item 137", n, err)
			}
			if len(out) != 137 {
				t.Fatalf("workers %d: %d results before the error, want 137", n, len(out))
			}
		}
	}
}

func TestRunStopsWhenTheContextEnds(t *testing.T) {
	for _, n := range []int{1, 4} {
		ctx, cancel := context.WithCancel(t.Context())
		stop := errors.New("stop")
		seen := 0
		err := Run(ctx, n, Stages[*item]{
			New:  func() *item { return new(item) },
			Next: func(*item) error { return nil }, // without end
			Work: func(int, *item) error { return nil },
			Emit: func(*item) error {
				if seen++; seen == 10 {
					cancel()
				}
				return nil
			},
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("workers %d: error %v, want %v (%v)", n, err, context.Canceled, stop)
		}
	}
}

func TestRunReturnsReadErrors(t *testing.T) {
	for _, n := range []int{1, 3} {
		want := errors.New("read")
		err := Run(t.Context(), n, Stages[*item]{
			New:  func() *item { return new(item) },
			Next: func(*item) error { return want },
			Work: func(int, *item) error { return nil },
			Emit: func(*item) error { return nil },
		})
		if !errors.Is(err, want) {
			t.Fatalf("workers %d: error %v, want %v", n, err, want)
		}
	}
}

func TestRunTurnsAPanicIntoAnError(t *testing.T) {
	for _, n := range []int{1, 3} {
		next := 0
		err := Run(t.Context(), n, Stages[*item]{
			New:  func() *item { return new(item) },
			Next: func(it *item) error { it.n = next; next++; return nil },
			Work: func(_ int, it *item) error {
				if it.n == 5 {
					panic("the value of a cell")
				}
				return nil
			},
			Emit: func(*item) error { return nil },
		})
		if !errors.Is(err, ErrPanic) {
			t.Fatalf("workers %d: error %v, want %v", n, err, ErrPanic)
		}
	}
}
