// Command asm writes the assembly of package kernel for amd64 with avo.
//
// It is a module of its own, so that whoever imports the kernels doesn't get avo
// along with them. Run it with go generate.
package main

import (
	"go/format"
	"log"
	"os"

	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

//go:generate go run .

// kernelDir is the package that the assembly is for, seen from this one.
const kernelDir = ".."

func main() {
	log.SetFlags(0)
	args, err := argumentTypes(kernelDir)
	if err != nil {
		log.Fatal(err)
	}
	var targets []*target
	for _, isa := range []isa{avx2, avx512} {
		for _, e := range []element{float32Element, float64Element} {
			t := newTarget(isa, e, args)
			t.vectorKernels()
			write("vector", t)
			t = newTarget(isa, e, args)
			t.peak()
			t.copy()
			t.turn()
			t.microKernels()
			t.dots()
			write("gemm", t)
			targets = append(targets, t)
		}
	}
	writeSwitches(targets)
	writeNEON(args)
}

// write compiles what t holds to assembly and to Go declarations for it.
func write(topic string, t *target) {
	file, err := t.Result()
	if err != nil {
		log.Fatal(err)
	}
	if err := pass.Compile.Execute(file); err != nil {
		log.Fatal(err)
	}
	config := printer.Config{Argv: []string{"go", "generate"}, Pkg: "kernel"}
	name := kernelDir + "/" + topic + "_" + t.name() + "_amd64"
	for suffix, printed := range map[string]printer.Printer{
		".s":  printer.NewGoAsm(config),
		".go": printer.NewStubs(config),
	} {
		text, err := printed.Print(file)
		if err != nil {
			log.Fatal(err)
		}
		if suffix == ".go" {
			if text, err = format.Source(text); err != nil {
				log.Fatal(err)
			}
		}
		if err := os.WriteFile(name+suffix, text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
