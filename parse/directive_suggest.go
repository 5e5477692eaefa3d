package parse

import (
	"fmt"
	"slices"
	"strings"
)

// suggest is the end of a message about a word that is none of those known.
func suggest(word string, known []string) string {
	if c := Closest(word, known); c != "" {
		return fmt.Sprintf(": did you mean %s?", c)
	}
	if len(known) == 0 {
		return ""
	}
	return ": write " + alternatives(known)
}

// alternatives is "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	if last <= 0 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Closest is the known word that the fewest edits lead to, or else the one
// that word begins with; "" if none is near.
func Closest(word string, known []string) string {
	best, least := "", len(word)/3+1
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d <= least && d < len(k) {
			if best == "" || d < least {
				best, least = k, d
			}
		}
	}
	if best != "" {
		return best
	}
	at := slices.IndexFunc(known, func(k string) bool { return len(k) > 2 && strings.HasPrefix(word, k) })
	if at < 0 {
		return ""
	}
	return known[at]
}

// distance is the number of insertions, deletions and substitutions of
// letters, and of swaps of neighbours, that lead from a to b.
// V. Levenshtein (1966), F. Damerau (1964), in the form without overlapping edits.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
