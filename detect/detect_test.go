package detect

import "testing"

func TestScanFindsEmailAndPhone(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := e.NewScanner()
	tx := &Text{S: "José Núñez: ana.lopez@example.org or (315) 555-0142 x5, permit 3155550142"}
	ms, err := s.Scan(nil, tx)
	if err != nil {
		t.Fatal(err)
	}
	ms = Resolve(ms, tx, nil)
	var got []string
	for _, m := range ms {
		got = append(got, m.Entity.String()+":"+tx.S[m.Start:m.End])
	}
	t.Log(got)
	if len(got) != 2 || got[0] != "EMAIL_ADDRESS:ana.lopez@example.org" || got[1] != "PHONE_NUMBER:(315) 555-0142 x5" {
		t.Error(got)
	}
}
