/** Ways to reach somebody, and the form of one value of each. */
const forms = {
  PHONE: /^[+\d(][\d ().\\/-]{3,40}$/,
  EMAIL: /^[^\s@]+@[^\s@]+$/,
  WEB: /^(?:https?:\/\/)?[^\s@]+\.[^\s@]+$/i,
} as const;

export type Way = keyof typeof forms;

/** The way that a text names; null where it is none of them. */
export function toWay(text: string | null): Way | null {
  return (Object.keys(forms) as Way[]).find((way) => way === text?.toUpperCase()) ?? null;
}

/** Those of some values that have the form of their way, and whether all have that say anything. */
export function readReach(
  way: Way | null,
  stated: readonly string[],
): { readonly values: readonly string[]; readonly isWhole: boolean } {
  const parts = stated.map((part) => part.trim()).filter((part) => part !== '');
  const values = parts.filter((part) => way !== null && forms[way].test(part));
  return { values, isWhole: values.length === parts.length };
}
