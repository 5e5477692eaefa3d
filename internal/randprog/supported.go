package randprog

// Constructs are parts of Go that not every version of gograd differentiates.
type Constructs struct {
	Closures  bool // function literals bound to a name
	Recursion bool
}

// Supported are the constructs that programs may have.
var Supported = Constructs{Closures: true, Recursion: true}
