// Package regex runs the regular expressions of java.util.regex, as String.replaceAll, split and matches do.
//
// Go's own package cannot: Java has look-around, references back to groups, possessive quantifiers and intersections
// of character classes, and it works on UTF-16. So this is a backtracking matcher, as Java's is; what it may cost is
// up to the caller, who is asked for every 256 steps and for the memory of a result.
package regex
