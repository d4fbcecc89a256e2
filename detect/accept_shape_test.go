package detect_test

import "vaughn/detect/detecttest"

// shapes are more marked texts, of the kinds that have a shape of their own.
var shapes = map[string][]detecttest.Fixture{
	"email": {
		text("[[EMAIL_ADDRESS:ana\u200b.lopez@exam\u00adple.org]] and [[EMAIL_ADDRESS:ana\u2060@\ufeffexample.org]]"),
		text("[[EMAIL_ADDRESS:ana.lopez@example\u200d.org]]\u200b"),
		text("[[EMAIL_ADDRESS:a@xn--d1acufc.xn--p1ai]], [[EMAIL_ADDRESS:user@xn--80ak6aa92e.com]]"),
		text("write to [[EMAIL_ADDRESS:jdoe at example dot gov]] today"),
		text("[[EMAIL_ADDRESS:jdoe (at) example (dot) gov]] or [[EMAIL_ADDRESS:jdoe [at] example.gov]]"),
		text("[[EMAIL_ADDRESS:JDOE AT EXAMPLE DOT ORG]]; [[EMAIL_ADDRESS:ana.lopez at example.org]]"),
		text("[[EMAIL_ADDRESS:ana dot lopez at mail dot example dot com]]"),
		text("[[EMAIL_ADDRESS:ana.lopez(at)example.org]]"),
		text("correo: [[EMAIL_ADDRESS:ana arroba example punto org]], email: [[EMAIL_ADDRESS:jdoe at example.org]]"),
		text("https://example.org/u/[[EMAIL_ADDRESS:ana%40example.org]]"),
		text("look at example.org, look at example dot org, find us at example dot com, open 9 a.m. at example.org"),
		text("user@localhost, (at) noon, the polka dot dress at the store, info@example., a@b.c, see it at example.gov"),
		text("meet at the park. dot the i, room 12 [at] the end.of it"),
	},
	"network": {
		text("ip-[[IP_ADDRESS:203-0-113-9]].example.net, host-[[IP_ADDRESS:198-51-100-23]].example.org, c-[[IP_ADDRESS:203-0-113-9]].hsd1.ny.example.net"),
		text("[[IP_ADDRESS:9.113.0.203]].in-addr.arpa, [[IP_ADDRESS:203.0.113.9]].static.example.net, dsl.[[IP_ADDRESS:203.0.113.9]].example.net"),
		text("pool[[IP_ADDRESS:203-0-113-9]]-dsl.example.net, ip-[[IP_ADDRESS:10-0-0-1]].ec2.internal"),
		text("cisco [[MAC_ADDRESS:0012.3456.789a]], [[MAC_ADDRESS:AABB.CCDD.EEFF]]; [[MAC_ADDRESS:0012.3456.789A]]"),
		text("ff:ff:ff:ff:ff:ff, 00:00:00:00:00:00, FF-FF-FF-FF-FF-FF, 0000.0000.0000, ffff.ffff.ffff"),
		text("[[IP_ADDRESS:192.168.1.0/24]], [[IP_ADDRESS:2001:db8::/32]], [[IP_ADDRESS:2001:db8::]]/123456, [[IP_ADDRESS:10.0.0.0]]/123"),
		text("[[IP_ADDRESS:2001:db8::1/64]]. [[IP_ADDRESS:fe80::1%eth0]] and [[IP_ADDRESS:fe80::/10]]"),
		text("src=[[IP_ADDRESS:::]] dst=[[IP_ADDRESS:::1]]; loopback [[IP_ADDRESS:::1]], route [[IP_ADDRESS:::/0]] and [[IP_ADDRESS:::1/128]]"),
		text("[[IP_ADDRESS:10.0.0.1]], [[IP_ADDRESS:127.0.0.1]] and [[IP_ADDRESS:10.0.0.0/8]], [[IP_ADDRESS:0.0.0.0]]; [[IP_ADDRESS:192.168.1.1]]:8080"),
		text("version 10.0.0.1, section 10.1.2.3, § 10.1.2.3, std::cout, std::x, ::: and a :: b, 1.2.3.4, 192.168.1.1.1"),
		text("parcel 203-0-113-9, text192.168.1.1, IP192.168.1.1text, fe80::1text, B12-34-56-78, Class::method, abc::def"),
		text("IP: [[IP_ADDRESS:203.0.113.9]]. ([[IP_ADDRESS:2001:db8::1]]):8080, SSH to user@[[IP_ADDRESS:2001:db8::1]]"),
	},
	"npi": {
		text("NPI [[US_NPI:1234567893]] and NPI [[US_NPI:1245319599]]"),
		text("Provider identifier [[US_NPI:1245319599]]; NPI# [[US_NPI:1234-567-893]]"),
		text("NPI: [[US_NPI:4146225173]] as typed, PROVIDER NO. [[US_NPI:1003000126]]"),
		text("call 3155550142, number 1234567893, NPI 123456789, NPI 12345678934, npin 1234567893"),
	},
	"phone": {
		text("[[PHONE_NUMBER:315\u200b-555\u2060-0142]], [[PHONE_NUMBER:(315)\u00a0555\u00ad-0142]]"),
		text("my other one is[[PHONE_NUMBER:415-555-0132]], Phone[[PHONE_NUMBER:315.555.0142]], TEL[[PHONE_NUMBER:315-555-0142]]"),
		text("[[PHONE_NUMBER:+44 (0)20 7946 0142]], [[PHONE_NUMBER:+30 21 0 1234567]] and [[PHONE_NUMBER:011 44 20 7946 0142]]"),
		text("[[PHONE_NUMBER:001-315-555-0142]] or [[PHONE_NUMBER:+52 55 1234 5678]], [[PHONE_NUMBER:+447700900142]]"),
		text("phone [[PHONE_NUMBER:91-415-555-0132]], call me on [[PHONE_NUMBER:01.84.17.61.18]]"),
		text("My Japanese number is [[PHONE_NUMBER:090-1234-5678]], Mi número es [[PHONE_NUMBER:09-7625400]]"),
		text("my CN number is [[PHONE_NUMBER:13812345678]], call us on [[PHONE_NUMBER:9472 7916]]"),
		text("[[PHONE_NUMBER:07700 900 142]]-Fax, [[PHONE_NUMBER:416 60 039]] office, [[PHONE_NUMBER:(37) 788-063]]-Office"),
		text("PH: [[PHONE_NUMBER:315-555-O142]], TELÉFONO [[PHONE_NUMBER:(3l5) 555-0142]]"),
		text("[[PHONE_NUMBER:315-555-0142 extension 12]], [[PHONE_NUMBER:315-555-0142, ext: 7]]; [[PHONE_NUMBER:315-555-0142 (x12)]]"),
		text("[[PHONE_NUMBER:315-555-0142 EXT 12]], [[PHONE_NUMBER:315-555-0142x12]], [[PHONE_NUMBER:315-555-0142 extensión 12]]"),
		text("called 12 times on 2026-05-19, call by 12-05-2026, phone line 2026 2027, text of 20 pages"),
		text("my badge number is 13812345678, case number is 090-1234-5678, B315-555-0142, PO315-555-0142"),
		text("001.1-01-03.0 and 011.-04-02.1, 12-345-678-9012, ISBN 978-0-306-40615-7, UPC 0 36000 29145 2, $12 345 678 office"),
		text("docket 315-555-0142, invoice 3155550142, section 416 60 039, 12 345 678 office buildings"),
	},
	"routing": {
		text("number 121000358 and 3222-7162-7, 421042111"),
	},
	"ssn": {
		text("078051121, 911701234, 078-051121, 07805-1121 and 911-701234 without a label"),
		text("SSN: [[US_SSN:078-051121]], ssn [[US_SSN:219099998]]; ZIP 13202-1234"),
	},
	"url": {
		text("my domains: [[URL:example.com]] [[URL:example.co.il]]"),
		text("see '[[URL:https://www.example.org/x]]' and \"[[URL:http://example.site]]\""),
		text("visit [[URL:EXAMPLE.ORG]], or [[URL:city.syracuse.ny.us/permits?id=4]]"),
		text("www.example, http://example, 'www.example'"),
		text("ana@example.org, notes.txt, He left.It was late, main.py, path/example.com, e.g.no, a.m.at, the door.No one"),
		text("[[URL:http://localhost:8080/x]] and [[URL:http://10.0.0.1/y]] and [[URL:ftp://files.example.net]]"),
	},
}
