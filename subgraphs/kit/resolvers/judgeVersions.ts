import type { GraphQLResolveInfo, SelectionNode } from 'graphql';
import { linkKeyPattern } from '../../../schema/records/keys/linkKey.js';
import { keyText, type RecordKey, type VersionEnvelope } from '../provenance/provenanceRepository.js';
import { unknownEnvelope, type VersionVerdicts, versionVerdict } from '../provenance/versionVerdict.js';
import type { KitSession } from '../session/session.js';
import type { Verdict } from '../wall/verdict.js';

/**
 * The verdict on a record's versions, without their whole text where it names a protected person, and for a link that
 * another record asserts: its text is that record's, which holds more than the link.
 */
export async function verdictOnVersions(
  session: KitSession,
  { sourceRef, ...key }: RecordKey & { readonly sourceRef: string },
  verdict: Verdict,
  info: Asked,
): Promise<Verdict> {
  if (!asksWhole(info.fieldNodes) || verdict.decide(['provenance.raw']).decision.effect !== 'FULL') return verdict;
  if (isLinkKey.test(sourceRef)) return versionVerdict(verdict, partOfAnother);
  return (await session.protectedLinks().load(keyText(key))) ? versionVerdict(verdict, namingProtected) : verdict;
}

/** The selection of a field of versions. */
export type Asked = Pick<GraphQLResolveInfo, 'fieldNodes'>;

/** Whether the selection may include the whole text of a record, or what is doubtful in it: without it no link is looked at. */
function asksWhole(nodes: readonly SelectionNode[]): boolean {
  return nodes.some((node) => {
    if (node.kind === 'FragmentSpread') return true;
    if (node.kind === 'Field' && ['sourceRecord', 'statement', 'qualityFlags'].includes(node.name.value)) return true;
    return asksWhole(node.selectionSet?.selections ?? []);
  });
}

const namingProtected = withoutWhole('whole.cap.linkSubject');
const partOfAnother = withoutWhole('whole.link');
const isLinkKey = new RegExp(linkKeyPattern);

function withoutWhole(rule: string): VersionVerdicts {
  return {
    of: (category) =>
      category === 'provenance.raw'
        ? { effect: 'NONE', reason: 'RECORD', rule }
        : { effect: 'FULL', reason: null, rule: 'links' },
  };
}

/** What a version's own envelope lets through. */
export function judgeVersion(session: KitSession, { originator, expires_at, terms }: VersionEnvelope) {
  if (terms === null) return unknownEnvelope;
  try {
    return session.judge({ env_key: null, env_originator: originator, env_expires_at: expires_at, env_terms: terms });
  } catch (error) {
    // Terms of another schema: what is not understood is shown to nobody.
    if (error instanceof RangeError) return unknownEnvelope;
    throw error;
  }
}
