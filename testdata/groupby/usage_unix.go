//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// userCPU is the processor time of this process in seconds, without the system's.
func userCPU() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec) + float64(u.Utime.Usec)/1e6
}

// peak is the largest resident memory of this process in MB (10^6 bytes). Linux
// counts in KiB, Darwin in bytes (getrusage(2)).
func peak() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return u.Maxrss / 1e6
	}
	return u.Maxrss * 1024 / 1e6
}
