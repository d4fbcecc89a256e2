// Command lexicon writes the hashes of detect/internal/lexicon from a list of
// English words, one a line; the list and its digest are named there:
//
//	go run ./testdata/lexicon /usr/share/dict/american-english > detect/internal/lexicon/words.bin
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("the list of words is wanted")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	var hashes []uint32
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if plain(sc.Text()) {
			h := fnv.New32a()
			_, _ = h.Write(sc.Bytes()) // never fails
			hashes = append(hashes, h.Sum32())
		}
	}
	if err := sc.Err(); err != nil {
		return err
	}
	slices.Sort(hashes)
	w := bufio.NewWriter(out)
	for _, h := range slices.Compact(hashes) {
		if err := binary.Write(w, binary.BigEndian, h); err != nil {
			return err
		}
	}
	return w.Flush()
}

// plain reports small ASCII letters alone, two or more.
func plain(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return len(w) > 1
}
