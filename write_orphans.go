package gograd

import (
	"errors"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gograd/gograd/parse"
)

// orphans are the files in a folder that gograd generated and that nothing
// asks for any longer. That is decided by what is on disk, so that what comes
// of files outside the build context stays.
func orphans(dir string, wanted map[string]bool) (gone []change, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !e.Type().IsRegular() || filepath.Ext(path) != ".go" || wanted[path] {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		source, generated := parse.GeneratedFrom(text)
		if !generated {
			continue
		}
		asked, err := isAskedFor(dir, e.Name(), source)
		if err != nil {
			return nil, err
		}
		if !asked {
			gone = append(gone, change{path: path, old: text, pos: token.Position{Filename: path}})
		}
	}
	return gone, nil
}

// isAskedFor says whether the source of a generated file is there and asks for it.
func isAskedFor(dir, name, source string) (bool, error) {
	if parse.OutputName(source) != name {
		return false, nil
	}
	text, err := os.ReadFile(filepath.Join(dir, source))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return parse.AsksForGradient(text), err
}
