package detect

import "strings"

// labelRow gives the phrases that announce a value of one kind in running text:
// "acct no. 4417-20931". Phrases are separated by commas, words by spaces; case
// does not matter, and what is neither letter nor digit may stand between words.
// A weak phrase says little alone: it asks for a mark such as a colon, or for a
// value that looks like nothing else.
type labelRow struct {
	entity Entity
	weak   bool
	words  string
}

// labelRows is the table. A phrase of several words is also known written
// together ("accountnumber"). The same phrases are known as headers, where the
// rows of aliases.go do not say otherwise.
var labelRows = []labelRow{
	{AccountNumber, false, "account number,account no,account num,account nbr,account id,account code,acct number,acct no,acct num,acct nbr,acct id,accountno,acctno,acctnum,a c no,a c number,customer number,customer no,customer num,customer nbr,customer id,customer account,customer acct,customer code,cust number,cust no,cust num,cust nbr,cust id,cust acct,member number,member no,member num,member id,membership number,membership no,membership id,meter number,meter no,meter num,meter id,meter serial,subscriber number,subscriber no,subscriber id,patron number,patron no,patron id,patron barcode,library card,library card number,library card no,library barcode,card barcode,utility account,water account,sewer account,gas account,electric account,billing account,tax account,service account,utility acct,water acct,sewer acct,gas acct,electric acct,billing acct,tax acct,client number,client no,client acct,client account,tenant account,tenant id,resident id,premise id,premise number,toll account,transponder number,transponder no,transponder id,loan number,loan no,loan account,insurance policy number,insured id,claimant id,recipient id,participant id,participant number,beneficiary number,case member id,account holder id,account holder number,parking account,payer id,payor id,ratepayer number,ratepayer no,cis number,cis no,numero de cuenta,número de cuenta,num de cuenta,núm de cuenta,no de cuenta,n de cuenta,nro de cuenta,cuenta no,cuenta num,cuenta núm,cuenta numero,cuenta número,cuenta de agua,cuenta de servicio,numero de cliente,número de cliente,num de cliente,núm de cliente,no de cliente,nro de cliente,cliente no,cliente numero,cliente número,numero de medidor,número de medidor,medidor no,medidor numero,medidor número,tarjeta de biblioteca,numero de socio,número de socio,numero de miembro,número de miembro,numero de abonado,número de abonado,cuenta catastral"},
	{AccountNumber, true, "account,accounts,acct,accts,acc,customer,cust,member,meter,patron,subscriber,utility,cuenta,cta,cliente,medidor,abonado,socio,transponder"},
	{USDriverLicense, false, "driver license,drivers license,driver s license,driver licence,drivers licence,driver s licence,driver lic,drivers lic,driver s lic,dr lic,driving license,driving licence,driver license number,driver license no,driver license num,drivers license number,drivers license no,drivers license num,driver s license number,driver s license no,driver s license num,driver licence number,driver licence no,driver s licence no,driver s licence number,drivers licence no,drivers licence number,driver lic no,drivers lic no,driver s lic no,dlic,dl,d l,dl no,dl number,dl num,dl id,d l no,d l number,d l num,dln,oln,ol n,o l n,op lic,op lic no,oper lic,oper lic no,operator license,operators license,operator s license,operator license no,operators license no,operator s license no,operator license number,operators license number,operator lic,operator lic no,operator s lic,cdl,cdl no,cdl number,commercial driver license,commercial driver s license,commercial drivers license,state id,state id no,state id number,non driver id,non driver id no,id card no,id card number,learner permit no,learners permit no,learner s permit no,learner permit number,learner s permit number,licencia de conducir,licencia de manejar,licencia de conductor,licencia de conduccion,licencia de conducción,numero de licencia,número de licencia,num de licencia,núm de licencia,no de licencia,lic de conducir,lic de manejar,lic conducir,licencia conducir,licencia de chofer"},
	{LicensePlate, false, "license plate,license plates,licence plate,licence plates,lic plate,lic plates,license plate number,license plate no,license plate num,licence plate number,plate number,plate no,plate num,plate nbr,plate id,plates number,vehicle plate,veh plate,rear plate,front plate,vehicle registration,veh reg,reg plate,registration plate,registration number,registration no,reg no,reg plate no,vehicle tag,veh tag,tag number,tag no,tag num,temp tag,lic tag,license tag,lp no,lp number,numero de placa,número de placa,num de placa,núm de placa,no de placa,placa no,placa num,placa núm,placa numero,placa número,placas no,numero de placas,número de placas,numero de matricula,número de matrícula,matricula no,matrícula no,tablilla no,numero de tablilla,número de tablilla"},
	{LicensePlate, true, "plate,plates,placa,placas,matricula,matrícula,tablilla,tag,tags,lp,lic,reg,registration"},
	{VIN, false, "vin,vins,v i n,vin number,vin no,vin num,vehicle identification number,vehicle identification no,vehicle id number,vehicle id no,vehicle id,veh id,chassis number,chassis no,chassis,niv,numero de identificacion vehicular,número de identificación vehicular,numero de identificacion del vehiculo,número de identificación del vehículo,numero de serie del vehiculo,número de serie del vehículo,numero de chasis,número de chasis,serie del vehiculo,serie del vehículo"},
	{Username, false, "username,user name,userid,user id,user login,user account,user acct,login name,login id,login,loginid,login as,log in,log in id,logon,logon id,logon name,logged in as,logged on as,log in as,signed in as,sign in as,sign in name,sign in id,account name,screen name,screenname,network id,net id,netid,windows id,windows login,portal id,portal login,portal user,portal username,online id,sso id,sso login,employee login,ad account,ad login,ad user,remote user,auth user,uname,samaccountname,invalid user,password for,password for user,password for invalid user,publickey for,password reset for user,session opened for user,session closed for user,failed login for,failed login for user,failed login by,login by,login failed for,login failed for user,login from user,login attempt by,acting user,created by user,modified by user,nombre de usuario,usuario,id de usuario,inicio sesion como,inició sesión como,sesion iniciada como,sesión iniciada como,cuenta de usuario,clave de usuario,uid"},
	{Username, true, "user,users,handle,su,sudo"},
	{Password, false, "password,passwd,passwrd,pwd,passphrase,passcode,pass code,pass word,pin code,pin number,pin no,pin num,access code,gate code,door code,alarm code,entry code,entrance code,lock code,lockbox code,lock box code,lock box,lockbox,keypad code,key code,keypad,security code,garage code,building code is,panel code,disarm code,verification code,reset code,one time code,otp,temp password,temporary password,temp pw,new password,old password,initial password,default password,wifi password,wi fi password,wifi key,network key,wpa key,api key,apikey,api token,api secret,access token,access key,accesskey,secret access key,auth token,authtoken,refresh token,id token,csrf token,xsrf token,security token,reset token,private token,deploy token,bearer,bearer token,client secret,secret key,secret,private key,voicemail pin,card pin,door pin,safe combination,locker combination,combination,contraseña,contrasena,contrasenia,clave,clave de acceso,clave temporal,clave secreta,clave wifi,codigo de acceso,código de acceso,codigo de la puerta,código de la puerta,codigo de entrada,código de entrada,codigo de alarma,código de alarma,codigo de seguridad,código de seguridad,codigo de verificacion,código de verificación,codigo pin,código pin,pin de acceso"},
	{Password, true, "pin,pass,pw,token"},
	{USBankNumber, false, "bank account,bank accounts,bank acct,bank account number,bank account no,bank account num,bank acct no,bank acct number,bank acct num,bank no,bank number,checking account,checking acct,checking account number,checking account no,checking acct no,checking no,chk acct,chkg acct,savings account,savings acct,savings account number,savings account no,savings acct no,sav acct,deposit account,deposit acct,direct deposit account,direct deposit acct,dd acct,dda,dda no,money market account,beneficiary account,beneficiary acct,ach account,ach acct,autopay account,auto pay account,payroll account,wire account,account to debit,debit account,cuenta bancaria,cuenta bancaria no,numero de cuenta bancaria,número de cuenta bancaria,cuenta de banco,cuenta de cheques,cuenta de ahorros,cuenta de ahorro,cuenta corriente,cta bancaria,cta cheques,cta de cheques,cta de ahorros,cta corriente"},
	{USBankNumber, true, "checking,savings,bank"},
	{ABARoutingNumber, false, "routing number,routing no,routing num,routing nbr,routing transit number,routing transit no,routing and transit,routing transit,transit routing number,transit number,transit no,transit routing,rtn,rtn no,rt number,rt no,rt num,rt nbr,aba,aba number,aba no,aba num,aba routing,aba routing number,aba routing no,aba rtn,aba rt,aba transit,bank routing,bank routing number,bank routing no,wire routing,wire routing number,ach routing,ach routing number,abartn,numero de ruta,número de ruta,num de ruta,núm de ruta,no de ruta,ruta bancaria,numero de ruta bancaria,número de ruta bancaria,numero de transito,número de tránsito,numero de enrutamiento,número de enrutamiento,ruta y transito,ruta y tránsito,codigo aba,código aba,ruta aba"},
	{ABARoutingNumber, true, "routing,ruta"},
	{USPassport, false, "passport,passports,passport number,passport no,passport num,passport nbr,passport id,passport book,passport book no,passport book number,passport card,passport card no,passport card number,us passport,u s passport,usa passport,us passport no,us passport number,ppt,ppt no,ppt number,pp no,psprt,psprt no,travel document,travel document no,travel document number,travel doc no,pasaporte,pasaporte no,pasaporte num,pasaporte núm,pasaporte numero,pasaporte número,numero de pasaporte,número de pasaporte,num de pasaporte,núm de pasaporte,no de pasaporte"},
	{MedicalRecord, false, "mrn,mrn no,mrn number,mr no,mr number,mr num,m r no,medical record,medical record number,medical record no,medical record num,medical record id,medical rec,medical rec no,medical rec number,med record,med record no,med record number,med rec,med rec no,med rec num,med rec number,medrec,medrec no,patient id,patient no,patient number,patient num,patient identifier,patient account,patient acct,patient acct no,patient account number,patient account no,patient chart,patient mrn,patient record,patient record no,pt id,pt no,pt number,pt num,pt acct,pt acct no,pt mrn,pt chart,chart number,chart no,chart num,chart id,health record,health record number,health record no,health id,health id no,health card number,health card no,health record id,hospital number,hospital no,hospital id,unit record number,unit number mrn,clinic number,clinic no,clinic id,client chart,dental chart no,ehr id,emr id,ehr no,emr no,ehr number,empi,record locator mrn,expediente medico,expediente médico,expediente clinico,expediente clínico,expediente no,numero de expediente medico,número de expediente médico,numero de expediente clinico,número de expediente clínico,historia clinica,historia clínica,historia clinica no,historia clínica no,numero de historia,número de historia,numero de historia clinica,número de historia clínica,hc no,id de paciente,id del paciente,paciente no,paciente num,paciente núm,numero de paciente,número de paciente,num de paciente,núm de paciente,no de paciente,record medico,récord médico,num de record,núm de récord,numero de record medico,número de récord médico"},
	{MedicalRecord, true, "patient,chart,paciente,expediente,mr,pt"},
	{CookieID, false, "cookie,cookies,cookie id,cookieid,cookie value,cookie identifier,set cookie,visitor id,visitorid,visitor cookie,tracking cookie,tracking id cookie,ga cookie,device cookie,browser cookie,id de cookie,ga,gid,fbp,gcl,clientid cookie,analytics id,galletita,id de visitante"},
	{SessionID, false, "session id,sessionid,session identifier,session key,session token,session no,session number,sess id,sessid,sid,phpsessid,jsessionid,aspsessionid,asp net sessionid,connect sid,session cookie,sessiontoken,sessionkey,sesion id,sesión id,id de sesion,id de sesión,identificador de sesion,identificador de sesión,token de sesion,token de sesión,clave de sesion,clave de sesión"},
	{SessionID, true, "session,sess,sesion,sesión"},
	{USMBI, false, "mbi,mbi no,mbi number,medicare,medicare id,medicare no,medicare number,medicare num,medicare beneficiary,medicare beneficiary id,medicare beneficiary identifier,medicare beneficiary number,medicare card,medicare card no,medicare card number,beneficiary id,beneficiary identifier,hicn,numero de medicare,número de medicare,id de medicare,tarjeta de medicare"},
	{USSSN, false, "ssn,ssns,ss,ss no,ss number,ss num,s s n,s s no,social,social security,social security number,social security no,social security num,social security nbr,soc sec,soc sec no,soc sec num,soc sec number,soc security,soc sec nbr,social sec,social sec no,soc,soc no,social no,social number,social num,tax id ssn,ssan,seguro social,seguro social no,numero de seguro social,número de seguro social,num de seguro social,núm de seguro social,no de seguro social,nss,num seguro social,núm seguro social,n de seguro social,nro de seguro social,numero del seguro social,número del seguro social,seg social,seg soc"},
	{USITIN, false, "itin,itin no,itin number,i t i n,individual taxpayer,individual taxpayer id,individual taxpayer identification number,individual taxpayer identification,taxpayer itin,tax id itin,numero itin,número itin,identificacion de contribuyente,identificación de contribuyente,numero de identificacion de contribuyente,número de identificación de contribuyente,numero de contribuyente,número de contribuyente"},
	{USITIN, true, "taxpayer id,tax id,taxpayer number,taxpayer identification number,tin"},
	{DateOfBirth, false, "dob,dobs,d o b,date of birth,date birth,birth date,birthdate,birth day,birthday,bday,b day,b date,bdate,birth dt,born,born on,born in,born at,birth year,year of birth,yob,birthdt,dateofbirth,fecha de nacimiento,fecha nacimiento,fecha nac,fec nac,fec nacimiento,f nac,f nacimiento,fdn,fn,nacimiento,nacido,nacida,nacido el,nacida el,nacido en,nacida en,nació el,nacio el,nació,nacio,año de nacimiento,ano de nacimiento,cumpleaños,cumpleanos"},
}

