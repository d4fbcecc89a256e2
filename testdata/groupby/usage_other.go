//go:build !unix

package main

// userCPU and peak are not known here.
func userCPU() float64 { return 0 }
func peak() int64      { return 0 }
