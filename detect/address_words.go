package detect

// The words of USPS Publication 28, as far as classRows does not hold them.
const (
	// unitAlone are the designators that need no number (appendix C2).
	unitAlone = " basement bsmt front frnt lobby lbby lower lowr office ofc penthouse ph rear side upper uppr sotano altos bajos "
	// unitMore are designators, their variants and the Spanish ones beside classRows' (appendix C2).
	unitMore = " hangar hngr key pier slip slp space spc spce stop level lvl number no num núm apto piso depto departamento interior int local edif edificio blg bld flr tower mailstop msc mailbox pmb cubicle "
	// numberWords are house numbers in words.
	numberWords = " one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety "
	// ordinalWords are streets and floors in words.
	ordinalWords = " first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
	// streetParticles may stand inside the name of a street.
	streetParticles = " of the la el los las del de y and at by on in for to en du le les "
	// looseParticles are those of them that mostly belong to running text.
	looseParticles = " at by on in for to en "
	// laneWords begin a street in Spanish and French ("Calle 5", "Rue Dauphine").
	laneWords = " calle avenida avda ave av avenue boulevard blvd bulevar rue via calzada paseo camino callejon callejón carrera cl cll carretera carr corte plaza alameda vereda rua chemin "
	// estateWords begin the name of an estate or a building in Spanish.
	estateWords = " urb urbanizacion urbanización cond condominio residencial ext "
	// measures are counted in prose: "20 minute drive", "55 mph road".
	measures = " minute minutes min mins mile miles mi foot feet ft inch inches yard yards lane lanes car year years day days hour hours hr hrs week weeks month months block blocks story mph percent people person persons men women crew crews time times way ton tons acre acres square million billion thousand dollar dollars point points bus buses  units houses homes cars trucks bins calls permits tickets "
	// counters are followed by a number that is no house: "Room 12", "Chapter 7".
	counters = " room rooms section sections chapter chapters table page pages version level grant flight exit item items phase ward district precinct zone volume vol figure fig article title rule rules form group class grade step task unit units apt apartment suite ste floor lot lots bus buses engine ladder truck crew crews team teams shift channel hydrants hydrant pole ticket sr wr wo case ref line mile milepost game week day act bill ordinance resolution sec no. part appendix exhibit schedule apollo windows catch psalm model season episode event project plan "
	// dayWords come before a year or a day: "in 2019 Park Avenue was repaved".
	dayWords = " in since until during by year fiscal fy circa early late mid spring summer fall winter autumn "
	// placeWords come right before an address in prose.
	placeWords = " at from near of to behind outside opposite beside for on with visit visits visited en de frente around across toward towards re "
	// atWords are those of them that no quantity follows.
	atWords = " at near behind outside opposite beside en frente across "
	// firmEnds end the name of a firm: no address goes on over them.
	firmEnds = " llc inc corp lp llp ltd co pllc pc trust associates assoc properties realty holdings partners apartments condominium hoa "
	// roadSets come before the number of a road, roadLeads before a roadSet.
	roadSets  = " highway hwy hghwy hiway highwy hwys rts route rte rt road rd sr cr us i interstate loop spur fm rm ih sh th csah autopista ruta km hgwy farm "
	roadLeads = " us u.s united states state st county co cnty interstate ranch farm-to-market old new twp township rural star business bus alt alternate federal provincial national fm ranch e c usa "
	roadTails = " business bus bsnss bypass byp alt alternate spur loop truck route rte hwy highway rd road frontage "
	// countries end an address.
	countries = " usa us u.s u.s.a "
)
