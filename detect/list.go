package detect

// List is the table of detectors, in the order in which they run. A new
// detector is one file and one row here; names in running text without a label
// will stand after person.
func List() []Detector {
	return []Detector{
		email{},
		phone{},
		ssn{},
		card{},
		bank{},
		routing{},
		npi{},
		iban{},
		account{},
		birth{},
		vehicle{},
		medicare{},
		medical{},
		passport{},
		user{},
		secret{},
		session{},
		network{},
		age{},
		sensitive{},
		person{},
		name{},
		address{},
		geo{},
		link{},
	}
}
