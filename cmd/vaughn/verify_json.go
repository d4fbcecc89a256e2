package main

import "vaughn/redact/verify"

// verifyJSON is what verify --json prints; fields are only ever added.
type verifyJSON struct {
	Status     string   `json:"status"` // verified, failed, stopped
	Exit       int      `json:"exit"`
	Cells      int64    `json:"cells"`
	Labels     int64    `json:"labels"`
	Entries    int64    `json:"entries"`
	Problems   []string `json:"problems"`
	Checked    []string `json:"checked"`
	NotChecked []string `json:"not_checked"`
	Why        string   `json:"why,omitempty"`
}

func verifyReport(res *verify.Result, notes []string, err error) verifyJSON {
	out := verifyJSON{Status: "verified", Problems: []string{}, Checked: []string{}, NotChecked: append([]string{}, notes...)}
	if res != nil {
		out.Cells, out.Labels, out.Entries = res.Cells, res.Labels, res.Entries
		out.Checked = append(out.Checked, res.Checked...)
		out.NotChecked = append(out.NotChecked, res.NotChecked...)
		for _, p := range res.Problems {
			out.Problems = append(out.Problems, p.String())
		}
	}
	if err != nil {
		f := describe(err)
		out.Status, out.Exit, out.Why = "stopped", f.code, f.msg
		if f.code == exitVerify {
			out.Status = "failed"
		}
	}
	return out
}
