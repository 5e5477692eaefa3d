package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gograd/gograd/runtime/tensor"
)

// save writes w to a file. Whoever reads it meanwhile sees the old file or the
// new one, never a part.
func save(name string, w *MLP) error {
	data, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already if all went well
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// load reads what save has written.
func load(name string) (*MLP, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	w := new(MLP)
	if err := json.Unmarshal(data, w); err != nil {
		return nil, fmt.Errorf("%s: no network saved with -save: %w", name, err)
	}
	if err := w.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return w, nil
}

// check returns an error if the layers of w don't fit the samples or each other.
func (w *MLP) check() error {
	inputs := pixels
	for _, layer := range []struct {
		name string
		w    tensor.Matrix[float32]
		b    []float32
	}{{"1", w.W1, w.B1}, {"2", w.W2, w.B2}, {"3", w.W3, w.B3}} {
		m := layer.w
		whole := m.Rows >= 1 && m.Stride == m.Cols && len(m.Data) == m.Rows*m.Cols
		if !whole || m.Cols != inputs || len(layer.b) != m.Rows {
			return fmt.Errorf("layer %s is broken or takes other inputs than the %d it gets: use a file written with -save", layer.name, inputs)
		}
		inputs = m.Rows
	}
	if inputs != digits {
		return fmt.Errorf("the network tells %d classes apart, not %d: use a file written with -save", inputs, digits)
	}
	return nil
}
