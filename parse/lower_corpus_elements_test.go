package parse_test

// The third part of the corpus: what is done to the elements of slices.

func appends(s []float64, x float64, name string) (float64, int) {
	t := append(s[:1], x, s[0])
	t[0]++
	u := append([]float64(nil), s...)
	u = append(u, t[1:]...)
	u = append(u[:1], u[2:]...)
	var path []Vec
	for _, v := range u {
		path = append(path, Vec{v, x})
	}
	full := append(s[:1:1], x)
	full[0] = 100
	letters := append([]byte("ab"), name...)
	letters = append(letters, nil...)
	letters = append(letters, 'c')
	return path[len(path)-1].X + s[0] + full[0], len(u) + len(letters) + int(letters[len(letters)-2])
}

func copies(s []float64, x float64, name string) (float64, int) {
	n := copy(s[1:], s)
	copy(s, []float64{x})
	clear(s[len(s)-1:])
	letters := make([]byte, 4)
	n += 10*copy(letters, name) + copy(letters[2:], letters)
	path := []Vec{{x, 1}, {2, x}, {3, 3}}
	copy(path, path[1:])
	clear(path[1:2])
	return path[0].Y + path[1].X + path[2].Y, n + int(letters[3])
}

func appended(s []float64, i int) []float64 { return append(s[:i], s[i+1:]...) }

// In Go's compiler copy and append come before the variables and elements that
// a statement reads.
func builtinsComeFirst(s []float64) (float64, float64) {
	a := s[0] + float64(copy(s, s[1:]))
	b := s[1] * append(s[:1], a)[1]
	t := append(appended(s, 0), s[0], double(s))
	return a + b, t[len(t)-1] + t[len(t)-2]
}

type window [2]float64

func slicesAsArrays(s []float64, n int) (float64, int) {
	a := [2]float64(s)
	p := (*window)(s)
	s[0] += 2
	p[1] *= 3
	b := window(s[1:])
	if [0]float64(s[:0]) == [0]float64{} {
		n++
	}
	n &= 3
	q := (*[3]float64)(s[:n])
	return a[0] + 10*p[0] + 100*a[1] + b[0]*s[1] + q[2], n
}
