package gograd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gograd/gograd/internal/diag"
)

// write makes the changes, folder by folder. All new files of a folder are
// complete beside the old ones before the first of these is replaced.
func write(changes []change) (diags diag.List) {
	for len(changes) > 0 {
		dir, n := filepath.Dir(changes[0].path), 1
		for n < len(changes) && filepath.Dir(changes[n].path) == dir {
			n++
		}
		diags.Append(writeFolder(changes[:n]))
		changes = changes[n:]
	}
	return diags
}

func writeFolder(changes []change) (diags diag.List) {
	staged := make([]string, len(changes))
	for i, c := range changes {
		if c.new == nil {
			continue
		}
		temp, err := stage(c)
		if err != nil {
			diags.Add(c.pos, "cannot write %s: %v", filepath.Base(c.path), cause(err))
		}
		staged[i] = temp
	}
	for i, c := range changes {
		switch {
		case len(diags) > 0 && staged[i] != "":
			os.Remove(staged[i])
		case len(diags) > 0:
		case c.new == nil:
			if err := os.Remove(c.path); err != nil {
				diags.Add(c.pos, "cannot remove %s: %v", filepath.Base(c.path), cause(err))
			}
		default:
			if err := os.Rename(staged[i], c.path); err != nil {
				diags.Add(c.pos, "cannot write %s: %v", filepath.Base(c.path), cause(err))
				os.Remove(staged[i])
			}
		}
	}
	return diags
}

// stage writes a file under another name, in the same folder so that it can be renamed.
func stage(c change) (name string, err error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(c.path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(c.path), ".gograd-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(c.new)
	if err = errors.Join(err, f.Chmod(mode), f.Close()); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// cause is what went wrong, without the names of files that the user never sees.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
