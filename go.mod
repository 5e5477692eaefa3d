module github.com/gograd/gograd

go 1.26

require (
	github.com/dave/jennifer v1.7.1
	github.com/google/go-cmp v0.7.0
	golang.org/x/tools v0.48.0
)

require (
	github.com/rogpeppe/go-internal v1.16.0
	golang.org/x/sys v0.47.0
)

tool github.com/gograd/gograd/cmd/gograd
