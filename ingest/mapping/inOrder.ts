// SPDX-License-Identifier: Apache-2.0

/**
 * A record with its keys in one order, whatever the order of the mapping's lines: what is stored is compared by a hash
 * of its text, and a mapping whose lines were moved, or that an export wrote, must not change every record.
 */
export function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { kind, ...rest } = value as Record<string, unknown>;
  const ordered: Record<string, unknown> = kind === undefined ? {} : { kind };
  for (const key of Object.keys(rest).sort()) ordered[key] = inOrder(rest[key]);
  return ordered as T;
}
