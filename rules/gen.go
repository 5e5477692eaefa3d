//go:build ignore

// Command gen writes rules_table_test.go.
package main

import (
	"log"
	"os"

	"github.com/gograd/gograd/rules/internal/ruletable"
)

func main() {
	src, err := ruletable.Write(os.DirFS("."))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("rules_table_test.go", src, 0o666); err != nil {
		log.Fatal(err)
	}
}
