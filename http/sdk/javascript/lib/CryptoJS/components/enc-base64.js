// Nothing is needed of this library here; the file is for pages that include it.
