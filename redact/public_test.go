package redact

import (
	"testing"

	"vaughn/detect"
)

func TestSameThing(t *testing.T) {
	for _, tt := range []struct {
		e           detect.Entity
		value, cell string
		want        bool
	}{
		{detect.Person, "Pat Doe", "Doe, Pat", true},
		{detect.Person, "José Núñez", "JOSE NUNEZ", true},
		{detect.Person, "Pat Doe", "Pat Q. Doe", false},
		{detect.Person, "Doe", "Pat Doe", false},
		{detect.Person, "Doe", "Doe", false},
		{detect.StreetAddress, "412 Elm St", "412 Elm St, Syracuse, NY 13204", true},
		{detect.StreetAddress, "412 Elm St", "412 Elm St", true},
		{detect.StreetAddress, "412 Elm St Apt 3", "412 Elm St", false},
		{detect.StreetAddress, "12 Elm St", "412 Elm St", false},
		{detect.StreetAddress, "Elm St", "412 Elm St", false},
		{detect.Intersection, "Bear St & N Salina St", "Bear St and N Salina St", false},
		{detect.Intersection, "Bear St & N Salina St", "BEAR ST / N SALINA ST", true},
	} {
		if got := sameThing(tt.e, tt.value, tt.cell); got != tt.want {
			t.Errorf("%q in %q: %t", tt.value, tt.cell, got)
		}
	}
}
