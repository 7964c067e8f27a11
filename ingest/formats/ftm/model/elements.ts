import { allSchemata, declaredBy } from '../../../../schema/formats/ftm/model.js';
import { lazy } from '../../../codes/codeTable.js';
import { dispositionsOf } from '../../dispositions.js';
import type { ElementDispositions } from '../../format.js';

const numbers =
  'Person.identifications, Organization.identifications, VesselRecord.identifications, AircraftRecord.identifications';

/** Schemata whose identifiers all become identifications. */
const subjects = ['LegalEntity', 'Organization', 'Company', 'Person', 'Vehicle', 'Vessel', 'Airplane'] as const;

/** What becomes of every property of the model, and of the other members of entities. */
export const ftmElements = lazy(readElements);

function readElements(): ElementDispositions {
  const { mapped, raw, dropped } = dispositionsOf('ftm/model/elements');
  const identifiers = subjects.flatMap(declaredBy).filter(({ type }) => type === 'identifier');
  const all = { ...Object.fromEntries(identifiers.map(({ qname }) => [qname, numbers] as const)), ...mapped };
  const others = allSchemata.flatMap(declaredBy).filter(({ qname }) => !Object.hasOwn(all, qname));
  return { mapped: all, raw: [...raw, ...others.map(({ qname }) => qname)], dropped };
}
