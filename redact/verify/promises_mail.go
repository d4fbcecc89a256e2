package verify

import (
	"html"
	"path"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

// An e-mail address is told by its shape in any text, so the documents of a
// release are searched for one as a whole. Addresses in the agency's own words
// (Options.Official, Options.Own: contact, policy, pack) are meant to be there.

// spoken are the documents that are searched.
var spoken = []string{bundle.LogHTML, bundle.LogXLSX, bundle.Report, bundle.Readme, bundle.DataPackage, bundle.ManifestAt}

// mailed looks for e-mail addresses in one document, where a promise is about them.
func (r *Result) mailed(name string, b []byte) {
	p := r.promises
	if !p.named(detect.EmailAddress) || !slices.Contains(spoken, name) {
		return
	}
	own := map[string]bool{}
	for _, t := range slices.Concat(r.opt.Official, r.opt.Own) {
		eachEmail(t, func(a string) { own[strings.ToLower(a)] = true })
	}
	text := string(b)
	if path.Ext(name) == ".html" {
		text = html.UnescapeString(text)
	}
	said := false
	eachEmail(text, func(a string) {
		_, domain, _ := strings.Cut(a, "@")
		if said || !strings.Contains(domain, ".") || own[strings.ToLower(a)] || r.excepted(a) {
			return
		}
		said = true
		r.probs.add(Problem{Kind: Promise, File: name, Msg: brokenBy(detect.EmailAddress)})
	})
}

// excepted reports whether every promise about e-mail addresses excepts a.
func (r *Result) excepted(a string) bool {
	for _, i := range r.promises.of[detect.EmailAddress] {
		if r.promises.except == nil || !r.promises.except(i, a) {
			return false
		}
	}
	return true
}

// packTexts are what a release prints of its pack; nil for one that this program
// does not have.
func packTexts(id string) []string {
	name, _, _ := strings.Cut(id, "@")
	p, err := exemptions.Load(name)
	if err != nil {
		return nil
	}
	out := []string{p.Ask, p.Appeal}
	for _, k := range []string{"full", "part", "none"} {
		out = append(out, p.Letter[k])
	}
	return out
}
