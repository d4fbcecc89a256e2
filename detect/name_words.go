package detect

// nameBits say what a word says of the names beside it.
type nameBits uint32

const (
	bitTitle      nameBits = 1 << iota // stands before a name: Mr., Officer
	bitOffice                          // stands before the name of somebody in office
	bitPost                            // behind "City", a title of office
	bitPublic                          // before a post: a public body
	bitOffices                         // behind "Director of": a public office
	bitSuffix                          // stands behind a name: Jr.
	bitParticle                        // stands inside: de, von
	bitAnd                             // joins two names
	bitThing                           // a thing named after people, besides firms and streets
	bitPlaced                          // before a word: a place, not a person
	bitInstitute                       // the same, whatever stands between
	bitHead                            // begins the name of a place
	bitKin                             // a relative or friend
	bitAddress                         // before a single name: speaks of one person
	bitWith                            // before a single name: may speak of one
	bitIn                              // before a place
	bitVerb                            // what people do, behind a single name
	bitIs                              // may stand behind a single name
	bitFirmEnd                         // behind "&": a firm
	bitCellSuffix                      // stands behind a name in a cell
	bitCellTitle                       // stands before a name in a cell
	bitTail                            // behind the names of a cell: they are names
	bitRole                            // behind a name in a cell: what the person is
	bitTrade                           // a word of firms that readName does not have
	bitTrust                           // before "trust" in one that a family made
	bitCellPlace                       // begins the name of a place in a cell
	bitEnding                          // ends surnames of Europe and its neighbours
)

