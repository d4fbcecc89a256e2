package verify

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// mark is the keyed digest of a value with a place. What was withheld has no
// place.
type mark struct {
	hash uint64
	row  uint64
	file uint32
	col  uint32
}

const (
	markSize = 24 // bytes in a file
	bareSize = 8  // of the digest alone
)

// store keeps digests of withheld values and of values that stand in the
// release. Values themselves are never kept: the digests are keyed with a seed
// that does not leave the process.
type store struct {
	seed     maphash.Seed
	dir      string // made on the first spill
	work     string
	withheld *markSet // strong values that were withheld
	present  *markSet // strong values that stand in the released files
	names    *markSet // names and addresses that were withheld
	spoken   *markSet // what documents say
}

// markMemory is how many marks a set holds before it spills (6 MB); partitions
// is into how many files, so that 40 million marks come back 15 MB at a time.
const (
	markMemory = 1 << 18
	partitions = 64
)

func newStore(work string, seed maphash.Seed) *store {
	s := &store{seed: seed, work: work}
	s.withheld, s.present, s.names = &markSet{s: s, name: "w", bare: true}, &markSet{s: s, name: "p"}, &markSet{s: s, name: "n", bare: true}
	s.spoken = &markSet{s: s, name: "s"}
	return s
}

// folder is where partitions go.
func (s *store) folder() (string, error) {
	if s.dir != "" {
		return s.dir, nil
	}
	dir, err := os.MkdirTemp(s.work, "verify-")
	if err != nil {
		return "", fmt.Errorf("verify: the work folder cannot be used: %w", err)
	}
	s.dir = dir
	return dir, nil
}

func (s *store) close() error {
	err := errors.Join(s.withheld.close(), s.present.close(), s.names.close(), s.spoken.close())
	if s.dir != "" {
		err = errors.Join(err, os.RemoveAll(s.dir))
		s.dir = ""
	}
	return err
}

// join calls hit for every strong value that stands in the released files and
// was withheld elsewhere, in the order of places.
func (s *store) join(hit func(mark)) error {
	var found []mark
	if err := meet(s.present, s.withheld, func(m mark) { found = append(found, m) }); err != nil {
		return err
	}
	for _, m := range sorted(found) {
		hit(m)
	}
	return nil
}

// foundMost bounds how many places one join reports.
const foundMost = 1 << 16

