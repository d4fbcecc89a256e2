package detect

import "strings"

// aliasRow gives the words of headers and labels that speak of one thing;
// phrases are separated by commas, words by spaces.
type aliasRow struct {
	bits  Hint
	words string
}

var aliasRows = []aliasRow{
	{bit(Person) | hintGeneric, "client name,recipient,payee,recipient name,payee name,emp name,name,names,nombre,nombres,nom,full name,fullname,nombre completo,person,persona,individual"},
	{bit(Person) | hintPart, "first name,firstname,fname,first,given name,given,forename,last name,lastname,lname,last,surname,family name,middle name,middle,middle initial,mi,maiden name,apellido,apellidos,primer nombre,segundo nombre,apellido paterno,apellido materno,name suffix,initials,nickname,alias,aka"},
	{bit(Person) | hintRole, "participant,participant name,dependent,dependents,dependent name,camper,enrollee,attendee,player,member name,patron name,patrn name,emp full name,employee name,paid by,released to,release to,picked up by,pick up person,authorized pickup,payer,payor,payer name,registered owner,owner of record,r o name,ro name,reg owner,titular,titular de la cuenta,participante,dependiente,empleado,tutor,tutora,cuidador,beneficiario,beneficiaria,solicitado por,pagado por,entregado a,nombre del solicitante,nombre del cliente,account name,acct name,customer,cust name,customer full name,applicant,complainant,claimant,petitioner,respondent,plaintiff,defendant,victim,witness,suspect,arrestee,offender,decedent,deceased,patient,student,parent,guardian,mother,father,spouse,child,resident,tenant,occupant,owner,homeowner,landlord,donor,contributor,caller,requester,requestor,requested by,reported by,reporter,submitter,submitted by,signer,beneficiary,subscriber,taxpayer,grantor,grantee,buyer,seller,lobbyist,inventor,coauthor,co author,licensee,permittee,registrant,voter,juror,driver,passenger,rider,employee,cardholder,account holder,solicitante,propietario,dueno,duena,denunciante,demandante,demandado,contacto,inquilino,paciente,estudiante,testigo,victima,madre,padre,emergency contact,customer name,user name full,recipient,candidate,insured,policyholder,next of kin"},
	{bit(StreetAddress), "address,addresses,addr,address line,street address,streetaddress,mailing address,home address,residence address,site address,property address,service address,incident address,location address,domicilio,direccion,residence,adresse,addr line,house address,matched address,match addr,match ad"},
	{bit(StreetAddress) | hintStreetPart | hintHouse, "st no,st num,st number,str no,street no,street num,house num,addr no,addr num,addr number,address no,address num,address number,building number,bldg no,house number,house no,street number,raddnumber,numero exterior,num ext,numero de casa,num casa,no exterior"},
	{bit(StreetAddress) | hintStreetPart, "rstreetname,svc street,calle,street,street name,streetname,cross street,block address,block"},
	{bit(StreetAddress) | bit(GeoPoint) | hintGeneric, "location,incident location,ubicacion,site,property"},
	{bit(StreetAddress) | hintLine2, "depto,departamento no,interior,num int,numero interior,rapartment,address line two,apt,apartment,unit,suite,apartment number,apt number,unit number"},
	{bit(PhoneNumber), "phone,phones,telephone,tel,cell,cellphone,cell phone,mobile,mobile phone,fax,phone number,phone no,phonenumber,telephone number,contact number,callback,call back number,daytime phone,home phone,work phone,tty,tdd,hotline,telefono,telefonos,celular,movil,numero de telefono,ph,ph no,phone num,fax number,tel no,telefon"},
	{bit(EmailAddress), "email,emails,e mail,mail address,email address,emailaddress,e mail address,correo,correo electronico,courriel,courrier electronique"},
	{bit(AccountNumber), "account,acct,account number,account no,account num,account id,accountnumber,acct number,acct no,acct num,acctno,customer number,customer no,customer id,cust no,member id,member number,membership number,meter,meter number,meter no,meter id,subscriber id,subscriber number,utility account,cuenta,numero de cuenta,policy number,patron id,patron number,library card"},
	{bit(USSSN), "ssn,ss number,social security,social security number,social security no,soc sec,soc sec no,social,seguro social,numero de seguro social,itin,tin ssn,ssn last,taxpayer id,tax id ssn"},
	{bit(CreditCard), "card l,card last,card ending,cc l,cc last,card last four,last four of card,card number,cardnumber,credit card number,card no,cc number,debit card,payment card,tarjeta,numero de tarjeta,pan"},
	{bit(USBankNumber), "bank l,bank last,bank acct l,acct l,dd acct,dd account,ach l,bank ending,domiciliado,bank account number,bank acct,checking account,savings account,cuenta bancaria,bank account no"},
	{bit(ABARoutingNumber), "routing,routing number,routing no,aba,aba number,aba routing,rtn,transit number"},
	{bit(IBANCode), "iban,iban code,iban number"},
	{bit(DateOfBirth), "dob,date of birth,birth date,birthdate,birthday,born,d o b,dateofbirth,birth year,year of birth,birthyear,fecha de nacimiento,fecha nacimiento,nacimiento,birth,date birth"},
	{bit(USDriverLicense), "driver license,drivers license,driver s license,driver licence,driver license number,driver license no,dl,dl number,dl no,dln,oln,licencia de conducir,drivers license number,drivers license no"},
	{bit(LicensePlate) | hintGeneric, "vehicle,vehicles,vehicle s,car,cars,vehiculo,vehiculos,tag,tags,veh tag,tag number,tag no,tag num,vehicle tag"},
	{bit(LicensePlate), "plate,plates,license plate,license plates,licence plate,plate number,plate no,licenseplate,plate num,vehicle plate,registration plate,placa,placas,plate id,vehicle registration"},
	{bit(VIN), "vin,vin number,vin no,vehicle identification number,vehicle id number"},
	{bit(IPAddress), "ip,ip address,ipaddress,ip addr,client ip,remote ip,source ip,remote addr,ipv"},
	{bit(MACAddress), "mac,mac address,macaddress,mac addr,device mac"},
	{bit(USPassport), "passport,passport number,passport no,pasaporte"},
	{bit(URL), "url,urls,website,web site,web address,webpage,web page,homepage,link,href,picture url,image url,website address"},
	{bit(Organization) | hintBusiness, "site name,company,company name,business,business name,firm,firm name,corporation,organization,organisation,organization name,org,vendor,vendor name,contractor,contractor name,employer,employer name,employeur,merchant,establishment,facility,facility name,store,supplier,empresa,negocio,trade name,tradename,dba,doing business as,nonprofit,client,landlord company,legal name,provider,provider name,supermarket,supermarke,att firm name,sponsor"},
	{bit(Organization) | hintBody, "agency,agency name,agency affiliation,department name,dept name,board,board name,school,school name,district name,bureau,office name,program name,parent agency,awarding agency,responding agency,public name,official name,alternate name,sec name,court,branch,branch name"},
	{bit(Username), "username,user name,userid,user id,login,login name,screen name,handle,usuario"},
	{bit(PhoneNumber) | hintFirmContact, "office phone,office telephone,office tel,office fax,office number,department phone,dept phone,main line,front desk phone,city hall phone,business phone,company phone,shop phone,store phone"},
	{bit(EmailAddress) | hintFirmContact, "office email,office e mail,official email,official e mail,department email,dept email,ap email,ap e mail,accounts payable email,billing email,business email,company email,remit email"},
	{bit(StreetAddress) | hintFirmContact, "office address,official address,remit to,remit address,remit to address,remittance address,business address,company address,department address"},
	{bit(Person) | hintRole | hintOfFirm, "attention,attn,attention name,attn name,mailing attention name,care of,contact,contact person,contact name,attorney,agent,registered agent,director,executive director,center director,principal,officer name,officer,main contact,main contact name,senior worker name,worker name,signatory,manager,general manager,owner operator,ceo,president,secretary,treasurer,contact last,contact first"},
	{hintOfFirm | hintVeto, "dept contact,department contact,agency contact,agency contact name,city contact,staff contact,project manager,inspector,assigned to,legislative aide,counselor,teller,vet,committee,committees,entered by,issued by,approved by,reviewed by,processed by,inspected by,aide,case manager,ofcr name,ofcr,badge name"},
	{bit(Password), "password,passwd,passcode,pin,pin code,access code,gate code,door code,contrasena,clave"},
	{bit(CookieID), "cookie,cookie id"},
	{bit(SessionID), "session,session id,sessionid"},
	{bit(MedicalRecord), "mrn,medical record,medical record number,medical record no,patient id,patient number,chart number,chart no"},
	{bit(GeoPoint), "geo,geom,geopoint,geo point,geolocation,coordinates,coords,coordenadas,lat lon,lat lng,lat long,latlon,latlng,latitude longitude,georeference,the geom,location point,point"},
	{bit(GeoPoint) | hintLat, "lat,latitude,latitud,y,y coordinate,ycoord,y coord,coordinate y,gps lat,point y,northing"},
	{bit(GeoPoint) | hintLng, "lng,lon,long,longitude,longitud,x,x coordinate,xcoord,x coord,coordinate x,gps lon,gps lng,point x,easting"},
	{bit(ParcelID) | hintCode, "parcel,parcel id,parcel number,parcel no,apn,sbl,section block lot,bbl,folio,tax map,tax map number,pin parcel"},
	{bit(Location), "city,town,village,municipality,ciudad,municipio,state,state name,state province,province,county,county name,country,estado,pais,city state,ciudad y estado,neighborhood,neighbourhood,borough,ward,region"},
	{bit(ZIPCode), "zip,zip code,zipcode,zip plus,postal code,postcode,postal,postalcode,codigo postal,cp"},
	{bit(DateTime), "date,datetime,time,timestamp,fecha,hora,created,created at,updated,updated at,opened,closed,issued,month,year"},
	{hintFree, "notes,note,comment,comments,description,desc,remarks,remark,narrative,details,detail,summary,message,body,text,bio,biography,explanation,reason,purpose,notas,comentario,comentarios,descripcion,observaciones,detalle,mensaje,special instructions,instructions,complaint,findings"},
	{hintVeto, "department,dept,division,title,job title,position,rank,occupation,profession,status,type,category,class,kind,file,file name,filename,file number,item name,item,items,product,product name,species,breed,color,make,model,language,race,gender,sex,party,salutation,suffix code,role,priority,source,level,code,codes,user agent,cs user agent,count,total,amount,value,number of,score,fee,cost,price,hours,event name,event,street type,park name,library,case type,link type,party name,name type,address type,addr type,addr typ,match type,match ty,account type,phone type,service,service name,program,project name,project,route,tree,column,label,tag,field,layer,dataset,table,plan name,permit type,request type,work type,street suffix,industry,quantity,percent,rate,average,fund"},
	{hintCode, "acct string,account string,gl account,gl acct,account title,account description,expense account,budget account,account code,acct code,account class,account type,acct type,fund account,object account,cost center,id,ids,no,num,number,case,case number,case no,case id,permit,permit number,permit no,permit id,invoice,invoice number,docket,docket number,docket no,order number,ticket,ticket number,request id,request number,service request id,sr number,reference,reference number,ref,ref id,ref no,ein,fein,tin,uei,duns,license number,license no,licence number,license,certificate number,object id,objectid,key,record id,uuid,guid,hash,fips,geoid,naics,isbn,upc,nsn,sku,numero,folio number,report number,incident number,inspection id,badge,badge number,star no,serial,serial number,account type id,asset id,unit id,person id,client id,employer id,officer id,lobbyist id,employee id,owner id,vendor id,line number,zip plus id,code id,gen"},
	{bit(Age) | hintVeto, "age,ages,edad,edades,juv age,child age,age of child,edad del menor"},
	{bit(USNPI) | hintCode, "npi,npi number,npi no,npi num,provider npi,national provider identifier"},
	{bit(Health), "diagnosis,diagnoses,dx,medical condition,medical conditions,health condition,disability,disabilities,disability type,allergy,allergies,medication,medications,hiv status,mental health,injury type,diagnostico,condicion medica,discapacidad,alergias,medicamentos"},
	{bit(Religion), "religion,faith,religious affiliation,denomination,church membership,religion o credo"},
	{bit(Politics), "political party,party affiliation,registered party,party registration,political affiliation,partido politico,afiliacion politica,union membership"},
	{bit(Orientation), "sexual orientation,orientacion sexual,gender identity,identidad de genero"},
	{hintVersion, "version,firmware,release,build,software,ver,fw,fw ver,sw ver,user agent,cs user agent,agent string,browser"},
}

// aliases is aliasRows by phrase, each phrase also written together
// ("firstname"). Nobody writes it after start.
var aliases = buildAliases()

func buildAliases() map[string]Hint {
	m := make(map[string]Hint, 4096)
	add := func(phrase string, bits Hint) {
		m[phrase] |= bits
		if glued := strings.ReplaceAll(phrase, " ", ""); glued != phrase && len(glued) > 5 {
			m[glued] |= bits
		}
	}
	for _, row := range aliasRows {
		for phrase := range strings.SplitSeq(row.words, ",") {
			add(phrase, row.bits)
		}
	}
	for _, row := range labelRows {
		for phrase := range strings.SplitSeq(row.words, ",") {
			phrase = strings.Join(HeaderWords(phrase), " ") // without accents
			if _, known := m[phrase]; !known && !row.weak && len(phrase) > 3 && strings.Count(phrase, " ") < 3 {
				add(phrase, bit(row.entity))
			}
		}
	}
	return m
}
