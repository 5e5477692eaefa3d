// Mlp times the three-layer network of the lecture, trained by stochastic gradient on mini-batches:
//
//	mlp [CASE DTYPE THREADS SECONDS]
//
// It prints lines CASE,DTYPE,THREADS,MICROSECONDS,MEDIAN: of a step, of CASE/fwd, the forward pass, of CASE/grad, the
// gradient, and of CASE/plain, a step that stores the gradient first. The time is that of the fastest of several blocks
// of steps, the median theirs. On standard error are lines check,CASE,DTYPE,LOSS,LOSS: before the first step and in the 20th.
// Without arguments it goes through all cases.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
)

func main() {
	args := os.Args[1:]
	if len(args) == 0 {
		for _, c := range cases {
			for _, dtype := range []string{"f32", "f64"} {
				run(os.Stdout, os.Stderr, c, dtype, 1, 0.2)
			}
		}
		return
	}
	if err := one(os.Stdout, os.Stderr, args); err != nil {
		fmt.Fprintln(os.Stderr, "mlp:", err)
		os.Exit(2)
	}
}

// one runs the case that args say.
func one(out, check io.Writer, args []string) error {
	if len(args) != 4 {
		return fmt.Errorf("%d arguments: want CASE DTYPE THREADS SECONDS, or none", len(args))
	}
	i := slices.IndexFunc(cases, func(c benchCase) bool { return c.name == args[0] })
	if i < 0 {
		return fmt.Errorf("unknown case %s", args[0])
	}
	threads, err := strconv.Atoi(args[2])
	if err != nil || threads < 1 {
		return fmt.Errorf("%s is no number of threads", args[2])
	}
	seconds, err := strconv.ParseFloat(args[3], 64)
	if err != nil || !(seconds > 0) {
		return fmt.Errorf("%s is no number of seconds", args[3])
	}
	if args[1] != "f32" && args[1] != "f64" {
		return fmt.Errorf("unknown type %s: want f32 or f64", args[1])
	}
	runtime.GOMAXPROCS(threads)
	run(out, check, cases[i], args[1], threads, seconds)
	return nil
}

// run times one case.
func run(out, check io.Writer, c benchCase, dtype string, threads int, seconds float64) {
	var l loops
	if dtype == "f32" {
		l = loops32(c)
	} else {
		l = loops64(c)
	}
	first, last := l.step(0), 0.0
	for k := 1; k < 20; k++ {
		last = l.step(k)
	}
	fmt.Fprintf(check, "check,%s,%s,%.6g,%.6g\n", c.name, dtype, first, last)
	for _, what := range []struct {
		suffix string
		do     func(k int) float64
	}{{"", l.step}, {"/fwd", l.forward}, {"/grad", l.gradient}, {"/plain", l.plain}} {
		least, median := timed(what.do, seconds)
		fmt.Fprintf(out, "%s%s,%s,%d,%.3f,%.3f\n", c.name, what.suffix, dtype, threads, least*1e6, median*1e6)
	}
}
