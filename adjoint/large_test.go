package adjoint

import (
	"fmt"
	"strings"
	"testing"
)

// What is computed from what is computed again and again has many ways through it: the passes take each value once.
func TestManyWays(t *testing.T) {
	var src strings.Builder
	src.WriteString("//gograd:grad\nfunc F(x []float64, n int) float64 {\n\ts := 1.0\n\tfor i := range n {\n\t\tk0 := i\n")
	for i := range 60 {
		fmt.Fprintf(&src, "\t\tk%d := k%d*k%d + 1\n", i+1, i, i)
		fmt.Fprintf(&src, "\t\tx[%d] = x[%d]*x[%d] + x[%d]\n", i%3, i%5, i%4, (i+1)%5)
	}
	src.WriteString("\t\tfor range n {\n\t\t\ts = math.Sin(s * x[0])\n\t\t}\n\t\tfor range k60 & 3 {\n\t\t\ts = math.Sin(s)\n\t\t}\n\t}\n\treturn s + x[1]\n}\n")
	differentiate(t, src.String()) // or it never ends
}
