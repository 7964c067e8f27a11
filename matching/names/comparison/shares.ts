/** Whether two lists have a member in common. */
export function shares(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((each) => b.includes(each));
}
