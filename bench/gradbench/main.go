// Gradbench answers the protocol of GradBench, a suite that compares tools for
// automatic differentiation: a JSON object a line on standard input, a reply a
// line on standard output. The functions it evaluates and times are in evals.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gradbench:", err)
		os.Exit(1)
	}
}
