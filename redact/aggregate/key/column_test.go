package key

import (
	"strings"
	"testing"
)

func TestColumn(t *testing.T) {
	k := must(Column("", nil))(t)
	checkCodes(t, k, []want{
		{"Open", "Open"}, {" OPEN ", "OPEN"}, {"Street \t light\u00a0 out", "Street light out"}, {"\ufeffOpen\x00", "Open"},
		{"", UnknownCode}, {" \t\r\n", UnknownCode}, {"\xff", UnknownCode},
		{"(all)", UnknownCode}, {" (ALL) of it", UnknownCode}, {"(Unknown)", UnknownCode}, {"(Not  Located)", UnknownCode},
		{"(other)", "(other)"}, {"all", "all"},
		{strings.Repeat("a", MaxCode), strings.Repeat("a", MaxCode)}, {strings.Repeat("a", MaxCode+1), UnknownCode},
		{strings.Repeat("é", MaxCode/2+1), UnknownCode},
	})
	if one(t, k, "a", "b") != UnknownCode {
		t.Error("two cells make one column")
	}
	if k.Parent("Open") != "" {
		t.Error("a column without groups has parents")
	}
}

func TestColumnGroups(t *testing.T) {
	k := must(Column("types.csv", []byte("\ufeffRequest type,Group\r\nPothole,Roads\r\nStreet  light, Roads \r\n\"Noise, loud\",Police\r\n")))(t)
	for code, group := range map[string]string{"Pothole": "Roads", "Street light": "Roads", "Noise, loud": "Police", "Tree": "", "Roads": "", TotalCode: ""} {
		if got := k.Parent(code); got != group {
			t.Errorf("%q is part of %q, want %q", code, got, group)
		}
	}
	checkCodes(t, k, []want{{"Pothole", "Pothole"}, {"Tree", "Tree"}, {"Roads", UnknownCode}, {" Roads", UnknownCode}})
	// A type and a group of one name are told apart.
	k = must(Column("types.csv", []byte("Type,Group\nNoise,Noise\nParty,Noise\nPothole,Roads\n")))(t)
	for code, group := range map[string]string{"Noise": "Group Noise", "Party": "Group Noise", "Pothole": "Group Roads"} {
		if got := k.Parent(code); got != group {
			t.Errorf("%q is part of %q, want %q", code, got, group)
		}
	}
	checkCodes(t, k, []want{{"Noise", "Noise"}, {"Group Noise", UnknownCode}})
}

func TestListsAreRefused(t *testing.T) {
	for _, c := range []struct{ src, where string }{
		{"", "no line"},
		{"type,group\n", "no line"},
		{"type\nPothole\n", "line 1: the list has 1 columns, and needs 2"},
		{"type,group,x\nPothole,a,b\n", "line 1: the list has 3 columns"},
		{"type,group\nPothole\n", "line 2"},
		{"type,group\n\nPothole,\n", "line 3: column 2 is blank"},
		{"type,group\n(all),Roads\n", "line 2: column 1 begins with a reserved code"},
		{"type,group\nPothole,(Unknown) x\n", "line 2: column 2 begins with a reserved code"},
		{"type,group\nPothole,Roads\n\nPothole,Police\n", "line 4: the value stands in an earlier line with another group"},
		{"type,group\nPothole,\xff\n", "line 2: column 2 is not UTF-8"},
		{"type,group\nPothole," + strings.Repeat("a", MaxCode+1) + "\n", "line 2: column 2 is longer"},
		{"type,group\nPot\"hole,Roads\n", "line 2"},
		{"Type,Group\nNoise,Noise\nGroup Noise,Noise\n", "one name"},
	} {
		_, err := Column("types.csv", []byte(c.src))
		refuses(t, err, "types.csv", "Pothole", "Police", "Noise")
		refuses(t, err, c.where)
	}
}

func TestCrosswalk(t *testing.T) {
	k := must(Crosswalk("parcels.csv", []byte("parcel,tract,county\n 12-A ,1,1\n12-b,2,1\n12-B,2,1\nZÜRICH  x,10,2\n")))(t)
	checkCodes(t, k, []want{
		{"12-a", "1"}, {" 12-A", "1"}, {"12-B", "2"}, {"zürich X", "10"},
		{"13", NotLocatedCode}, {"", UnknownCode}, {"(all)", UnknownCode},
	})
	if got := strings.Join(k.Codes(), " "); got != "1 2 10" {
		t.Errorf("codes are %s", got)
	}
	for code, parent := range map[string]string{"1": "county 1", "2": "county 1", "10": "county 2", "x": ""} {
		if got := k.Parent(code); got != parent {
			t.Errorf("%q is part of %q, want %q", code, got, parent)
		}
	}
	for _, c := range []struct{ src, where string }{
		{"parcel,tract\n77,a\n78,a\n77 ,b\n", "line 4: the value stands in an earlier line with another code"},
		{"parcel,tract,part\n77,a,p\n78,a,q\n", "line 3: the code is part of something else"},
		{"parcel,tract\n77,(not located)\n", "line 2"},
	} {
		_, err := Crosswalk("parcels.csv", []byte(c.src))
		refuses(t, err, "parcels.csv, "+c.where, "77", "78")
	}
}

func FuzzCrosswalk(f *testing.F) {
	f.Add([]byte("parcel,tract,county\n1,a,b\n\"2\n\",c,d\n"), "1")
	f.Add([]byte("\ufeffa,b\r\nx,y"), "X")
	f.Fuzz(func(t *testing.T, src []byte, cell string) {
		k, err := Crosswalk("list", src)
		if err != nil {
			return
		}
		codes := k.Codes()
		if len(codes) == 0 {
			t.Fatal("a list without codes")
		}
		for i, code := range codes {
			if reserved(code) || i > 0 && Natural(codes[i-1], code) >= 0 {
				t.Fatalf("codes are %q", codes)
			}
			if parent := k.Parent(code); parent != "" {
				if _, ok := k.parents[parent]; ok {
					t.Fatalf("%q is a code and a parent", parent)
				}
			}
		}
		one(t, k, cell)
	})
}
