package gograd

import (
	"testing"

	"github.com/gograd/gograd/internal/golden"
)

// The archives in testdata/golden show a source and its gradient: one lesson each.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/golden/*.txtar", *update, func(dir string) error {
		_, err := Generate(Options{Dir: dir, Patterns: []string{"./..."}})
		return err
	})
}
