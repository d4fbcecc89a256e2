package detect

import "strings"

// classRow gives the label words of one class. Words are whole and lower case.
type classRow struct {
	class Trigger
	words string
}

// classRows is the context vocabulary: what a label before a value says of it.
// The suffixes are those of USPS Publication 28, appendix C1, as far as they
// occur in speech; the rest follows the headers and notes of public records.
var classRows = []classRow{
	{TriggerPhoneWord, "phone phones telephone tel ph teléfono móvil cell cellphone mobile call called calling callback fax voicemail text texted dial telefono celular movil llame llamar reach reached landline hotline contact"},
	{TriggerSSNWord, "ssn ssns social ss itin seguro"},
	{TriggerAccountWord, "account acct acc accounts customer member subscriber meter membership patron cuenta cliente utility"},
	{TriggerBankWord, "bank checking savings banco bancaria"},
	{TriggerRoutingWord, "routing aba rtn"},
	{TriggerCardWord, "card visa mastercard amex discover credit debit tarjeta"},
	{TriggerBirthWord, "dob born birth birthdate birthday nacimiento nacido nacida"},
	{TriggerLicenseWord, "license licence dl dln oln licencia"},
	{TriggerPlateWord, "plate plates placa placas"},
	{TriggerVINWord, "vin"},
	{TriggerMedicalWord, "mrn"},
	{TriggerPassportWord, "passport pasaporte"},
	{TriggerNameWord, "this name applicant owner contact complainant claimant petitioner requester requestor tenant resident caller patient victim witness suspect nombre solicitante propietario denunciante contacto landlord occupant homeowner guardian parent signed attn attention"},
	{TriggerAddressWord, "address addr residence domicilio direccion lives resides living residing vive"},
	{TriggerSuffixWord, "alley aly avenue ave av bend blvd boulevard bypass causeway cir circle court ct cove crescent cres crossing xing drive dr driveway estates expressway expwy extension ext freeway fwy gardens grove heights hts highway hwy hill hollow junction landing lane ln loop manor mews pass path pike pkwy parkway place pl plaza plz point pt ridge rdg road rd route rte row run spur square sq street st terrace ter terr tpke trail trl turnpike view vista walk way broadway anx avn aven avenu avnue avnu bvd boul boulv blf blfs byp bypa cswy causwa ctr cyn circ circl crcl crcle crk crst crsent crsnt crssng xrd xrds expw expy express freewy frwy frway frst gdn gdns grdn grdns gtwy gatewy gatway gln grv hbr harbr hvn holw hllw inlt jct jction jctn jnctn juncton knl knls lndg lndng mnr mdw mdws mtwy mtn mntn mntns nck opas parkwy pkway pky pkwys psge plns plza rdge rdg rnch rvr shr shrs skwy skyway spg spgs spng spngs sqr sqre sqrs squ statn stn stra strav straven stravenue stravn strvn strvnue strm streme strt smt sumit sumitt terr trwy trce trak trks trfy trafficway trnpk turnpk tunl tunls hghwy hwys rts upas viadct vlly vlg vlgs villg vly vlys vw vws vist vst vsta wls streets avenues motorway throughway gateway drs ctrs cirs cv cvs bnd hl hls ests exts clf clfs clb cmn cmns cors fld flds flt flts frg frgs frk frks glns grn grns grvs hbrs isl jcts kys lgts lcks mnrs msn pne pnes pln rdgs rds rpd rpds shl shls sqs uns vlgs vls pk"},
	{TriggerRoadWord, "calle avenida avda carr carretera calzada callejon callejón urb urbanizacion urbanización cond condominio residencial apartado apdo pob bx lockbox drawer interstate spur loop corner intersection esquina sts aves streets avenues park center centre creek lake hills pines springs valley live lived n s e w ne nw se sw north south east west northeast northwest southeast southwest apt apartment ste suite unit residing resides lives address addr vive reside domicilio dirección direccion jct rfd hc rr"},
	{TriggerIPWord, "ip ipv"},
	{TriggerMACWord, "mac"},
	{TriggerBoxWord, "box"},
	{TriggerSensitiveWord, sensitiveWords},
	{TriggerAgeWord, "year years yr yrs y yo añito añitos runaway pedestrian bicyclist cyclist skateboarder lifeguard player volunteer swimmer rider ciclista peatón peaton pt pediatric month months mo mos año años ano anos meses mes age aged ages edad edades youth youths adolescent adolescente kindergartner preschooler juvenile juveniles juv juvs minor yoa yof yom day days week weeks wk wks son sons daughter daughters boy boys girl girls child children kid kids infant infants baby toddler newborn teen teens teenager nephew niece grandson granddaughter stepson stepdaughter student pupil camper grader niño niña niños niñas nino nina ninos ninas hijo hija hijos hijas bebé bebe joven nieto nieta sobrino sobrina"},
	{TriggerGeoWord, "geo gps gpslatitude gpslongitude mlat mlon gpgga gprmc gpgll dms lat latitude lng lon longitude coordinates coords coord coordenadas latitud longitud"},
	{TriggerDeskWord, "office work home direct oficina casa trabajo"},
	{TriggerDotWord, "dot punto arroba"},
	{TriggerVetoWord, "npi permit parcel case invoice docket order po ticket sr ref reference isbn upc receipt ein fein tin apn sbl serial incident complaint request report tracking confirmation record certificate policy lot asset file id model part item sku license licence project contract grant voucher batch fund"},
	{TriggerVersionWord, "version v ver build release firmware section rev oid"},
	{TriggerScheme, "www"},
	{wordSoft, "alley bend bypass cove crossing court estates extension ext gardens grove heights hill hollow junction landing loop manor mews park pass path pike place plaza point pt ridge row run spur square terrace trail view vista walk way drive extension circle crescent"},
	{wordLand, "park tr arcade bayou bay bayoo beach bluff bluffs bottom branch bridge brook brooks burg burgs camp canyon cape center centre centers circles club common commons corner corners course courts coves creek crest crossroad crossroads curve dale dam divide drives estate fall falls ferry field fields flat flats ford fords forest forge forges fork forks fort freeway garden gateway glen glens green greens groves harbor harbors haven hills island islands isle key keys knoll knolls lake lakes land light lights lock locks lodge mall meadow meadows mill mills mission mount mountain mountains neck orchard oval overpass overlook parks passage pine pines plain plains plazas port ports prairie radial ramp ranch rapid rapids rest ridges river shoal shoals shore shores spring springs station stream summit throughway trace track trails tunnel underpass union valley valleys via viaduct views village villages ville vly walks wall ways well wells close crescent end gate chase prado strip esplanade promenade quay reach rise rue mews boardwalk ml is un pr ft ky dl dm mt dr dv lf prt sta trl vis wl cor crse frd fry grn lck ldg lgt msn riv spgs av wynd industrial plaza pointe bnd trls orch nck brk bch"},
	{wordFirm, "law attorneys offices lawyers inc llc llp lp plc corp corporation co company companies incorporated ltd limited bank banking credit union city county town village township state federal dept department division bureau agency authority commission committee council board office offices church temple ministry ministries parish diocese synagogue mosque school schools academy university college institute institution library museum hospital clinic medical health healthcare pharmacy dental hospice trust trustees foundation fund association assn associates assoc society league club fraternity federation alliance coalition partnership partners group holdings holding enterprises enterprise industries industrial international services service solutions systems technologies technology consulting consultants contracting contractors contractor construction builders building buildings development developers properties property realty estate management investments investment capital financial finance insurance mortgage motors motor auto automotive garage repair towing tire transport transportation trucking logistics airlines airport electric electrical electronics energy power gas oil plumbing heating cooling roofing siding masonry paving painting flooring landscaping landscape nursery farm farms ranch orchard orchards vineyards dairy foods food market markets supermarket grocery store stores shop shops restaurant cafe grill pizza pizzeria bakery deli diner bar tavern pub inn hotel motel resort resorts suites lodge apartments apts condominium condominiums homes housing rentals rental storage warehouse supply supplies products manufacturing mfg factory mill mills lumber steel metal metals machine tool tools equipment graphics printing press media news radio television broadcasting communications telecom wireless cable network networks software data digital labs laboratories laboratory research engineering architects architecture design designs studio studios salon spa fitness gym sports recreation theatre theater entertainment productions center centre community national american united global first central regional metropolitan municipal public utilities utility water sewer fire police sheriff district court courts government usa na dba llc pllc pc pa lodge post chapter local legion veterans chamber commerce mission charities charity relief project program programs network ventures brands cleaners laundry dealership dealers sales wholesale distributors distribution exteriors interiors contractingllc carpentry remodeling renovations maintenance cleaning security environmental recycling disposal waste universal general advisors advisory works creations concepts signs sign fence pools pool electricians drywall concrete excavating excavation demolition rehab elevator mechanical hvac refrigeration sprinkler"},
	{wordStop, "of the and in to for by at on is was are were be been has had have not no with from about as if that this these those his her their our your my he she they it we you who which when where why how all any some one two three per via or but so than then there here said says states stated reports reported reporting requests requested requesting wants wanted needs need called calls calling asked asks would will can could should may must please regarding concerning re near next behind front across between off over under since until during after before while also see called el la los las y del por para que con phone tel cell email address date street account permit case number"},
	{wordBlank, "ok failed denied success successful unknown anonymous vacant none na tbd unnamed various multiple withheld redacted refused declined undisclosed confidential pending blank missing nobody n self other occupant current resident owner tenant same homeowner customer citizen caller applicant test yes true false null nil private individual"},
	{wordFiller, "number numbers no nos num nr nbr nro núm numb n identification identifier id reads read value string key terminada termina terminado currently now will be given listed shown it its actual actually still also called del el la los las un una en su is was of ending ends in last four digits digit the code are id holder year on date birth security account acct card numero de es el holders s her his my bank name no license transit routing address full first with a"},
	{wordUnit, "apt apartment unit suite ste fl floor rm room lot bldg building trlr dept"},
	{wordDirection, "n s e w ne nw se sw north south east west northeast northwest southeast southwest"},
	{wordMonth, "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"},
	{wordState, "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr"},
	{wordStateName, "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming nys conn wis ill mass calif fla penn penna tenn mich minn ariz colo wash ont ontario quebec"},
	{wordDriver, "driver drivers operator operators op oper opr dmv mvr motorist cited susp suspended revoked utt dui dwi oui conductor conductora chofer manejar traffic veh vehicle vehiculo vehículo jury juror excuse seguro estado"},
	{wordTrade, "business liquor bar contractor contractors dog pet kennel marriage nurse nursing nurses plumber plumbing electrician electrical food restaurant vendor cannabis tobacco realtor estate professional occupational trade software hunting fishing broker notary teacher teaching firearm pistol gun day daycare childcare facility peddler taxi towing tow massage salon cosmetology barber engineer architect comercial negocio medical physician dental dentist veterinary attorney master hvac roofing mason gas fuel site software product ccb"},
	{TriggerVehicleWord, "vehicle veh vehicles car suv sedan pickup truck van minivan coupe hatchback trailer motorcycle wagon honda toyota ford chevy chevrolet chev nissan jeep dodge subaru hyundai kia gmc bmw mazda buick cadillac chrysler volkswagen vw audi lexus acura infiniti volvo mercedes tesla ram lincoln mitsubishi pontiac saturn civic accord camry corolla rav altima sentra rogue malibu impala equinox silverado tahoe escape explorer fusion focus taurus ranger explorer wrangler cherokee caravan charger outback forester impreza elantra sonata tucson jetta passat cruze tundra tacoma prius odyssey pilot carro auto camioneta vehiculo vehículo camion camión"},
	{wordMap, "map mapa project bowling lane strike street parcel connector cushion"},
	{wordTop, "com net org edu gov mil int info biz us ca mx uk au nz ie fr nl eu il io jp cn kr br ar ch se cz hu ru ua za cl uy tr gr fi dk tech online site cloud email health school"},
	{wordWeakTop, "in it no at be is es de me co pe do ve cr pr cc tv ly ai app dev sh py pl"},
	{wordTitle, "mr mrs ms miss dr prof rev hon sr jr ii iii iv esq md phd sra srta don dona"},
}

