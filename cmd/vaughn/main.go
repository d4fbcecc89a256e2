// Command vaughn finds personal information in public-records exports, masks
// it, and attaches an exemption log to every release. It never uses a network.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func main() {
	// What a double-click in the Windows Explorer shows, before the window closes.
	cobra.MousetrapHelpText = "vaughn works in a terminal window. Press the Windows key, type Terminal, press Enter, and type: vaughn demo\n"
	// Batches are reused, so there is little to collect: a smaller heap costs
	// nothing and keeps a release under 64 MB at any size.
	debug.SetGCPercent(40)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	code := run(ctx, os.Args[1:], outside{
		in:  os.Stdin,
		out: os.Stdout,
		err: os.Stderr,
		env: os.Getenv,
		now: time.Now,
		tty: term.IsTerminal(int(os.Stderr.Fd())),
	})
	stop()
	os.Exit(code)
}
