package release

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// litter are the names, in lower case, of what operating systems and office
// programs leave in folders by themselves. It is passed over without a word, and
// nothing else is: every other file below a folder is read, or is listed as not
// examined.
var litter = []string{
	".ds_store",                        // macOS: how the Finder shows a folder
	"thumbs.db",                        // Windows: thumbnails
	"desktop.ini",                      // Windows: icon and name of a folder
	"~$*.doc*", "~$*.xls*", "~$*.ppt*", // Microsoft Office: who has the document open
	".~lock.*#", // LibreOffice: the same
}

// kinds of file that no extension names, as they are counted.
const (
	hiddenFile   = "hidden file"
	hiddenFolder = "hidden folder"
	folderLink   = "link to a folder"
	brokenLink   = "link to nothing"
	specialFile  = "not an ordinary file"
)

// notRead says why a file of such a kind was not read.
func notRead(path, kind string) NotExamined {
	why := "this is a " + kind + ", which is read only when it is named by itself"
	switch kind {
	case brokenLink:
		why = "this is a link to a file that is not there"
	case specialFile:
		why = "this is not an ordinary file"
	}
	return NotExamined{Path: slashed(path), Ext: kind, Why: why}
}

// listing is what lies below the paths of a run.
type listing struct {
	files   []string      // to be read, as they can be opened
	skipped []NotExamined // not read whatever they hold
}

func (l *listing) total() int { return len(l.files) + len(l.skipped) }

// expand lists the files of the paths. A path that was given is read whatever its
// name is, through links too; below a folder everything counts, each folder in the
// order of its names. A folder or file that cannot be looked at is an error.
func expand(ctx context.Context, paths []string) (*listing, error) {
	l := &listing{}
	for _, p := range paths {
		fi, err := os.Stat(p)
		switch {
		case err != nil:
			return nil, inputError(p, err)
		case !fi.IsDir():
			l.files = append(l.files, p)
		default:
			if err := l.folder(ctx, p); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// folder adds what lies below dir. Links to folders are not followed: they may
// lead in a circle, or out of what a person meant.
func (l *listing) folder(ctx context.Context, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return inputError(dir, err)
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		path, hidden := filepath.Join(dir, e.Name()), strings.HasPrefix(e.Name(), ".")
		switch mode := e.Type(); {
		case mode.IsDir() && hidden:
			l.skipped = append(l.skipped, notRead(path, hiddenFolder))
		case mode.IsDir():
			if err := l.folder(ctx, path); err != nil {
				return err
			}
		case isLitter(e.Name()):
		case hidden:
			l.skipped = append(l.skipped, notRead(path, hiddenFile))
		case mode.IsRegular():
			l.files = append(l.files, path)
		case mode&fs.ModeSymlink != 0:
			l.link(path)
		default:
			l.skipped = append(l.skipped, notRead(path, specialFile))
		}
	}
	return nil
}

// link adds what a link below a folder leads to, if that is a file.
func (l *listing) link(path string) {
	fi, err := os.Stat(path)
	switch {
	case err != nil:
		l.skipped = append(l.skipped, notRead(path, brokenLink))
	case fi.IsDir():
		l.skipped = append(l.skipped, notRead(path, folderLink))
	case fi.Mode().IsRegular():
		l.files = append(l.files, path)
	default:
		l.skipped = append(l.skipped, notRead(path, specialFile))
	}
}

// isLitter reports whether a file is passed over by its name.
func isLitter(name string) bool {
	name = strings.ToLower(name)
	for _, pattern := range litter {
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}

// mostNamed is how many files an error names one by one.
const mostNamed = 10

// notExamined says of each file why it was not read. A name that trips a detector
// is not repeated.
func notExamined(sc *detect.Scanner, files []NotExamined) []string {
	var out []string
	for i, n := range files {
		if i == mostNamed {
			return append(out, fmt.Sprintf("and %d more", len(files)-i))
		}
		name := base(n.Path)
		if safeName(sc, name, i) != name {
			name = "a file whose name looks like personal information"
		}
		out = append(out, words.Shown(name)+" was not examined: "+n.Why+".")
	}
	return out
}

// longestExt is the longest extension that Types repeats; what is longer is part
// of a name.
const longestExt = 8

// Types counts files by their types, the largest number first: ".docx 3, .msg 1".
func Types(files []NotExamined) string {
	count := map[string]int{}
	var types []string
	for _, f := range files {
		t := f.Ext
		if t == "" || t[0] == '.' && len(t) > longestExt {
			t = "no extension"
		}
		count[t]++
		types = append(types, t)
	}
	types = sortedNames(types)
	slices.SortStableFunc(types, func(a, b string) int { return count[b] - count[a] })
	for i, t := range types {
		types[i] = t + " " + strconv.Itoa(count[t])
	}
	return strings.Join(types, ", ")
}