// wordSlot is one slot of the open-addressed word table.
type wordSlot struct {
	word  string
	class Trigger
	label *labelGroup // the labels that begin with it, nil for none
	digit bool        // all of them announce values that have digits
}

const (
	wordSlots = 8192 // a power of two, at most half full
	wordBits  = 1 << 15
	maxWord   = 24 // bytes of the longest word of the table
)

// words is built once at start and never written again. The bits answer for
// most words that they are not in the table, from one cache line each.
var words = buildWords()

type wordSet struct {
	bits  [wordBits / 64]uint64
	calls [wordBits / 64]uint64 // the same for words at which the scan does something
	slots [wordSlots]wordSlot
}

func buildWords() *wordSet {
	set := new(wordSet)
	for _, row := range classRows {
		for _, w := range strings.Fields(row.words) {
			set.add(w, row.class)
		}
	}
	for w, g := range buildLabels() {
		slot := set.add(w, TriggerLabel)
		slot.label, slot.digit = &g, true
		for i := range g {
			slot.digit = slot.digit && bit(g[i].entity)&wordless == 0
		}
	}
	return set
}

// add enters a class of a word.
func (set *wordSet) add(w string, class Trigger) *wordSlot {
	t := &set.slots
	h := wordHash(w)
	set.bits[h%wordBits/64] |= 1 << (h % 64)
	i := h % wordSlots
	for t[i].word != "" && t[i].word != w {
		i = (i + 1) % wordSlots
	}
	t[i].word = w
	t[i].class |= class
	if class&(TriggerScheme|wordState) != 0 || class&^noCall != 0 {
		set.calls[h%wordBits/64] |= 1 << (h % 64)
	}
	return &t[i]
}

