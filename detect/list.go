package detect

// List is the table of detectors, in the order in which they run. A new
// detector is one file and one row here.
func List() []Detector {
	return []Detector{
		email{},
		phone{},
		ssn{},
		card{},
		bank{},
		iban{},
		account{},
		birth{},
		vehicle{},
		identity{},
		network{},
		person{},
		address{},
		geo{},
		link{},
	}
}
