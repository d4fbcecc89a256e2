package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
)

func (a *app) keyListCommand() *cobra.Command {
	var key, out string
	cmd := &cobra.Command{
		Use:   "list LIST.csv --key-file KEY -o LIST.keyed",
		Short: "Turn a list of values into one of codes that only the key can read",
		Long: "list writes one code for each spelling of each value of a list (value, reason, by, until), so that\n" +
			"the list can be kept where the values must not be. A release with the same key masks these values\n" +
			"where a detector finds them and where they fill a cell of names, addresses, numbers or accounts.\n" +
			"They cannot be looked for in text. The reason is carried over only where it is the code of a law.",
		Example: "  vaughn key list opted-out.csv --key-file vaughn.key -o lists/opted-out.keyed",
		Args:    wants(1, 1, "one list"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.keyList(args[0], key, out) },
	}
	cmd.Flags().StringVar(&key, "key-file", "", "the key of the release, made by vaughn key new (required)")
	cmd.Flags().StringVarP(&out, "output", "o", "", "keyed list to write, a name that ends in .keyed (required)")
	return cmd
}

func (a *app) keyList(path, keyFile, out string) error {
	if keyFile == "" || out == "" {
		return fail(exitUsage, "vaughn key list --help", "--key-file and -o are both needed.")
	}
	key, err := readKey(keyFile)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return fail(exitInput, "", "%s: the list %s.", base(path), pathTrouble(err))
	}
	defer f.Close()
	list, err := policy.ReadList(base(path), f, a.now())
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := policy.WriteKeyed(&text, list, key, isAnyCode); err != nil {
		return err
	}
	if err := newFile(out, 0o600, text.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s of %s as codes. Keep %s where only you can read it, or delete it.\nNext: name %s under lists: of the policy, and release with --key-file %s\n",
		base(out), words.Plural(int64(len(list.Items)), "value"), base(path), base(path), base(out), words.Arg(keyFile))
	return nil
}

// isAnyCode reports whether a text is the code of a law in any pack.
func isAnyCode(reason string) bool {
	for _, name := range exemptions.Names() {
		if p, err := exemptions.Load(name); err == nil {
			if _, ok := p.Code(reason); ok {
				return true
			}
		}
	}
	return false
}
