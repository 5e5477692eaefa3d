package ir

import (
	"errors"
	"fmt"
	"math"
	"reflect"
)

// call runs a Call and gives its results.
func (fr *frame) call(op *Op) []reflect.Value {
	if op.Func == nil {
		return fr.builtin(op)
	}
	var fn any
	if fr.ext != nil {
		fn = fr.ext(op.Func)
	}
	if fn == nil {
		fn = library[op.Func.FullName()]
	}
	switch fn := fn.(type) {
	case nil:
		refuse("nothing is known of %s", op.Func.FullName())
	case func(float64) float64:
		y := reflect.ValueOf(fn(fr.get(op.Args[0]).Float()))
		return []reflect.Value{convertTo(y, fr.typ(op))}
	case *Func:
		return fr.run(fn, fr.all(op.Args))
	}
	return fr.goCall(op, reflect.ValueOf(fn))
}

// goCall calls a Go function whose types have the structure of those of op.
func (fr *frame) goCall(op *Op, fn reflect.Value) []reflect.Value {
	t := fn.Type()
	args := fr.all(op.Args)
	for i, x := range args {
		if last := t.NumIn() - 1; t.IsVariadic() && i >= last && !op.Spread {
			args[i] = convertTo(x, t.In(last).Elem())
		} else {
			args[i] = convertTo(x, t.In(i))
		}
	}
	var results []reflect.Value
	if op.Spread {
		results = fn.CallSlice(args)
	} else {
		results = fn.Call(args)
	}
	for i, r := range results {
		results[i] = convertTo(r, fr.types.of(op.Results[i].Type))
	}
	return results
}

// builtin runs a call of one of Go's own functions.
func (fr *frame) builtin(op *Op) []reflect.Value {
	args := fr.all(op.Args)
	switch op.Builtin {
	case "append":
		return []reflect.Value{fr.appendTo(op, args)}
	case "copy":
		n := reflect.ValueOf(reflect.Copy(args[0], args[1]))
		return []reflect.Value{n}[:len(op.Results)]
	case "clear":
		args[0].Clear()
		return nil
	case "min", "max":
		best := args[0]
		for _, x := range args[1:] {
			best = choose(op.Builtin == "min", best, x)
		}
		return []reflect.Value{best}
	}
	refuse("builtin %s can't be run", op.Builtin)
	return nil
}

func (fr *frame) appendTo(op *Op, args []reflect.Value) reflect.Value {
	s := args[0]
	if !op.Spread {
		return reflect.Append(s, args[1:]...)
	}
	return reflect.AppendSlice(s, args[1].Convert(s.Type()))
}

// choose is min(x, y) or max(x, y); of floats with Go's rules for NaN and -0.
func choose(least bool, x, y reflect.Value) reflect.Value {
	if x.CanFloat() {
		z := reflect.New(x.Type()).Elem()
		if least {
			z.SetFloat(min(x.Float(), y.Float()))
		} else {
			z.SetFloat(max(x.Float(), y.Float()))
		}
		return z
	}
	if compare(Lt, y, x) == least {
		return y
	}
	return x
}

// library is what every program may call.
var library = map[string]any{
	"errors.New": errors.New, "fmt.Errorf": fmt.Errorf, "fmt.Sprintf": fmt.Sprintf,
	"fmt.Sprint": fmt.Sprint, "fmt.Sprintln": fmt.Sprintln,

	"math.Abs": math.Abs, "math.Acos": math.Acos, "math.Acosh": math.Acosh,
	"math.Asin": math.Asin, "math.Asinh": math.Asinh, "math.Atan": math.Atan,
	"math.Atan2": math.Atan2, "math.Atanh": math.Atanh, "math.Cbrt": math.Cbrt,
	"math.Ceil": math.Ceil, "math.Copysign": math.Copysign, "math.Cos": math.Cos,
	"math.Cosh": math.Cosh, "math.Dim": math.Dim, "math.Erf": math.Erf,
	"math.Erfc": math.Erfc, "math.Erfcinv": math.Erfcinv, "math.Erfinv": math.Erfinv,
	"math.Exp": math.Exp, "math.Exp2": math.Exp2, "math.Expm1": math.Expm1,
	"math.FMA": math.FMA, "math.Float32bits": math.Float32bits, "math.Float32frombits": math.Float32frombits,
	"math.Float64bits": math.Float64bits, "math.Float64frombits": math.Float64frombits,
	"math.Floor": math.Floor, "math.Frexp": math.Frexp, "math.Gamma": math.Gamma,
	"math.Hypot": math.Hypot, "math.Ilogb": math.Ilogb, "math.Inf": math.Inf,
	"math.IsInf": math.IsInf, "math.IsNaN": math.IsNaN, "math.J0": math.J0,
	"math.J1": math.J1, "math.Jn": math.Jn, "math.Ldexp": math.Ldexp,
	"math.Lgamma": math.Lgamma, "math.Log": math.Log, "math.Log10": math.Log10,
	"math.Log1p": math.Log1p, "math.Log2": math.Log2, "math.Logb": math.Logb,
	"math.Max": math.Max, "math.Min": math.Min, "math.Mod": math.Mod,
	"math.Modf": math.Modf, "math.NaN": math.NaN, "math.Nextafter": math.Nextafter,
	"math.Nextafter32": math.Nextafter32, "math.Pow": math.Pow, "math.Pow10": math.Pow10,
	"math.Remainder": math.Remainder, "math.Round": math.Round, "math.RoundToEven": math.RoundToEven,
	"math.Signbit": math.Signbit, "math.Sin": math.Sin, "math.Sincos": math.Sincos,
	"math.Sinh": math.Sinh, "math.Sqrt": math.Sqrt, "math.Tan": math.Tan,
	"math.Tanh": math.Tanh, "math.Trunc": math.Trunc, "math.Y0": math.Y0,
	"math.Y1": math.Y1, "math.Yn": math.Yn,
}
