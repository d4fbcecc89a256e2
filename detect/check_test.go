package detect

import "testing"

func TestLuhnAndPrefix(t *testing.T) {
	tests := []struct {
		number string
		want   bool
	}{
		{"4111111111111111", true}, {"4111111111111112", false}, {"378282246310005", true}, {"6011111111111117", true},
		{"5555555555554444", true}, {"30569309025904", true}, {"3530111333300000", true}, {"0000000000000000", false},
		{"1111111111111117", false}, {"411111111111111", false}, {"2223003122003222", true}, {"2131000000000008", false},
	}
	for _, tt := range tests {
		d := make([]byte, len(tt.number))
		for i := range d {
			d[i] = tt.number[i] - '0'
		}
		if got := luhn(d) && cardPrefix(d); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.number, got, tt.want)
		}
	}
}

func TestCheckDigits(t *testing.T) {
	tests := []struct {
		name  string
		check func(string) bool
		value string
		want  bool
	}{
		{"routing", validRouting, "011000015", true},
		{"routing mistyped", validRouting, "011000016", false},
		{"routing short", validRouting, "01100001", false},
		{"routing zeros", validRouting, "000000000", false},
		{"VIN", validVIN, "1M8GDM9AXKP042788", true},
		{"VIN mistyped", validVIN, "1M8GDM9A1KP042788", false},
		{"VIN with an O", validVIN, "1M8GDM9AXKPO42788", false},
		{"VIN of ones", validVIN, "11111111111111111", true},
		{"IBAN", func(s string) bool { return mod97([]byte(s)) }, "GB82WEST12345698765432", true},
		{"IBAN mistyped", func(s string) bool { return mod97([]byte(s)) }, "GB82WEST12345698765433", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.check(tt.value); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestNumberingPlan(t *testing.T) {
	for number, want := range map[string]bool{
		"315555": true, "115555": false, "315155": false, "911555": false, "315911": false, "395555": false, "212555": true,
	} {
		if got := validNANP(number[:3], number[3:]); got != want {
			t.Errorf("%s: got %v, want %v", number, got, want)
		}
	}
}

func TestSocialSecurityRanges(t *testing.T) {
	tests := []struct {
		area, group, serial string
		entity              Entity
		valid               bool
	}{
		{"219", "09", "9998", USSSN, true}, {"000", "12", "3456", USSSN, false}, {"666", "12", "3456", USSSN, false},
		{"219", "00", "3456", USSSN, false}, {"219", "12", "0000", USSSN, false}, {"912", "70", "3456", USITIN, true},
		{"912", "12", "3456", USITIN, false}, {"912", "93", "3456", USITIN, false}, {"899", "12", "3456", USSSN, true},
	}
	for _, tt := range tests {
		if e, valid := ssnKind(tt.area, tt.group, tt.serial); e != tt.entity || valid != tt.valid {
			t.Errorf("%s-%s-%s: got %s %v, want %s %v", tt.area, tt.group, tt.serial, e, valid, tt.entity, tt.valid)
		}
	}
}

func TestDates(t *testing.T) {
	tests := []struct {
		text string
		end  int // -1: no date
	}{
		{"3/14/1980", 9}, {"1980-03-14", 10}, {"14.3.80", 7}, {"March 14, 1980", 14}, {"14 March 1980 x", 13}, {"14-Mar-1980", 11},
		{"3/1980", 6}, {"Mar 1980", 8}, {"March 14th, 1980", 16}, {"1980-03-14T08:00", 10}, {"13/13/1980", -1}, {"0/4/1980", -1},
		{"3/14/198", -1}, {"1/2", -1}, {"315-555-0142", -1}, {"1780-03-14", -1}, {"Maybe 14", -1}, {"", -1}, {"3-14/1980", -1},
	}
	for _, tt := range tests {
		end, ok := readDate(tt.text, 0)
		if !ok {
			end = -1
		}
		if end != tt.end {
			t.Errorf("%q: got %d, want %d", tt.text, end, tt.end)
		}
	}
}

func TestValueKinds(t *testing.T) {
	tests := []struct {
		value string
		want  Kind
	}{
		{"42", KindNumber}, {"-76.147424", KindNumber}, {"1,158", KindNumber}, {"0", KindNumber}, {"0.5", KindNumber}, {".5", KindNumber},
		{"01373", KindText}, {"13202-1234", KindText}, {"$75.00", KindText}, {"1.2.3", KindText}, {"-", KindText}, {"12A", KindText},
		{"05/19/2026", KindDate}, {"2026-05-19T08:14:00Z", KindDate}, {"05/19/2026 08:14:00 AM", KindDate}, {"4111111111111111", KindText},
	}
	for _, tt := range tests {
		if got := valueKind(tt.value); got != tt.want {
			t.Errorf("%q: got %d, want %d", tt.value, got, tt.want)
		}
	}
}

// TestWordTable holds that the table is at most half full and that no word is too
// long to be found.
func TestWordTable(t *testing.T) {
	used := 0
	for i := range words.slots {
		w := words.slots[i].word
		if w == "" {
			continue
		}
		used++
		if len(w) > maxWord {
			t.Errorf("%q is longer than %d bytes", w, maxWord)
		} else if classOf(w) != words.slots[i].class {
			t.Errorf("%q is not found", w)
		}
	}
	if used > wordSlots/2 {
		t.Errorf("%d of %d slots are used", used, wordSlots)
	}
}

func TestWordClassIsWhole(t *testing.T) {
	if classOf("Phone")&TriggerPhoneWord == 0 || classOf("PHONE")&TriggerPhoneWord == 0 {
		t.Error("a label is not found whatever its case")
	}
	for _, w := range []string{"phon", "phonee", "", "p\x08one", "PHONE@"} {
		if classOf(w) != 0 {
			t.Errorf("%q has a class", w)
		}
	}
}
