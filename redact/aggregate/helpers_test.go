package aggregate

import (
	"context"
	"io"
)

var ioEOF = io.EOF

// tContext is the context of a test, or of a check inside one.
func tContext(t require) context.Context {
	if c, ok := t.(interface{ Context() context.Context }); ok {
		return c.Context()
	}
	return context.Background()
}
