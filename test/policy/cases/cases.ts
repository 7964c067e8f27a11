import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Policy } from '../../../policy/policy.js';
import type { Classification, Effect, Envelope, Purpose, RequestFacts, Role } from '../../../policy/types.js';
import { packageFile } from '../../../schema/files.js';

/** One case of test/cases/policy: who, for what, which record, and what must come of it. */
export interface PolicyCase {
  readonly description: string;
  /** `AGENCY ROLE`. */
  readonly viewer: string;
  /** The agency's highest where absent. */
  readonly clearance?: Classification;
  /** `none`: no purpose stated. */
  readonly purpose: Purpose | 'none';
  readonly case?: string;
  /** 2026-11-25T10:00:00Z where absent. */
  readonly asOf?: string;
  readonly category: string;
  /** Fields that differ from an ordinary record of BE-CUSTOMS; `none`: no envelope. */
  readonly envelope?: Partial<Envelope> | 'none';
  /** An effect, or an effect with the reason and the rule. */
  readonly expect: Effect | { readonly effect: Effect; readonly reason?: string | null; readonly rule?: string };
}

/** An ordinary record: no restriction of its own. */
export const ordinary: Envelope = {
  originator: 'BE-CUSTOMS',
  handlingCodes: [],
  addressees: [],
  classification: 'PUBLIC',
  releasableTo: [],
  hitTo: [],
  purposeLimits: [],
  minor: false,
  source: 'demo-cargo',
  sourceRef: '1',
};

/** Facts of a request of `AGENCY ROLE`, with the agency's highest clearance. */
export function factsOf(
  policy: Policy,
  viewer: string,
  purpose?: Purpose,
  more: { clearance?: Classification; case?: string; asOf?: string } = {},
): RequestFacts {
  const [id = '', role = ''] = viewer.split(' ');
  const agency = policy.agencies[id];
  if (!agency) throw new Error(`no agency ${id}`);
  return {
    viewer: {
      subject: 'tester',
      agency: id,
      kind: agency.kind,
      country: agency.country,
      role: role as Role,
      clearance: more.clearance ?? agency.clearance,
    },
    purpose,
    caseReference: more.case,
    asOf: more.asOf ?? '2026-11-25T10:00:00Z',
  };
}

/** Every case file, by name. */
export function caseFiles(): readonly { readonly file: string; readonly cases: readonly PolicyCase[] }[] {
  const folder = packageFile('test', 'cases', 'policy');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, cases: parse(readFileSync(join(folder, file), 'utf8')) as PolicyCase[] }));
}
