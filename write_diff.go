package gograd

import (
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// names are the files of the changes, relative to dir.
func names(dir string, changes []change) (files []string) {
	for _, c := range changes {
		files = append(files, relative(dir, c.path))
	}
	return files
}

func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		return filepath.ToSlash(rel)
	}
	return path
}

// unified is the unified diff of the changes, with names relative to dir.
func unified(dir string, changes []change) string {
	var out strings.Builder
	for _, c := range changes {
		from, to := relative(dir, c.path), relative(dir, c.path)
		if c.old == nil {
			from = "/dev/null"
		}
		if c.new == nil {
			to = "/dev/null"
		}
		out.Write(diff.Diff(from, c.old, to, c.new))
	}
	return out.String()
}
