// Mlp trains a network with two hidden layers to read digits, by stochastic
// gradient descent on a squared loss whose gradient gograd has written.
//
//	go run ./examples/mlp
//
// It makes its own samples, or reads them from files (-data, -test). With -save
// the best network so far is in a file at any time, also after Ctrl-C.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "mlp:", err)
	}
	os.Exit(status(err))
}

// run is the program with its arguments.
func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parseOptions(args, out)
	if err != nil {
		return err
	}
	train, test, err := o.samples()
	if err != nil {
		return err
	}
	w, err := o.network()
	if err != nil {
		return err
	}
	if o.epochs > 0 {
		w, err = fit(ctx, w, train, test, o, out)
	}
	if w != nil {
		fmt.Fprintf(out, "test accuracy %.1f%%\n", 100*accuracy(w, test))
	}
	return err
}

// network returns the network to start from.
func (o *options) network() (*MLP, error) {
	if o.load != "" {
		return load(o.load)
	}
	return NewMLP(pixels, o.hidden, digits, rand.New(rand.NewPCG(o.seed, 0))), nil
}

// status returns the exit status that tells of err.
func status(err error) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, new(usageError)):
		return 2
	case errors.Is(err, context.Canceled):
		return 130 // as a shell reports what Ctrl-C has ended
	}
	return 1
}
