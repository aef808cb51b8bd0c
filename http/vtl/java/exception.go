package java

// Exception is what a Java method throws.
type Exception struct {
	Class   string // Java's full name, such as java.lang.NullPointerException
	Message string
}

// Error gives the class and the message, as Throwable.toString does.
func (e *Exception) Error() string {
	if e.Message == "" {
		return e.Class
	}
	return e.Class + ": " + e.Message
}

func throw(class, message string) error {
	return &Exception{Class: class, Message: message}
}

func nullPointer() error { return throw("java.lang.NullPointerException", "") }

func illegalArgument(message string) error {
	return throw("java.lang.IllegalArgumentException", message)
}

func numberFormat(text string) error {
	return throw("java.lang.NumberFormatException", `For input string: "`+text+`"`)
}

func arithmetic(message string) error { return throw("java.lang.ArithmeticException", message) }

func classCast() error { return throw("java.lang.ClassCastException", "") }

func unsupportedOperation() error {
	return throw("java.lang.UnsupportedOperationException", "")
}

func concurrentModification() error {
	return throw("java.util.ConcurrentModificationException", "")
}

func noSuchElement() error { return throw("java.util.NoSuchElementException", "") }

func illegalState(message string) error {
	return throw("java.lang.IllegalStateException", message)
}
