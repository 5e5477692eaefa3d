//lint:file-ignore SA4011,S1023,SA4004 what looks odd is what the lessons are about

package parse_test

// Ways through a function: loops that end on data, and what leaves a loop or a switch.

func whileLoop(x float64) float64 {
	for x > 1 {
		x /= 2
	}
	return x
}

func forever(x float64, n int) (float64, int) {
	i := 0
	for {
		x = x/2 + 1
		if i > n {
			return x, i
		}
		i++
	}
}

func doWhile(x float64) (float64, int) {
	steps := 0
	for {
		y := x / 3
		steps++
		if y < 0.5 {
			break
		}
		x = y
	}
	return x, steps
}

func breaks(s []float64, limit float64) (float64, int) {
	sum, at := 0.0, -1
	for i, v := range s {
		sum += v
		if sum > limit {
			at = i
			break
		}
		sum *= 2
	}
	return sum, at
}

func continues(s []float64) float64 {
	sum := 0.0
	for _, v := range s {
		if v < 0 {
			continue
		}
		if v > 1 {
			sum += 1
			continue
		}
		sum += v
	}
	for i := 0; i < len(s); i += 2 {
		if s[i] < 0 {
			if i > 2 {
				continue
			}
			sum++
		}
		sum *= 1.5
	}
	return sum
}

func returnsInLoops(s []float64, limit float64) (string, float64) {
	for i := 0; i < len(s); i++ {
		v := s[i]
		for j := range i {
			w := s[j] * v
			if w > limit {
				return "inner", w
			}
			if w < -limit {
				v = w
				s[j] = 0
				return "low", v - s[i]
			}
		}
		if v == 0 {
			return "zero", float64(i)
		}
	}
	return "none", limit
}

func labels(s []float64, n int) (float64, int) {
	sum, count := 0.0, 0
outer:
	for i := range n + 3 {
		for j := 0; ; j++ {
			count++
			switch {
			case j >= len(s):
				continue outer
			case s[j] > 1.5:
				break outer
			case s[j] < -1:
				break
			default:
				if i > 3 {
					continue
				}
				sum += s[j] * float64(i)
			}
			sum++
		}
	}
	return sum, count
}

func blocks(x float64, n int) float64 {
	sum := x
pass:
	for i := 0; i < 3; i++ {
		for k := n; ; k-- {
			for range 2 {
				sum++
				if k < 0 {
					continue pass
				}
				if sum > 9 {
					break pass
				}
			}
			sum *= 1.25
		}
	}
	return sum
}

func fallsThrough(n int, x float64) float64 {
	switch n {
	case 0:
		x++
		fallthrough
	case 1:
		x *= 2
		if x > 3 {
			break
		}
		x -= 5
		fallthrough
	default:
		x /= 3
	case 2:
		x = 7
		fallthrough
	case 3:
		x *= x
	}
	return x
}

func breaksInSwitches(s []float64, n int) float64 {
	sum := 0.0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] < 0:
			if n > 2 {
				break
			}
			sum -= s[i]
		case s[i] > 1:
			if n < 0 {
				return -sum
			}
			if n == 0 {
				continue
			}
			sum++
			break
		}
		sum += 0.5
	}
	return sum
}

func movingBounds(n int, s []float64) (float64, int) {
	sum, i := 0.0, 0
	for i = 0; i < n; i++ {
		sum += float64(i)
		if i == 2 {
			n--
		}
	}
	for j := 0; j < len(s); j++ {
		if s[j] < 0 {
			s = s[1:]
		}
		sum += float64(len(s))
	}
	for k := 1; k*k < n+9; k *= 2 {
		sum += float64(k)
	}
	for a, b := 0, len(s)-1; a < b; a, b = a+1, b-1 {
		s[a], s[b] = s[b], s[a]
		sum += s[a]
	}
	for u := uint8(3); u > 0; u-- {
		sum -= float64(u)
	}
	for t := 0.0; t < 1; t += 0.25 {
		sum += t
	}
	return sum, i
}

func changedCounters(n int) int {
	r := 0
	for i := 0; i < n; i++ {
		r = r*10 + i
		if i == 3 {
			i++
		}
	}
	for i, j := 0, n; i < j; i, j = i+1, j-1 {
		r += i * j
	}
	return r
}

func counterAfterBreak(s []float64) (int, int) {
	i, j := 0, 9
	for i = 0; i < len(s); i++ {
		if s[i] < 0 {
			break
		}
	}
	for j = len(s) - 1; j >= 0; j-- {
		if s[j] > 0 {
			break
		}
	}
	return i, j
}

func ownVariables(n int) (int, int) {
	var ps [4]*int
	k := 0
	for i := 0; i < n && k < 4; i++ {
		ps[k] = &i
		k++
		if i == 1 {
			i++
			continue
		}
		*ps[0] += 10
	}
	sum := 0
	for _, p := range ps {
		if p != nil {
			sum = sum*7 + *p
		}
	}
	return sum, k
}

func addressesAtExits(s []float64) *float64 {
	for _, v := range s {
		w := v * 2
		if w > 1 {
			w++
			return &w
		}
	}
	return nil
}

func runes(text string) (int, int) {
	sum, last := 0, -1
	for i, c := range text + "é" + "\xff" + "\uFFFD" + "\xef\xbf" + "世" + "\U0001F600" + text {
		sum = sum*31 + i + int(c)
		last = i
	}
	for range "aé" {
		sum++
	}
	for i := range text + "ü" {
		last += i
	}
	for _, c := range "xyz" + text {
		if c == 'y' {
			break
		}
		sum += int(c)
	}
	return sum, last
}

func mixedWays(s []float64, n int) (r float64) {
	for i := 0; i < len(s); i++ {
		if s[i] > 0 {
			if n > 3 {
				r = 5
				break
			} else if n > 1 {
				continue
			}
			r += s[i]
		} else {
			if n == 0 {
				return
			}
			r--
		}
		r *= 2
	}
	if r > 4 {
		if n < 0 {
			return 3
		}
		r++
	}
	r -= 0.5
	return
}

func panicsInLoops(s []float64, limit float64) float64 {
	for i := 0; ; i++ {
		if s[i] > limit {
			break
		}
		if s[i] < -limit {
			panic("too low")
		}
	}
	for {
		if limit > 0 {
			panic("positive")
		}
		return limit
	}
}

func nestedWhiles(x float64, n int) (float64, int) {
	steps := 0
	for x > 0.1 && steps < 50 {
		y := x
		for y < 1 {
			y *= 1.5
			steps++
			if steps%7 == 0 {
				y--
				break
			}
		}
		x -= y / 10
		for n > 0 {
			n--
			if n == 2 {
				return x, steps
			}
		}
		steps++
	}
	return x, steps
}
