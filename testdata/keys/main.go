// Keys prints the code of each line of standard input, to compare the keys of
// tables with other programs:
//
//	keys areas MAP PROPERTY   lines "lat<TAB>lng"
//	keys PERIOD ZONE          lines with a date; PERIOD as in a policy
//
// peers.py makes the lines, asks the other programs and compares.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"vaughn/redact/aggregate/key"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "keys:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	k, err := open(args)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	var code []byte
	for in.Scan() {
		var found key.Found
		code, found = k.Code(code[:0], strings.Split(in.Text(), "\t"))
		switch found {
		case key.NotLocated:
			code = append(code, key.NotLocatedCode...)
		case key.Unknown:
			code = append(code, key.UnknownCode...)
		}
		if _, err := out.Write(append(code, '\n')); err != nil {
			return err
		}
	}
	return errors.Join(in.Err(), out.Flush())
}

func open(args []string) (key.Key, error) {
	if len(args) == 3 && args[0] == "areas" {
		src, err := os.ReadFile(args[1])
		if err != nil {
			return nil, err
		}
		return key.Areas(args[1], src, args[2], "")
	}
	if len(args) != 2 {
		return nil, errors.New("give areas MAP PROPERTY, or PERIOD ZONE")
	}
	each, err := key.ParsePeriod(args[0])
	if err != nil {
		return nil, err
	}
	return key.Dates(key.DateOptions{Each: each, Zone: args[1], Starts: time.July})
}
