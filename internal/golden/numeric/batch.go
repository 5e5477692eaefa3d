package numeric

import (
	"fmt"
	"reflect"
	"slices"
)

// drawBatch draws an input of a function for a mini-batch of a few samples, of one size each.
func (p *pair) drawBatch(s *source) (args []reflect.Value) {
	one, samples := reflect.TypeOf(p.One), 1+s.rng.IntN(4)
	for i, in := range p.inputs {
		if !slices.Contains(p.Batch, in.name) {
			args = append(args, s.draw(in.typ))
			continue
		}
		list := []reflect.Value{s.draw(one.In(i))}
		for range samples - 1 {
			v := variable(one.In(i))
			if v.Kind() == reflect.Slice {
				v.Set(reflect.MakeSlice(v.Type(), list[0].Len(), list[0].Len()))
				s.elements(v)
			} else {
				s.fill(v)
			}
			list = append(list, v)
		}
		args = append(args, s.stack(list, in.typ))
	}
	return args
}

// stack puts samples into a t: a matrix, if they are slices of floats, else a slice.
func (s *source) stack(samples []reflect.Value, t reflect.Type) reflect.Value {
	all := variable(t)
	if t.Kind() == reflect.Slice {
		all.Set(reflect.MakeSlice(t, len(samples), len(samples)))
		for i, v := range samples {
			all.Index(i).Set(v)
		}
		return all
	}
	cols := samples[0].Len()
	stride := cols + s.rng.IntN(2)
	data := all.FieldByName("Data")
	all.FieldByName("Rows").SetInt(int64(len(samples)))
	all.FieldByName("Cols").SetInt(int64(cols))
	all.FieldByName("Stride").SetInt(int64(stride))
	data.Set(reflect.MakeSlice(data.Type(), len(samples)*stride, len(samples)*stride))
	for i, v := range samples {
		reflect.Copy(data.Slice(i*stride, i*stride+cols), v)
	}
	return all
}

// samples is the number of samples in all.
func samples(all reflect.Value) int {
	if all.Kind() == reflect.Slice {
		return all.Len()
	}
	return int(all.FieldByName("Rows").Int())
}

// sample is the i-th sample in all, a t, in the same memory.
func sample(all reflect.Value, i int, t reflect.Type) reflect.Value {
	if all.Kind() == reflect.Slice {
		return all.Index(i)
	}
	cols, at := int(all.FieldByName("Cols").Int()), i*int(all.FieldByName("Stride").Int())
	return all.FieldByName("Data").Slice3(at, at+cols, at+cols).Convert(t)
}

// isMean tests that the function's value is the mean of those of the samples, its error the first of theirs, that
// it panics if one of them does, and leaves memory as they do, one after the other. Whether the error of a sample comes before
// the panic of a later one is left open.
func (c *check) isMean(args []reflect.Value, got *outcome) {
	one := reflect.ValueOf(c.One)
	args = copyAll(args)
	n, sum, size := 0, 0.0, 0.0
	var first error
	for i, in := range c.inputs {
		if slices.Contains(c.Batch, in.name) {
			n = samples(args[i])
		}
	}
	for k := range n {
		in := slices.Clone(args)
		for i, p := range c.inputs {
			if slices.Contains(c.Batch, p.name) {
				in[i] = sample(args[i], k, one.Type().In(i))
			}
		}
		o := &outcome{}
		results := o.run(one, in)
		if o.panicked {
			if !got.panicked && first == nil {
				c.fail(args, "sample %d panics with %v, the batch %s", k, o.reason, got.text())
			}
			if got.panicked || first == nil {
				return
			}
			continue
		}
		if o.take(c.pair, results); o.err != nil && first == nil {
			first = o.err
		}
		sum, size = sum+o.value/float64(n), size+max(o.value, -o.value)
	}
	if first != nil {
		if !sameText(first, got.err) {
			c.fail(args, "the first error of a sample is %q, the batch %s", first, got.text())
		}
		return
	}
	for i, in := range c.inputs {
		if d := difference(in.name, got.args[i], args[i]); d != "" {
			c.fail(args, "what the batch leaves in memory: %s as the samples leave it", d)
		}
	}
	tolerance := c.rounding() * (1 + size)
	if gap := got.value - sum; got.panicked || got.err != nil || gap > tolerance || gap < -tolerance {
		c.fail(args, "%s", fmt.Sprintf("the mean of the samples is %v, the batch %s", sum, got.text()))
	}
}
