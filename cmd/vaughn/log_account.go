package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/exemptions/words"
	"vaughn/redact/bundle"
)

// sealedManifest reads the manifest of a sealed release. It is the one that was
// sealed: SEALED has the digest of SHA256SUMS, and that has the manifest's.
func sealedManifest(dir string) (*bundle.Manifest, error) {
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil
		}
		return b
	}
	text, sums := read(bundle.ManifestAt), read(bundle.Sums)
	own, all := sha256.Sum256(text), sha256.Sum256(sums)
	var m bundle.Manifest
	if json.Unmarshal(text, &m) != nil || m.Schema != bundle.Schema ||
		!bytes.Contains(sums, []byte(hex.EncodeToString(own[:])+"  "+bundle.ManifestAt+"\n")) ||
		!bytes.Equal(read(bundle.Sealed), bundle.SealText(m.Release.ID, hex.EncodeToString(all[:]))) {
		return nil, fail(exitVerify, "vaughn verify "+words.Arg(dir), "%s is not a sealed release as it was written: its manifest, %s and %s do not belong together.", base(dir), bundle.Sums, bundle.Sealed)
	}
	return &m, nil
}

func account(m *bundle.Manifest) logform.Account {
	return logform.Account{Release: m.Release, Files: m.Files, Summary: m.Summary, Entries: m.Entries, NotExamined: m.NotExamined}
}

// packOf is the pack that a release was made with, nil where this program does
// not have it. Its version may be another: what is told of a code is looked up by
// the citation.
func packOf(m *bundle.Manifest) *exemptions.Pack {
	name, _, _ := strings.Cut(m.Release.Pack, "@")
	p, err := exemptions.Load(name)
	if err != nil {
		return nil
	}
	return p
}

// logLetter prints a draft of the answer to a request.
func (a *app) logLetter(folder string) error {
	dir, err := bundleDir(folder)
	if err != nil {
		return err
	}
	m, err := sealedManifest(dir)
	if err != nil {
		return err
	}
	acc := account(m)
	err = logform.Letter(a.out, &acc, packOf(m))
	if errors.Is(err, logform.ErrNotAsked) {
		return fail(exitUsage, "vaughn log "+words.Arg(folder), "%s is published on the web: nobody asked for it, so there is nobody to answer. --letter is for channel request or inspection.", base(folder))
	}
	if err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintln(a.err, "This is a draft: read it, and let counsel read it, before it is sent. It is not a part of the release.")
	}
	return nil
}

// logWorkbook writes the log as a workbook beside the release, never into it.
func (a *app) logWorkbook(folder, out string) error {
	if out == "" {
		return fail(exitUsage, "vaughn log "+words.Arg(folder)+" --format xlsx -o log.xlsx", "A workbook is not printed: -o is missing, the name of the file to write.")
	}
	dir, err := bundleDir(folder)
	if err != nil {
		return err
	}
	if within(out, dir) {
		return fail(exitUsage, "", "%s lies inside the release, which holds nothing but what was sealed. Choose a place outside.", base(out))
	}
	m, err := sealedManifest(dir)
	if err != nil {
		return err
	}
	totals := logform.Summaries() // for who decided, which the manifest does not have
	each := func(yield func(*exemptions.Entry) error) error {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
		if err != nil {
			return err
		}
		defer f.Close()
		return logform.ReadJSONL(f, yield)
	}
	damaged := fail(exitVerify, "vaughn verify "+words.Arg(folder), "%s is damaged or was changed.", bundle.LogJSONL)
	if each(totals.Add) != nil {
		return damaged
	}
	var b bytes.Buffer
	err = logform.XLSX(&b, logform.XLSXInput{Release: m.Release, Pack: packOf(m), Files: m.Files, Summary: m.Summary, Deciders: totals.Deciders(), Entries: m.Entries,
		NotExamined: m.NotExamined, Checked: true, Each: each})
	if err != nil {
		return damaged
	}
	if err := newFile(out, 0o644, b.Bytes()); err != nil {
		return err
	}
	_, err = io.WriteString(a.out, base(out)+": "+words.Plural(m.Entries, "entry")+".\n")
	return err
}

// within reports whether path lies in dir.
func within(path, dir string) bool {
	p, err1 := filepath.Abs(path)
	d, err2 := filepath.Abs(dir)
	rel, err3 := filepath.Rel(d, p)
	return errors.Join(err1, err2, err3) != nil || rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
