import type { z } from 'zod';

/** Where a file is wrong, and why: `holdings[2].copied[0].note: ...`, without any value of it. */
export function issueAt(error: z.ZodError): { readonly at: string; readonly why: string } {
  const [issue] = error.issues;
  if (!issue) return { at: '', why: '' };
  const names = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = placeOf([...issue.path, ...names]);
  return { at, why: names.length > 0 ? 'there is no such member' : issue.message };
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : before ? `${before}.${String(part)}` : String(part),
    '',
  );
}
