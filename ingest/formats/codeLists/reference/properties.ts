import type { CodeProperties } from '../../../records/directory.js';

/** The properties that have a value. */
export function toProperties(
  stated: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>,
): CodeProperties {
  const found: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, value] of Object.entries(stated)) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    found[name] = value;
  }
  return found;
}