// nameLists are the words, each with a space on both sides.
var nameLists = [...]struct {
	bits  nameBits
	words string
}{
	{bitTitle, "mr mrs ms miss mx dr prof professor rev reverend fr sister hon sr sra srta don doña señor señora señorita attorney atty nurse coach colonel major general corporal admiral commander reverendo father"},
	{bitTitle | bitOffice, "officer ofc det detective sgt sergeant lt lieutenant capt captain cpl dep deputy trooper judge justice senator councilor councillor councilmember councilman councilwoman alderman alderwoman ald alder commissioner principal inspector chief mayor sheriff governor superintendent comptroller assessor legislator assemblyman assemblywoman assemblymember supervisor magistrate coroner undersheriff selectman chairman chairwoman chairperson chair ptl patrolman congressman congresswoman marshal alcalde alcaldesa juez jueza comisionado comisionada oficial concejal concejala gobernador gobernadora"},
	{bitPost, "clerk manager administrator engineer planner attorney treasurer auditor director president member counsel executive defender examiner secretary trustee"},
	{bitPublic, "city town county village borough state council board common district corporation public deputy assistant zoning library medical vice"},
	{bitOffices, "police public finance planning parks health human community code engineering transportation water law budget personnel recreation aging housing schools works services"},
	{bitSuffix, "jr sr ii iii iv esq md phd dds rn cpa"},
	{bitParticle, "de la las los del van von der den ten ter da das dos di du le bin ibn al el st mc mac san della"},
	{bitAnd, "and y"},
	{bitThing, "act award prize bridge park school elementary high middle university college hall center centre field story rink festival stadium arena house building library museum theatre theater hospital foundation fund institute church chapel temple cathedral cemetery island islands lake river creek mountain mountains valley beach bay county city town village township parish province district state airport station plaza square tower towers gardens memorial playfield dock casino gmbh stores foods hotel trophy cup bowl team band orchestra quartet trio records magazine press publishing inc llc corp co company ltd group brothers bros sons associates partners avenue street road boulevard drive lane court place highway expressway parkway trail way terrace"},
	{bitPlaced, "calle avenida parque escuela salón plaza iglesia barrio uss storm queen king schooner fireboat ferry tug barge cardenal villa prince hotel día the west east north south upper lower mount mt fort lake port camp saint san santa los las el new university city town village county church school street avenue bank v vs"},
	{bitPlaced | bitInstitute, "institut institute instituto stiftung fundación foundation universität universidad colegio escuela liceo"},
	{bitHead | bitCellPlace, "st mt ft camp lake mount fort saint san santa los las port"},
	{bitHead, "the"},
	{bitKin, "kin son daughter wife husband spouse brother sister mother father mom dad uncle aunt cousin nephew niece grandson granddaughter grandmother grandfather girlfriend boyfriend friend neighbor roommate partner fiancé fiancée fiance fiancee hijo hija esposo esposa hermano hermana madre padre amigo amiga vecino vecina kid child baby boy girl"},
	{bitAddress, "dear hi hello hey thanks thx regards sincerely respectfully cordially atentamente estimado estimada querido querida hola gracias soy familia viuda named nicknamed patient plaintiff defendant client victim witness complainant claimant tenant resident caller owner landlord mr mrs ms miss dr señor señora señorita"},
	{bitWith, "con and or with by told asked called calls for saw met says said contacted emailed phoned texted helped assisted advised informed notified let thank that when while but because if where"},
	{bitIn, "in at near from to"},
	{bitVerb, "said says told tells asked asks called calls stated states reported reports replied replies wrote writes wants wanted lives lived resides works worked died married met moved joined left came went began started got gave took made found knew knows thinks thought believes believed decided refused agreed denied admitted claims claimed explained testified acknowledged signed requested requests complained complains answered added saw felt feels loves loved hates needs needed tried tries bought sold owns owned spoke speaks talked ran fell walked drove returned returns attended attends appeared performed played plays released recorded sang sings studied taught grew retired resigned served arrived suffered dijo llamó llamo vive trabaja quiere shouted whispered screamed laughed cried smiled chairs coaches drives runs serves uses keeps picked dropped filed hit let fell paid spoke stayed agreed share shares agrees wishes needs own owns"},
	{bitIs, "was is has had will would could did does who and also then never later himself herself"},
	{bitFirmEnd, "sons associates co company partners"},
	{bitCellSuffix, "jr sr ii iii iv esq esquire md phd ph.d dds dmd dvm rn lpn cpa jd edd dc gri aia bsn msn lcsw pe"},
	{bitCellTitle, "drs doctors messrs mesdames pastor rabbi father sister brother pfc pvt col maj gen adm madame mme monsieur herr frau"},
	{bitTail, "trustee trustees ttee ttees cotrustee cotrustees tr trs etal etux etvir spouse wife husband esposa esposo deceased decd executor executrix exec guardian attorney realtor owner owners tenant tenants"},
	{bitRole, "president treasurer secretary chairman chairwoman chairperson chair director manager supervisor coordinator agent widow widower minor renter lessee lessor buyer seller applicant resident homeowner occupant landlord"},
	{bitTrade, "sons bros brothers daughters fils hijos hermanos tobacco home greenhouse greenhouses growers harvesting acres vineyard timber logging cattle livestock hay sod plantation gallery imports exports glass academy convent cathedral monastery dentistry orthodontics pediatric pediatrics chiropractic optometry incorporated unlimited worldwide tavern lounge catering boutique jewelers florist florists kennels stables cpas realtors subsidiaries taxpayers obstetrics jewelry pawnshop gmbh sa ag nv bv hs ps pta ptsa ymca vfw fpd dar ywca cdc const constr bldr bldrs bldg ind inds tours landscapes fund funds team crew unit committee pac brokerage chapel basilica karate campaign friends citizens neighbors"},
	{bitTrust, "family fam living revocable irrevocable rev irrev testamentary marital survivors bypass"},
	{bitCellPlace, "new"},
	{bitEnding, "ov ova ev eva ski ska sky skaya cki wicz vic vich son sen sson ssen dottir dóttir nen ainen berg stein mann baum feld enko chuk czuk yan ian ides opoulos idis escu elli etti ini ucci ez oğlu oglu zadeh shvili dze aitis ius ić ič ová ský ská quist qvist lund gaard"},
}

// nameTable finds the words of nameLists; seen is a filter before it.
type nameTable struct {
	seen  [128]uint64
	slots [2048]nameSlot
}

type nameSlot struct {
	word string
	bits nameBits
}

var nameWords = buildNameWords()

func buildNameWords() *nameTable {
	t := new(nameTable)
	for _, l := range nameLists {
		for i := 0; i < len(l.words); {
			end := i
			for end < len(l.words) && l.words[end] != ' ' {
				end++
			}
			t.put(l.words[i:end], l.bits)
			i = end + 1
		}
	}
	return t
}

func (t *nameTable) put(w string, b nameBits) {
	h := wordHash(w)
	t.seen[h%8192/64] |= 1 << (h % 64)
	for i := h % uint32(len(t.slots)); ; i = (i + 1) % uint32(len(t.slots)) {
		if s := &t.slots[i]; s.word == "" || s.word == w {
			s.word = w
			s.bits |= b
			return
		}
	}
}

// bitsOf are the bits of the word w, in capitals or not; 0 of other words.
func bitsOf(w string) nameBits {
	h := wordHash(w)
	t := nameWords
	if t.seen[h%8192/64]&(1<<(h%64)) == 0 {
		return 0
	}
	for i := h % uint32(len(t.slots)); ; i = (i + 1) % uint32(len(t.slots)) {
		s := &t.slots[i]
		if s.word == "" {
			return 0
		}
		if equalWord(w, s.word) {
			return s.bits
		}
	}
}
