package gograd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The blocks under this comment are what a user does, from top to bottom:
// files of a new module, and commands that are run there.
const yourModule = "your module: "

func (p *page) testModule(t *testing.T) {
	dir := module(t)
	for _, b := range p.blocks() {
		name, ok := strings.CutPrefix(b.comment, yourModule)
		if !ok {
			continue
		}
		if name == "run" {
			shell(t, dir, p.at(b.span))
			continue
		}
		path := filepath.Join(dir, name)
		if text, err := os.ReadFile(path); err == nil {
			p.want(t, b.span, string(text)) // a generated file
		} else if err := os.WriteFile(path, []byte(p.at(b.span)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
