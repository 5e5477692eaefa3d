package sizes

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"strconv"
	"strings"
)

// Inputs are what the names in a formula stand for.
type Inputs map[string]any

// evaluate computes a formula. A count that would be negative is 0.
func evaluate(formula string, in Inputs) int {
	e, err := parser.ParseExpr(formula)
	if err != nil {
		panic(err)
	}
	return max(in.number(e), 0)
}

func (in Inputs) number(e ast.Expr) int { return int(in.value(e).Int()) }

func (in Inputs) value(e ast.Expr) reflect.Value {
	switch e := e.(type) {
	case *ast.BasicLit:
		n, err := strconv.Atoi(e.Value)
		if err != nil {
			panic(err)
		}
		return reflect.ValueOf(n)
	case *ast.Ident:
		v, ok := in[e.Name]
		if !ok { // a shadow has the shape of its parameter
			v, ok = in[strings.TrimPrefix(e.Name, "d")]
		}
		if !ok {
			panic("no value for " + e.Name)
		}
		return reflect.ValueOf(v)
	case *ast.ParenExpr:
		return in.value(e.X)
	case *ast.SelectorExpr:
		return reflect.Indirect(in.value(e.X)).FieldByName(e.Sel.Name)
	case *ast.IndexExpr:
		return in.value(e.X).Index(in.number(e.Index))
	case *ast.BinaryExpr:
		return reflect.ValueOf(operate(e.Op, in.number(e.X), in.number(e.Y)))
	case *ast.CallExpr:
		return reflect.ValueOf(in.call(e.Fun.(*ast.Ident).Name, e.Args))
	}
	panic(fmt.Sprintf("no formula: %T", e))
}

func operate(op token.Token, x, y int) int {
	switch op {
	case token.ADD:
		return x + y
	case token.SUB:
		return x - y
	case token.MUL:
		return max(x, 0) * max(y, 0)
	case token.QUO:
		return x / y
	}
	panic("no formula: " + op.String())
}

func (in Inputs) call(name string, args []ast.Expr) int {
	switch name {
	case "len":
		return in.value(args[0]).Len()
	case "max":
		most := in.number(args[0])
		for _, x := range args[1:] {
			most = max(most, in.number(x))
		}
		return most
	case "sizeof":
		return in["sizeof"].(int)
	}
	below := args[1].(*ast.BinaryExpr)
	inside := maps.Clone(in)
	sum, largest := 0, 0
	for i := range in.number(below.Y) {
		inside[below.X.(*ast.Ident).Name] = i
		sum += inside.number(args[0])
		largest = max(largest, inside.number(args[0]))
	}
	if name == "sum" {
		return sum
	}
	return largest
}
