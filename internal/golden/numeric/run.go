package numeric

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime/debug"
	"strings"
)

// A Package is what is to be tested in one package.
type Package struct {
	Name  string
	Funcs []Func
	Wants []Want

	Values int // the inputs at which each function is to return a value; 0 for as many as tell all, else they are any
}

// A Want is a call at an input that matters, with its results.
type Want struct {
	Call, Want, Got string
}

// Show returns the results of a call as [fmt.Sprintln] gives them, or its panic.
func Show(call func() string) (text string) {
	defer func() {
		if reason := recover(); reason != nil {
			text = fmt.Sprint("panic: ", reason)
		}
	}()
	return strings.TrimSpace(call())
}

// Run tests packages, and writes what is wrong in each of them, by its name.
// It is the program that package golden builds; [Read] understands what it writes.
func Run(w io.Writer, packages []Package) error {
	wrong := map[string][]string{}
	for _, p := range packages {
		for _, f := range p.Funcs {
			if err := checkSafely(f, p.Values); err != nil {
				wrong[p.Name] = append(wrong[p.Name], err.Error())
			}
		}
		for _, want := range p.Wants {
			if want.Got != want.Want {
				wrong[p.Name] = append(wrong[p.Name], fmt.Sprintf("%s -> %s, want %s", want.Call, want.Got, want.Want))
			}
		}
	}
	return json.NewEncoder(w).Encode(wrong)
}

// Read returns what [Run] has written.
func Read(data []byte) (wrong map[string][]string, err error) {
	err = json.Unmarshal(data, &wrong)
	return wrong, err
}

// checkSafely keeps a mistake of the test itself from ending it.
func checkSafely(f Func, values int) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%s: the test panics: %v\n%s", f.Name, reason, debug.Stack())
		}
	}()
	if f.Step != nil {
		return CheckStep(f, rand.New(rand.NewPCG(1, 2)))
	}
	if values > 0 {
		return CheckSome(f, rand.New(rand.NewPCG(1, 2)), values)
	}
	return Check(f, rand.New(rand.NewPCG(1, 2)))
}
