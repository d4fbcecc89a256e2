// Package pipeline runs work over a stream of items on several workers and
// hands the results over in the order in which the items came. It holds the only
// `go` statements of the module.
package pipeline

import (
	"context"
	"errors"
	"io"
	"sync"
)

// Stages are the three steps that an item goes through. T is usually a pointer
// to a struct that owns its buffers; items are reused after Emit returned.
type Stages[T any] struct {
	// New makes an item; it is called at most a few times per worker.
	New func() T
	// Next fills an item and is called from one goroutine at a time, in order.
	// io.EOF ends the stream; the item that came with it is not worked on.
	Next func(T) error
	// Work is called from worker number w, 0 <= w < workers, concurrently.
	Work func(w int, item T) error
	// Emit is called from one goroutine at a time, in the order of Next.
	Emit func(T) error
}

// ErrPanic is what a panic in Work becomes: the stack may quote the text that was
// worked on, so nothing of it is kept.
var ErrPanic = errors.New("an internal error while a batch was worked on")

// work calls Work and turns a panic into ErrPanic.
func (s *Stages[T]) work(w int, item T) (err error) {
	defer func() {
		if recover() != nil {
			err = ErrPanic
		}
	}()
	return s.Work(w, item)
}

// Run drives items through the stages on n workers (n < 1 is 1) until Next
// returns io.EOF, a stage fails or ctx ends. It returns the error of the
// earliest item that failed, so that a run fails in the same place whatever n
// is. With n = 1 everything happens on the calling goroutine.
func Run[T any](ctx context.Context, n int, s Stages[T]) error {
	if n <= 1 {
		return sequential(ctx, s)
	}
	return parallel(ctx, n, s)
}

func sequential[T any](ctx context.Context, s Stages[T]) error {
	item := s.New()
	for {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := s.Next(item); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if err := s.work(0, item); err != nil {
			return err
		}
		if err := s.Emit(item); err != nil {
			return err
		}
	}
}

// slot is an item on its way, with the result of its work.
type slot[T any] struct {
	item T
	done chan error // capacity 1
}

func parallel[T any](ctx context.Context, n int, s Stages[T]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	depth := n + 2 // items in flight: bounds memory, keeps workers fed while one is emitted
	free := make(chan *slot[T], depth)
	for range depth {
		free <- &slot[T]{item: s.New(), done: make(chan error, 1)}
	}
	todo := make(chan *slot[T], depth)
	order := make(chan *slot[T], depth)
	readErr := make(chan error, 1)
	var wg sync.WaitGroup
	wg.Add(1 + n)
	go func() {
		defer wg.Done()
		defer close(todo)
		defer close(order)
		readErr <- read(ctx, s, free, todo, order)
	}()
	for w := range n {
		go func() {
			defer wg.Done()
			for sl := range todo {
				sl.done <- s.work(w, sl.item)
			}
		}()
	}
	err := emit(ctx, s, free, order)
	cancel(err)
	wg.Wait()
	if err != nil {
		return err
	}
	return <-readErr
}

func read[T any](ctx context.Context, s Stages[T], free, todo, order chan *slot[T]) error {
	for {
		var sl *slot[T]
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case sl = <-free:
		}
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := s.Next(sl.item); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		order <- sl // never blocks: as many places as slots
		todo <- sl
	}
}

func emit[T any](ctx context.Context, s Stages[T], free, order chan *slot[T]) error {
	for sl := range order {
		var err error
		select {
		case err = <-sl.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if err == nil {
			err = s.Emit(sl.item)
		}
		if err != nil {
			return err
		}
		free <- sl // never blocks
	}
	return nil
}
