import { parseYaml } from '../../../policy/loading/yaml.js';
import type { Classification, Purpose } from '../../../policy/types.js';
import { readPackageFile } from '../../../schema/files.js';
import type { IncidentKind } from '../../records/incidents.js';
import type { SeizedItemStatement, SeizureRecord } from '../../records/seizures.js';

/** A port of the scenario, one that the directory knows. */
export interface Port {
  readonly unlocode: string;
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A word as written, and in Latin letters; one text where the two are the same. */
export type Word = string | readonly [written: string, latin: string];

/** Words of one script for names of persons. */
export interface Script {
  readonly given: readonly Word[];
  readonly family: readonly Word[];
  /** Absent: the letters of the radio alphabet. */
  readonly suffixes?: readonly Word[];
  /** Nationalities that go with it, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly familyFirst?: boolean;
}

type PortGroup = 'dutchPorts' | 'belgianPorts' | 'unionPorts' | 'originPorts';
type StatedPort = readonly [unlocode: string, name: string, latitude: number, longitude: number];

/** Goods that may be seized, and how much of them a kilogram is. */
interface SeizedKind extends Pick<SeizedItemStatement, 'category' | 'drugGroup' | 'drug' | 'unit' | 'description'> {
  readonly each?: number;
  readonly one?: boolean;
  readonly minorUnits?: number;
  readonly inKilograms?: boolean;
}

/** How often the envelopes of some records have which terms. */
export interface EnvelopeSpread {
  readonly classifications: Weighted<Classification>;
  /** Share of records of a joint operation. */
  readonly operations: number;
}

type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** `invented.yaml` without its ports. */
interface Words {
  readonly spelling: readonly string[];
  readonly scripts: Readonly<Record<'Latn' | 'Cyrl' | 'Grek' | 'Arab' | 'Hani', Script>>;
  readonly legalForms: readonly (readonly [form: string, country: string])[];
  readonly trades: readonly string[];
  readonly firms: readonly string[];
  readonly goods: readonly {
    readonly hs6: string;
    readonly cn8: string | null;
    readonly description: string;
    readonly packageType: string;
    readonly kgEach: number;
  }[];
  readonly detectionMethods: readonly NonNullable<SeizureRecord['detectionMethod']>[];
  readonly concealments: readonly NonNullable<SeizureRecord['concealment']>[];
  readonly seized: readonly (readonly [item: SeizedKind, weight: number])[];
  readonly incidentKinds: readonly IncidentKind[];
  readonly originators: Readonly<Record<'cargo' | 'persons' | 'seizures' | 'incidents', Weighted<string>>>;
  readonly handlingCodes: Weighted<readonly string[]>;
  readonly sourceEvaluations: Weighted<string>;
  readonly informationEvaluations: Weighted<number>;
  readonly releases: readonly (readonly string[])[];
  readonly purposeLimits: readonly (readonly Purpose[])[];
  readonly yearsKept: Weighted<number | null>;
  readonly spreads: Readonly<Record<'cargo' | 'persons' | 'cases' | 'open', EnvelopeSpread>>;
  readonly crimeAreas: readonly string[];
}

let read: (Words & Readonly<Record<PortGroup, readonly StatedPort[]>>) | undefined;

/** What the scenario is made of: `invented.yaml`, read once. */
export function invented(): Words & Readonly<Record<PortGroup, readonly StatedPort[]>> {
  read ??= parseYaml(readPackageFile('ingest', 'demo', 'invented', 'invented.yaml')) as NonNullable<typeof read>;
  return read;
}

/** The ports of these lists, in order. */
export function portsOf(...groups: readonly PortGroup[]): readonly Port[] {
  return groups
    .flatMap((group) => invented()[group])
    .map(([unlocode, name, latitude, longitude]) => {
      return { unlocode, name, country: unlocode.slice(0, 2), latitude, longitude };
    });
}
