// Package bundle names the files of a release and reads and writes the
// manifest. It is what redact/release and redact/verify agree on; it decides
// nothing.
package bundle

import "vaughn/exemptions"

// Names of the files of a bundle, "/" between folders.
const (
	LogHTML     = "exemption-log.html"
	LogCSV      = "exemption-log.csv"
	LogXLSX     = "exemption-log.xlsx" // only where it was asked for
	LogJSONL    = "metadata/exemption-log.jsonl"
	Report      = "report.html"
	Readme      = "README.txt"
	Sums        = "SHA256SUMS"
	Sealed      = "SEALED"
	DataPackage = "datapackage.json" // at the root: its paths are relative to it
	ManifestAt  = "metadata/manifest.json"
	PolicyAt    = "metadata/policy.yaml"
)

// Schema of the manifest.
const Schema = "vaughn.manifest/1"

// Manifest is metadata/manifest.json: the account of a release that a verifier
// checks the files against. It holds no cell value and no plain digest of an
// input.
type Manifest struct {
	Schema      string                `json:"schema"`
	Release     exemptions.Release    `json:"release"`
	Files       []exemptions.File     `json:"files"`
	Summary     []exemptions.Summary  `json:"summary"`
	Entries     int64                 `json:"entries"`
	Labels      int64                 `json:"labels"`
	Inputs      []Input               `json:"inputs"`
	NotExamined []string              `json:"not_examined"`           // released names or counts by type, never a name that holds personal information
	Disposed    []exemptions.Disposed `json:"dispositions,omitempty"` // files of the input that a person decided about as a whole
	Engine      string                `json:"engine"`                 // detector set and version
}

// Input is one input as the public may know it.
type Input struct {
	Name   string `json:"name"` // released base name
	Bytes  int64  `json:"bytes"`
	Digest string `json:"hmac_sha256,omitempty"` // keyed; absent without a key
}

// SealText is the content of SEALED: the release id and the digest of
// SHA256SUMS. It is written last; a folder without it is not a release.
func SealText(id, sumsDigest string) []byte {
	return []byte("vaughn sealed release\nrelease " + id + "\nSHA256SUMS " + sumsDigest + "\n")
}
