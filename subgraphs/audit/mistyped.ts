import { badUserInput, type PortcullisError } from '../../schema/errors.js';
import { idPrefixes, isPublicId } from '../../schema/records/publicId.js';

/** A leaf of the filter whose values have a form. */
interface Form {
  readonly is: (text: string) => boolean;
  readonly message: string;
  readonly hint: string;
}

const forms: Readonly<Record<string, Form>> = {
  subject: {
    is: (text) => /^[0-9a-f]{32}$/.test(text),
    message: 'This is no pseudonym of an officer.',
    hint: 'It has 32 hexadecimal digits, as `subject` of an entry shows them. For a name as tokens state it use `subjectName`.',
  },
  documentHash: {
    is: (text) => /^[0-9a-f]{64}$/.test(text),
    message: 'This is no hash of a document.',
    hint: 'It has 64 hexadecimal digits, as `documentHash` of an entry shows them.',
  },
  entity: {
    is: mayBeId,
    message: 'This is no id of a record.',
    hint: 'It is `person_`, or the like, and 24 letters a to z and digits 2 to 7, as `disclosed` of an entry shows it. For a name use `askedName`.',
  },
};

/** Whether a text may be an id: one of ours has its form. A source that is not ours may give any without a blank around it. */
function mayBeId(text: string): boolean {
  const [, prefix = ''] = /^([a-z]+)_/i.exec(text) ?? [];
  return idPrefixes.has(prefix.toLowerCase()) ? isPublicId(text) : text !== '' && text.trim() === text;
}

/**
 * How to refuse a filter that found nothing, where it states a value without its form: a slip of the pen must not look like
 * nobody. Null where it states none.
 *
 * Why only where nothing was found: a source that is not ours may have ids of another form, and entries about them are found.
 */
export function findMistyped(filter: Readonly<Record<string, unknown>>): PortcullisError | null {
  for (const [name, value] of Object.entries(filter)) {
    const parts = name === 'and' || name === 'or' ? (value as (typeof filter)[]) : [];
    for (const part of parts) {
      const mistyped = findMistyped(part);
      if (mistyped) return mistyped;
    }
    const form = forms[name];
    if (form && valuesOf(value).some((text) => !form.is(text)))
      return badUserInput(form.message, { at: `AuditEntryFilter.${name}`, hint: form.hint });
  }
  return null;
}

/** The whole values that a leaf states. */
function valuesOf(leaf: unknown): readonly string[] {
  const { eq, in: any, id } = (leaf ?? {}) as { readonly eq?: unknown; readonly in?: unknown; readonly id?: unknown };
  return [eq, any, id].flat().filter((value) => typeof value === 'string');
}