// wordHash is the hash of a word whatever its case: of its first four bytes, its
// last four and its length, so that long words cost no more than short ones.
func wordHash(w string) uint32 {
	n := len(w)
	var a, b uint32
	switch {
	case n >= 4:
		a = uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24
		t := w[n-4:]
		b = uint32(t[0]) | uint32(t[1])<<8 | uint32(t[2])<<16 | uint32(t[3])<<24
	case n > 0:
		a = uint32(w[0]) | uint32(w[n>>1])<<8 | uint32(w[n-1])<<16
	}
	h := (a|0x20202020)*0x9E3779B1 ^ (b|0x20202020)*0x85EBCA77 ^ uint32(n)*0xC2B2AE3D
	h ^= h >> 16
	h *= 0x7FEB352D
	return h ^ h>>15
}

// wordClass is the class of the word w whose hash is h; 0 for other words.
func wordClass(h uint32, w string) Trigger {
	if s := slotOf(h, w); s != nil {
		return s.class
	}
	return 0
}

// slotOf is the slot of the word w whose hash is h, nil for other words.
func slotOf(h uint32, w string) *wordSlot {
	if len(w) > maxWord || words.bits[h%wordBits/64]&(1<<(h%64)) == 0 {
		return nil
	}
	for i := h % wordSlots; ; i = (i + 1) % wordSlots {
		s := &words.slots[i]
		if s.word == "" {
			return nil
		}
		if len(s.word) == len(w) && equalLower(w, s.word) {
			return s
		}
	}
}

