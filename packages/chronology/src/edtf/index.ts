/** Dates as scholars write them. The contract; the parts behind it follow. */
export {}
