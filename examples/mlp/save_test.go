package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// What is loaded is what was saved, to the bit, and nothing else is left in the
// folder.
func TestSaveLoad(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "net.json")
	for seed := range uint64(2) { // the second replaces the first
		w := NewMLP(pixels, 4, digits, rand.New(rand.NewPCG(seed, 0)))
		if err := save(name, w); err != nil {
			t.Fatal(err)
		}
		got, err := load(name)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, w) {
			t.Error("another network was loaded than was saved")
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
}

// A file that holds no network that fits is refused, with its name.
func TestLoadErrors(t *testing.T) {
	const layer = `"W1":{"Rows":1,"Cols":64,"Stride":64,"Data":[1]},"B1":[0]`
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "no network saved with -save"},
		{"no JSON", "weights", "no network saved with -save"},
		{"other JSON", `{"W1":3}`, "no network saved with -save"},
		{"no layers", "{}", "layer 1 is broken"},
		{"data missing", "{" + layer + "}", "layer 1 is broken"},
		{"float64", `{"B1":[1e300]}`, "no network saved with -save"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "net.json")
			if err := os.WriteFile(name, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := load(name)
			if err == nil || !strings.HasPrefix(err.Error(), name+": "+test.want) {
				t.Errorf("the error is %v, want %q behind the name", err, test.want)
			}
		})
	}
}

// A network for other samples is no network for these.
func TestLoadOtherShapes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for want, w := range map[string]*MLP{
		"layer 1 is broken or takes other inputs than the 64": NewMLP(9, 4, digits, rng),
		"tells 3 classes apart, not 10":                       NewMLP(pixels, 4, 3, rng),
	} {
		if err := w.check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
}