// labelFlags of a phrase.
type labelPhrase struct {
	words  []string // after the first
	entity Entity
	weak   bool
}

// labelGroup are the phrases with the same first word, the longest first.
type labelGroup []labelPhrase

// buildLabels groups the phrases by their first word, and gives the words that
// begin one.
func buildLabels() map[string]labelGroup {
	groups := make(map[string]labelGroup, 512)
	add := func(phrase string, row *labelRow) {
		first, rest, _ := strings.Cut(phrase, " ")
		p := labelPhrase{words: strings.Fields(rest), entity: row.entity, weak: row.weak}
		g := groups[first]
		at := len(g)
		for at > 0 && len(g[at-1].words) < len(p.words) {
			at--
		}
		groups[first] = append(g[:at], append(labelGroup{p}, g[at:]...)...)
	}
	for i := range labelRows {
		row := &labelRows[i]
		for phrase := range strings.SplitSeq(row.words, ",") {
			add(phrase, row)
			glued := strings.ReplaceAll(phrase, " ", "")
			if glued != phrase && len(glued) > 4 && len(glued) <= maxWord {
				add(glued, row)
			}
		}
	}
	return groups
}

// label is a phrase found in a text.
type label struct {
	Span
	entities Hint // usually one
	weak     bool // for all of them
}

// labelAt reads the longest phrase that begins with the word at s[start:end],
// whose phrases are g; ok is false if there is none.
func labelAt(s string, start, end int, g labelGroup) (l label, ok bool) {
	best := -1
	for i := range g {
		p := &g[i]
		if best > len(p.words) {
			break
		}
		stop := phraseEnd(s, end, p.words)
		if stop < 0 {
			continue
		}
		if best < 0 {
			best, l = len(p.words), label{Span{start, stop}, 0, true}
		}
		l.entities |= bit(p.entity)
		l.weak = l.weak && p.weak
	}
	return l, best >= 0
}

// phraseEnd is where the words end that follow offset i, at most three bytes of
// other signs between two of them, -1 if they do not.
func phraseEnd(s string, i int, words []string) int {
	for _, w := range words {
		k := i
		for k < len(s) && k-i < 3 && byteClass[s[k]] != classLetter && byteClass[s[k]] != classDigit && s[k] != ':' && s[k] != '=' && s[k] != '\n' {
			k++
		}
		end := k + len(w)
		if k == i || end > len(s) || !equalLower(s[k:end], w) || end < len(s) && isWordByte(s[end]) {
			return -1
		}
		i = end
	}
	return i
}
