/** An answer as text, but for its cursors: each is sealed anew. */
export function textOf(data: unknown): string {
  return JSON.stringify(data, (name, value) => (name === 'endCursor' ? undefined : value));
}

/** Every object of an answer, those below others too. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

/** Objects that say their type on the longest way down. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = '__typename' in value ? 1 : 0;
  return own + Math.max(0, ...Object.values(value).map(depthOf));
}
