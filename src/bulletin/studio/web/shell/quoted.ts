/** A headline in quotation marks; those that it has itself become single ones. */
export const quoted = (title: string): string => `“${title.replaceAll("“", "‘").replaceAll("”", "’")}”`;
