package golden

import (
	"fmt"
	"strings"
)

// wantFunc is the source of the function that runs a file want. Paragraphs are blocks.
func wantFunc(text string) string {
	var b strings.Builder
	b.WriteString("// GoldenWants compares results at inputs that matter.\nfunc GoldenWants() (wants []numeric.Want) {\n{\n")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		expression, want, ok := strings.Cut(line, " -> ")
		switch {
		case line == "":
			b.WriteString("}\n{\n")
		case ok:
			fmt.Fprintf(&b, "wants = append(wants, numeric.Want{Call: %q, Want: %q, Got: numeric.Show(func() string { return fmt.Sprintln(%s) })})\n",
				expression, strings.TrimSpace(want), expression)
		default:
			fmt.Fprintln(&b, line)
		}
	}
	b.WriteString("}\nreturn wants\n}\n")
	return b.String()
}
