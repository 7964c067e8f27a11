import { icaoName } from '../../identifiers/icaoName.js';
import { latinName, nameKey } from '../../identifiers/nameKey.js';
import { codeList } from '../description/codeList.js';
import * as f from '../description/make.js';
import { contactKeys } from '../keys/contactKeys.js';

/** The rank of a name: NAME is the listed one. In FollowTheMoney: name, alias, weakAlias, previousName. */
export const nameKinds = codeList('NameKind', ['NAME', 'ALIAS', 'WEAK_ALIAS', 'PREVIOUS']);

/** Kinds of documents and numbers that identify a person. */
export const identificationTypes = codeList('IdentificationType', [
  ...(['PASSPORT', 'NATIONAL_ID', 'DRIVING_LICENCE', 'TAX_NUMBER', 'SOCIAL_SECURITY_NUMBER'] as const),
  ...(['RESIDENCE_PERMIT', 'SEAFARER_ID', 'OTHER'] as const),
]);

/** The fields of a stated name. */
export const nameFields = {
  name: f.text({ required: true, indexed: true, about: 'A name exactly as written, in any script.' }),
  kind: f.code(nameKinds, { required: true, otherwise: 'NAME', about: 'Rank of the name; NAME where not said.' }),
};

interface Named {
  readonly names: readonly { readonly name: string }[];
}

/** The fields by which a subject is named, sorted by its name, and found by any of its names. */
export const namedFields = {
  name: f.computed('text', ({ names }: Named) => names[0]?.name ?? null),
  nameKey: f.computed('text', ({ names: [listed] }: Named) => (listed ? latinName(listed.name) : null), {
    node: null,
    sort: 'NAME',
  }),
  nameKeys: f.computedList(f.text(), ({ names }: Named) => keysOf(names, nameKey), {
    node: null,
    filter: 'name',
    sought: nameKey,
  }),
  icaoKeys: f.computedList(f.text(), ({ names }: Named) => keysOf(names, icaoName), { node: null }),
};

/** The names of a subject that shows all but the listed one as aliases. */
export const names = f.entries(nameFields, { main: 'name', required: true, column: null, node: 'name' });

/** All names but the first. */
export const aliases = f.computedList(f.text(), (stated: Named) => stated.names.slice(1).map(({ name }) => name));

function keysOf(stated: Named['names'], toKey: (name: string) => string): string[] {
  return [...new Set(stated.map(({ name }) => toKey(name)).filter((key) => key !== ''))];
}

/** The key of an entry that its source lists separately. */
export function partKey(about: string) {
  return f.text({ indexed: true, node: null, about });
}

interface Part {
  readonly sourceRef?: string | null;
}

interface InParts {
  readonly sanctions?: readonly Part[];
  readonly identifications?: readonly Part[];
  readonly positions?: readonly Part[];
}

/** The keys of entries that the source lists separately. */
export const partRefs = f.computedList(
  f.text(),
  ({ sanctions = [], identifications = [], positions = [] }: InParts) =>
    [...sanctions, ...identifications, ...positions].flatMap(({ sourceRef }) => sourceRef ?? []),
  { node: null },
);

/** Documents and numbers by which a person or organization is identified. */
export const identifications = f.entries(
  {
    type: f.code(identificationTypes, {
      required: true,
      otherwise: 'OTHER',
      about: 'Kind of document; OTHER where not said.',
    }),
    number: f.text({ required: true, indexed: true }),
    country: f.country({ otherwise: null }),
    issuedAt: f.date(),
    expiresAt: f.date(),
    scheme: f.text(),
    sourceRef: partKey('Key of the document in the source.'),
  },
  { main: 'number', filled: true },
);

/** Addresses, whole or in parts. */
export const addresses = f.entries(
  {
    full: f.text({ otherwise: null }),
    street: f.text(),
    city: f.text(),
    region: f.text(),
    postalCode: f.text(),
    country: f.country({ otherwise: null }),
    sourceRef: partKey('Key of the address in the source.'),
  },
  { main: 'full', filled: true, sparse: true },
);

/** Listings on public sanctions lists, one for each programme. */
export const sanctions = f.entries(
  {
    authority: f.text({ otherwise: null }),
    programme: f.text({ indexed: true, otherwise: null }),
    programmeId: f.text({ indexed: true }),
    authorityId: f.text(),
    country: f.country(),
    status: f.text(),
    startDate: f.date(),
    listingDate: f.date(),
    endDate: f.date(),
    reason: f.text(),
    summary: f.text(),
    provisions: f.text(),
    sourceUrl: f.text(),
    sourceRef: partKey('Key of the listing in the source.'),
  },
  { main: 'programme', filled: true },
);

interface Sanctioned {
  readonly sanctions?: readonly { readonly programme?: string | null; readonly programmeId?: string | null }[];
}

/** The programmes under which a subject is listed, by name and by code: either finds it. */
export function programmes(shown: { readonly node?: null; readonly facet?: string }) {
  const from = (stated: Sanctioned) => [
    ...new Set(
      (stated.sanctions ?? []).flatMap(({ programme, programmeId }) => [programme ?? [], programmeId ?? []].flat()),
    ),
  ];
  return f.computedList(f.text(), from, { filter: 'programme', ...shown });
}

/** How to reach a subject; telephone numbers as stated, in E.164 where the source uses it. */
export const contacts = {
  phones: f.list(f.text()),
  emails: f.list(f.text()),
  websites: f.list(f.text()),
  contactKeys: f.computedList(f.text(), contactKeys, { node: null }),
};
