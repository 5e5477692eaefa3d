package emit

import "strings"

// width is how long a line of a doc comment gets.
const width = 82

// docLines breaks a doc comment into lines of that width. Lines that begin with
// a blank, such as code, headings and lists stay as they are.
func docLines(doc string) []string {
	if doc == "" {
		return nil
	}
	var lines []string
	text := ""
	flush := func() {
		if text != "" {
			lines = append(lines, wrap(text)...)
		}
		text = ""
	}
	for _, line := range strings.Split(strings.TrimRight(doc, "\n"), "\n") {
		if line == "" || strings.ContainsAny(line[:1], " \t#-") {
			flush()
			lines = append(lines, strings.TrimRight("// "+line, " "))
			continue
		}
		text += " " + line
	}
	flush()
	return lines
}

func wrap(text string) []string {
	var lines []string
	line := "//"
	for _, word := range words(text) {
		if len(line)+1+len(word) > width && line != "//" {
			lines = append(lines, line)
			line = "//"
		}
		line += " " + word
	}
	return append(lines, line)
}

// words are what a line can end after: "x = 0" stays together.
func words(text string) []string {
	var list []string
	for _, word := range strings.Fields(text) {
		if last := len(list) - 1; last >= 0 && (word == "=" || strings.HasSuffix(list[last], " =")) {
			list[last] += " " + word
			continue
		}
		list = append(list, word)
	}
	return list
}
