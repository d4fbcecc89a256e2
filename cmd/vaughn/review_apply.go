package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"vaughn/exemptions/words"
	"vaughn/redact/review"
)

// applySheet reads a filled sheet into the book.
func (a *app) applySheet(f reviewFlags) error {
	if f.internal == "" {
		f.internal = filepath.Dir(f.apply)
	}
	if f.by != "" {
		if err := review.GoodName(f.by); err != nil {
			return fail(exitUsage, "vaughn review --help", "The name of --by cannot be printed on the log: %v.", err)
		}
	}
	book, day, err := a.openBook(&f)
	if err != nil {
		return err
	}
	if err := f.checkUntil(); err != nil {
		return err
	}
	res, err := review.Apply(f.apply, f.internal, book, f.by, day, f.until)
	var refused *review.Refused
	switch {
	case errors.As(err, &refused):
		out := fail(exitPending, "correct "+words.Arg(f.apply)+", save it, and apply it again", "%s was not applied, and nothing was recorded: %s", base(f.apply), refused.Why[0])
		out.more = refused.Why[1:]
		return out
	case errors.Is(err, os.ErrNotExist):
		return fail(exitInput, "vaughn review PATH --policy POLICY --internal "+words.Arg(f.internal)+" --sheet "+words.Arg(f.apply), "%s, or what was written beside it when it was made, is not there.", base(f.apply))
	case err != nil:
		return fail(exitPolicy, "", "%s.", err)
	}
	fmt.Fprintf(a.out, "%s recorded in %s.\n", words.Plural(int64(res.Decided), "decision"), review.BookFile)
	if l := res.Sample; l != nil {
		fmt.Fprintf(a.out, "Sample: %s.\n", seen(l))
	}
	if res.Stale > 0 {
		fmt.Fprintf(a.out, "%s by hand in an earlier version of a file %s no longer: what was marked now stands instead.\n", words.Plural(int64(res.Stale), "mark"), verb(res.Stale, "count"))
	}
	if res.Open > 0 {
		fmt.Fprintf(a.out, "%s still %s.\n", words.Plural(int64(res.Open), "value"), verb(res.Open, "wait"))
	}
	next := "run vaughn release again"
	if res.Decided == 0 && res.Sample == nil { // a release would stop at the same places
		next = "open " + words.Arg(f.apply) + ", fill in what you decide, save it, and apply it again"
	}
	fmt.Fprintln(a.out, "Next: "+next)
	return nil
}

// checkUntil reads --until.
func (f *reviewFlags) checkUntil() error {
	if _, err := time.Parse(time.DateOnly, f.until); f.until != "" && err != nil {
		return fail(exitUsage, "", "--until must be a day, written like 2027-06-30.")
	}
	return nil
}

// seen says what a sample showed.
func seen(l *review.Line) string {
	out := ""
	if k := l.Kept; k.Cells > 0 {
		out = fmt.Sprintf("%s among %s that are released as they are: at most %s %% of them hold one, with 95 %% confidence",
			words.Plural(int64(k.Wrong), "miss"), words.Plural(int64(k.Cells), "cell"), review.Percent(review.UpperBound(k.Wrong, k.Cells)))
	}
	if m := l.Masked; m.Cells > 0 {
		if out != "" {
			out += "; "
		}
		out += fmt.Sprintf("%s of %s should have stayed", words.Count(int64(m.Wrong)), words.Plural(int64(m.Cells), "masked cell"))
	}
	return out
}

// openBook opens the book of f's internal folder.
func (a *app) openBook(f *reviewFlags) (*review.Book, string, error) {
	day, err := a.asOf(f.asOf)
	if err != nil {
		return nil, "", err
	}
	key, err := readKey(f.key)
	if err != nil {
		return nil, "", err
	}
	keys, err := review.LoadKeys(f.internal, key, false)
	if errors.Is(err, os.ErrNotExist) {
		return nil, "", fail(exitPolicy, "", "%s: there is no %s in this folder. Give the --internal folder that the sheet was made with, or its --key-file.", base(f.internal), review.KeyFile)
	} else if err != nil {
		return nil, "", fail(exitPolicy, "", "%s.", err)
	}
	path := f.decisions
	if path == "" {
		path = filepath.Join(f.internal, review.BookFile)
	}
	book, err := review.Open(path, keys, day)
	if err != nil {
		return nil, "", fail(exitPolicy, "", "%s.", err)
	}
	return book, day.Format(time.DateOnly), nil
}
