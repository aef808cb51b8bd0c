package main

import "slices"

// printedOrder is the order in which AWS prints an enumeration's values in
// "Member must satisfy enum value set: […]": that of a chained hash table of 32
// buckets, by the low bits of Java's String.hashCode, later values in front of
// earlier ones of the same bucket. It yields, value for value, every order
// recorded on AWS: patch operations, integration types, endpoint types, API key
// sources, documentation part types and gateway response types.
func printedOrder(values []string) []string {
	buckets := uint32(32)
	for len(values)*4 > int(buckets)*3 {
		buckets *= 2
	}
	printed := slices.Clone(values)
	slices.Reverse(printed)
	slices.SortStableFunc(printed, func(a, b string) int {
		return int(hashCode(a)&(buckets-1)) - int(hashCode(b)&(buckets-1))
	})
	return printed
}

// hashCode is Java's String.hashCode of an ASCII string.
func hashCode(s string) uint32 {
	var h uint32
	for _, c := range []byte(s) {
		h = 31*h + uint32(c)
	}
	return h
}
