package main

import (
	"slices"
	"strings"
	"testing"
)

// Columns are found by name; a line where one is empty is left out and counted.
func TestReadTable(t *testing.T) {
	data, err := readTable(strings.NewReader("mpg,name,weight\n18,a,3504\n,b,3693\n16,c,3433\n17,d,3449\n"), "weight", "mpg")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(data.x, []float64{3504, 3433, 3449}) || !slices.Equal(data.y, []float64{18, 16, 17}) || data.skipped != 1 {
		t.Errorf("the table is %v", data)
	}
}

// What is wrong with a file is told with the place, and with what belongs there.
func TestReadTableErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "empty: the first line names the columns"},
		{"other columns", "a,y\n", `no column "x": choose among ["a" "y"]`},
		{"no lines", "x,y\n", "0 lines with both numbers"},
		{"all skipped", "x,y\n1,\n2,\n3,\n,4\n", "0 lines with both numbers"},
		{"ragged", "x,y\n1,2\n3\n", "line 3: wrong number of fields"},
		{"word", "x,y\n1,2\n3,fast\n", `line 3: column 2: "fast" is no number`},
		{"NaN", "x,y\nNaN,2\n", `line 2: column 1: "NaN" is no number`},
		{"infinite", "x,y\n1,Inf\n", `line 2: column 2: "Inf" is no number`},
		{"negative", "x,y\n-1,1\n-2,2\n-3,4\n", "the mean of x is not positive"},
		{"constant", "x,y\n1,1\n1,2\n1,4\n", "all numbers of x are equal"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := readTable(strings.NewReader(test.text), "x", "y")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q in it", err, test.want)
			}
		})
	}
}
