import { agencyKinds, type Classification } from '../../../policy/types.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { EnvelopeStatement } from '../../records/base.js';
import { all, textOf } from '../niem/element.js';

/** What the owner of a data item says of passing it on. */
export interface Sharing {
  readonly envelope: EnvelopeStatement;
  readonly flags: readonly string[];
}

/** All who may be told that a record exists, where its owner wants to be asked. */
const everyone = agencyKinds.map((kind) => `kind:${kind}`);

/**
 * Conditions of N-DEx as handling codes. Green may be viewed; of yellow only that it exists, with the owner's contact;
 * red is for nobody but the owner. A word that is none of them is taken for red: it may mean a limit that is not known
 * here. Where several are stated, the strictest holds.
 *
 * @see FBI, N-DEx Policy and Operating Manual, "Data sharing"
 */
export function readSharing(metadata: XmlElement | null): Sharing {
  const stated = all(metadata, 'DisseminationCriteriaValue').flatMap(
    (value) => textOf(value, 'DisseminationCriteriaText') ?? [],
  );
  const colours = stated.map((text) => text.toLowerCase());
  const flags = colours.some((colour) => !['green', 'yellow', 'red'].includes(colour)) ? ['SHARING_UNKNOWN'] : [];
  const note = stated.length === 0 ? {} : { handlingNote: `N-DEx dissemination: ${stated.join(', ')}` };
  if (flags.length > 0 || colours.includes('red')) return { envelope: { ...note, handlingCodes: ['H2'] }, flags };
  if (colours.includes('yellow')) return { envelope: { ...note, handlingCodes: ['H2'], hitTo: everyone }, flags };
  return { envelope: note, flags };
}

/** Levels that a message as a whole may state; `SBU` and its like are the format's default. */
const classifications: readonly (readonly [RegExp, Classification])[] = [
  [/\btop secret\b|\bsecret\b/i, 'SECRET_UE'],
  [/\bconfidential\b|^classified$/i, 'CONFIDENTIEL_UE'],
];

/** Classification that a message's `DataSensitivity` asks for; null for what the format's default covers. */
export function toClassification(sensitivity: string | null): Classification | null {
  if (sensitivity === null || /unclassified/i.test(sensitivity)) return null;
  return classifications.find(([pattern]) => pattern.test(sensitivity))?.[1] ?? null;
}