// meet calls hit for the marks of have whose digest is in gone.
func meet(have, gone *markSet, hit func(mark)) error {
	if have.n == 0 || gone.n == 0 {
		return nil
	}
	if !have.spilled() {
		return meetFew(have, gone, hit)
	}
	if err := gone.spill(); err != nil {
		return err
	}
	var set []uint64
	n := 0
	for p := range partitions {
		set = set[:0]
		if err := gone.each(p, func(m mark) { set = append(set, m.hash) }); err != nil {
			return err
		}
		slices.Sort(set)
		err := have.each(p, func(m mark) {
			if _, ok := slices.BinarySearch(set, m.hash); ok && n < foundMost {
				n++
				hit(m)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// meetFew is meet for marks that are all in memory: what is gone is read through
// once.
func meetFew(have, gone *markSet, hit func(mark)) error {
	wanted := make([]uint64, 0, len(have.mem))
	for i := range have.mem {
		wanted = append(wanted, have.mem[i].hash)
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	met := make([]bool, len(wanted))
	for p := range partitions {
		err := gone.each(p, func(m mark) {
			if i, ok := slices.BinarySearch(wanted, m.hash); ok {
				met[i] = true
			}
		})
		if err != nil {
			return err
		}
	}
	n := 0
	for _, m := range have.mem {
		if i, ok := slices.BinarySearch(wanted, m.hash); ok && met[i] && n < foundMost {
			n++
			hit(m)
		}
	}
	return nil
}

// sorted puts marks in the order of places.
func sorted(ms []mark) []mark {
	slices.SortFunc(ms, comparePlaces)
	return ms
}

func comparePlaces(a, b mark) int {
	switch {
	case a.file != b.file:
		return int(a.file) - int(b.file)
	case a.row != b.row:
		if a.row < b.row {
			return -1
		}
		return 1
	default:
		return int(a.col) - int(b.col)
	}
}

// markSet is a bag of marks, in memory up to markMemory, then in files by the
// top bits of the digest.
type markSet struct {
	s      *store
	name   string
	bare   bool // only the digests matter
	n      int64
	mem    []mark
	only   []uint64 // in place of mem where only the digests matter
	files  []*os.File
	w      []*bufio.Writer
	recent [1024]uint64 // digests without a place that were just added: columns repeat values
	buf    [markSize]byte
}

func (m *markSet) spilled() bool { return m.files != nil }

// add keeps a mark.
func (m *markSet) add(k mark) error {
	if k.row == 0 && k.file == 0 && k.hash != 0 {
		at := k.hash % uint64(len(m.recent))
		if m.recent[at] == k.hash {
			return nil
		}
		m.recent[at] = k.hash
	}
	m.n++
	if m.spilled() {
		return m.write(k)
	}
	if m.bare {
		m.only = append(m.only, k.hash)
	} else {
		m.mem = append(m.mem, k)
	}
	if len(m.mem)+len(m.only) >= markMemory {
		return m.spill()
	}
	return nil
}

// spill moves what is in memory to files.
func (m *markSet) spill() error {
	if m.spilled() {
		return nil
	}
	dir, err := m.s.folder()
	if err != nil {
		return err
	}
	m.files, m.w = make([]*os.File, partitions), make([]*bufio.Writer, partitions)
	for p := range partitions {
		f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf("%s-%02d", m.name, p)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return fmt.Errorf("verify: the work folder cannot be written: %w", err)
		}
		m.files[p], m.w[p] = f, bufio.NewWriterSize(f, 8<<10)
	}
	for _, h := range m.only {
		if err := m.write(mark{hash: h}); err != nil {
			return err
		}
	}
	for _, k := range m.mem {
		if err := m.write(k); err != nil {
			return err
		}
	}
	m.mem, m.only = nil, nil
	return nil
}

func (m *markSet) write(k mark) error {
	b := m.buf[:]
	binary.LittleEndian.PutUint64(b, k.hash)
	if m.bare {
		b = b[:bareSize]
	} else {
		binary.LittleEndian.PutUint64(b[8:], k.row)
		binary.LittleEndian.PutUint32(b[16:], k.file)
		binary.LittleEndian.PutUint32(b[20:], k.col)
	}
	if _, err := m.w[k.hash>>58].Write(b); err != nil {
		return fmt.Errorf("verify: the work folder cannot be written: %w", err)
	}
	return nil
}

// each passes the marks of one partition; in memory everything is in partition 0.
func (m *markSet) each(p int, f func(mark)) error {
	if !m.spilled() {
		if p == 0 {
			for _, h := range m.only {
				f(mark{hash: h})
			}
			for _, k := range m.mem {
				f(k)
			}
		}
		return nil
	}
	if err := m.w[p].Flush(); err != nil {
		return fmt.Errorf("verify: the work folder cannot be written: %w", err)
	}
	if _, err := m.files[p].Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("verify: the work folder cannot be read: %w", err)
	}
	r := bufio.NewReaderSize(m.files[p], 64<<10)
	m.buf = [markSize]byte{}
	full, b := m.buf[:], m.buf[:]
	if m.bare {
		b = full[:bareSize] // the rest stays zero
	}
	for {
		if _, err := io.ReadFull(r, b); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("verify: the work folder cannot be read: %w", err)
		}
		f(mark{binary.LittleEndian.Uint64(full), binary.LittleEndian.Uint64(full[8:]), binary.LittleEndian.Uint32(full[16:]), binary.LittleEndian.Uint32(full[20:])})
	}
	_, err := m.files[p].Seek(0, io.SeekEnd)
	return err
}

func (m *markSet) close() error {
	var err error
	for _, f := range m.files {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	m.files, m.w, m.mem, m.only = nil, nil, nil, nil
	return err
}
