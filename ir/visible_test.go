package ir

import "testing"

// Where internal packages may be used is decided by the folder around them.
func TestMayImport(t *testing.T) {
	tests := []struct {
		from, path string
		want       bool
	}{
		{"m/a", "m/b", true},
		{"m/a", "m/internal/b", true},
		{"m", "m/internal/b", true},
		{"m/a/c", "m/a/internal", true},
		{"m/b", "m/a/internal/c", false},
		{"mm", "m/internal/b", false},
		{"m", "other/internal", false},
		{"m", "internal/abi", false},
		{"m/a", "m/internals", true},
	}
	for _, test := range tests {
		if got := MayImport(test.from, test.path); got != test.want {
			t.Errorf("%s imports %s: got %t, want %t", test.from, test.path, got, test.want)
		}
	}
}