// equalLower reports whether w, lower-cased, is the lower-case word l of the same
// length: ASCII, and the letters of Western Europe, whose capitals in UTF-8 differ
// by the same bit.
func equalLower(w, l string) bool {
	for i := range len(l) {
		c := w[i]
		if 'A' <= c && c <= 'Z' || 0x80 <= c && c < 0xA0 && i > 0 && w[i-1] == 0xC3 {
			c |= 0x20
		}
		if c != l[i] {
			return false
		}
	}
	return true
}

// classOf is the class of the word w; 0 for words outside the table.
func classOf(w string) Trigger { return wordClass(wordHash(w), w) }

// contextReach is how many bytes before a value a label may stand.
const contextReach = 30

// classBefore is the class of the nearest label word in the 30 bytes before
// offset at, together with the union of all classes there. Words are whole; the
// text before a cell or line counts ([Text.Before]).
func classBefore(t *Text, at int) (nearest, all Trigger) {
	nearest, all = classIn(t.S, max(0, at-contextReach), at)
	if room := contextReach - at; room > 0 && t.Before != "" {
		n, a := classIn(t.Before, max(0, len(t.Before)-room), len(t.Before))
		if nearest == 0 {
			nearest = n
		}
		all |= a
	}
	if nearest == 0 && t.Label != "" {
		n, a := classIn(t.Label, 0, len(t.Label))
		nearest, all = n, all|a
	}
	return nearest, all
}

