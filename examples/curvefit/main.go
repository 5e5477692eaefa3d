// Curvefit fits y = a·exp(−b·x) + c to pairs of numbers, robustly. The loss is
// plain Go, so the gradient that gograd has written needs nothing but package math.
//
//	go run ./examples/curvefit
//	go run ./examples/curvefit -data mpg.csv -x weight -y mpg
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "curvefit:", err)
		os.Exit(1)
	}
}

// run is the program with its arguments.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("curvefit", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // main tells the error
	data := flags.String("data", "", "fit to this `file` of comma-separated values, whose first line names the columns")
	x := flags.String("x", "weight", "`name` of the column of x")
	y := flags.String("y", "mpg", "`name` of the column of y")
	delta := flags.Float64("delta", 2, "deviation from which on a number counts less")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(out)
		flags.Usage()
	}
	if err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s is no flag: name a file with -data", flags.Arg(0))
	}
	if !(*delta > 0) {
		return fmt.Errorf("-delta %v: choose a positive number", *delta)
	}
	t := makeTable()
	if *data != "" {
		if t, err = readFile(*data, *x, *y); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d pairs of %s and %s, %d lines without\n", len(t.x), *x, *y, t.skipped)
	p, err := fit(t, *delta, out)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s = a·exp(−b·%s) + c with a = %.4g, b = %.4g, c = %.4g\n", *y, *x, p[0], p[1], p[2])
	return nil
}
