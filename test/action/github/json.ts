/** What came as JSON, and is looked into without being checked first. */
// biome-ignore lint/suspicious/noExplicitAny: a test that reads what is not there fails, which is what it is for
export type Json = any
