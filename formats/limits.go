package formats

// The defaults of [Limits].
const (
	DefaultRecord   int64 = 64 << 20
	DefaultField    int64 = 16 << 20
	DefaultInflated int64 = 64 << 30
	DefaultRatio    int64 = 200
	DefaultColumns        = 16384

	// RatioFrom is the inflated size from which Limits.Ratio counts: small
	// files of one repeated line compress far better than any export.
	RatioFrom int64 = 64 << 20
)

// OrDefault returns l with its zero and negative fields replaced by the
// defaults: no limit can be switched off by mistake.
func (l Limits) OrDefault() Limits {
	l.Record = positive(l.Record, DefaultRecord)
	l.Field = positive(l.Field, DefaultField)
	l.Inflated = positive(l.Inflated, DefaultInflated)
	l.Ratio = positive(l.Ratio, DefaultRatio)
	l.Columns = int(positive(int64(l.Columns), DefaultColumns))
	return l
}

func positive(n, def int64) int64 {
	if n <= 0 {
		return def
	}
	return n
}
