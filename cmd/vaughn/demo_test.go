package main

import (
	"bytes"
	"testing"
	"time"

	"vaughn/testdata/sr"
)

func TestTheDemoExportIsTheGenerators(t *testing.T) {
	o := sr.Options{Seed: 7, Start: time.Date(2026, 11, 9, 6, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), Gap: 25 * time.Minute}
	g := sr.New(o)
	want := g.Header(nil)
	for range 400 {
		want = g.Row(want)
	}
	got, err := demoFiles.ReadFile("demo/" + demoExport)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("demo/syrcityline.csv is not what the generator writes; make it again with the command in demo.go")
	}
}
