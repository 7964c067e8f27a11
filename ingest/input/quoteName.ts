/** A name from a file or a command line, made safe for a message: quoted, control characters escaped, cut. */
export function quoteName(name: string): string {
  const shown = name.length > 120 ? `${name.slice(0, 120)}...` : name;
  return JSON.stringify(shown).replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');
}
