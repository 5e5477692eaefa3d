package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
)

// options are the command line.
type options struct {
	data, test     string
	save, load     string
	epochs, batch  int
	hidden         int
	step           float64
	seed           uint64
	hiddenIsChosen bool
}

// usageError is a mistake in the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// parseOptions reads the command line. With -h it writes what there is to choose
// from to help, and returns flag.ErrHelp.
func parseOptions(args []string, help io.Writer) (*options, error) {
	o := new(options)
	flags := flag.NewFlagSet("mlp", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.data, "data", "", "train on this `file` of comma-separated values: 64 pixels from 0 to 16, then the digit")
	flags.StringVar(&o.test, "test", "", "test on this `file`, written like that of -data")
	flags.StringVar(&o.save, "save", "", "keep the best network in this `file`")
	flags.StringVar(&o.load, "load", "", "start from the network in this `file`")
	flags.IntVar(&o.epochs, "epochs", 30, "passes over the data; 0 tests only")
	flags.IntVar(&o.batch, "batch", 16, "samples in a mini-batch")
	flags.IntVar(&o.hidden, "hidden", 64, "width of the hidden layers")
	flags.Float64Var(&o.step, "step", 0.05, "step size of stochastic gradient descent")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the first weights and of the samples' order")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(help)
		flags.Usage()
		return nil, err
	}
	if err != nil {
		return nil, usageError{err}
	}
	flags.Visit(func(f *flag.Flag) { o.hiddenIsChosen = o.hiddenIsChosen || f.Name == "hidden" })
	return o, o.check(flags.Args())
}

func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return usagef("%s is no flag: name files with -data, -test, -save and -load", rest[0])
	case (o.data == "") != (o.test == ""):
		return usagef("-data and -test go together: give both files, or none for data that the program makes")
	case o.hiddenIsChosen && o.load != "":
		return usagef("-hidden and -load exclude each other: the file says how wide the layers are")
	case o.epochs < 0:
		return usagef("-epochs %d: choose 0 or more", o.epochs)
	case o.batch < 1:
		return usagef("-batch %d: choose 1 or more", o.batch)
	case o.hidden < 1:
		return usagef("-hidden %d: choose 1 or more", o.hidden)
	case !(o.step > 0 && o.step <= math.MaxFloat32):
		return usagef("-step %v: choose a positive number", o.step)
	}
	return nil
}

// samples returns what to train on and what to test on.
func (o *options) samples() (train, test []Sample, err error) {
	if o.data == "" {
		train, test = makeSamples(2000, 1), makeSamples(1000, 2)
	} else if train, err = readFile(o.data); err != nil {
		return nil, nil, err
	} else if test, err = readFile(o.test); err != nil {
		return nil, nil, err
	}
	if o.batch > len(train) {
		return nil, nil, usagef("-batch %d: there are %d samples, choose at most as many", o.batch, len(train))
	}
	return train, test, nil
}
