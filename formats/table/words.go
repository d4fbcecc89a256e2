package table

// words are what columns are usually called, lower case: the vocabulary of
// open-data exports in English, and a little Spanish, French and German.
var words = map[string]bool{
	"id": true, "name": true, "first": true, "last": true, "middle": true, "title": true, "type": true,
	"date": true, "time": true, "year": true, "month": true, "day": true, "status": true, "address": true,
	"street": true, "city": true, "state": true, "zip": true, "zipcode": true, "postal": true, "county": true,
	"country": true, "phone": true, "telephone": true, "fax": true, "email": true, "mail": true, "e": true,
	"website": true, "url": true, "description": true, "notes": true, "note": true, "comment": true,
	"comments": true, "amount": true, "total": true, "count": true, "number": true, "no": true, "num": true,
	"code": true, "category": true, "department": true, "agency": true, "company": true, "employer": true,
	"owner": true, "applicant": true, "contractor": true, "location": true, "latitude": true,
	"longitude": true, "lat": true, "lon": true, "lng": true, "ward": true, "district": true, "precinct": true,
	"neighborhood": true, "age": true, "sex": true, "gender": true, "race": true, "dob": true, "birth": true,
	"ssn": true, "salary": true, "pay": true, "fee": true, "value": true, "valuation": true, "price": true,
	"cost": true, "quantity": true, "qty": true, "unit": true, "units": true, "permit": true, "license": true,
	"case": true, "parcel": true, "account": true, "invoice": true, "vendor": true, "client": true,
	"customer": true, "person": true, "contact": true, "officer": true, "subject": true, "reason": true,
	"source": true, "key": true, "label": true, "created": true, "updated": true, "issued": true,
	"opened": true, "closed": true, "start": true, "end": true, "program": true, "project": true,
	"service": true, "request": true, "complaint": true, "incident": true, "report": true, "reported": true,
	"occupation": true, "job": true, "position": true, "role": true, "rank": true, "score": true, "plate": true,
	"vin": true, "make": true, "model": true, "color": true, "party": true, "purpose": true, "recipient": true,
	"nombre": true, "apellido": true, "fecha": true, "correo": true, "ciudad": true, "calle": true,
	"telefono": true, "edad": true, "monto": true, "clave": true, "nom": true, "prenom": true,
	"adresse": true, "ville": true, "rue": true, "courriel": true, "vorname": true, "nachname": true,
	"ort": true, "plz": true, "strasse": true, "datum": true, "betrag": true, "bezeichnung": true,
	"surname": true, "username": true, "user": true, "text": true, "item": true, "group": true, "level": true,
	"percent": true, "rate": true, "balance": true, "action": true, "outcome": true, "remarks": true,
	"borough": true, "town": true, "village": true, "suffix": true, "initial": true, "organization": true,
	"office": true, "block": true, "lot": true, "zone": true, "class": true, "kind": true, "subtype": true,
}
