package kernel

import "testing"

// paths lists the paths that this processor can take.
func paths() []isa {
	switch best() {
	case isaAVX512:
		return []isa{isaPortable, isaAVX2, isaAVX512}
	case isaPortable:
		return []isa{isaPortable}
	}
	return []isa{isaPortable, best()}
}

// onPath lets the kernels take a path until the test is over.
func onPath(t testing.TB, path isa) {
	before := active
	active = path
	t.Cleanup(func() { active = before })
}

// everyPath runs a test on all paths.
func everyPath(t *testing.T, test func(t *testing.T)) {
	for _, path := range paths() {
		t.Run(path.String(), func(t *testing.T) {
			onPath(t, path)
			test(t)
		})
	}
}
