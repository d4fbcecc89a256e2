package detect_test

import (
	"slices"
	"testing"

	"vaughn/detect"
	"vaughn/detect/detecttest"
)

func text(marked string) detecttest.Fixture { return detecttest.Fixture{Text: marked} }

func under(header, marked string) detecttest.Fixture {
	return detecttest.Fixture{Header: header, Text: marked}
}

// fixtures are the marked texts of each detector; text outside marks is as much a
// test as text inside.
var fixtures = map[string][]detecttest.Fixture{
	"email": {
		text("mailto:[[EMAIL_ADDRESS:o'neil.pat+311@mail.example.com]]"),
		text("https://example.org/?to=[[EMAIL_ADDRESS:ana.lopez%40example.org]]&x=1"),
		text("([[EMAIL_ADDRESS:info@example.org]])."),
		text("“[[EMAIL_ADDRESS:ana@example.org]]” – [[EMAIL_ADDRESS:josé@example.org]]"),
		text("12 @ 4.50 each, icon@2x.png, @handle, me@ home, user@localhost"),
	},
	"phone": {
		text("[[PHONE_NUMBER:(315) 555-0142]], [[PHONE_NUMBER:315.555.0143]]"),
		text("[[PHONE_NUMBER:+1 315-555-0142 ext. 12]]"),
		text("[[PHONE_NUMBER:1-315-555-0142]] or [[PHONE_NUMBER:315/555-0142 x7]]"),
		text("cell [[PHONE_NUMBER:3155550142]]"),
		text("phone: [[PHONE_NUMBER:555-0142]]"),
		text("[[PHONE_NUMBER:3155550142]] (cell), tel. [[PHONE_NUMBER:+44 20 7946 0142]]"),
		text("[[PHONE_NUMBER:315\u00a0555\u20110142]]"),
		text("permit 3155550142, NPI: 3155550142, parcel 315-555-0142"),
		text("on 2026-05-19 for 13202-1234 at 43.0481220 and 7035551212345"),
		text("code 3155550142 and 0155550142"),
		under("Phone", "[[PHONE_NUMBER:3155550142]]"),
		under("Phone", "[[PHONE_NUMBER:5550142]]"),
		under("Fax Number", "[[PHONE_NUMBER:3155550142]]"),
		under("Case No", "315-555-0142"),
	},
	"ssn": {
		text("ssn: [[US_SSN:219099999]]"),
		text("social security number is [[US_SSN:219-09-9999]]"),
		text("SSN [[US_SSN:000-12-3456]] as typed"),
		text("last four of SSN ending in [[US_SSN:1120]]"),
		text("on file [[US_SSN:XXX-XX-1120]]"),
		text("no label 000-12-3456, 666-12-3456, [[US_ITIN:987-65-4321]]"),
		text("case 219-09-9998 and part 219-09-99981"),
		under("SSN", "[[US_SSN:078051120]]"),
		under("SSN", "[[US_SSN:XXX-XX-1120]]"),
		under("Social Security No.", "[[US_SSN:078-05-1120]]"),
	},
	"card": {
		text("[[CREDIT_CARD:4111-1111-1111-1111]] and [[CREDIT_CARD:3782 822463 10005]]"),
		text("visa [[CREDIT_CARD:4222222222222]]"),
		text("[[CREDIT_CARD:5555555555554444]]"),
		text("4111 1111 1111 1112 fails, tracking 4111111111111111"),
		text("0000000000000000 and 43.4111111111111111"),
		under("Card Number", "[[CREDIT_CARD:6011111111111117]]"),
	},
	"bank": {
		text("ABA no. [[ABA_ROUTING_NUMBER:011000015]] and checking account [[US_BANK_NUMBER:0004417209]]"),
		text("routing number: [[ABA_ROUTING_NUMBER:123456789]]"),
		text("011000015 without a word, bank holiday 2026"),
		under("Routing Number", "[[ABA_ROUTING_NUMBER:011000015]]"),
		under("Bank Account", "[[US_BANK_NUMBER:0004417209]]"),
	},
	"iban": {
		text("[[IBAN_CODE:GB82WEST12345698765432]] or [[IBAN_CODE:FR14 2004 1010 0505 0001 3M02 606]]"),
		text("GB83WEST12345698765432 and DE12 only"),
	},
	"account": {
		text("Acct: [[ACCOUNT_NUMBER:A4417-209]] and customer number [[ACCOUNT_NUMBER:88120]]"),
		text("account 2026, accounts for 12345 homes, customer 315-555-0142, member since 05/19/2026"),
		under("Account Number", "[[ACCOUNT_NUMBER:4417 20931]]"),
		under("Meter ID", "[[ACCOUNT_NUMBER:MX-20931]]"),
	},
	"birth": {
		text("born on [[DATE_OF_BIRTH:March 14, 1980]] in town"),
		text("date of birth [[DATE_OF_BIRTH:1980-03-14]], birthday [[DATE_OF_BIRTH:14 Mar 1980]]"),
		text("opened 3/14/1980, birth certificate 12"),
		under("Birth Year", "[[DATE_OF_BIRTH:1980]]"),
		under("DOB", "[[DATE_OF_BIRTH:3/14/80]]"),
		under("Date", "3/14/1980"),
	},
	"vehicle": {
		text("plate # NY [[LICENSE_PLATE:KLM4471]] and plate: [[LICENSE_PLATE:KLM 4471]]"),
		text("VIN [[VIN:1M8GDM9AXKP042788]] was towed"),
		text("driver's license no. [[US_DRIVER_LICENSE:S123-4567-8901]]"),
		text("license 12345678, plate glass, a hot plate 2026"),
		under("License Plate", "[[LICENSE_PLATE:KLM4471]]"),
		under("VIN", "[[VIN:1M8GDM9AXKP042788]]"),
		under("DL Number", "[[US_DRIVER_LICENSE:123456789]]"),
	},
	"medicare": {
		text("Medicare [[US_MBI:1EG4TE5MK73]], [[US_MBI:9XX9-XX9-XX99]]"),
		text("1SG4-TE5-MK73, 1EG4TE5MK734, part A1EG4TE5MK73, 1EG4-TE5MK73"),
		under("MBI", "[[US_MBI:1eg4-te5-mk73]]"),
		under("MBI", "pending"),
	},
	"medical": {
		text("MRN: [[MEDICAL_RECORD:00441720]], chart no. [[MEDICAL_RECORD:A-20931]]; [[MEDICAL_RECORD:88120]] is her patient id"),
		text("the patient is 45, chart 12, patient count 20931, medical records of 2026"),
		under("Patient ID", "[[MEDICAL_RECORD:00441720]]"),
	},
	"passport": {
		text("pasaporte número [[US_PASSPORT:912803456]] and passport card [[US_PASSPORT:C03004786]]"),
		text("passport fair 2026, passport office 315-555-0142"),
		under("Passport No", "[[US_PASSPORT:C03004786]]"),
	},
	"user": {
		text("username: [[USERNAME:alopez7]], logged in as [[USERNAME:mjones]] twice"),
		text("login: [[USERNAME:jdoe]]"),
		text("usuario: [[USERNAME:ana.lopez]], user=[[USERNAME:CITY\\jdoe7]]"),
		text("the username is taken, the user called twice, user manual 120034, login failed"),
		under("User ID", "[[USERNAME:alopez7]]"),
		under("User ID", "[[USERNAME:lópez75]]"),
		under("Login", "[[USERNAME:o'quill2]]"),
	},
	"secret": {
		text("password: [[PASSWORD:Tr0ub4dor&3]] and pin [[PASSWORD:4417]], gate code [[PASSWORD:2580#]]"),
		text("https://example.org/r?token=[[PASSWORD:9f8e7d6c5b4a]]&page=2"),
		text("Authorization: Bearer [[PASSWORD:eyJhbGciOi.J9.x7Q]]"),
		text("contraseña: [[PASSWORD:gato2026!]]"),
		text("pin 14-21-106-017, password reset requested, the access code was changed, password: see the envelope"),
		under("Gate Code", "[[PASSWORD:2580#]]"),
	},
	"session": {
		text("sessionid=[[SESSION_ID:8f14e45fceea167a5a36dedd4bea2543]]; Cookie: sid=[[SESSION_ID:q7r8s9t0u1]]"),
		text("session 3 of 5, cookie sale 2026, the session was long"),
		under("Session ID", "[[SESSION_ID:8f14e45fceea]]"),
		under("Cookie", "[[COOKIE_ID:GA1.2.1234567890.1234567890]]"),
	},
	"network": {
		text("[[IP_ADDRESS:203.0.113.9]], [[IP_ADDRESS:2001:db8::1]] and [[MAC_ADDRESS:00:1B:44:11:3A:B7]]"),
		text("ip [[IP_ADDRESS:10.0.0.1]] and [[MAC_ADDRESS:00-1b-44-11-3a-b7]]"),
		text("version 10.20.30.40, section 4.1.2.3, 08:14:00, 256.1.1.1, 1.2.3.4.5, std::string"),
		text("[[IP_ADDRESS:2001:db8:0:0:8:800:200c:417a]]"),
		text("the record shows [[IP_ADDRESS:192.168.1.1]], part no. 192.168.1.1"),
		under("Firmware version", "10.20.30.40"),
		under("IP", "[[IP_ADDRESS:1.2.3.4]]"),
	},
	"person": {
		text("Owner: [[PERSON:José Núñez]] asked"),
		text("my name is [[PERSON:Ana M. Lopez]], thanks"),
		text("Applicant: [[ORGANIZATION:Example Paving LLC]]"),
		text("Contact name: [[PERSON:LOPEZ, ANA]]"),
		text("Owner: Unknown, the owner called, company name: see file"),
		text("This is [[PERSON:Ana Lopez]]. My cell"),
		text("This is Main Street, this is not, This is North Side, THIS IS REALLY BAD, This is Monday"),
		under("Applicant", "[[PERSON:ANA LOPEZ]]"),
		under("Last Name", "[[PERSON:Núñez]]"),
		under("Owner Name", "[[ORGANIZATION:CITY OF SYRACUSE]]"),
		under("Complainant", "[[PERSON:José Núñez]] 12 calls"),
		under("Department", "Public Works"),
	},
	"address": {
		text("at [[STREET_ADDRESS:1200 W. Genesee Street]] again"),
		text("[[STREET_ADDRESS:635 Seventh North St]] and [[STREET_ADDRESS:12 42nd Ave N]]"),
		text("mail to [[STREET_ADDRESS:P.O. Box 417, Syracuse, NY 13202-0417]]"),
		text("[[STREET_ADDRESS:4500 State Route 31]]"),
		text("lives at [[STREET_ADDRESS:123 main st apt 4]]"),
		text("[[STREET_ADDRESS:9 Rue de la Paix Blvd #3B]]"),
		text("Park St is closed, 3 lanes on Main Ave, $500 Elm St, 2 Supreme Court rulings, in 30 days Drive carefully"),
		under("Address", "[[STREET_ADDRESS:55 Broadway]]"),
		under("Location", "[[INTERSECTION:Main St & College Ave]]"),
		under("Street Name", "Main Street"),
		under("Email Address", "55 none"),
	},
	"geo": {
		under("Longitude", "[[GEO_POINT:-76.147424]]"),
		under("Location", "[[GEO_POINT:(43.0481, -76.1474)]]"),
		under("the_geom", "[[GEO_POINT:POINT (-76.147424 43.048122)]]"),
		under("Latitude", "n/a"),
		under("Amount", "43.048122"),
	},
	"name": {
		text("spoke with [[PERSON:Tam Oster]] and [[PERSON:Ana Lopez-Ruiz]] on Tuesday"),
		text("Mr. [[PERSON:Vandermolen]] called; [[PERSON:Vandermolen]] will call again"),
		text("Ms. [[PERSON:Rita Vale]] was told. Later [[PERSON:Vale]] left, and so did [[PERSON:Rita]]."),
		text("my daughter [[PERSON:Keisha]] walks there, her friends [[PERSON:Ava]], [[PERSON:Liam]] and [[PERSON:Noor]] too"),
		text("OWNER SAYS [[PERSON:TAM OSTER]] REMOVED THE SIGN"),
		text("[[PERSON:OSTER, TAM J]]; [[PERSON:LOPEZ, ANA]]"),
		text("[[PERSON:María de la Cruz]] y [[PERSON:José Núñez]] viven aquí"),
		text("told [[PERSON:Dale]] & [[PERSON:Karen Frasier]], then [[PERSON:FRASIER, DALE]] & [[PERSON:KAREN]]; [[PERSON:Dale]]/[[PERSON:Karen Frasier]] agreed"),
		text("letter of [[PERSON:J. R. Oster Jr.]] about the sidewalk"),
		text("[[PERSON:Siobhan O’Brien]]'s car, [[PERSON:Aoife MacDonagh]] has the key"),
		text("Oster Paving Inc and the Ana Lopez Foundation replied to Mayor Tam Oster, City Clerk Rita Vale"),
		text("tell the Mayor [[PERSON:Ana Lopez]] called; my supervisor [[PERSON:Rita Vale]] and Building Superintendent [[PERSON:Tam Oster]] know"),
		text("Loan Officer [[PERSON:Ana Lopez]] and Chief Executive Officer [[PERSON:Tam Oster]] of Example Bank, Town Supervisor Rita Vale"),
		text("[[PERSON:Ana Lopez]], Chair of Lopez Holdings LLC. Tam Oster, Director of Public Works. Rita Vale, Chief of Police. Attorney General Lee Oster spoke"),
		text("Left word for the Inspector. [[PERSON:Ana Lopez]] called back. Then Sgt. Tam Oster did."),
		text("at the University [[PERSON:Ana Lopez]] fell, on Bear Street [[PERSON:Tam Oster]] was hurt, at Ana Lopez University"),
		text("CALLER [[PERSON:ANA LOPEZ]] STREET LIGHT OUT"),
		text("Mrs. [[PERSON:Park]] called, Mr. [[PERSON:Church]] lives there; [[PERSON:Dan Lake]] wants a word, Lincoln Park needs a sign"),
		text("I write about the man from across the street, who is called [[PERSON:Ana\nLopez]], and shouts.\n[[PERSON:Tam Oster]]\nThank You"),
		text("Complainant: [[PERSON:Ana Lopez]] Company: Example Foods, [[PERSON:Tam Oster]] City: Example"),
		text("Cal Anderson Park, Martin Luther King Blvd, St. Mary's, Lopez Plumbing LLC, Johnson Act, Park St"),
		text("Young Adult Library, brown bin, May 2026, will call, Main Park Ave, Front Desk, Public Works"),
		text("BOS,JFK,7372 and AMZN,Jan 1 2009, NY POL 87(2)(b), Cal. Gov. Code 7927.705"),
		text("Ökologische Planung für Städte, z.B. Böden, Long- and Short-Term Goals"),
		under("Notes", "left a message for [[PERSON:Ana Lopez]] at noon"),
		under("Vendor", "Lopez Cleaning c/o [[PERSON:Ana Lopez]]"),
		under("City", "Santa Rosa"),
	},
	"url": {
		text("([[URL:http://example.com/x]]), [[URL:www.example.org/y]]."),
		text("ratio 3://, www and://"),
	},
}

func TestAccept(t *testing.T) {
	seen := make(map[string]bool)
	for _, d := range detect.List() {
		id := d.Info().ID
		if seen[id] {
			t.Errorf("two detectors are called %q", id)
		}
		seen[id] = true
		t.Run(id, func(t *testing.T) {
			detecttest.Accept(t, d, slices.Concat(fixtures[id], shapes[id], nothing[id], addresses[id], cells[id]))
		})
	}
	for id := range fixtures {
		if !seen[id] {
			t.Errorf("fixtures for %q, which is not in List", id)
		}
	}
}
