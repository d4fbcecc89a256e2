package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
)

func (a *app) keyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "key",
		Short: "Make or check a key file",
		Long: "A key lets vaughn write codes instead of values (the verb code) and recognise an input without\n" +
			"storing a digest that could be guessed, and read lists of codes (key list). Keep it beside the policy, never in the public folder:\n" +
			"who has it can test guesses against the codes.",
		Args: cobra.ArbitraryArgs,
		RunE: a.noCommand,
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "new FILE",
		Short: "Write a new random key, readable by you only",
		Args:  wants(1, 1, "one file name"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.newKey(args[0]) },
	}, &cobra.Command{
		Use:   "check FILE",
		Short: "Check that a key file can be used",
		Args:  wants(1, 1, "one file name"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.checkKey(args[0]) },
	}, a.keyListCommand())
	return cmd
}

func (a *app) newKey(path string) error {
	var key [keySize]byte
	rand.Read(key[:]) // never fails, by its documentation
	line := base64.StdEncoding.EncodeToString(key[:]) + "\n"
	if err := newFile(path, 0o600, []byte(line)); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: a new key. Keep a copy in a safe place: without it, the same value gets another code in the next release.\nNext: vaughn release FILE --policy POLICY --out FOLDER --key-file %s\n", base(path), words.Arg(path))
	return nil
}

func (a *app) checkKey(path string) error {
	if _, err := readKey(path); err != nil {
		return err
	}
	// Windows keeps permissions elsewhere; its mode bits say nothing.
	if info, err := os.Stat(path); runtime.GOOS != "windows" && err == nil && info.Mode().Perm()&0o077 != 0 {
		return fail(exitPolicy, "chmod 600 "+words.Arg(path), "%s: the key is good, but other users of this computer can read it.", base(path))
	}
	fmt.Fprintf(a.out, "%s: the key is good.\n", base(path))
	return nil
}
