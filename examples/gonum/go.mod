module github.com/gograd/gograd/examples/gonum

go 1.26

require gonum.org/v1/gonum v0.17.0

require (
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/gograd/gograd v0.0.0 // indirect
	github.com/rogpeppe/go-internal v1.16.0 // indirect
	golang.org/x/tools v0.48.0 // indirect
)

replace github.com/gograd/gograd => ../..

tool github.com/gograd/gograd/cmd/gograd
