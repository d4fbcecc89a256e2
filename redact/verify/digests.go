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

const markSize = 24

// store keeps digests of withheld values and of values that stand in the
// release. Values themselves are never kept: the digests are keyed with a seed
// that does not leave the process.
type store struct {
	seed     maphash.Seed
	dir      string // made on the first spill
	work     string
	own      bool     // dir is ours to remove
	withheld *markSet // strong values that were withheld
	present  *markSet // strong values that stand in the released files
	names    *markSet // names and addresses that were withheld
}

// markMemory is how many marks a set holds before it spills (6 MB); partitions
// is into how many files, so that 40 million marks come back 15 MB at a time.
const (
	markMemory = 1 << 18
	partitions = 64
)

func newStore(work string, seed maphash.Seed) (*store, error) {
	s := &store{seed: seed, work: work}
	s.withheld, s.present, s.names = &markSet{s: s, name: "w"}, &markSet{s: s, name: "p"}, &markSet{s: s, name: "n"}
	return s, nil
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
	s.dir, s.own = dir, true
	return dir, nil
}

func (s *store) close() error {
	err := errors.Join(s.withheld.close(), s.present.close(), s.names.close())
	if s.own {
		err = errors.Join(err, os.RemoveAll(s.dir))
		s.own, s.dir = false, ""
	}
	return err
}

// join calls hit for every present mark whose value was withheld, in the order
// of place within a partition.
func (s *store) join(hit func(mark)) error {
	if s.present.n == 0 || s.withheld.n == 0 {
		return nil
	}
	if s.present.spilled() || s.withheld.spilled() {
		for _, m := range []*markSet{s.present, s.withheld} {
			if err := m.spill(); err != nil {
				return err
			}
		}
	}
	var found []mark
	var gone []uint64
	for p := range partitions {
		gone = gone[:0]
		if err := s.withheld.each(p, func(m mark) { gone = append(gone, m.hash) }); err != nil {
			return err
		}
		slices.Sort(gone)
		err := s.present.each(p, func(m mark) {
			if _, ok := slices.BinarySearch(gone, m.hash); ok && len(found) < 1<<16 {
				found = append(found, m)
			}
		})
		if err != nil {
			return err
		}
		if !s.present.spilled() {
			break
		}
	}
	slices.SortFunc(found, comparePlaces)
	for _, m := range found {
		hit(m)
	}
	return nil
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
	n      int64
	mem    []mark
	files  []*os.File
	w      []*bufio.Writer
	recent [1024]uint64 // digests without a place that were just added: columns repeat values
	buf    [markSize]byte
}

func (m *markSet) spilled() bool { return m.files != nil }

// add keeps a mark.
func (m *markSet) add(k mark) error {
	if k.row == 0 {
		if at := k.hash % uint64(len(m.recent)); m.recent[at] == k.hash {
			return nil
		} else {
			m.recent[at] = k.hash
		}
	}
	m.n++
	if m.spilled() {
		return m.write(k)
	}
	m.mem = append(m.mem, k)
	if len(m.mem) >= markMemory {
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
	for _, k := range m.mem {
		if err := m.write(k); err != nil {
			return err
		}
	}
	m.mem = nil
	return nil
}

func (m *markSet) write(k mark) error {
	b := m.buf[:]
	binary.LittleEndian.PutUint64(b, k.hash)
	binary.LittleEndian.PutUint64(b[8:], k.row)
	binary.LittleEndian.PutUint32(b[16:], k.file)
	binary.LittleEndian.PutUint32(b[20:], k.col)
	if _, err := m.w[k.hash>>58].Write(b); err != nil {
		return fmt.Errorf("verify: the work folder cannot be written: %w", err)
	}
	return nil
}

// each passes the marks of one partition; in memory everything is in partition 0.
func (m *markSet) each(p int, f func(mark)) error {
	if !m.spilled() {
		if p == 0 {
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
	b := m.buf[:]
	for {
		if _, err := io.ReadFull(r, b); err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("verify: the work folder cannot be read: %w", err)
		}
		f(mark{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint32(b[16:]), binary.LittleEndian.Uint32(b[20:])})
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
	m.files, m.w, m.mem = nil, nil, nil
	return err
}
