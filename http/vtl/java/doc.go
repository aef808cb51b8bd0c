// Package java holds the values a mapping template works on and what Java's methods make of them.
//
// Velocity is a thin language over Java's reflection: nearly everything that a template does is a call of a
// method of java.lang.String, java.util.ArrayList and their like. This package answers such calls with Go values:
//
//	null         nil                      Integer      int32
//	String       string                   Long         int64
//	Boolean      bool                     Double       float64
//	BigInteger   *big.Int                 BigDecimal   *Decimal
//	ArrayList    *List                    arrays       *Array
//	LinkedHashMap *Map                    Character    Char
//
// The one thing to know is [Invoke]: it finds a method as Velocity's introspector finds it, from the name and the
// classes of the arguments, so that list.get(Long) is no method at all while string.length(1) throws. A method
// that throws in Java returns an [Exception]; everything that takes time or memory is charged to a [Budget].
//
// Strings are UTF-8, except that half of a surrogate pair, which Java allows, is kept as the three bytes that
// UTF-8 would give it; [Sanitize] makes valid text of it.
package java
