package sr

// kind is one type of request.
type kind struct {
	name, category, agency string
	home                   bool // made from a home: the policy shows the block only
	summaries, openings    []string
}

var kinds = []kind{
	{"Bulk Items", "Sanitation", "Public Works", true,
		[]string{"Bulk pickup", "Sofa at the curb", "Mattress and box spring"},
		[]string{"Sofa, two chairs and a mattress at the curb.", "Old refrigerator, doors removed.", "Carpet rolls, tied and cut."}},
	{"Missed Trash Pickup", "Sanitation", "Public Works", true,
		[]string{"Trash not picked up", "Brown bin missed", "Recycling missed"},
		[]string{"The truck passed the house, the brown bin is still full.", "Recycling was not taken, trash was.", "Second week in a row, nobody came."}},
	{"Pothole", "Streets", "Public Works", false,
		[]string{"Pothole", "Deep pothole", "Potholes in both lanes"},
		[]string{"Deep hole in the right lane, cars swerve.", "Pothole about 2 ft wide, 6 inches deep.", "Row of potholes before the light."}},
	{"Street Light", "Streets", "Public Works", false,
		[]string{"Street light out", "Light flickers", "Lamp on all day"},
		[]string{"Light is out for a week.", "Lamp flickers all night, \"like a disco\".", "Light stays on at noon."}},
	{"Illegal Dumping", "Code", "Neighborhood & Business Development", false,
		[]string{"Dumping", "Tires dumped", "Construction debris"},
		[]string{"Tires behind the lot, about 20.", "Debris bags, some torn.", "Somebody dumped paint cans overnight."}},
	{"Sidewalk", "Streets", "Engineering", false,
		[]string{"Broken sidewalk", "Raised slab", "Snow not cleared"},
		[]string{"Slab is raised, a wheelchair cannot pass.", "Sidewalk not shoveled, school children walk in the road.", "Tree root lifts two slabs."}},
	{"Graffiti", "Parks", "Parks & Recreation", false,
		[]string{"Graffiti", "Tag on bridge", "Paint on playground"},
		[]string{"Red tag on the retaining wall.", "Paint on the slide, please clean before the weekend.", "Graffiti on the pump house, north side."}},
	{"Tree", "Parks", "Parks & Recreation", false,
		[]string{"Tree down", "Branch hanging", "Dead tree"},
		[]string{"Large branch hangs over the lane.", "Dead maple, leans to the road.", "Tree fell on the fence in the storm."}},
}

var sentences = []string{
	"Please fix.", "It has been like this since May 2026.", "Thank you, will call again.", "Happens every spring.",
	"Next to the Young Adult Library.", "By the Main Park Ave entrance, west side.", "The bus stop is affected, too.",
	"Neighbors complain, nobody answers.", "I reported it two weeks ago, status says \"closed\".", "Photos attached.",
	"A crew came, looked, and left.", "It is 3 feet from the hydrant.", "Not urgent, but ugly.", "Someone could get hurt.",
	"Councilor Roe asked DPW about it.", "The school opens at 8:15, traffic backs up.", "Water stands there after rain.",
	"The sign says no parking 8 AM to 6 PM.",
}

var notes = []string{
	"Assigned to crew 4.", "Work complete.", "Duplicate of an earlier request, closed.", "Referred to the county, not a city street.",
	"Scheduled for the next route.", "Inspected, no action needed.", "Materials ordered; 10 days.", "Closed, see work order.",
}

var internalTexts = []string{
	"Caller upset, be brief.", "Checked with zone 3.", "Repeat caller.", "Landlord notified by mail.", "Billing asked us to wait.",
}

var callMe = []string{"Call me at ", "My cell is ", "Please phone ", "Reach me: "}

var writeMe = []string{"Write to ", "My e-mail is ", "Answer to ", "Send pictures of the repair to "}

var streets = []string{
	"Maple Ave", "Oak St", "Birch Rd", "Elm St", "Park St", "Main Park Ave", "N Canal St", "S Quarry Rd", "Bear St",
	"Hillcrest Dr", "Lakeview Ter", "Mill Ln", "Orchard Pl", "Prospect Ave", "Quincy St", "Ridge Rd", "Spring St",
	"Tannery Way", "Union Ave", "Valley Dr", "Willow Ct", "Foundry St", "E Depot St", "W Garden St",
}

var firstNames = []string{
	"Pat", "Jordan", "Casey", "Robin", "Taylor", "Morgan", "Avery", "Quinn", "Riley", "Jamie", "Dana", "Alexis",
	"Marisol", "Andre", "Tamika", "Luis", "Mei", "Priya", "Omar", "Ingrid", "Yusuf", "Chloe", "Hector", "Fatima",
	"Agnes", "Bruno", "Celia", "Dmitri", "Elena", "Farid", "Greta", "Hiro", "Imani", "Joao", "Keisha", "Lars",
	"Mabel", "Nadia", "Otis", "Paloma", "Rafael", "Selma", "Tobias", "Ursula", "Viktor", "Wanda", "Ximena", "Zofia",
}

// A surname is a stem and an ending. Named and anonymous reporters have
// different endings, so that they share no surname. Together with the given
// names that makes as many names as a city has.
var stems = []string{
	"Aber", "Brack", "Coster", "Dunlea", "Easter", "Fenwick", "Garne", "Hol", "Iver", "Jessa", "Kowal", "Linden",
	"Marche", "Nord", "Oxen", "Pelle", "Quill", "Rasmun", "Sote", "Thorn", "Under", "Vasque", "Whit", "Xando",
	"Yar", "Zielin", "Ash", "Blythe", "Corrig", "Della", "Elling", "Fair", "Gander", "Hather", "Ingle", "Jarro",
	"Kessel", "Lambe", "Mallo", "Nether", "Ostro", "Penning", "Quarring", "Rothe", "Shelling", "Tarra", "Ullen", "Vander",
	"Wether", "Yoxa", "Zamo", "Alder", "Bexin", "Cander", "Dorra", "Ebber", "Fosten", "Gilder", "Hux", "Islan",
}

var namedEndings = []string{"nall", "well", "man", "vitt", "gard", "son", "tti", "brecht", "stad", "myne", "berg", "fort", "tto", "linger", "holt", "grand"}

var anonymousEndings = []string{"feather", "dsen", "lino", "quist", "wald", "rra", "lock", "polis", "borne", "sker", "grove", "dale", "ham", "rosso", "wood", "weather"}

var firms = []string{"Salt City Hardware LLC", "Canal Street Deli Inc", "Orchard Garden Co-op", "First Example Church", "Lakeview Tenants Association"}

var staff = []string{"jroe", "mquinto", "dpw.dispatch", "astrand", "pforge"}

var mailHosts = []string{"@example.org", "@example.com", "@mail.example.com", "@post.example.org"}

var areas = []string{"315", "680", "607", "518", "585", "716", "845", "914"}

var sources = []string{"Web", "Mobile App", "Call Center", "Staff", "Portal", "Email"}

var openStatus = []string{"Open", "Acknowledged", "In Progress"}

// draft is a status whose rows the policy leaves out.
const draft = "Draft"

var anonymousFlags = []string{"Y", "Y", "Y", "Yes", "true", ""}

// Numbers that the Social Security Administration published as never valid.
var invalidSSN = []string{"078-05-1120", "219-09-9999"}

// Test numbers that the card networks publish.
var testCards = []string{"4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"}
