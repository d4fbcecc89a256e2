package detect_test

import "vaughn/detect/detecttest"

// addresses are marked texts of street addresses by the forms of USPS Publication
// 28, and of what looks like one. A header "-" makes the text a cell of a column
// whose header says nothing.
var addresses = map[string][]detecttest.Fixture{
	"address": {
		// House numbers.
		text("from [[STREET_ADDRESS:27 1/2 Quarry Rd]] and [[STREET_ADDRESS:41-07 Fenwick Ave, Queens, NY 11368]]"),
		text("at [[STREET_ADDRESS:N65W24838 Alder Pkwy]], [[STREET_ADDRESS:14-B Sorrel Ln]] and [[STREET_ADDRESS:One Tanager Street]]"),
		text("the fence of [[STREET_ADDRESS:903 and 905 Danbury St]] leans"),
		text("crews at [[STREET_ADDRESS:31 Danbury]] and [[STREET_ADDRESS:33 Danbury St]], then [[STREET_ADDRESS:47 Danbury]], not Danbury and 12 others"),
		// Directions, names, suffixes.
		text("[[STREET_ADDRESS:418 S Dr Martin Luther King Jr Drive]]; [[STREET_ADDRESS:77 Old Mill Stream Road NW]]"),
		text("[[STREET_ADDRESS:1401 Avenue of the Pines]], [[STREET_ADDRESS:2200 Avenue K]], [[STREET_ADDRESS:60 Front St]]"),
		text("dispatch [[STREET_ADDRESS:1102 w tarrow st apt 4]] welfare check, NOTICE LEFT AT [[STREET_ADDRESS:55 COPPERFIELD CT UNIT 12]] AND FILED"),
		text("smoke from [[STREET_ADDRESS:6330 S Marlowe]], tenant of [[STREET_ADDRESS:245 Broadway]]"),
		// Units, city, State, ZIP, lines.
		text("[[STREET_ADDRESS:40 Tolliver Plaza, 12th Floor, New York, NY 10005]]"),
		text("[[STREET_ADDRESS:Apt 5, 670 Linden Ave]] and [[STREET_ADDRESS:220 Third Ave, Basement]]."),
		text("[[STREET_ADDRESS:412 Tamarind St\nSyracuse, NY 13205]]\nDear Sir"),
		text("home is [[STREET_ADDRESS:117 wicker st syracuse ny 13208]] now"),
		text("[[STREET_ADDRESS:51 Kestrel Loop, Bend, Oregon 97701]] or [[STREET_ADDRESS:55 West Alder, Syracuse, NY 13202]]"),
		// Roads and grids.
		text("[[STREET_ADDRESS:2950 County Road 12]], [[STREET_ADDRESS:31595 SR 20, Oak Harbor, WA 98277]], [[STREET_ADDRESS:3090 Old 41 Hwy]]"),
		text("[[STREET_ADDRESS:123 N 400 W, Provo, UT 84601]] and [[STREET_ADDRESS:1447 S 1100 E]]"),
		// Boxes and routes.
		text("[[STREET_ADDRESS:RR 2 Box 14, Cazenovia NY 13035]]; [[STREET_ADDRESS:HC 63 Box 1108]]; [[STREET_ADDRESS:PSC 802 Box 74, APO AE 09499]]"),
		text("[[STREET_ADDRESS:p o box 731 fulton ny 13069]] or [[STREET_ADDRESS:Post Office Box 5150, Utica, New York 13505]]"),
		text("box 12 of 14, lock box 4411, ballot box 3, apartado 3 de la ley"),
		// Spanish.
		text("vive en [[STREET_ADDRESS:Calle 5 #12, Ponce, PR 00731]] con su madre, antes en [[STREET_ADDRESS:Calle Robles 214, Apto 3]]"),
		text("[[STREET_ADDRESS:Urb. Las Brisas, 24 Calle Cedro, Caguas, PR 00725]] y [[STREET_ADDRESS:Carr. 2 km 4.5, Manatí, PR 00674]]"),
		text("[[STREET_ADDRESS:Apartado 45, Aibonito, PR 00705]]"),
		// Corners.
		text("crash at [[INTERSECTION:Tamarind St and Quarry Rd]], light out at the corner of [[INTERSECTION:Fifth and Vine]] again"),
		text("[[INTERSECTION:Lombard and Fitch Streets]]; [[INTERSECTION:Hwy 11 & County Road 12]]; [[INTERSECTION:6th and Main Street]]"),
		under("-", "[[INTERSECTION:12th & Millard]]"),
		under("-", "Jct [[INTERSECTION:4 & 13]]"),
		// Cells.
		under("-", "[[STREET_ADDRESS:4215 W. Colvin]]"),
		under("-", "[[STREET_ADDRESS:142 East 154th Street Harvey]]"),
		under("-", "[[STREET_ADDRESS:1723 N TANAGER UNIT 2B]]"),
		under("-", "[[STREET_ADDRESS:1039 Industrial Court Suwanee, Georgia 30024]]"),
		under("-", "2615 Elm Place LLC"),
		under("-", "24 Hour Fitness"),
		under("-", "6632 NORTH CLARK LLC"),
		under("-", "15 Main points"),
		under("-", "2024 Annual Road Report"),
		under("-", "2024 Main Street Program"),
		under("-", "6 th grade"),
		under("-", "60 years and older; Vermont"),
		// Numbers that are none of a house.
		text("In 2019 Park Avenue was repaved, chapter 7 Court rules, Room 12 Court Street Annex, on March 5 Court Street closed"),
		text("a 20 minute drive, 55 mph road, a 2 mile road, 10 uses James St, 2204 en route, the 2 Broad Street bridges, pages 12 to 14 of the highway manual"),
		text("the 300 block of Bear St, Hydrants 4, 7 and 9 on Hill Rd, Highway 34 East, Lot 14 of Orchard Estates"),
		text("Research & Development Drive, the Parks and Streets committee, union and intersection of marks and scans"),
	},
}
