package main

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/formats/all"
	"vaughn/redact/release"
)

// environment is what package release works with.
func (a *app) environment(jobs int, m *meter) release.Env {
	if jobs < 1 {
		jobs = runtime.GOMAXPROCS(0)
	}
	env := release.Env{Formats: all.List(), Open: all.Open, Now: a.now(), Tool: "vaughn " + version, Jobs: jobs}
	if m != nil {
		env.Events = m.event
	}
	return env
}

// readFlags are the flags that say how a file is read.
type readFlags struct {
	encoding, delimiter string
	headerRow           int64
	ragged              bool
}

func (r *readFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.encoding, "encoding", "", "encoding of the input: utf-8, windows-1252, iso-8859-1, macintosh, utf-16le, utf-16be (default: found out)")
	f.StringVar(&r.delimiter, "delimiter", "", `delimiter of the input: comma, semicolon, tab, pipe or one character (default: found out)`)
	f.Int64Var(&r.headerRow, "header-row", 0, "record number of the header; -1 = the file has none (default: found out)")
	f.BoolVar(&r.ragged, "ragged", false, "accept records with more or fewer fields than the header")
}

var encodings = []string{"utf-8", "windows-1252", "iso-8859-1", "macintosh", "utf-16le", "utf-16be"}

var delimiters = map[string]byte{"": 0, "comma": ',', "semicolon": ';', "tab": '\t', "pipe": '|', `\t`: '\t'}

func (r *readFlags) options() (formats.Options, error) {
	o := formats.Options{Encoding: strings.ToLower(r.encoding), Ragged: r.ragged, HeaderRow: r.headerRow}
	if o.Encoding != "" && !slices.Contains(encodings, o.Encoding) {
		return o, fail(exitUsage, "", "--encoding must be one of %s.", strings.Join(encodings, ", "))
	}
	if r.headerRow < formats.NoHeader {
		return o, fail(exitUsage, "", "--header-row must be a record number (the first is 1), or -1 for a file without a header.")
	}
	var ok bool
	if o.Delimiter, ok = delimiters[strings.ToLower(r.delimiter)]; !ok {
		if len(r.delimiter) != 1 || r.delimiter == `"` {
			return o, fail(exitUsage, "", "--delimiter must be comma, semicolon, tab, pipe or one character.")
		}
		o.Delimiter = r.delimiter[0]
	}
	return o, nil
}

// base is the name of a file without its folders, whichever way the slashes go.
func base(path string) string {
	path = strings.TrimRight(strings.ReplaceAll(path, `\`, "/"), "/")
	return words.Shown(path[strings.LastIndexByte(path, '/')+1:])
}

// asOf reads --as-of; empty is today.
func (a *app) asOf(flag string) (time.Time, error) {
	if flag == "" {
		return a.now(), nil
	}
	t, err := time.Parse(time.DateOnly, flag)
	if err != nil {
		return t, fail(exitUsage, "", "--as-of must be a day, written like 2026-11-23.")
	}
	return t, nil
}

// keySize is the length of a key: that of the HMAC-SHA-256 it is used for.
const keySize = 32

// readKey reads a key file; "" is no key.
func readKey(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(exitPolicy, "vaughn key new "+words.Arg(path), "%s: the key file %s.", base(path), pathTrouble(err))
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(key) != keySize {
		return nil, fail(exitPolicy, "vaughn key new "+words.Arg(path+".new"), "%s: this is not a key file. A key file is one line of %d characters, made by vaughn key new.", base(path), base64.StdEncoding.EncodedLen(keySize))
	}
	return key, nil
}

// pathTrouble says in words why a file could not be opened.
func pathTrouble(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read by this user"
	case errors.Is(err, fs.ErrExist):
		return "is there already"
	default:
		return "could not be read"
	}
}

// newFile makes a file that is not there yet, with its folders' permission left
// to the user; an existing file is never overwritten.
func newFile(path string, perm fs.FileMode, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fail(exitOutput, "", "%s is there already and is never overwritten. Choose another name, or move the file away.", base(path))
	case errors.Is(err, fs.ErrNotExist):
		return fail(exitOutput, "", "The folder %s does not exist. Make it first.", base(filepath.Dir(path)))
	case err != nil:
		return fail(exitOutput, "", "%s could not be written: no permission, or the disk is full.", base(path))
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // half a file is worse than none
		return fail(exitOutput, "", "%s could not be written in full: the disk may be full.", base(path))
	}
	return nil
}
