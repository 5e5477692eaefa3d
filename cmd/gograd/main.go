// Gograd writes gradients of Go functions, as Go, beside the functions' files.
//
//	gograd [flags] [packages]
//
// Functions ask for their gradients in their doc comments:
//
//	//gograd:grad
//	func Rosen(x, y float64) float64 { … }
//
// The packages are given as for `go list`; without any it is the one in the
// current directory. Run `gograd -h` for the flags.
//
// The exit status is 0 if all is done, 1 if there are mistakes in the sources
// or a package cannot be loaded, 2 if the command line is wrong. With -check
// it is 1 also if a generated file is not what it should be. A warning, a line
// like any other with `warning:` behind its position, changes nothing of that.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/gograd/gograd"
	"github.com/gograd/gograd/internal/diag"
)

const usage = `gograd writes gradients of Go functions, as Go, beside the functions' files.

usage:

	gograd [flags] [packages]    default: the package in the current directory
	gograd -explain FUNC [packages]

flags:

	-check    write nothing; show as a unified diff what would change, and
	          exit with status 1 if there is any

	-explain FUNC
	          write nothing; show what the gradients of FUNC (a method as Type.Method)
	          keep for their reverse sweeps, what reads it, and how much it is: the
	          most at any time in a call, as a formula of the inputs in which counts
	          below 0 are 0; capacities are larger, as append makes them

A function asks for its gradient in its doc comment:

	//gograd:grad                    with respect to all parameters that hold floats
	//gograd:grad wrt=w,b            with respect to these
	//gograd:grad wrt=w name=Slope   under this name

Run it on all packages of a module with

	gograd ./...

or by go generate, with the line

	//go:generate go tool gograd
`

func main() {
	debug.SetGCPercent(400) // a run is short, so that its time matters more than its memory
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	done     = 0
	mistakes = 1
	misused  = 2
)

// run is the command with its arguments; it returns the exit status.
func run(args []string, stdout, stderr io.Writer) (status int) {
	defer func() {
		if r := recover(); r != nil {
			status = crashed(r, stderr)
		}
	}()
	flags := flag.NewFlagSet("gograd", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	check := flags.Bool("check", false, "")
	explain := flags.String("explain", "", "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return done
	case err != nil:
		return misuse(stderr, "%v", err)
	}
	for _, arg := range flags.Args() {
		if strings.HasPrefix(arg, "-") {
			return misuse(stderr, "flag %s behind a package: write flags first", arg)
		}
	}
	o := gograd.Options{Patterns: flags.Args(), Check: *check}
	switch {
	case !given(flags, "explain"):
		return generate(o, stdout, stderr)
	case *check:
		return misuse(stderr, "-check and -explain don't go together")
	case *explain == "":
		return misuse(stderr, "-explain needs the name of a function")
	}
	return explained(o, *explain, stdout, stderr)
}

func misuse(stderr io.Writer, format string, args ...any) (status int) {
	fmt.Fprintf(stderr, "gograd: "+format+"\nRun 'gograd -h' for usage.\n", args...)
	return misused
}

// given reports whether a flag is on the command line, with whatever value.
func given(flags *flag.FlagSet, name string) (is bool) {
	flags.Visit(func(f *flag.Flag) { is = is || f.Name == name })
	return is
}

func explained(o gograd.Options, name string, stdout, stderr io.Writer) int {
	text, err := gograd.Explain(o, name)
	fmt.Fprint(stdout, text)
	report(nil, err, stderr)
	if err != nil {
		return mistakes
	}
	return done
}

func generate(o gograd.Options, stdout, stderr io.Writer) int {
	result, err := gograd.Generate(o)
	fmt.Fprint(stdout, result.Diff)
	report(result.Warnings, err, stderr)
	if err != nil {
		return mistakes
	}
	if o.Check && len(result.Files) > 0 {
		return mistakes
	}
	return done
}

// report writes warnings and mistakes in one order, that of the source.
func report(all diag.List, err error, stderr io.Writer) {
	if list, ok := err.(diag.List); ok {
		all.Append(list)
	} else if err != nil {
		fmt.Fprintln(stderr, err)
	}
	for _, d := range all.Sorted() {
		fmt.Fprintln(stderr, d)
	}
}

// crashed reports a mistake in gograd itself.
func crashed(reason any, stderr io.Writer) int {
	fmt.Fprintf(stderr, "gograd: internal error, please report: %v (GOGRAD_DEBUG=1 shows where)\n", reason)
	if os.Getenv("GOGRAD_DEBUG") == "1" {
		fmt.Fprintf(stderr, "%s", debug.Stack())
	}
	return mistakes
}
