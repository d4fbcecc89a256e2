package detect

import "vaughn/detect/internal/lexicon"

// OrdinaryWord reports whether w, case ignored, is an ordinary word of English, as
// the SCOWL lists up to size 50 have it. Names that are words too ("Brown", "Rust")
// are among them.
func OrdinaryWord(w string) bool { return lexicon.Word(w) }
