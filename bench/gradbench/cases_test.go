package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A group is one input of an eval and the outputs expected of its functions.
type group struct {
	Description string
	Input       json.RawMessage
	Expected    map[string]any
}

// Every function that can be served gives what the suite's reference gives. It runs twice: the
// second run must not see the first.
func TestCases(t *testing.T) {
	for module, functions := range modules {
		for _, g := range groups(t, module) {
			for name, want := range g.Expected {
				t.Run(fmt.Sprintf("%s/%s/%s", module, name, g.Description), func(t *testing.T) {
					if _, err := functions[name](g.Input); err != nil {
						t.Skip(err)
					}
					input := strings.Replace(string(g.Input), "{", `{"min_runs":2,`, 1)
					r := answered(t, fmt.Sprintf(`{"id":1,"kind":"evaluate","module":%q,"function":%q,"input":%s}`, module, name, input))
					if !r.Success {
						t.Fatal(r.Error)
					}
					compare(t, "output", r.Output, want)
				})
			}
		}
	}
}

// groups reads what is saved for an eval.
func groups(t *testing.T, module string) (all []group) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", module+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// compare tests that got has the structure of want and the same numbers: to ten digits, and near 0
// to the rounding of terms about 1.
func compare(t *testing.T, path string, got, want any) {
	t.Helper()
	switch want := want.(type) {
	case float64:
		if v, ok := got.(float64); !ok || math.Abs(v-want) > 1e-10*math.Abs(want)+1e-15 {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			t.Errorf("%s is %v, want %v", path, got, want)
			return
		}
		for i := range want {
			compare(t, fmt.Sprintf("%s[%d]", path, i), list[i], want[i])
		}
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok || len(object) != len(want) {
			t.Errorf("%s is %v, want %v", path, got, want)
			return
		}
		for key := range want {
			compare(t, path+"."+key, object[key], want[key])
		}
	default:
		t.Errorf("%s: nothing is expected", path)
	}
}
