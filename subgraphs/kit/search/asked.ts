import { z } from 'zod';
import {
  type RecognisedForm,
  searchedIn,
  type TextForm,
  textForms,
} from '../../../schema/identifiers/recognition/forms.js';
import { everywhere, type Scope } from '../described/scope.js';
import type { SourceSession } from '../sourceSession.js';

/** The text of a search, as the directory sealed it for all sources. */
export interface SearchedText extends Scope {
  /** The text in one of its forms, as that is compared; null where it does not have the form. */
  valueOf(form: TextForm): string | null;
}

/** The scope of a search; `everywhere` where it has none. */
export function scopeOf({ feeds, programmes }: Scope): Scope {
  return feeds || programmes ? { feeds, programmes } : everywhere;
}

// Why any form: a source knows those of its own version, and another may know more.
const searchShape = z.object({
  kind: z.literal('search'),
  recognised: z.array(z.object({ form: z.string(), value: z.string() })),
  feeds: z.array(z.string()).nullable(),
  // Why optional: a directory of the version before seals none.
  programmes: z.array(z.string()).nullish(),
});

/** Seals a text for the sources to search: the first value of each form that they know. */
export function sealSearch(session: SourceSession, recognised: readonly RecognisedForm[], scope: Scope): string {
  const sought = textForms.flatMap((form) => recognised.find((each) => each.form === form && searchedIn[form]) ?? []);
  return session.sealProbe({
    kind: 'search',
    recognised: sought.map(({ form, value }) => ({ form, value })),
    ...scope,
  });
}

/** The text of a search's probe; null where it was not sealed as a search for this viewer and request. */
export function openSearch(session: SourceSession, probe: string): SearchedText | null {
  return session.once(openSearch, probe, () => {
    const { data } = searchShape.safeParse(session.openProbe(probe));
    if (!data) return null;
    const values = new Map<string, string>(data.recognised.map(({ form, value }) => [form, value]));
    return { valueOf: (form) => values.get(form) ?? null, feeds: data.feeds, programmes: data.programmes ?? null };
  });
}
