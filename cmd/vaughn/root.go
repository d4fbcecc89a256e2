package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vaughn/exemptions/words"
)

// outside is everything that a command may use of the world around it.
type outside struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	tty      bool // err is a terminal
}

// app is one run of the program.
type app struct {
	outside
	quiet bool
	out   *stickyWriter
}

// stickyWriter remembers the first error: a command prints without looking, and
// run looks once. A result that was cut short must not exit 0.
type stickyWriter struct {
	w   io.Writer
	err error
}

func (s *stickyWriter) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}

// run is the program: it returns the exit code and prints nothing but to o.
func run(ctx context.Context, args []string, o outside) (code int) {
	a := &app{outside: o, out: &stickyWriter{w: o.out}}
	defer func() {
		if recover() != nil {
			f := panicked()
			printError(o.err, f)
			code = f.code
		}
	}()
	root := a.root()
	root.SetArgs(args)
	root.SetIn(o.in)
	root.SetOut(a.out)
	root.SetErr(o.err)
	err := root.ExecuteContext(ctx)
	if err == nil && a.out.err != nil {
		err = fail(exitOutput, "", "The result could not be printed in full: the output was closed or the disk is full.")
	}
	if err == nil {
		return exitDone
	}
	f := describe(err)
	printError(o.err, f)
	return f.code
}

// root is the command without a name, which prints help.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "vaughn",
		Short:         "Find and mask personal information in public-records exports, with an exemption log.",
		Long:          "vaughn finds personal information in CSV exports, masks it, and attaches an exemption log\nto every release. It works offline: no network, no telemetry.\n\n" + exitTable,
		Example:       "  vaughn demo\n  vaughn scan service_requests.csv\n  vaughn init service_requests.csv -o policy.yaml\n  vaughn release service_requests.csv --policy policy.yaml --out public --dry-run",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version,
		Args:          cobra.ArbitraryArgs,
		RunE:          a.noCommand,
	}
	root.SetVersionTemplate("vaughn {{.Version}}\n")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no notices on stderr; errors and results only")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(a.scanCommand(), a.initCommand(), a.releaseCommand(), a.reviewCommand(), a.acceptCommand(), a.verifyCommand(), a.logCommand(),
		a.diffCommand(), a.explainCommand(), a.listCommand(), a.testCommand(), a.keyCommand(), a.demoCommand(), a.versionCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	narrow(root)
	return root
}

// noCommand is what vaughn without a known command does.
func (a *app) noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	return unknownCommand(cmd, args[0])
}

// unknownCommand names the nearest command of cmd.
func unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	msg := "There is no command " + quoted(word) + "."
	if n := words.Nearest(word, names); n != "" {
		return fail(exitUsage, cmd.CommandPath()+" "+n, "%s Did you mean %q?", msg, n)
	}
	return fail(exitUsage, cmd.CommandPath()+" --help", "%s The commands are %s.", msg, words.List(names))
}

// flagError puts pflag's errors into our words; pflag repeats values, we do not.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		if n := words.Nearest(name, names); n != "" {
			return fail(exitUsage, help, "%s has no flag %s. Did you mean --%s?", cmd.CommandPath(), quoted("--"+name), n)
		}
		return fail(exitUsage, help, "%s has no flag %s.", cmd.CommandPath(), quoted("--"+name))
	case errors.As(err, &needs):
		return fail(exitUsage, help, "--%s needs a value.", needs.GetFlag().Name)
	case errors.As(err, &invalid):
		return fail(exitUsage, help, "The value of --%s is not valid.", invalid.GetFlag().Name)
	default:
		return fail(exitUsage, help, "The flags of %s could not be read.", cmd.CommandPath())
	}
}

// quoted repeats a word that was typed, unless it is long enough to be data.
func quoted(word string) string {
	if len(word) > 40 || strings.ContainsFunc(word, func(r rune) bool { return r < ' ' || r == '@' }) {
		return "of that name"
	}
	return `"` + word + `"`
}

// wants checks the number of arguments; max < 0 is no limit.
func wants(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fail(exitUsage, cmd.CommandPath()+" --help", "%s needs %s.", cmd.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return fail(exitUsage, cmd.CommandPath()+" --help", "%s takes %s, and more was given.", cmd.CommandPath(), what)
		default:
			return nil
		}
	}
}
