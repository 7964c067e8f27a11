import { agencyKinds, type Classification } from '../../../policy/types.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { EnvelopeStatement } from '../../records/base.js';
import { all, textOf } from '../niem/element.js';

/** How the owner of a data item lets it be shared. */
export interface Sharing {
  readonly envelope: EnvelopeStatement;
  readonly flags: readonly string[];
}

/** All agencies: they may know that a record exists whose owner wants to be asked. */
const everyone = agencyKinds.map((kind) => `kind:${kind}`);

/**
 * Dissemination criteria of N-DEx as handling codes. Green may be viewed; of yellow others see only that it exists, with
 * the owner's contact; red is for the owner alone. Any other word counts as red, as it may be a stricter limit. The
 * strictest of several holds.
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

/** Classifications of a whole message; `SBU` and the like are covered by the format's default. */
const classifications: readonly (readonly [RegExp, Classification])[] = [
  [/\btop secret\b|\bsecret\b/i, 'SECRET_UE'],
  [/\bconfidential\b|^classified$/i, 'CONFIDENTIEL_UE'],
];

/** Classification of a message's `DataSensitivity`; null where the format's default covers it. */
export function toClassification(sensitivity: string | null): Classification | null {
  if (sensitivity === null || /unclassified/i.test(sensitivity)) return null;
  return classifications.find(([pattern]) => pattern.test(sensitivity))?.[1] ?? null;
}
