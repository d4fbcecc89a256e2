//go:build !linux

package main

import "errors"

func mountSmall(string, string) error {
	return errors.New("only Linux can mount a small file system for a test")
}

func unmount(string) error { return nil }