// beside is the class of the label that stands right before offset at: only
// fillers, spaces and punctuation between. "PO diet, contacted at 315-555-0142"
// has none.
func beside(t *Text, at int) Trigger {
	s, i := t.S, at
	if i <= 2 && t.Before != "" && wordStart(s, i) == i && !hasLetter(s[:i]) {
		s, i = t.Before, len(t.Before)
	}
	for low := max(0, i-contextReach); i > low; {
		switch c := s[i-1]; {
		case byteClass[c] == classLetter && c < 0x80:
			w := wordStart(s, i)
			class := classOf(s[w:i])
			if class&wordTitle != 0 && i < len(s) && s[i] == ' ' { // "Boone Sr 315-555-0142" is no service request
				class &^= TriggerVetoWord
			}
			if class&contextClasses != 0 || class&wordFiller == 0 {
				return class & contextClasses
			}
			i = w
		case c == ' ' || c == ':' || c == '#' || c == '.' || c == '=' || c == '-' || c == '(' || c == '+' || c == '_' || c == '\t':
			i--
		default:
			return 0
		}
	}
	return 0
}

// contextClasses are the classes that say something about a number beside them.
const contextClasses = TriggerPhoneWord | TriggerSSNWord | TriggerAccountWord | TriggerBankWord | TriggerRoutingWord |
	TriggerCardWord | TriggerBirthWord | TriggerLicenseWord | TriggerPlateWord | TriggerVINWord | TriggerMedicalWord |
	TriggerPassportWord | TriggerIPWord | TriggerMACWord | TriggerVetoWord | TriggerVersionWord | TriggerAddressWord

// classIn looks backwards from end to start for label words of s.
func classIn(s string, start, end int) (nearest, all Trigger) {
	if start > 0 && isWordByte(s[start-1]) { // never half a word
		for start < end && isWordByte(s[start]) {
			start++
		}
	}
	for i := end; i > start; {
		if byteClass[s[i-1]] != classLetter {
			i--
			continue
		}
		stop := i
		for i > start && byteClass[s[i-1]] == classLetter {
			i--
		}
		if i > start && byteClass[s[i-1]] == classDigit {
			continue
		}
		if c := classOf(s[i:stop]) & contextClasses; c != 0 {
			all |= c
			if nearest == 0 {
				nearest = c
			}
		}
	}
	return nearest, all
}

// isWordByte reports letters, digits and bytes of longer runes.
func isWordByte(c byte) bool { return byteClass[c] == classLetter || byteClass[c] == classDigit }

func isDigit(c byte) bool { return c-'0' <= 9 }

func isASCIILetter(c byte) bool { return c|0x20-'a' <= 25 }
