package verify

import (
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"unsafe"

	"vaughn/exemptions"
	"vaughn/formats"
)

// outBatch is a run of released records, copied from the witness: one buffer,
// cells end to end with a zero byte after each, so that a record can be searched
// as one text.
type outBatch struct {
	buf  []byte
	ends []int32 // end of each cell in buf; the zero byte stands there
	recs []int32 // first cell of each record; one more at the end
	row  int64   // number of the first record
}

func (b *outBatch) reset() {
	b.buf, b.ends, b.recs = b.buf[:0], b.ends[:0], append(b.recs[:0], 0)
}

func (b *outBatch) add(cells []string) {
	for _, c := range cells {
		b.buf = append(b.buf, c...)
		b.ends = append(b.ends, int32(len(b.buf)))
		b.buf = append(b.buf, 0)
	}
	b.recs = append(b.recs, int32(len(b.ends)))
}

// len is the number of records.
func (b *outBatch) len() int { return len(b.recs) - 1 }

// text is record k with its zero bytes. It is valid until the batch is reset.
func (b *outBatch) text(k int) string {
	first, last := b.recs[k], b.recs[k+1]
	if first == last {
		return ""
	}
	start := b.start(first)
	return view(b.buf[start : b.ends[last-1]+1])
}

// start is where cell i begins in buf.
func (b *outBatch) start(i int32) int32 {
	if i == 0 {
		return 0
	}
	return b.ends[i-1] + 1
}

// cells appends the cells of record k to dst.
func (b *outBatch) cells(dst []string, k int) []string {
	at := b.start(b.recs[k])
	for i := b.recs[k]; i < b.recs[k+1]; i++ {
		dst = append(dst, view(b.buf[at:b.ends[i]]))
		at = b.ends[i] + 1
	}
	return dst
}

// view is b as a string that lives as long as b is not written.
func view(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return unsafe.String(&b[0], len(b))
}

// outReader turns the witness, which pushes records, into batches on demand. It
// is used by one goroutine at a time.
type outReader struct {
	file *summed
	next func() (struct{}, bool)
	stop func()
	cur  *outBatch
	want int // records that cur is to hold
	row  int64
	done bool
	err  error
}

// batchBytes is how much of a released file one batch holds at most when no
// input leads.
const batchBytes = 32 << 10

var errStopped = errors.New("stopped")

// openOut opens a released file. A file that is not there is os.ErrNotExist.
func (res *Result) openOut(dir string, f *exemptions.File, w formats.Witness) (*outReader, error) {
	file, err := os.Open(filepath.Join(dir, f.Name))
	if err != nil {
		return nil, err
	}
	r := &outReader{file: res.summed(file)}
	r.next, r.stop = iter.Pull(r.batches(w, f))
	return r, nil
}

// batches reads the file to its end and yields whenever cur is full.
func (r *outReader) batches(w formats.Witness, f *exemptions.File) iter.Seq[struct{}] {
	return func(yield func(struct{}) bool) {
		err := w.Read(r.file, f.Describe, func(part string, _ int64, cells []string) error {
			if part != f.Part {
				return nil
			}
			r.row++
			r.cur.add(cells)
			if r.cur.len() < r.want && (r.want < unbounded || len(r.cur.buf) < batchBytes) {
				return nil
			}
			if !yield(struct{}{}) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			r.err = err
		}
		r.done = true
	}
}

// unbounded asks for as many records as fit a batch.
const unbounded = 1 << 30

// fill reads n records into b, fewer at the end of the file.
func (r *outReader) fill(b *outBatch, n int) {
	b.reset()
	b.row = r.row + 1
	if n == 0 || r.done {
		return
	}
	r.cur, r.want = b, n
	if _, ok := r.next(); !ok {
		r.done = true
	}
}

func (r *outReader) close() error {
	r.stop()
	return r.file.Close()
}

// item is one batch on its way through the check.
type item struct {
	out  outBatch
	in   formats.Batch
	fate []fate // by input record of the batch
	res  findings
}

// fate says where an input record went.
type fate uint8

const (
	released  fate = iota
	leftOut        // of the release
	elsewhere      // another part: not this file's account
)

// feed fills items: with an input, one batch of it and the released records that
// belong to it; without, as many released records as fit.
type feed struct {
	out    *outReader
	in     formats.Reader
	part   int // of the input document
	left   func() (int64, bool)
	next   int64 // next input record that was left out, 0 = none
	inDone bool
	short  bool // the released file ended before its input
	long   bool // it goes on after its input
}

// newFeed opens the input, if there is one. part is looked up by name.
func newFeed(out *outReader, in *Input, part string) (*feed, error) {
	f := &feed{out: out}
	if in == nil {
		return f, nil
	}
	r, err := in.Doc.Records()
	if err != nil {
		return nil, err
	}
	f.in, f.part = r, -1
	for i, p := range in.Doc.Parts() {
		if p.Name == part {
			f.part = i
		}
	}
	if in.Left != nil {
		if f.left = in.Left(); f.left != nil {
			f.advance()
		}
	}
	return f, nil
}

func (f *feed) advance() {
	seq, ok := f.left()
	if !ok {
		seq = 0
	}
	f.next = seq
}

// fill is the Next stage of the pipeline.
func (f *feed) fill(it *item) error {
	it.res.reset()
	it.fate = it.fate[:0]
	if f.in == nil {
		f.out.fill(&it.out, unbounded)
		if it.out.len() == 0 {
			return io.EOF
		}
		return nil
	}
	if f.inDone {
		return io.EOF
	}
	if err := f.in.Next(&it.in); err != nil {
		if errors.Is(err, io.EOF) {
			f.inDone = true
			f.out.fill(&it.out, 1)
			f.long = it.out.len() > 0
		}
		return err
	}
	want := 0
	for i := range it.in.Records {
		rec := &it.in.Records[i]
		to := released
		switch {
		case rec.Part != f.part:
			to = elsewhere
		case f.next != 0 && f.next == rec.Seq:
			to = leftOut
			f.advance()
		default:
			want++
		}
		it.fate = append(it.fate, to)
	}
	f.out.fill(&it.out, want)
	if it.out.len() < want {
		f.short, f.inDone = true, true
	}
	return nil
}
