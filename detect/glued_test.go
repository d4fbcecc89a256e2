package detect_test

import (
	"fmt"
	"strings"
	"testing"

	"vaughn/detect"
)

// BenchmarkGlued scans labels without a space between them, each of which looks for
// a value, in texts of 16 and 128 KB: the time a byte (MB/s) must be the same.
func BenchmarkGlued(b *testing.B) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := e.NewScanner()
	for _, unit := range []string{
		"key-", "key_", "key.", "user-a.", "password-", "bearer.", "bearer=", "bearer:1", "basic/", "token1-", "session=1-", "sid1-",
		"passphrase=", "passphrase:", "passphrase: a", "a1-2-3-4-", "p1ate-", "account-1-", "vin-AB1234-", "pin.", "7yo ", "p=",
		"Ana Lopez, ", "ANA LOPEZ ", "ana lopez ", "Ana-", "Zarquon said ", "Bo, ", "a@b.gov ", "Mayor ", "of-", "\n1 A: ", "0 Ave ", "10 Ave ", "0 0, AZ ", "12 Elm St and ", "5th & ", "calle 5 #12 ",
	} {
		for _, size := range []int{1 << 14, 1 << 17} {
			text := &detect.Text{S: strings.Repeat(unit, size/len(unit))}
			b.Run(fmt.Sprintf("%s/%d", unit, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text.S)))
				for b.Loop() {
					if _, err := s.Scan(nil, text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
