package detect_test

import "vaughn/detect/detecttest"

// nothing are texts in which nothing stands that a detector should find: they were
// false finds in manuals, change logs, tables and the minutes of councils.
var nothing = map[string][]detecttest.Fixture{
	"account": {
		text("kernel utility (Ana) [#34574](x), commit acc3d66934, customer counts: 44120 residential"),
		text("Account 1010-5132 office supplies was overspent, member dues: 12000 in May"),
	},
	"bank":    {text("refactor type checking (Ana) [#20816](x) and option checking [#25597]")},
	"medical": {text("emr-5.14.0, pt-PT es-419, PT, the default is 100us, chart of tree sizes: 441, patient volume: 4412 a day")},
	"vehicle": {
		text("Closes: LP: #1990586, LP#991002, pl2303 MS3020, plate girder G-4412"),
		text("PL 3/8X6X12 W/ BOLTS, Tag 4412-B lists the valve as closed, LIC 4-26 FEE SCHEDULE, matrícula escolar 2026: 4412 alumnos"),
		text("tag: DET, tags=tag1, TAG 4412 ON HYDRANT READS OUT"),
		text("DL 188 690.6 184 690.6, dl_iterate_phdr 3 2023-02-05"),
	},
	"user": {
		text("inst.nsi (-un.gnupg): Delete distsigkey and (-un.gnupg) files"),
		text("the /usr/share/doc tree, arn:aws:iam:user/Key, login_config_file, the users set-password command"),
		text("username on GitHub, the user's name is different, sudo apt-get install, handle multi-arch names"),
		text("see login.defs, the user self-service page, the login drop-down list, a UNIX username in GECOS"),
		text("Usuario tipo: residencial. User group: staff"),
		text("Usuario del parque: cierre la puerta, the authenticated user. Subaccounts are listed"),
	},
	"secret": {
		text(`"password", "host": "example.org", scrypt(password, 'salt', 24), pass --debug-nghttp2 to it`),
		text("a private key using X.509 or PKCS#8, passphrases in UTF-8, --password=CLIENT_SECRET [--region=REGION]"),
		text("A combination sewer at Node 1147, access code compliance: ICC A117.1-2017, security code violations 44120"),
		text("PASS: gdb.base/define.exp: on, PASS: common-x and more of it, PASS: hallway sprinklers"),
		text("La clave 2026-44 del proyecto aparece en el anexo"),
		text("Clave del mapa: azul = ruta 10, git/?p=gcc.git, base-passwd 3.6.1, Pass \"infinity\" to disable"),
	},
	"session": {
		text("fixed in the cookie code (CVE-2022-27776), DBUS_COOKIE_SHA1"),
		text("a session ID is a 32-bit number that is counted up"),
		text("session.altsvc(8000x), http.cookie.time2netscape, session-keyring.7, boto3.Session(x)"),
		text("mounted with uid=gid=0, mode=0644"),
	},
	"birth": {
		text("The idea was born in 2009 here, a birthday party for the canal: June 14, 2025, happy birthday (2012-11-06)"),
		text("Nacimiento de la red de autobuses: 1 de junio de 1912, setTimeout(fn, 2000), BN_dec2bn"),
	},
	"ssn": {text("nss (2:3.87-1), m:ss): 11:15.45, sg-xxxxxxxxxx9836, XX-XXX-2010, 1111-XXXX-1111-XXXX, routing number XXXXX0000")},
	"age": {text("max-age=6, add_child(3), common max-age: 12")},
	"phone": {
		text("under IEEE 754-2008 and TIS-620-2533, ports in the range 600-1023, s/822/2822/, 571.2010 and 709.7827 of 200 2465"),
	},
	"card":    {text("quanta 8 [[CREDIT_CARD?:2650 1514 1514 1514]] x, https://example.org/case/[[CREDIT_CARD?:5390364397928448]]")},
	"network": {text("(OID 1.3.101.112), icons (2.30.2.1-1) of the office, kept as they are"), text("support for an IPv6 address. ::")},
}
