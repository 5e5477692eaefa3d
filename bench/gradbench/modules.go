package main

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// A job is a function at one input: run computes it, any number of times, and
// leaves what it computes behind output, a pointer or a slice.
type job struct {
	run    func()
	output any
}

// functions are an eval's, by name. Each makes a job of an input; what it does
// before it returns is not timed.
type functions map[string]func(input json.RawMessage) (job, error)

var modules = map[string]functions{
	"hello":  hello,
	"llsq":   llsq,
	"lse":    lse,
	"ode":    ode,
	"gmm":    gmm,
	"lstm":   lstm,
	"det":    det,
	"kmeans": kmeans,
	"ba":     ba,
}

// missing says why there is nothing for the rest of the suite.
var missing = map[string]string{
	"ht":       "26 inputs and tens of thousands of outputs need forward mode",
	"particle": "it asks for forward mode and for derivatives of optimizers that use derivatives",
	"saddle":   "it asks for forward mode and for derivatives of optimizers that use derivatives",
}

// find returns the functions of an eval.
func find(module string) (functions, error) {
	if f, ok := modules[module]; ok {
		return f, nil
	}
	if why, ok := missing[module]; ok {
		return nil, fmt.Errorf("gograd does not have %s: %s", module, why)
	}
	return nil, fmt.Errorf("gograd does not know an eval %q", module)
}

// with decodes the input that f makes a job of.
func with[T any](f func(input T) job) func(json.RawMessage) (job, error) {
	return func(raw json.RawMessage) (job, error) {
		var input T
		if err := json.Unmarshal(raw, &input); err != nil {
			return job{}, err
		}
		return f(input), nil
	}
}

// value is a job whose output is one number.
func value(f func() float64) job {
	y := new(float64)
	return job{func() { *y = f() }, y}
}

// An integer may be written as a float in JSON.
type integer int

func (i *integer) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || v != float64(int(v)) {
		return fmt.Errorf("%s is no integer", text)
	}
	*i = integer(v)
	return nil
}

// zeros returns rows of the same lengths as those given, and the memory that they share, row after row.
func zeros(rows ...[]float64) (like [][]float64, all []float64) {
	var n int
	for _, row := range rows {
		n += len(row)
	}
	all = make([]float64, n)
	rest := all
	for _, row := range rows {
		like = append(like, rest[:len(row):len(row)])
		rest = rest[len(row):]
	}
	return like, all
}
