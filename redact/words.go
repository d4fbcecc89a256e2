package redact

import (
	"strings"

	"vaughn/detect"
)

// wordSet is a set of lower-case ASCII words.
type wordSet map[string]bool

// has reports whether w is in the set, case ignored. It does not allocate.
func (s wordSet) has(w string) bool {
	var buf [20]byte
	if len(w) > len(buf) {
		return false
	}
	for i := range len(w) {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return s[string(buf[:len(w)])]
}

func set(s string) wordSet {
	m := wordSet{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// titles stand before a name.
var titles = set(`mr mrs ms miss mx dr prof rev fr sr sra srta don hon judge officer sgt capt lt councilor councillor alderman mayor neighbor neighbour
tenant owner landlord resident caller applicant complainant`)

// suffixes stand behind a name.
var suffixes = set(`jr sr ii iii iv esq md phd cpa rn dds`)

// officials stand before the name of a person in office: what they did in their
// role is public, whoever else of that surname is not.
var officials = set(`judge officer sgt sergeant det detective lt lieutenant capt captain chief deputy sheriff trooper councilor councillor councilmember councilman
councilwoman alderman alderwoman mayor supervisor commissioner director trustee superintendent inspector principal comptroller assessor legislator senator
assemblyman assemblywoman governor`)

// roleUsers are user parts of e-mail addresses that name an office, not a person.
var roleUsers = set(`admin administrator billing clerk contact customer customerservice digital enquiries facilities finance help helpdesk hello
hr info information inquiries legal mail marketing media news newsletter noreply no-reply donotreply notifications office permits
postmaster press privacy public publicworks records registrar reports requests sales service services staff support team webmaster works`)

// placeWords follow the name of a place: USPS Publication 28 suffixes and the
// words of public places.
var placeWords = set(`st street ave av avenue rd road dr drive ln lane ct court pl place blvd boulevard ter terrace cir circle way pkwy parkway hwy
highway sq square aly alley plz plaza trl trail xing crossing row walk path loop run pike tpke turnpike expy expressway bridge park school elementary library
church center centre hall house field stadium pool playground cemetery hospital clinic creek river lake pond hill heights block building bldg
tower apartments apts garden gardens market mall hotel inn university college academy station depot dam island beach county city town village
ward district neighborhood adult branch bin`)

// placeHeads begin the names of places.
var placeHeads = set(`san santa santo los las saint fort mount port new north south east west upper lower lake camp`)

// stateNames are names of states that are given names or surnames too, or are said
// alone; stateCodes the abbreviations of all (USPS Publication 28, appendix B).
var (
	stateNames = set(`georgia virginia carolina dakota montana nevada florida washington jersey york arizona delaware maryland indiana tennessee texas mexico`)
	stateCodes = set(`al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt
va wa wv wi wy dc pr`)
)

// suffixPairs are street suffixes and what others write for them (USPS Publication
// 28, appendix C1).
var suffixPairs = map[string]string{
	"st": "street", "street": "st", "ave": "avenue", "av": "avenue", "avenue": "ave", "rd": "road", "road": "rd", "dr": "drive", "drive": "dr",
	"ln": "lane", "lane": "ln", "ct": "court", "court": "ct", "pl": "place", "place": "pl", "blvd": "boulevard", "boulevard": "blvd",
	"ter": "terrace", "terrace": "ter", "cir": "circle", "circle": "cir", "pkwy": "parkway", "parkway": "pkwy", "hwy": "highway", "highway": "hwy",
	"sq": "square", "square": "sq", "trl": "trail", "trail": "trl", "aly": "alley", "alley": "aly",
}

// ordinary are words that are also surnames or given names often enough that a
// lone one proves nothing, beside those of the dictionary ([detect.OrdinaryWord]).
var ordinary = set(`able ace akers angel april art ash august autumn bacon bailey baker ball banks barber barn barnes baron bass battle bay beach bean bear
beard beck bell bench berry best bill birch bird bishop black blaze bloom blue board bolt bond book boone bowl bowman boy branch brand bridge bridges bright brook
brooks brown brush buck bud bull bunch burns bush butler butter buyer can cane cannon carpenter carter case cash castle chance chandler chapel chase chip christian church
city clay clerk close cloud coach coast cole collar college combs comfort conner cook cooper corn cotton counts court cox craft crane creek crisp cross crow crown curry
daily dale dash dawn day dean dear december deed diamond dick dollar dove drew driver duck duke dusty early earl east easter eaton ebony edge elder
ellis english ever fair faith falls farmer farr fast february field fields fish fisher fitch flag flood flower flowers flynn ford forest foster
fountain fowler fox frame frank free freeman french friend frost fuller garden gardener gates gay gene gentry ghost gifted ginger glass glen glover gold golden good grace
graham grant graves gray green grey grove guard guide guy hale hall ham hand hardy harmony harper hart harvest harvey haven hawk hay hays hazel head heart heath heaven held
henry herb heritage hero high hill hills hobby hogan holiday holder hood hook hope horn horton house huff hull hunt hunter hurt hush inn iron island
ivory ivy jack jade january jay jewel joy joyce judge july june justice keen kent key keys kid king kings knight lake lamb lance land landing
lane large lark last law lawn lawyer lee legend leaf liberty light lily link little lock locke london long look lord lot love low lucky major
manual maple march marina mark marker market mars marsh marshal marshall mason masters match matters max may mayor mays meadow meadows means melody mercy merit merry might mile miles mill miller
mills mine mint miracle money monday moody moon moore moss mount mountain music myers neal new newman night noble north november oak ocean october
olive orange outlaw owner pace page paige paris park parker parks parson patience peace peach pearl penny pepper person petty pike pine pitts place
plant plaza poe point pole pollard pool poole pope porch porter post potter pound powers prairie precious presley price pride priest prince princess prior proctor purple
rain raven ray read reed reef rich rider ridge river rivers road rob robin rock rocky rode rose rosemary row royal ruby rush
rusty sage sailor saint sales salt sandy sargent saturday savage savanna school scott sea search self september serenity sergeant sharp
shaw shepherd sherry shield ship shore short sierra sky slaughter small smart smith snow song south spring springs stanley star starr steel stephens
sterling still stone storm story stout street strong sue summer summers sun sunday sunny swan sweet swift sylvan tanner taylor teal temple
terrace thorn thursday tiger timber town trace trail trinity true tucker tuesday turner union unique valley van vance vault victor violet virtue
wade waiter walker wall walls ward warden ware waters way weaver webb webster weeks wells west wheat wheeler white will wills
willow wind winter winters wise wolf wood woods wren wright yard york young zone`)

// nothingWords say that there is no value, alone or together: "N/A", "not
// provided", "An Anonymous User".
var nothingWords = set(`n a an na none no not nil null unknown anonymous anon user name names given provided available applicable entered supplied
specified stated disclosed listed recorded known withheld redacted refused declined vacant tbd pending confidential various multiple same as above see
notes note on file blank missing the self other resident neighbor neighbour caller customer citizen test`)

// wordy reports kinds that are made of words, where a part may be a whole.
func wordy(e detect.Entity) bool { return e == detect.Person || e == detect.StreetAddress }

func anyPersonal(ms []detect.Match) bool {
	for i := range ms {
		if ms[i].Entity.Personal() && ms[i].Likelihood >= detect.Likely {
			return true
		}
	}
	return false
}
